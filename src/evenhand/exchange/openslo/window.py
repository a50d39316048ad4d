"""The periods of an agreement as OpenSLO's time windows, and back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from evenhand.figures.periods import beginning
from evenhand.units import Period, PeriodUnit

_SHORT: Final[dict[PeriodUnit, str]] = {
    "day": "1d",
    "week": "1w",
    "month": "1M",
    "quarter": "1Q",
    "year": "1Y",
}
_CALENDAR: Final[dict[str, PeriodUnit]] = {
    **{short: unit for unit, short in _SHORT.items()},
    "7d": "week",
    "3M": "quarter",
    "4Q": "year",
    "12M": "year",
}
_ANY: Final = date(2024, 1, 1)
"""A Monday, the first of a month, a quarter and a year: where the windows of undated agreements begin."""


def window_of(period: Period, first: date | None, timezone: str) -> dict[str, Any]:
    """Return the time window of a period: calendar-aligned in the agreement's zone, or rolling.

    >>> window_of(Period("month"), date(2026, 1, 15), "Europe/London")["calendar"]["startTime"]
    '2026-01-01 00:00:00'
    """
    if period.unit == "trailing days":
        return {"duration": f"{period.count}d", "isRolling": True}
    start = beginning(period.unit, first or _ANY)
    calendar = {"startTime": f"{start} 00:00:00", "timeZone": timezone}
    return {"duration": _SHORT[period.unit], "calendar": calendar, "isRolling": False}


def period_of(duration: str, *, rolling: bool) -> Period | None:
    """Return the period of a time window; None for one that no agreement has.

    >>> period_of("4w", rolling=True), period_of("1Q", rolling=False), period_of("1M", rolling=True)
    (Period(unit='trailing days', count=28), Period(unit='quarter', count=1), None)
    """
    if not rolling:
        return Period(_CALENDAR[duration]) if duration in _CALENDAR else None
    days = re.fullmatch("([1-9][0-9]{0,3})([dw])", duration)
    count = int(days[1]) * (7 if days[2] == "w" else 1) if days else 0
    return Period("trailing days", count) if 0 < count < 10_000 else None
