"""The explanation of a figure ends in the figure's own number (rules 15 to 18 and 25)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.figure import explain_figure
from evenhand.figures.explanation.figure_result import FigureExplanation
from evenhand.figures.explanation.figure_words import figure_sentence
from evenhand.figures.explanation.samples import Reading, folded, plain_readings
from evenhand.figures.explanation.walk import Walker
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels
from evenhand.terms.agreement import Agreement
from evenhand.terms.measures import Measure
from tests.unit.figures.explanation.helpers import SIMPLE, agreement, at, rows

FEBRUARY = date(2026, 2, 1)
FOUR = ("within: 4 hours", "calendar: office")
Ticket = tuple[str, list[TicketEvent]]


def ticket(name: str, day: str, minutes: int, said: str = "", *more: str) -> Ticket:
    """Opened on a day at 09:00, resolved so many minutes later."""
    hour, minute = divmod(minutes, 60)
    return name, rows(f"{day} 09:00 opened {said}", f"{day} {9 + hour:02}:{minute:02} resolved", *more)


TICKETS = [
    ticket("A", "02-02", 100, "priority=P1 service=desk"),
    ticket("B", "02-03", 300, "priority=P1 service=desk"),
    ticket("C", "02-04", 240, "priority=P2 service=lab"),
    ("D", rows("02-04 09:00 opened priority=P2", "02-04 10:00 merged")),
    ("E", rows("02-04 09:00 resolved priority=P2", "02-04 10:00 opened")),
    ticket("F", "01-05", 60, "priority=P1"),
    ("G", rows("02-27 12:00 opened priority=P2")),
]


def explain(
    terms: Agreement | list[Agreement],
    tickets: list[Ticket] = TICKETS,
    day: date = FEBRUARY,
    as_of: str = "02-28 12:00",
    **narrow: object,
) -> tuple[FigureExplanation, ...]:
    versions = [terms] if isinstance(terms, Agreement) else terms
    return explain_figure(Walker(versions, at(as_of)), tickets, "s", day, **narrow)  # type: ignore[arg-type]  # by name


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
            ["P1", "P2"],
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
    [("year", "In 2026, "), ("day", "In Sun 1 Feb 2026 there"), ("quarter", "In the 1st quarter of")],
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


def reading(day: str, value: str, service: str = "", name: str = "rating") -> Reading:
    return Reading(name, at(f"{day} 10:00"), Decimal(value), service, "A")


RATINGS = [reading("02-02", "4"), reading("02-03", "4.5", "desk"), reading("02-04", "2", "lab"),
           reading("01-04", "1"), reading("02-05", "9", name="speed"), reading("02-27", "1")]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "value", "arithmetic", "text"),
    [
        ("mean rating", Fraction(21, 6), "the sum 10.5 divided by 3", "3.50"),
        ("sum of rating", Fraction(21, 2), "the sum of 3", "10.50"),
        ("count of rating", Fraction(3), "3 readings", "3"),
        ("share of rating above 4", Fraction(1, 3), "1 of 3 are above 4", "33.3%"),
        ("share of rating below 4", Fraction(1, 3), "1 of 3 are below 4", "33.3%"),
        ("50th percentile of rating", Fraction(4), "number 2 of 3 in order of size", "4"),
    ],
)
def test_figures_of_readings(measure: str, value: Fraction, arithmetic: str, text: str) -> None:
    [figure] = explain(
        agreement(f"measure: {measure}", "target: none"), [], as_of="02-10 10:00", readings=RATINGS
    )
    assert (figure.value, figure.arithmetic, figure.value_text) == (value, arithmetic, text)
    assert len(figure.readings) == 3


def test_a_figure_of_readings_in_words_and_json() -> None:
    terms = agreement("measure: mean rating", "target: at least 3.6 per month", "service: desk")
    [figure] = explain(terms, [], as_of="03-01 00:00", readings=RATINGS)
    # (4 + 4.5 + 1) / 3 = 3.1666…; the reading of the laboratory is not the desk's.
    assert figure_sentence(figure) == (
        "In February 2026, “Solving” was 3.16 (the sum 9.5 divided by 3), where at least 3.6 per month was agreed."
    )
    assert figure.result == "missed"
    whole = figure.to_json()
    assert (whole["numerator"], whole["denominator"], whole["value"]) == ("9.5", 3, "3.166666")
    assert whole["readings"][0] == {"at": "2026-02-02T10:00:00Z", "value": "4", "service": "", "ticket": "A"}


def test_readings_by_service_and_none_at_all() -> None:
    terms = agreement("measure: mean rating", "target: at least 4 per month", "scored: each service")
    desk, lab = explain(terms, [], readings=RATINGS)
    assert ([str(each.value) for each in desk.readings], [str(each.value) for each in lab.readings]) == (
        ["4.5"],
        ["2"],
    )
    nothing = explain(terms, [])[0]
    assert (nothing.result, nothing.numerator, nothing.to_json()["numerator"]) == (
        "nothing to measure",
        None,
        None,
    )


def test_a_value_that_is_better_lower() -> None:
    terms = agreement("measure: mean rating", "target: at most 3.16 per month", "service: desk")
    [figure] = explain(terms, [], as_of="03-01 00:00", readings=RATINGS)
    assert (figure.result, figure.value_text) == ("missed", "3.17")


MORE = [
    *TICKETS,
    ticket("H", "02-10", 60, "", "02-11 09:00 reopened"),
    (
        "I",
        rows(
            "02-10 09:00 opened", "02-10 09:30 responded", "02-10 10:00 waiting client", "02-10 11:00 closed"
        ),
    ),
    ("J", rows("2025-06-01 09:00 opened")),
]


@pytest.mark.parametrize(
    ("measure", "good", "number", "text"),
    [
        (
            "reopened share",
            1,
            5,
            "In February 2026, “Solving” was 20%: 1 of 5 tickets, where at most 90% per month was agreed.",
        ),
        (
            "first-contact share",
            3,
            5,
            "In February 2026, “Solving” was 60%: 3 of 5 tickets, where at most 90% per month was agreed.",
        ),
        (
            "count",
            7,
            7,
            "In February 2026, “Solving” was 7: 7 tickets were opened, where at most 90 per month was agreed.",
        ),
    ],
)
def test_figures_of_tickets_without_a_clock(measure: str, good: int, number: int, text: str) -> None:
    unit = "" if measure == "count" else "%"
    [figure] = explain(agreement(f"measure: {measure}", f"target: at most 90{unit} per month"), MORE)
    assert (figure.numerator, figure.denominator) == (good, number)
    assert figure_sentence(figure) == text


def test_why_a_ticket_counts_there() -> None:
    [shares] = explain(agreement("measure: first-contact share", "target: none"), MORE)
    assert {each.ticket: each.why for each in shares.counted} == {
        "A": "resolved at first contact", "B": "resolved at first contact", "C": "resolved at first contact",
        "H": "reopened", "I": "answered before, waited",
    }  # fmt: skip
    [reopened] = explain(agreement("measure: reopened share", "target: none", "service: [desk, lab]"), MORE)
    assert reopened.to_json()["counted"] == [
        {"ticket": "A", "at": "2026-02-02T10:40:00Z", "counts": False, "why": "not reopened"},
        {"ticket": "B", "at": "2026-02-03T14:00:00Z", "counts": False, "why": "not reopened"},
        {"ticket": "C", "at": "2026-02-04T13:00:00Z", "counts": False, "why": "not reopened"},
    ]
    [lab] = explain(agreement("measure: count", "target: none", "scored: each service", "service: lab"), MORE)
    assert [each.ticket for each in lab.counted] == ["C"]


def test_a_trailing_period_is_not_cut() -> None:
    assert explain(agreement("measure: count", "target: at most 3 per trailing 30 days"), MORE) == ()


def test_no_tickets_counted() -> None:
    [shares] = explain(agreement("measure: reopened share", "target: none"), [])
    assert (shares.value, shares.result) == (None, "nothing to measure")


def test_readings_become_plain() -> None:
    readings = Readings(
        Labels.of(["rating"]), np.array([5]), (Decimal("4.5"),), Labels.of(["desk"]), Labels.of([""])
    )
    assert plain_readings(readings) == [Reading("rating", 5, Decimal("4.5"), "desk", "")]


def test_nearest_rank() -> None:
    values = [Decimal(number) for number in range(1, 11)]
    assert folded(Measure.parse("95th percentile of x"), values)[:2] == (Fraction(10), Fraction(10))
    assert folded(Measure.parse("50th percentile of x"), values)[:2] == (Fraction(5), Fraction(5))
