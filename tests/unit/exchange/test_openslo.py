"""OpenSLO v1 out: valid, exact, and back again without loss."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from evenhand.exchange.openslo import draft_of, openslo_text
from evenhand.exchange.openslo.names import Labels, label
from evenhand.exchange.openslo.window import period_of, window_of
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from evenhand.units import Period
from tests.unit.exchange.openslo_schema import schema_of
from tests.unit.terms.documents import TEXTS

HEAD = "agreement: Test\ntimezone: Europe/London\nreference: T-1\n"
READINGS = """services: {web: {}}
standards:
  fast: {service: web, measure: share of load below 3, target: at least 90% per month}
"""
PROMISE = "services: {web: {availability: "
FORMS = {
    "several clauses": PROMISE + "{region: {target: 99% per week}, zone: {target: 98% per day, "
    "credits: [{below: 98%, credit: 5%}]}}}}\n",
    "a minimum": PROMISE + "{target: 99.95% per quarter, minimum: 99.5%, counts as down: Nothing}}}\n",
    "trailing days": "services: {web: {name: 'Web: 1', availability: {target: 99% per trailing 28 days}}}\n",
    "at most": "services: {web: {}}\n"
    "standards: {again: {measure: reopened share, target: at most 5% per year, minimum: 10%}}\n",
    "above": READINGS.replace("below", "above"),
    "below": READINGS,
    "at most above": READINGS.replace("below 3, target: at least", "above 3.5, target: at most"),
    "at most below": READINGS.replace("target: at least", "target: at most"),
    "odd names": "services: {'Praxis Süd': {name: 'yes', availability: {target: 99% per month}}, "
    "'praxis sud': {availability: {target: 98% per month}}}\n",
    "a derived priority": "priorities: {from: impact, table: {high: P1, low: P2}}\n"
    "calendars: {a: {hours: always}}\nservices: {web: {hours: a}}\n"
    "standards: {fix: {clock: {starts: opened, stops: resolved}, within: 1 hour, "
    "target: {P1: 90% per month, P2: 80% per month}}}\n",
}
DOCUMENTS = {**TEXTS, **{name: HEAD + text for name, text in FORMS.items()}}


def read(text: str) -> Agreement:
    found, problems = read_agreement(text, file="a.yaml")
    assert found is not None, problems
    return found


def objects(text: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(text))


def slos(text: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in objects(text) if each["kind"] == "SLO"}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_object_is_of_the_standard(name: str) -> None:
    text, _ = openslo_text(read(DOCUMENTS[name]))
    found = objects(text)
    for each in found:
        Draft202012Validator(schema_of(each["kind"])).validate(each)
    kinds = {
        each["kind"]: {one["metadata"]["name"] for one in found if one["kind"] == each["kind"]}
        for each in found
    }
    assert sum(map(len, kinds.values())) == len(found)
    for slo in slos(text).values():
        assert slo["spec"]["service"] in kinds["Service"]
        for source in re.findall(r"'metricSourceRef': '([^']*)'", repr(slo)):
            assert source in kinds["DataSource"]


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_out_in_and_out_again_is_the_same(name: str) -> None:
    text, _ = openslo_text(read(DOCUMENTS[name]))
    if not text:
        return
    draft, problems = draft_of(text, "x.yaml")
    assert problems == ()
    assert openslo_text(read(draft))[0] == text


def test_targets_and_windows() -> None:
    found = slos(openslo_text(read(TEXTS["harbour-dental"]))[0])
    spec = found["practice-system-availability"]["spec"]
    assert spec["objectives"] == [
        {"displayName": "Availability: Practice management system", "target": 0.999}
    ]
    assert spec["timeWindow"] == [
        {
            "duration": "1M",
            "calendar": {"startTime": "2026-01-01 00:00:00", "timeZone": "Europe/London"},
            "isRolling": False,
        }
    ]
    assert spec["budgetingMethod"] == "Occurrences"
    assert {name: slo["spec"]["objectives"][0]["target"] for name, slo in found.items()} == {
        "practice-system-availability": 0.999,
        "respond-critical": 0.95,
        "resolve-critical": 0.9,
        "respond-other": 0.9,
        "resolve-other-p2": 0.9,
        "resolve-other-p3": 0.85,
        "resolve-other-p4": 0.8,
    }


@pytest.mark.parametrize(
    ("name", "objective"),
    [
        ("at most", {"displayName": "again", "target": 0.95}),
        ("above", {"displayName": "fast", "op": "gt", "value": 3, "target": 0.9}),
        ("below", {"displayName": "fast", "op": "lt", "value": 3, "target": 0.9}),
        ("at most above", {"displayName": "fast", "op": "lte", "value": 3.5, "target": 0.1}),
        ("at most below", {"displayName": "fast", "op": "gte", "value": 3, "target": 0.1}),
    ],
)
def test_the_good_share_is_promised(name: str, objective: dict[str, Any]) -> None:
    """At most 5 % bad are at least 95 % good; at most 90 % above 3.5 are at least 10 % not above it."""
    [slo] = slos(openslo_text(read(DOCUMENTS[name]))[0]).values()
    assert slo["spec"]["objectives"][0] == objective


def test_what_nobody_needs_to_know_stays_out() -> None:
    text, _ = openslo_text(read(TEXTS["harbour-dental"]))
    for private in ("2400", "credit", "@", "Tidewater", "invoice", "mediator"):
        assert private not in text


def test_what_cannot_be_held_is_said() -> None:
    text = (
        "services: {a: {availability: {target: 100% per month}}, b: {availability: {counts as down: x}}, "
        f"c: {{availability: {{target: 99% per month, counts as down: '{'x' * 1051}'}}}}}}\n"
        "standards: {rating: {measure: mean rating, target: at least 4.2 per month}, n: {measure: count}, "
        "never: {measure: reopened share, target: at most 0% per month}}\n"
    )
    made, problems = openslo_text(read(HEAD + text))
    assert list(slos(made)) == ["c-availability"]
    assert [(problem.clause, problem.message) for problem in problems] == [
        ("services.a.availability", "OpenSLO cannot hold it: its targets are below 100 %."),
        ("services.b.availability", "It has no target, so there is no objective."),
        ("standards.rating", 'OpenSLO cannot hold it: "at least 4.2 per month" is no ratio.'),
        ("standards.n", "It has no target, so there is no objective."),
        ("standards.never", "OpenSLO cannot hold it: its targets are below 100 %."),
        (
            "services.c.availability",
            "Its words are longer than the 1050 characters of OpenSLO, and left out.",
        ),
    ]
    assert all(problem.severity == "note" for problem in problems)


def test_an_agreement_without_ratios_is_an_empty_file() -> None:
    assert openslo_text(read(HEAD)) == ("", ())


@pytest.mark.parametrize(
    ("duration", "rolling", "period"),
    [("1M", False, "month"), ("3M", False, "quarter"), ("12M", False, "year"), ("7d", False, "week"),
     ("1d", False, "day"), ("30d", True, "trailing 30 days"), ("4w", True, "trailing 28 days"),
     ("28d", False, None), ("5m", True, None), ("1M", True, None), ("", True, None), ("9999w", True, None)],
)  # fmt: skip
def test_windows_and_periods(duration: str, rolling: bool, period: str | None) -> None:
    assert period_of(duration, rolling=rolling) == (Period.parse(period) if period else None)


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year", "trailing 90 days"])
def test_a_window_is_read_as_its_period(unit: str) -> None:
    window = window_of(Period.parse(unit), None, "UTC")
    assert period_of(window["duration"], rolling=window["isRolling"]) == Period.parse(unit)


@given(st.lists(st.text(max_size=80), max_size=20))
def test_labels_are_names_of_rfc_1123_and_differ(names: list[str]) -> None:
    labels = Labels()
    found = [labels.new(name) for name in names]
    assert len({*found}) == len(names)
    assert all(re.fullmatch("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", each) for each in found)
    assert label(label(names[0]) if names else "x") == (label(names[0]) if names else "x")
