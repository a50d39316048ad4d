"""Other people's answers to "how many business seconds lie between these two instants?".

Every peer gets the same calendar (one span a day, the same on each of its days, no holiday on a working day
left out) in Europe/London, and times in the form it likes best, prepared before the clock starts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.dates import resolve_holidays
from evenhand.calendars.hours import Calendar
from evenhand.calendars.table import Table, compile_table
from evenhand.calendars.zones import Zone, load_zone

ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
FIRST, LAST = dt.date(2025, 12, 1), dt.date(2027, 2, 28)
Answers = list[int]


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of hours on some days of the week (0 is Monday), without the holidays of England."""

    name: str
    opens: int
    closes: int
    days: tuple[int, ...]
    holidays: bool = True

    @property
    def closed(self) -> dict[dt.date, str]:
        """Holidays by date."""
        return dict(resolve_holidays("GB", "ENG", range(2025, 2028))) if self.holidays else {}


OFFICE = Hours("Monday to Friday 09:00-17:00", 9, 17, (0, 1, 2, 3, 4))
NIGHT = Hours("every night 22:00-06:00", 22, 30, (0, 1, 2, 3, 4, 5, 6), holidays=False)
ALWAYS = Hours("24 hours, 7 days", 0, 24, (0, 1, 2, 3, 4, 5, 6), holidays=False)


@cache
def zone() -> Zone:
    """London, for as long as the calendars last."""
    return load_zone(ZONE, FIRST.year - 1, LAST.year + 1)


def calendar(hours: Hours) -> Calendar:
    """These hours as a calendar of ours."""
    spans = ((hours.opens * 3600, hours.closes * 3600),)
    weekly = tuple(spans if day in hours.days else () for day in range(7))
    return Calendar(ZONE, weekly=weekly, closed=hours.closed)


def table(hours: Hours) -> Table:
    """Our own compiled table of these hours."""
    return compile_table(calendar(hours), zone(), FIRST, LAST)


def aware(instants: Sequence[int]) -> list[dt.datetime]:
    """Instants as datetimes in London."""
    return [dt.datetime.fromtimestamp(at, LONDON) for at in instants]


def numpy_idiom(hours: Hours) -> Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]]:
    """The usual numpy way: whole business days by `busday_count`, and what is left of the two edge days."""
    place = zone()
    transitions, offsets = np.asarray(place.transitions), np.asarray(place.offsets)
    mask = [day in hours.days for day in range(7)]
    working = np.busdaycalendar(mask, holidays=[np.datetime64(day) for day in hours.closed])
    opens, closes = hours.opens * 3600, hours.closes * 3600

    def edge(at: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        local = at + offsets[np.searchsorted(transitions, at, side="right")]
        days = (local // 86400).astype("datetime64[D]")
        inside = np.clip(local % 86400, opens, closes) - opens
        return days, np.where(np.is_busday(days, busdaycal=working), inside, 0)

    def elapsed(start: NDArray[Any], end: NDArray[Any]) -> NDArray[Any]:
        first, before = edge(start)
        last, until = edge(end)
        whole = np.busday_count(first, last, busdaycal=working)
        seconds: NDArray[Any] = whole * (closes - opens) - before + until
        return seconds

    return elapsed


def _closing(hours: Hours) -> dt.time:
    """The closing as a time of day, for those who know no 24:00."""
    return dt.time.max if hours.closes == 24 else dt.time(hours.closes % 24)


def businesstimedelta(hours: Hours, start: Sequence[int], end: Sequence[int]) -> Callable[[], Answers]:
    """The package businesstimedelta."""
    import businesstimedelta as package
    import pytz

    london = pytz.timezone(ZONE)
    day = package.WorkDayRule(
        start_time=dt.time(hours.opens), end_time=_closing(hours),
        working_days=list(hours.days), tz=london,
    )  # fmt: skip
    rules = package.Rules([day, package.HolidayRule(hours.closed, tz=london)] if hours.closed else [day])
    pairs = [
        (dt.datetime.fromtimestamp(a, london), dt.datetime.fromtimestamp(b, london))
        for a, b in zip(start, end, strict=True)
    ]
    return lambda: [round(rules.difference(a, b).timedelta.total_seconds()) for a, b in pairs]


def business_duration(hours: Hours, start: Sequence[int], end: Sequence[int]) -> Callable[[], Answers]:
    """The package business-duration, which knows naive times alone."""
    from business_duration import businessDuration

    pairs = [
        (a.replace(tzinfo=None), b.replace(tzinfo=None))
        for a, b in zip(aware(start), aware(end), strict=True)
    ]
    opens, closes = dt.time(hours.opens), _closing(hours)
    weekend = [day for day in range(7) if day not in hours.days]
    closed = list(hours.closed)
    return lambda: [
        round(businessDuration(a, b, opens, closes, weekendlist=weekend, holidaylist=closed, unit="sec"))
        for a, b in pairs
    ]


def bizcal_calendar(hours: Hours) -> Any:
    """A calendar of the package django-bizcal."""
    from django_bizcal import WorkingCalendar
    from django_bizcal.providers import SetHolidayProvider

    text = f"{hours.opens:02}:00", f"{hours.closes % 24:02}:00"
    block = (*text, 1) if hours.closes >= 24 else text
    schedule: dict[Any, Any] = {day: [block] for day in hours.days}
    closed = SetHolidayProvider(frozenset(hours.closed))
    return WorkingCalendar(tz=ZONE, weekly_schedule=schedule, holiday_provider=closed)


def django_bizcal(hours: Hours, start: Sequence[int], end: Sequence[int]) -> Callable[[], Answers]:
    """The package django-bizcal."""
    theirs = bizcal_calendar(hours)
    pairs = list(zip(aware(start), aware(end), strict=True))
    return lambda: [round(theirs.business_time_between(a, b).total_seconds()) for a, b in pairs]


PACKAGES: dict[str, Callable[[Hours, Sequence[int], Sequence[int]], Callable[[], Answers]]] = {
    "businesstimedelta": businesstimedelta,
    "business-duration": business_duration,
    "django-bizcal": django_bizcal,
}
