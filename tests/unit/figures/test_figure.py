"""A figure as it is shown and as JSON: never kinder than it is (rule 17)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from evenhand.figures.figure import Figure, decimal_text
from evenhand.units import Target

NINETY = Target.parse("90% per month")
FIGURE = Figure(
    clause="standards.resolve",
    title="Resolution",
    versions=(1,),
    service=None,
    priority="P2",
    start=date(2026, 3, 1),
    end=date(2026, 4, 1),
    numerator=Fraction(8),
    denominator=9,
    value=Fraction(8, 9),
    target=NINETY,
    result="missed",
    notes=("the period is not over",),
)


def test_the_figure_as_json():
    assert FIGURE.to_json() == {
        "clause": "standards.resolve",
        "title": "Resolution",
        "versions": [1],
        "service": None,
        "instance": None,
        "priority": "P2",
        "period": {"start": "2026-03-01", "end": "2026-04-01"},
        "numerator": 8,
        "denominator": 9,
        "value": "0.888888",
        "comparison": "at least",
        "target": "0.9",
        "result": "missed",
        "irregular": 0,
        "cancelled": 0,
        "breakdown": False,
        "credit": None,
        "notes": ["the period is not over"],
    }


def test_nothing_measured_is_neither_all_nor_nothing():
    empty = replace(FIGURE, numerator=None, denominator=0, value=None, target=None)
    assert empty.value_text == "–"
    assert (empty.to_json()["value"], empty.to_json()["target"], empty.to_json()["comparison"]) == (None,) * 3


def test_a_mean_keeps_its_sum_as_text():
    target = Target.parse("at least 4.2 per quarter")
    mean = replace(
        FIGURE, numerator=Fraction("12.5"), denominator=3, value=Fraction("12.5") / 3, target=target
    )
    assert mean.to_json()["numerator"] == "12.5"
    assert mean.value_text == "4.16"


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [
        (Fraction(2, 3), "90% per month", "66.6%"),
        (Fraction(1), "90% per month", "100%"),
        (Fraction(899_999, 1_000_000), "90% per month", "89.9%"),
        (Fraction(89_999, 100_000), "89.999% per month", "89.999%"),
        (Fraction(3), "at most 3 per month", "3"),
        (Fraction(7, 2), "at most 3 per month", "3.50"),
        (Fraction(1, 30), "at most 3% per month", "3.4%"),
    ],
)
def test_shown_values_are_cut_to_the_unfavourable_side(value, target, text):
    assert replace(FIGURE, value=value, target=Target.parse(target)).value_text == text


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [
        (Fraction(1), None, "1"),
        (Fraction(-1, 4), None, "-0.25"),
        (Fraction(1, 1024), None, "0.0009765625"),
        (Fraction(1, 3), None, "0.333333"),
        (Fraction(1, 2**40), None, "0.000000000000909494701772928237"),  # cut at thirty digits
        (Fraction(1, 3), "at most 1 per month", "0.333334"),
        # one ticket in thirty million too few: six digits would make it look met or missed by chance
        (Fraction(26_999_999, 30_000_000), "90% per month", "0.899999"),
        (Fraction(27_000_001, 30_000_000), "90% per month", "0.900000"),
        (Fraction(1, 3) + Fraction(1, 10**9), "33.3333333% per month", "0.333333334"),
        (Fraction(1, 3**80), None, "0.000000"),
    ],
)
def test_decimal_strings_stay_on_their_side_of_the_target(value, target, text):
    goal = Target.parse(target) if target else None
    written = decimal_text(value, goal)
    assert written == text
    if goal is not None:
        assert goal.met_by(Fraction(written)) == goal.met_by(value)
        assert (Fraction(written) <= value) == (goal.comparison == "at least") or Fraction(written) == value
