"""Figures from readings (rule 25)."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from evenhand.figures.samples import chosen_readings, reckon_sample
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Standard

VALUES = [Decimal(text) for text in ("5", "3.5", "1", "4", "3")]


@pytest.mark.parametrize(
    ("measure", "value", "numerator"),
    [
        ("mean rating", Fraction("3.3"), Fraction("16.5")),
        ("sum of rating", Fraction("16.5"), Fraction("16.5")),
        ("count of rating", Fraction(5), Fraction(5)),
        ("share of rating above 3.5", Fraction(2, 5), Fraction(2)),
        ("share of rating below 3.5", Fraction(2, 5), Fraction(2)),
        ("50th percentile of rating", Fraction("3.5"), Fraction(3)),
        ("95th percentile of rating", Fraction(5), Fraction(5)),
        ("20th percentile of rating", Fraction(1), Fraction(1)),
        ("21st percentile of rating", Fraction(3), Fraction(2)),
    ],
)
def test_what_readings_come_to(measure, value, numerator):
    sample = reckon_sample(Measure.parse(measure), VALUES)
    assert sample is not None
    assert (sample.value, sample.numerator, sample.number) == (value, numerator, 5)


def test_an_interval_without_readings_is_unknown():
    assert reckon_sample(Measure.parse("sum of rating"), []) is None


def test_which_readings_a_standard_measures():
    readings = Readings(
        name=Labels.of(["Rating", "rating", "noise", "rating", "rating"]),
        at=np.array([10, 19, 15, 20, 15]),
        value=tuple(VALUES),
        service=Labels.of(["", "desk", "desk", "desk", "line"]),
        ticket=Labels.of([""] * 5),
    )
    everywhere = Standard(measure="mean rating")
    desk = Standard(measure="mean rating", service="desk")
    assert chosen_readings(everywhere, readings, 10, 20, None).tolist() == [0, 1, 4]
    assert chosen_readings(desk, readings, 10, 20, None).tolist() == [0, 1]
    assert chosen_readings(everywhere, readings, 10, 21, "desk").tolist() == [1, 3]
