"""The explanation of a figure ends in the figure's own number (rules 15 to 18)."""

from datetime import date
from fractions import Fraction

import pytest

from evenhand.figures.explanation.figure import explain_figure
from evenhand.figures.explanation.figure_words import figure_sentence
from evenhand.figures.explanation.walk import Walker
from tests.unit.figures.explanation.figure_helpers import (
    FEBRUARY,
    FOUR,
    TICKETS,
    explain,
    ticket,
)
from tests.unit.figures.explanation.helpers import SIMPLE, agreement, at


def test_one_pooled_figure() -> None:
    [figure] = explain(agreement(SIMPLE, *FOUR, "target: 60% per month"))
    assert [walk.ticket for walk in figure.scored] == ["A", "B", "C"]
    assert [(walk.ticket, walk.verdict) for walk in figure.beside] == [
        ("D", "cancelled"),
        ("E", "irregular"),
        ("G", "open"),
    ]
    assert (figure.numerator, figure.denominator, figure.value) == (2, 3, Fraction(2, 3))
    assert (figure.result, figure.value_text, figure.irregular) == ("met", "66.6%", 1)
    assert figure.arithmetic == "2 met and 1 missed make 3"
    assert (
        figure_sentence(figure)
        == "In February 2026, 2 of 3 tickets met “Solving”: 66.6%, where 60% per month was agreed."
    )
    assert figure.notes == ("The period is not over.",)


def test_as_json_it_has_the_keys_of_a_figure() -> None:
    [figure] = explain(agreement(SIMPLE, *FOUR, "target: 60% per month"), as_of="03-01 00:00")
    whole = figure.to_json()
    assert whole["clause"] == "standards.s"
    assert whole["period"] == {"start": "2026-02-01", "end": "2026-03-01"}
    assert [whole[key] for key in ("numerator", "denominator", "value", "comparison", "target", "result")] == [
        2, 3, "0.666666", "at least", "0.6", "met"
    ]  # fmt: skip
    assert [each["ticket"] for each in whole["scored"]] == ["A", "B", "C"]
    assert whole["scored"][0]["decided"] == "2026-02-02T10:40:00Z"
    assert whole["notes"] == []


@pytest.mark.parametrize(
    ("lines", "result", "note"),
    [
        (["target: 70% per month"], "missed", None),
        (
            ["target: 70% per month", "or at most: 1 missed"],
            "met",
            "The target is met because no more than 1 missed.",
        ),
        (
            ["target: 70% per month", "at least: 4 tickets"],
            "not scored",
            "There are fewer than 4 in the period.",
        ),
        (["target: none"], "not scored", "The agreement sets no target."),
    ],
)
def test_how_a_figure_is_judged(lines: list[str], result: str, note: str | None) -> None:
    [figure] = explain(agreement(SIMPLE, *FOUR, *lines), as_of="03-01 00:00")
    assert figure.result == result
    assert figure.notes == (() if note is None else (note,))


def test_nothing_to_measure() -> None:
    [figure] = explain(agreement(SIMPLE, *FOUR, "target: 90% per month"), [])
    assert (figure.value, figure.result, figure.value_text) == (None, "nothing to measure", "–")
    assert figure_sentence(figure) == "In February 2026 there was nothing to measure for “Solving”."


def test_a_figure_without_a_target() -> None:
    [figure] = explain(agreement(SIMPLE, *FOUR, "target: none"), TICKETS[:1])
    assert figure_sentence(figure).endswith("1 of 1 ticket met “Solving”: 100%, and no target was agreed.")
    assert figure.to_json()["target"] is None


@pytest.mark.parametrize(
    ("lines", "priorities"),
    [
        (["target: 50% per month", "scored: each priority"], ["P1", "P2", "P3"]),
        (["target: {P1: 50% per month, P2: 50% per month, P3: 90% per month}"], ["P1", "P2", "P3"]),
        (
            ["target: 50% per month", "scored: each priority", "applies to: {priority: [P2, P1]}"],
            ["P2", "P1"],
        ),
        (
            ["target: {P1: 50% per month, P2: 50% per month, P3: 90% per trailing 30 days}"],
            ["P1", "P2", "P3"],
        ),
    ],
)
def test_scored_by_priority(lines: list[str], priorities: list[str]) -> None:
    figures = explain(agreement(SIMPLE, *FOUR, *lines))
    assert [figure.priority for figure in figures] == priorities
    by_priority = {figure.priority: figure for figure in figures}
    assert [walk.ticket for walk in by_priority["P1"].scored] == ["A", "B"]
    assert by_priority["P2"].value == 1
    assert "(P1)" in figure_sentence(by_priority["P1"])


