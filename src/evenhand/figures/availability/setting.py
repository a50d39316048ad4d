"""The time of one version as availability needs it: service hours, maintenance windows, periods of an allowance."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from evenhand.availability.maintenance import Limit
from evenhand.calendars.hours import Calendar, open_intervals, open_pieces
from evenhand.calendars.zones import Zone
from evenhand.clocks.spans import WallSpan
from evenhand.figures.periods import PeriodUnit, after, begins, day_number, day_of, local_days
from evenhand.figures.tables import Tables
from evenhand.figures.versions import Version, midnight
from evenhand.intervals import Intervals
from evenhand.records.outages import NOT_ANNOUNCED
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Allowance, Maintenance, Window
from evenhand.units import Duration, Unit


class Setting:
    """Calendars of one version from the year before `first` to the year after `last`; what was made is kept.

    `agreed_from` is the first instant of the agreement, under its first version.
    """

    def __init__(self, version: Version, first: date, last: date, agreed_from: int) -> None:
        self.version, self.agreed_from = version, agreed_from
        self.agreement: Agreement = version.agreement
        begins, ends = self.agreement.known_years(first.year - 1, last.year + 1)
        self.first, self.last = date(begins, 1, 1), date(ends, 12, 31)
        instants = (midnight(min(day, self.last), self.agreement) for day in (first, last))
        self._tables = Tables(self.agreement, *instants)
        self._hours: dict[str | None, Intervals] = {}
        self._windows: dict[tuple[str, tuple[Window, ...]], Intervals] = {}
        self._cuts: dict[PeriodUnit, NDArray[np.int64]] = {}

    @property
    def zone(self) -> Zone:
        """The agreement's zone, in which periods are cut."""
        return self._tables.zone

    def hours(self, service: str) -> Intervals:
        """The hours of a service; one that states none is promised always."""
        name = self.agreement.services[service].hours
        if name not in self._hours:
            calendar = self._tables.calendar(name)
            zone = self._tables.zone_named(calendar.zone)
            self._hours[name] = open_intervals(calendar, zone, self.first, self.last)
        return self._hours[name]

    def windows(self, service: str, terms: Maintenance) -> Intervals | None:
        """The windows of maintenance in the zone of the service's hours; None for any time."""
        if terms.any_time:
            return None
        zone = self._tables.calendar(self.agreement.services[service].hours).zone
        if (zone, terms.windows) not in self._windows:
            days = [[(one.start, one.end) for one in terms.windows if one.day == day] for day in range(7)]
            weekly = Calendar(zone, weekly=tuple(tuple(spans) for spans in days))
            rules = self._tables.zone_named(zone)
            self._windows[zone, terms.windows] = open_intervals(weekly, rules, self.first, self.last)
        return self._windows[zone, terms.windows]

    def limits(self, terms: Maintenance) -> list[Limit]:
        """The allowances of a kind of maintenance."""
        return [self._limit(each) for each in terms.at_most]

    def in_time(
        self,
        notice: Duration | None,
        announced: NDArray[np.int64],
        start: NDArray[np.int64],
        service: str,
    ) -> NDArray[np.bool_]:
        """Which maintenance was announced as long before its start as was agreed (rule 19).

        Days and months are the same time on the wall so many dates later; business days end when the last of
        them closes, the day of the announcement not among them (rule 6).
        """
        if notice is None:
            return np.ones(len(start), np.bool_)
        said = announced != NOT_ANNOUNCED
        if notice.unit is Unit.SECONDS:
            kept = np.where(said, announced, 0) + notice.seconds
        else:
            low, high = (midnight(day, self.agreement) for day in (self.first, self.last))
            at = np.clip(announced, low, high)
            count = -int(-notice.amount // 1)
            if notice.unit is Unit.BUSINESS_DAYS:
                kept = self._closes(at, count, service)
            else:
                days, months = (count, 0) if notice.unit is Unit.DAYS else (0, count)
                kept = WallSpan(self.zone, days, months).after(at)
        return np.asarray(said & (kept <= start), np.bool_)

    def _closes(self, at: NDArray[np.int64], count: int, service: str) -> NDArray[np.int64]:
        """When the `count`-th open date after the date of each instant closes.

        Open dates are those of the agreement's business days, else of the service's hours.
        """
        terms = self.agreement.business_days
        name = terms.calendar if terms else self.agreement.services[service].hours
        calendar = self._tables.calendar(name)
        zone = self._tables.zone_named(calendar.zone)
        pieces = open_pieces(calendar, zone, self.first, self.last)
        days, last = np.unique(pieces.day[::-1], return_index=True)
        ends = pieces.end[::-1][last]
        place = np.searchsorted(days, local_days(zone, at), side="right") + count - 1
        return np.append(ends, np.iinfo(np.int64).max)[np.minimum(place, len(ends))]

    def _limit(self, terms: Allowance) -> Limit:
        unit = terms.period.unit
        assert unit != "trailing days"
        if unit not in self._cuts:
            self._cuts[unit] = np.array(self._beginnings(unit), np.int64)
        seconds = None if terms.length is None else terms.length.seconds
        return Limit(self._cuts[unit], seconds, terms.windows)

    def _beginnings(self, unit: PeriodUnit) -> Sequence[int]:
        day = day_of(int(begins(unit, np.array([day_number(self.first)]))[0]))
        days = []
        while day <= self.last:
            days.append(day)
            day = after(unit, day)
        return [midnight(day, self.agreement) for day in days]
