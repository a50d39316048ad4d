"""When a ticket would fall due, opened at each hour of two weeks: what makes time frames of any kind comparable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import numpy as np

from evenhand.calendars.hours import Calendar, date_range
from evenhand.calendars.table import Table, compile_table
from evenhand.calendars.zones import Zone, load_zone
from evenhand.errors import OutOfRange
from evenhand.intervals import Instants
from evenhand.units import DAY_SECONDS, Duration, Unit

KNOWN_YEARS: Final = range(1900, 2190)
"""The years for which clocks and holidays are looked up at all."""
HOURS: Final = 14 * 24
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FINEST: Final = 1000
_EPOCH_WEEKDAY: Final = 3


@dataclass(frozen=True)
class Dues:
    """The dues of time frames for tickets opened at every hour of the first two weeks from `first` on.

    `calendars` are those of the agreement, with their holidays up to the end of the next year; None where these are
    not known. `zone_name` is the agreement's zone.
    """

    calendars: Mapping[str, Calendar | None]
    first: date
    zone_name: str
    _tables: dict[tuple[str, int], Table | None] = field(default_factory=dict)
    _dues: dict[tuple[Duration, str | None], Instants | None] = field(default_factory=dict)

    @cached_property
    def opened(self) -> Instants:
        """The instants at which the tickets are opened."""
        start, _ = date_range(self._zone, self.first, self.first)
        return np.asarray(start + 3600 * np.arange(HOURS), dtype=np.int64)

    def of(self, within: Duration, calendar: str | None) -> Instants | None:
        """When each of them is due; None where that cannot be said: months, no calendar, more than a year."""
        key = (within, calendar)
        if key not in self._dues:
            self._dues[key] = self._of(within, calendar)
        return self._dues[key]

    def moment(self, number: int) -> str:
        """The hour of opening of one of them, as people say it: `Friday at 17:00`."""
        local = int(self._zone.local_seconds(self.opened[number]))
        day, second = divmod(local, DAY_SECONDS)
        return f"{WEEKDAYS[(day + _EPOCH_WEEKDAY) % 7]} at {second // 3600:02d}:{second // 60 % 60:02d}"

    @cached_property
    def _zone(self) -> Zone:
        return load_zone(self.zone_name, self.first.year - 1, self.first.year + 2)

    def _of(self, within: Duration, name: str | None) -> Instants | None:
        if self.first.year not in KNOWN_YEARS:
            return None
        if within.unit is Unit.DAYS:
            return self.opened + min(int(within.amount), 10**6) * DAY_SECONDS
        table = self._table(name, within) if within.unit is not Unit.MONTHS and name is not None else None
        if table is None:
            return None
        ticks = int(within.amount * (table.per_day if within.unit is Unit.BUSINESS_DAYS else 1))
        if ticks > table.total:
            return None
        try:
            return table.due(self.opened, ticks)
        except OutOfRange:
            return None

    def _table(self, name: str, within: Duration) -> Table | None:
        denominator = within.amount.denominator if within.unit is Unit.BUSINESS_DAYS else 0
        if (name, denominator) not in self._tables:
            self._tables[name, denominator] = self._compiled(self.calendars.get(name), denominator)
        return self._tables[name, denominator]

    def _compiled(self, calendar: Calendar | None, denominator: int) -> Table | None:
        if calendar is None or denominator > _FINEST:
            return None
        year = self.first.year
        return compile_table(
            calendar,
            load_zone(calendar.zone, year - 1, year + 2),
            self.first - timedelta(days=2),
            date(year + 1, 12, 31),
            unit="business days" if denominator else "seconds",
            denominators=(denominator or 1,),
        )
