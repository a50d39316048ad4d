"""Figures of readings, and of tickets without a clock (rule 25)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from evenhand.figures.explanation.figure_words import figure_sentence
from evenhand.figures.explanation.samples import Reading, folded, plain_readings
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels
from evenhand.terms.measures import Measure
from tests.unit.figures.explanation.figure_helpers import MORE, RATINGS, explain
from tests.unit.figures.explanation.helpers import agreement


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


def test_trailing_days_reach_back_over_the_beginning_of_the_month() -> None:
    [figure] = explain(agreement("measure: count", "target: at most 3 per trailing 30 days"), MORE)
    assert (figure.start, figure.end) == (date(2026, 1, 30), date(2026, 3, 1))
    [figure] = explain(agreement("measure: count", "target: at most 3 per trailing 60 days"), MORE)
    assert "F" in {each.ticket for each in figure.counted}  # of 5 January


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
