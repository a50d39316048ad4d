"""OpenSLO v1 in: files of others become drafts, changes in our own win, and what is lost is said."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from typing import Any

import pytest
import yaml

from evenhand.errors import DocumentError
from evenhand.exchange.openslo import draft_of, openslo_text
from evenhand.terms.document import read_agreement
from tests.unit.exchange.test_openslo import DOCUMENTS, read


def slo(name: str = "web-errors", **spec: Any) -> dict[str, Any]:
    """An objective as another program writes it."""
    metric = {"metricSource": {"type": "Prometheus", "spec": {"query": "up"}}}
    whole = {
        "service": "web",
        "indicator": {"spec": {"ratioMetric": {"good": metric, "total": {**metric}}}},
        "timeWindow": [{"duration": "28d", "isRolling": True}],
        "budgetingMethod": "Occurrences",
        "objectives": [{"target": 0.995}],
    }
    spec = copy.deepcopy(whole | spec)
    return {"apiVersion": "openslo/v1", "kind": "SLO", "metadata": {"name": name}, "spec": spec}


def written(objects: Iterable[dict[str, Any]]) -> str:
    return "---\n".join(json.dumps(each) + "\n" for each in objects)


def drafted(*objects: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The draft as a plain tree, and the problems; it has no mistakes."""
    text, problems = draft_of(written(objects), "x.yaml")
    assert read_agreement(text, file="draft.yaml")[0] is not None, text
    plain: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return plain, [(problem.severity, problem.message) for problem in problems]


READ_AS = ("note", '"web-errors" is taken for an availability; its queries are not kept.')
SHARE = ("note", '"web-errors" is taken for a share of readings; its queries are not kept.')


def test_a_ratio_of_others_is_an_availability() -> None:
    service = {
        "apiVersion": "openslo/v1", "kind": "Service", "metadata": {"name": "web", "displayName": "The shop"},
        "spec": {"description": "Where people buy."},
    }  # fmt: skip
    draft, problems = drafted(service, slo(description="5xx"))
    assert draft == {
        "agreement": "Draft",
        "timezone": "UTC",
        "services": {
            "web": {
                "name": "The shop",
                "description": "Where people buy.",
                "availability": {
                    "web-errors": {"target": "99.5% per trailing 28 days", "counts as down": "5xx"}
                },
            }
        },
    }
    assert problems == [READ_AS]


@pytest.mark.parametrize(
    ("objective", "target"),
    [
        ({"targetPercent": 99.95}, "99.95%"),
        ({"target": 0}, "0%"),
        ({"target": "0.9", "targetPercent": 5}, "90%"),
    ],
)
def test_targets_are_read_exactly(objective: dict[str, Any], target: str) -> None:
    draft, _ = drafted(slo(objectives=[objective]))
    assert (
        draft["services"]["web"]["availability"]["web-errors"]["target"] == f"{target} per trailing 28 days"
    )


def test_a_calendar_window_gives_the_zone() -> None:
    window = {"duration": "1Q", "calendar": {"startTime": "2026-04-01 00:00:00", "timeZone": "Asia/Tokyo"}}
    draft, problems = drafted(slo(timeWindow=[window]))
    assert draft["timezone"] == "Asia/Tokyo"
    assert draft["services"]["web"]["availability"]["web-errors"]["target"] == "99.5% per quarter"
    assert problems == [READ_AS]


@pytest.mark.parametrize("start", ["2026-01-21 00:00:00", "2026-01-01 12:30:00", "soon"])
def test_windows_that_begin_elsewhere_are_told(start: str) -> None:
    window = {"duration": "1M", "calendar": {"startTime": start, "timeZone": "UTC"}}
    _, problems = drafted(slo(timeWindow=[window]))
    message = 'The windows of "web-errors" begin within a month; those of an agreement begin with it.'
    assert problems == [("warning", message), READ_AS]


@pytest.mark.parametrize(
    ("op", "measure", "target"),
    [
        ("gt", "share of web-errors above 0.3", "at least 95%"),
        ("lte", "share of web-errors above 0.3", "at most 5%"),
        ("lt", "share of web-errors below 0.3", "at least 95%"),
        ("gte", "share of web-errors below 0.3", "at most 5%"),
    ],
)
def test_a_threshold_is_a_share_of_readings(op: str, measure: str, target: str) -> None:
    indicator = {"apiVersion": "openslo/v1", "kind": "SLI", "metadata": {"name": "lat"},
                 "spec": {"thresholdMetric": {"metricSource": {"spec": {}}}}}  # fmt: skip
    one = slo(objectives=[{"op": op, "value": 0.3, "target": 0.95}], indicatorRef="lat", indicator=None)
    del one["spec"]["indicator"]
    draft, problems = drafted(one, indicator)
    terms = draft["standards"]["web-errors"]
    assert (terms["service"], terms["measure"]) == ("web", measure)
    assert terms["target"].removeprefix("at least ") == f"{target} per trailing 28 days".removeprefix(
        "at least "
    )
    assert problems == [SHARE]


def test_a_minimum_is_kept_and_other_targets_are_told() -> None:
    goals = [
        {"target": 0.99},
        {"displayName": "minimum", "target": 0.9},
        {"displayName": "also", "target": 0.5},
    ]
    draft, problems = drafted(slo(objectives=goals, alertPolicies=["a"]))
    assert draft["services"]["web"]["availability"]["web-errors"]["minimum"] == "90%"
    assert problems == [
        ("warning", '"web-errors" has one target in an agreement; this is another.'),
        ("note", '"alertPolicies" has no place in an agreement.'),
        READ_AS,
    ]


