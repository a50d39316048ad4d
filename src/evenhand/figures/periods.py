"""Periods in the agreement's zone, calendar or trailing, the first and the last cut by the term (rule 18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.zones import Zone
from evenhand.errors import UsageError
from evenhand.terms.agreement import Agreement
from evenhand.units import Period

PeriodUnit = Literal["day", "week", "month", "quarter", "year"]
_EPOCH = date(1970, 1, 1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The date with that many days since 1970-01-01."""
    return _EPOCH + timedelta(days=number)


def local_days(zone: Zone, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The local date of each instant, as day numbers; a date begins at the first occurrence of its 00:00."""
    days = zone.local_seconds(at) // 86_400
    return np.asarray(days + (at >= zone.opening_instant((days + 1) * 86_400)), dtype=np.int64)


def begins(unit: PeriodUnit, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first day of the calendar period each day number lies in; weeks begin on Monday (ISO 8601)."""
    if unit == "day":
        return days
    if unit == "week":
        return days - (days + 3) % 7
    size = _MONTHS[unit]
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months - months % size).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


@cache
def beginning(unit: PeriodUnit, day: date) -> date:
    """The first day of the calendar period a day lies in.

    >>> beginning("quarter", date(2026, 6, 15)), beginning("week", date(2026, 6, 17))
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 15))
    """
    return day_of(int(begins(unit, np.array([day_number(day)]))[0]))


def after(unit: PeriodUnit, first: date) -> date:
    """The first day of the period after the one that begins on `first`."""
    if unit in _MONTHS:
        month = first.year * 12 + first.month - 1 + _MONTHS[unit]
        return date(month // 12, month % 12 + 1, 1)
    return first + timedelta(days=1 if unit == "day" else 7)


def step_of(agreement: Agreement) -> PeriodUnit:
    """How often figures are made that have no calendar period of their own: with each report, else every month."""
    every = agreement.reporting.every.unit if agreement.reporting and agreement.reporting.every else "month"
    return "month" if every == "trailing days" else every


def unit_within(period: Period) -> PeriodUnit:
    """The calendar period that records are counted by: single days where a figure takes trailing days together."""
    return "day" if period.unit == "trailing days" else period.unit


@dataclass(frozen=True, slots=True)
class Cut:
    """The dates a figure is of, from `start` to the day before `end`, and the first day of what it stands for.

    A calendar period stands for itself; trailing days for the reporting period at whose end they are looked at.
    """

    start: date
    end: date
    stands_from: date


def lived(period: Period, cut: Cut, first: date | None) -> tuple[str, ...]:
    """What to say beside a figure over trailing days of which not all lie within its terms, from `first` on.

    >>> lived(Period("trailing days", 90), Cut(date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1)), None)
    ('31 of the 90 days are within these terms',)
    """
    days = (cut.end - max(cut.start, first or cut.start)).days
    if period.unit != "trailing days" or days >= period.count:
        return ()
    return (f"{days} of the {period.count} days are within these terms",)


@dataclass(frozen=True, slots=True)
class Term:
    """The days an agreement's figures are reckoned for; None where it does not say."""

    first: date | None
    last: date | None

    def period_of(self, unit: PeriodUnit, zone: Zone, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Day number of the first day of the period each instant counts in, cut by the term.

        What is decided after the last day counts in the last period: an unresolved ticket cannot outlive the
        agreement unseen.
        """
        days = local_days(zone, at)
        if self.last is not None:
            days = np.minimum(days, day_number(self.last))
        first = begins(unit, days)
        return first if self.first is None else np.maximum(first, day_number(self.first))

    def periods(self, unit: PeriodUnit, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Periods (first day, day after the last) that overlap `first` to `last` inclusive, cut by the term."""
        low = max(first, self.first or first)
        high = min(last, self.last or last)
        if low > high:
            return
        start = beginning(unit, low)
        while start <= high:
            following = after(unit, start)
            end = following if self.last is None else min(following, self.last + timedelta(days=1))
            yield max(start, self.first or start), end
            start = following

    def cuts(self, period: Period, step: PeriodUnit, first: date, last: date) -> Iterator[Cut]:
        """What figures over a period are cut to, for the days `first` to `last` inclusive.

        Trailing days are looked at when each period of `step` ends, and reach back before `first`, not before the
        term.
        """
        if period.unit != "trailing days":
            yield from (Cut(start, end, start) for start, end in self.periods(period.unit, first, last))
            return
        for stands_from, end in self.periods(step, first, last):
            start = day_of(day_number(end) - period.count)
            yield Cut(max(start, self.first or start), end, stands_from)


def named(text: str) -> tuple[date, date]:
    """The days (first, day after the last) of a period as written: 2026, 2026-Q1, 2026-03, 2026-W10, 2026-03-02.

    >>> named("2026-Q1")
    (datetime.date(2026, 1, 1), datetime.date(2026, 4, 1))

    Raises UsageError for anything else.
    """
    try:
        if len(text) == 4:
            return date(int(text), 1, 1), date(int(text) + 1, 1, 1)
        year, _, rest = text.partition("-")
        if rest[:1] in ("Q", "q"):
            first = date(int(year), int(rest[1:]) * 3 - 2, 1)
            return first, after("quarter", first)
        if rest[:1] in ("W", "w"):
            first = date.fromisocalendar(int(year), int(rest[1:]), 1)
            return first, after("week", first)
        if len(rest) == 2:
            first = date(int(year), int(rest), 1)
            return first, after("month", first)
        first = date.fromisoformat(text)
        return first, after("day", first)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a period. Write 2026, 2026-Q1, 2026-03, 2026-W10 or 2026-03-02."
        ) from error