def test_a_priority_without_a_target_has_no_figure() -> None:
    terms = agreement(SIMPLE, *FOUR, "target: {P1: 50% per month, P2: 50% per month, P3: 90% per month}")
    assert explain(terms, priority="P9") == ()


@pytest.mark.parametrize(
    ("period", "words"),
    [("year", "In 2026, "), ("day", "On 1 February 2026 there"), ("quarter", "In Q1 2026")],
)
def test_the_words_for_a_period(period: str, words: str) -> None:
    [figure] = explain(agreement(SIMPLE, *FOUR, f"target: 50% per {period}"))
    assert figure_sentence(figure).startswith(words)


def test_priorities_as_the_time_frame_names_them() -> None:
    frames = agreement(SIMPLE, "within: {P3: 1 hour, P1: 4 hours, P2: 4 hours}", "calendar: office",
                       "target: 50% per month", "scored: each priority")  # fmt: skip
    assert [figure.priority for figure in explain(frames)] == ["P3", "P1", "P2"]


def test_scored_by_service() -> None:
    # D and G name no service; where there are several that makes a figure of its own.
    for service, names in (("all", ["desk", "lab", None]), ("[lab, desk]", ["lab", "desk"])):
        terms = agreement(
            SIMPLE, *FOUR, "target: 50% per month", "scored: each service", f"service: {service}"
        )
        figures = explain(terms)
        assert [figure.service for figure in figures] == names
    [only] = explain(terms, service="lab")
    assert [walk.ticket for walk in only.scored] == ["C"]
    assert not only.breakdown


def test_tickets_that_name_none_have_a_figure_of_their_own() -> None:
    tickets = [*TICKETS, ticket("K", "02-10", 60), ticket("L", "02-11", 500)]
    for each in ("priority", "service"):
        terms = agreement(SIMPLE, *FOUR, "target: 50% per month", f"scored: each {each}")
        last = explain(terms, tickets, as_of="03-01 00:00")[-1]
        assert (last.service, last.priority) == (None, None)
        assert {"K", "L"} <= {walk.ticket for walk in last.scored}
        assert last.notes == (f"These are the tickets that name no {each}.",)
        # None of them counts in December.
        assert all(getattr(figure, each) for figure in explain(terms, tickets, day=date(2026, 12, 1)))


def test_a_breakdown_has_no_verdict() -> None:
    terms = agreement(SIMPLE, *FOUR, "target: 60% per month")
    [figure] = explain(terms, priority="P1")
    assert (figure.value, figure.result, figure.breakdown) == (Fraction(1, 2), "not scored", True)
    [figure] = explain(terms, service="lab")
    assert ([walk.ticket for walk in figure.scored], figure.breakdown) == (["C"], True)
    [scored] = explain(
        agreement(SIMPLE, *FOUR, "target: 60% per month", "scored: each priority"), priority="P1"
    )
    assert not scored.breakdown


def test_versions_are_pooled_when_the_target_is_the_same() -> None:
    first = agreement(SIMPLE, *FOUR, "target: 60% per month")
    for target, numbers in (("60% per month", [(1, 2)]), ("70% per month", [(1,), (2,)])):
        second = agreement(SIMPLE, "within: 6 hours", "calendar: office", f"target: {target}",
                           name="agreement: Test\nin force from: 2026-02-03")  # fmt: skip
        figures = explain([first, second])
        assert [figure.versions for figure in figures] == numbers
        assert sum(figure.denominator for figure in figures) == 3
    # In January only the first version was in force.
    assert [figure.versions for figure in explain([first, second], day=date(2026, 1, 1))] == [(1,)]


def test_a_clause_that_only_one_version_has() -> None:
    first = agreement("measure: count", "target: none")
    second = agreement(
        SIMPLE, *FOUR, "target: 60% per month", name="agreement: Test\nin force from: 2026-02-03"
    )
    # A was opened under the first version and is no ticket of the second version's clock.
    assert [walk.ticket for walk in explain([first, second])[-1].scored] == ["B", "C"]
    assert explain_figure(Walker([first], at("02-28 12:00")), TICKETS, "other", FEBRUARY) == ()
