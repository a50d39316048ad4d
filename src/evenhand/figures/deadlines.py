"""When the time to do something is over, in dates of the agreement's zone (rule 6, second half)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

import numpy as np

from evenhand.calendars.hours import Calendar, open_pieces
from evenhand.figures.periods import after, day_of, local_days
from evenhand.figures.versions import EVER, midnight
from evenhand.terms.agreement import Agreement
from evenhand.terms.deadlines import Anchor, Deadline
from evenhand.terms.notations import LAST_YEAR
from evenhand.units import Duration, Unit

FIRST_YEAR: Final = 1900
"""A deadline before it, after LAST_YEAR, or beyond the years that a signed version carries, is none."""

_WEEKDAYS: Final = (((0, 86_400),),) * 5 + ((),) * 2
_ONE_DAY: Final = timedelta(days=1)


def closes(deadline: Deadline, days: Mapping[Anchor, date], agreement: Agreement) -> int:
    """The instant (UTC seconds) from which on it is too late.

    `days` are the dates of what a deadline may be counted from. Business days are open dates of the agreement's
    `business days` calendar after that date, up to the close of the last; Monday to Friday, up to midnight, where
    it names none. Everything else ends with a date.
    """
    if deadline.kind == "date":
        assert deadline.date is not None
        return _end_of(deadline.date, agreement)
    assert deadline.anchor is not None
    day = days[deadline.anchor]
    if deadline.kind == "end of month":
        return _end_of(months_after(day.replace(day=1), deadline.months + 1) - _ONE_DAY, agreement)
    back = deadline.kind == "before"
    if deadline.length is None:
        return _end_of(day - _ONE_DAY, agreement)
    return _counted(day, deadline.length, agreement, back=back)


def months_after(day: date, months: int) -> date:
    """The same date so many months later, the last of a shorter month; not beyond the year 2191.

    >>> months_after(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    place = max(min(day.year * 12 + day.month - 1 + months, LAST_YEAR * 12 + 12), 12)
    first = date(place // 12, place % 12 + 1, 1)
    return first.replace(day=min(day.day, (after("month", first) - first).days))


def _end_of(day: date, agreement: Agreement) -> int:
    _, last = agreement.known_years(day.year, LAST_YEAR)
    return EVER if day.year > last else midnight(day + _ONE_DAY, agreement)


def _counted(day: date, length: Duration, agreement: Agreement, *, back: bool) -> int:
    amount = int(min(length.amount.__ceil__(), 10**6))
    if length.unit is Unit.SECONDS:
        moved = -length.seconds if back else length.seconds
        return _end_of(day, agreement) + min(moved, EVER // 4)
    if length.unit is Unit.BUSINESS_DAYS:
        return _close_of(day, amount, agreement, back=back)
    if length.unit is Unit.MONTHS:
        return _end_of(months_after(day, -amount if back else amount), agreement)
    ordinal = day.toordinal() + (-amount if back else amount)
    beyond = date(LAST_YEAR + 1, 1, 1)
    return _end_of(min(date.fromordinal(max(min(ordinal, beyond.toordinal()), 1)), beyond), agreement)


def _close_of(day: date, number: int, agreement: Agreement, *, back: bool) -> int:
    """When the `number`-th open date after (or before) a date closes; EVER when there are not so many ahead."""
    if number == 0:
        return _end_of(day, agreement)
    reach, here = 4 * number + 40, day.toordinal()
    begins, ends = agreement.known_years(FIRST_YEAR, LAST_YEAR)
    if back:
        stretch = max(here - reach, date(begins, 1, 1).toordinal()), here - 1
    else:
        stretch = here + 1, min(here + reach, date(ends, 12, 31).toordinal())
    if stretch[1] < stretch[0]:
        return EVER
    first, last = map(date.fromordinal, stretch)
    calendar = business_days(agreement, range(first.year, last.year + 1))
    zone = agreement.zone(calendar.zone, first.year - 1, last.year + 1)
    pieces = open_pieces(calendar, zone, first, last)
    open_dates = np.unique(pieces.day)
    if number > open_dates.size:
        return EVER
    chosen = open_dates[-number] if back else open_dates[number - 1]
    return int(pieces.end[pieces.day == chosen].max())


def report_due(agreement: Agreement, last: date) -> date:
    """The date on which the report on a period that ends with `last` is due; `last` where nothing is agreed."""
    due = agreement.reporting.due if agreement.reporting else None
    if due is None:
        return last
    anchors: tuple[Anchor, ...] = ("period", "report", "incident", "first day", "last day")
    at = closes(due, dict.fromkeys(anchors, last), agreement)
    return last if at == EVER else local_date(at - 1, agreement)


def business_days(agreement: Agreement, years: Iterable[int]) -> Calendar:
    """The calendar whose open dates are counted; Monday to Friday where the agreement names none."""
    if agreement.business_days is None:
        return Calendar(agreement.timezone, weekly=_WEEKDAYS)
    return agreement.calendar(agreement.business_days.calendar, years)


def local_date(at: int, agreement: Agreement) -> date:
    """The date of an instant in the agreement's zone.

    >>> local_date(1_774_998_000, Agreement(agreement="A", timezone="Europe/London"))
    datetime.date(2026, 4, 1)
    """
    year = 1970 + at // 31_556_952
    zone = agreement.zone(agreement.timezone, year - 1, year + 1)
    return day_of(int(local_days(zone, np.array([at]))[0]))