THRESHOLD = {"spec": {"thresholdMetric": {"metricSource": {"spec": {}}}}}


@pytest.mark.parametrize(
    ("spec", "what"),
    [
        ({"timeWindow": [{"duration": "5m", "isRolling": True}]}, "time window"),
        ({"timeWindow": []}, "time window"),
        ({"objectives": [{"target": 1}]}, "target"),
        ({"objectives": [{"target": "high"}]}, "target"),
        ({"objectives": []}, "target"),
        ({"objectives": "x"}, "target"),
        ({"indicator": "x"}, "indicator"),
        ({"indicator": THRESHOLD}, "comparison"),
        ({"indicator": THRESHOLD, "objectives": [{"target": 0.5, "op": "gt"}]}, "comparison"),
        ({"indicator": THRESHOLD, "objectives": [{"target": 0.5, "op": "is", "value": 3}]}, "comparison"),
    ],
)
def test_what_no_agreement_has_is_left_out(spec: dict[str, Any], what: str) -> None:
    draft, problems = drafted(slo("other"), slo(**spec))
    assert list(draft["services"]["web"]["availability"]) == ["other"]
    message = f'The {what} of the objective "web-errors" has no counterpart in an agreement.'
    assert ("warning", message) in problems


def test_other_objects_are_told() -> None:
    others = [
        {"apiVersion": "openslo/v1", "kind": "AlertPolicy", "metadata": {"name": "a"}},
        {"apiVersion": "openslo/v2alpha", "kind": "SLO", "metadata": {"name": "a"}},
        {"apiVersion": "openslo/v1", "kind": "SLO", "metadata": {}},
        {"apiVersion": "openslo/v1", "metadata": {"name": "a"}},
    ]
    _, problems = drafted(*others, slo(service=""), slo())
    assert problems == [
        ("note", "An object of the kind AlertPolicy has no place in an agreement."),
        ("warning", "This object is not of openslo/v1, and left out."),
        ("warning", "This SLO has no name, or one that another has."),
        ("note", "An object of the kind (none) has no place in an agreement."),
        ("warning", "This SLO has no name, or one that another has."),
        READ_AS,
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no-objective"),
        ("- a\n", "no-objective"),
        ("kind: SLO\n", "no-objective"),
        ("a: [", "not-yaml"),
        ("a: b\n--- \n c\n d: e\n", "not-yaml"),
        ("a: \x07", "control-character"),
        ("a: &x b\n", "anchor"),
        ("x" * 2_000_001, "too-large"),
    ],
)
def test_files_that_are_no_openslo(text: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        draft_of(text, "x.yaml")
    assert code in {problem.code for problem in caught.value.problems}


def test_places_are_those_in_the_whole_file() -> None:
    text = written([slo("a"), slo("b", timeWindow=[])])
    [problem] = [each for each in draft_of(text, "x.yaml")[1] if each.severity == "warning"]
    assert problem.line == 3


def changed(name: str, **changes: tuple[str, str]) -> Any:
    """Our own file with other words in it, read back."""
    text, _ = openslo_text(read(DOCUMENTS[name]))
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return read(draft_of(text, "x.yaml")[0])


def test_a_changed_target_wins_over_the_terms_beside_it() -> None:
    agreement = changed(
        "harbour-dental", target=("target: 0.85\n", "target: 0.86\n"), down=("target: 0.999", "target: 0.995")
    )
    assert str(agreement.standards["resolve-other"].target["P3"]) == "86% per month"
    assert str(agreement.services["practice-system"].availability[""].target) == "99.5% per month"


def test_changed_words_and_windows_win_too() -> None:
    agreement = changed(
        "harbour-dental",
        title=("displayName: Response to everything else", "displayName: Answers"),
        window=("duration: 1M", "duration: 1Q"),
        words=("description: Appointments cannot be", "description: Nothing can be"),
        service=("displayName: Practice management system\n", "displayName: The practice\n"),
    )
    assert agreement.standards["respond-other"].title == "Answers"
    assert str(agreement.standards["respond-other"].target) == "90% per quarter"
    assert agreement.services["practice-system"].availability[""].counts_as_down.startswith("Nothing can")
    assert agreement.services["practice-system"].name == "The practice"


def test_a_changed_comparison_wins_too() -> None:
    standard = changed("below", op=("op: lt", "op: gte"), value=("value: 3", "value: 4")).standards["fast"]
    assert standard.measure.text == "share of load below 4"
    assert str(standard.target) == "at most 10% per month"


def test_a_changed_minimum_wins_too() -> None:
    clause = changed("a minimum", low=("target: 0.995", "target: 0.99")).services["web"].availability[""]
    assert clause.minimum * 100 == 99
    again = changed("at most", low=("target: 0.9\n", "target: 0.8\n")).standards["again"]
    assert again.minimum * 100 == 20


def test_a_clause_that_is_not_in_the_terms_is_taken_as_of_others() -> None:
    text, _ = openslo_text(read(DOCUMENTS["trailing days"]))
    draft, problems = draft_of(
        text.replace("clause: services.web.availability", "clause: services.gone"), "x.yaml"
    )
    assert "web-availability" in draft
    assert [problem.code for problem in problems] == ["read-as"]


def test_a_data_source_of_others_is_no_terms() -> None:
    details = {"agreement": {"agreement": "Not ours"}}
    source = {"apiVersion": "openslo/v1", "kind": "DataSource", "metadata": {"name": "p"},
              "spec": {"type": "Prometheus", "connectionDetails": details}}  # fmt: skip
    draft, problems = drafted(source, slo())
    assert draft["agreement"] == "Draft"
    assert problems == [READ_AS]
