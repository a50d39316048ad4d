"""Figures from readings: mean, sum, count, shares and percentiles over a period (rule 25)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from evenhand.figures.frames import serves
from evenhand.records.readings import Readings
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Standard
from evenhand.units import tidy


@dataclass(frozen=True, slots=True)
class Sample:
    """What readings came to: the exact value, and the numerator and denominator behind it."""

    value: Fraction
    numerator: Fraction
    number: int


def chosen_readings(
    standard: Standard, readings: Readings, start: int, end: int, service: str | None
) -> NDArray[np.int64]:
    """Places of the readings that a standard measures within `[start, end)`.

    A reading that names no service belongs to every standard of its name. `service` narrows to one service.
    """
    measure = standard.measure
    assert measure is not None
    assert measure.reading is not None
    wanted = tidy(measure.reading)
    named = np.array([*(tidy(name) == wanted for name in readings.name.names), False])[readings.name.codes]
    services = (*readings.service.names, None)
    accepted = [
        (each is None or serves(standard, each)) if service is None else each == service for each in services
    ]
    inside = (readings.at >= start) & (readings.at < end)
    return np.flatnonzero(named & inside & np.array(accepted)[readings.service.codes])


def reckon_sample(measure: Measure, values: Iterable[Decimal]) -> Sample | None:
    """The exact figure of some readings; None where there are none (an interval without readings is unknown).

    Percentiles are by nearest rank: the smallest value that at least that share of the readings does not exceed.
    """
    ordered = sorted(Fraction(value) for value in values)
    if not ordered:
        return None
    number, total = len(ordered), sum(ordered, Fraction(0))
    if measure.kind == "mean":
        return Sample(total / number, total, number)
    if measure.kind == "sum":
        return Sample(total, total, number)
    if measure.kind == "count":
        return Sample(Fraction(number), Fraction(number), number)
    if measure.kind == "percentile":
        assert measure.percentile is not None
        rank = math.ceil(measure.percentile * number)
        return Sample(ordered[rank - 1], Fraction(rank), number)
    assert measure.bound is not None
    above = measure.kind == "share above"
    part = sum(1 for value in ordered if (value > measure.bound if above else value < measure.bound))
    return Sample(Fraction(part, number), Fraction(part), number)
