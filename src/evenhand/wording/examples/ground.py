"""What examples are reckoned with: the days of the term, its calendars, and moments that show something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np

from evenhand.calendars.hours import Calendar, open_intervals
from evenhand.calendars.zones import Zone
from evenhand.figures.credits.charging import Charging
from evenhand.figures.dates import day_words
from evenhand.figures.deadlines import FIRST_YEAR, local_date, months_after
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import clock_text
from evenhand.figures.periods import Term
from evenhand.figures.tables import Tables
from evenhand.figures.versions import Version, in_force, midnight
from evenhand.intervals import Intervals
from evenhand.terms.agreement import Agreement
from evenhand.units import DAY_SECONDS, Period

_MONTHS_LOOKED_AT: Final = 15
_HALF_A_YEAR: Final = 183
_FRIDAY: Final = 4
_LATE: Final = 17 * 3600 + 40 * 60
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closure:
    """A closure: when the hours before it opened and closed, and the dates that lie wholly in it, if any."""

    opened: int
    closes: int
    dates: tuple[date, date] | None


@dataclass(frozen=True)
class Ground:
    """One agreement from the first day of this version to the day before `end`."""

    agreement: Agreement
    first: date
    end: date

    @classmethod
    def of(cls, agreement: Agreement) -> Ground | None:
        """The ground of an agreement; None where it does not say when it begins, or beyond what is known."""
        first = agreement.starts
        if first is None or first.year < FIRST_YEAR:
            return None
        last = agreement.term.to if agreement.term else None
        end = months_after(first, _MONTHS_LOOKED_AT)
        return cls(agreement, first, end if last is None or last >= end else last + _ONE_DAY)

    @cached_property
    def tables(self) -> Tables:
        """The compiled calendars of the years that examples are taken from."""
        start, end = (midnight(day, self.agreement) for day in (self.first, self.end))
        return Tables(self.agreement, start, end)

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The agreement as the only version there is."""
        return tuple(in_force([self.agreement]))

    @cached_property
    def charging(self) -> Charging:
        """What its services are charged, reckoned once for all examples."""
        return Charging(self.versions)

    def zone_of(self, calendar: Calendar) -> Zone:
        """The zone of a calendar's hours."""
        return self.tables.zone_named(calendar.zone)

    def hours(self, calendar: str | None, first: date, end: date) -> Intervals:
        """When a calendar is open from `first` to the day before `end`, in the agreement's zone."""
        asked = (calendar, first, end)
        if asked not in self._hours:
            self._hours[asked] = self._open(calendar, first, end)
        return self._hours[asked]

    @cached_property
    def _hours(self) -> dict[tuple[str | None, date, date], Intervals]:
        """What was asked for; many services have the same hours."""
        return {}

    def _open(self, calendar: str | None, first: date, end: date) -> Intervals:
        hours = self.tables.calendar(calendar)
        opened = open_intervals(hours, self.zone_of(hours), first - _ONE_DAY, end + _ONE_DAY)
        begins, ends = (np.array([midnight(day, self.agreement)]) for day in (first, end))
        return opened.intersection(Intervals(begins, ends))

    def periods(self, period: Period) -> list[tuple[date, date]]:
        """The whole periods there are: first day, and day after the last; trailing days from the first day on."""
        if period.unit == "trailing days":
            end = self.first + timedelta(days=period.count)
            return [(self.first, end)] if end <= self.end else []
        whole = Term(None, None).periods(period.unit, self.first, self.end)
        return [(start, end) for start, end in whole if start >= self.first and end <= self.end]

    def clocks_change(self, first: date, end: date) -> bool:
        """Whether the dates from `first` to the day before `end` are longer or shorter than 24 hours each."""
        lasting = midnight(end, self.agreement) - midnight(first, self.agreement)
        return lasting != (end - first).days * DAY_SECONDS

    def moment(self, at: int, *, after: int | None = None) -> str:
        """An instant as people say it: `on Friday 2 January 2026 at 17:40`.

        Beside an instant `after` which it is told, without what both have in common: `at 21:40 the same day`.
        """
        zone = zone_rules(self.agreement.timezone)
        day = datetime.fromtimestamp(at, zone).date()
        clock = clock_text(at, zone)
        if after is None:
            return f"on {day_words(day, weekday=True)} at {clock}"
        before = datetime.fromtimestamp(after, zone).date()
        if day == before:
            return f"{clock} the same day"
        return f"{clock} on {day_words(day, weekday=True, year=day.year != before.year)}"

    def deadline(self, closes: int) -> str:
        """The last moment of a deadline: a time of day, or the end of a date."""
        zone = zone_rules(self.agreement.timezone)
        last = datetime.fromtimestamp(closes - 1, zone).date()
        whole = midnight(last + _ONE_DAY, self.agreement) == closes
        day = day_words(last, weekday=True)
        return f"the end of {day}" if whole else f"{clock_text(closes, zone)} on {day}"

    def late(self, calendar: str | None, spare: int) -> tuple[int, tuple[date, date] | None]:
        """A moment late on the last open day before the longest closure of half a year, and the dates closed then.

        `spare` is how many seconds before the close it is; where nothing closes it is a Friday at 17:40.
        """
        if calendar not in self._closures:
            self._closures[calendar] = self._longest_closure(calendar)
        found = self._closures[calendar]
        if found is None:
            friday = self.first + timedelta(days=(_FRIDAY - self.first.weekday()) % 7)
            return midnight(min(friday, self.end - _ONE_DAY), self.agreement) + _LATE, None
        at = max(found.closes - spare, (found.opened + found.closes) // 2)
        return at - at % 60, found.dates

    @cached_property
    def _closures(self) -> dict[str | None, Closure | None]:
        return {}

    def _longest_closure(self, calendar: str | None) -> Closure | None:
        end = min(self.end, self.first + timedelta(days=_HALF_A_YEAR))
        pairs = self.hours(calendar, self.first, end).pairs()
        gaps = [(opens - closes, opened, closes, opens) for (opened, closes), (opens, _) in pairwise(pairs)]
        if not gaps:
            return None
        _, opened, closes, opens = max(gaps, key=lambda gap: (gap[0], -gap[2]))
        first = local_date(closes - 1, self.agreement) + _ONE_DAY
        last = local_date(opens, self.agreement) - _ONE_DAY
        return Closure(opened, closes, (first, last) if first <= last else None)
