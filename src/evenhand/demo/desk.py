"""The provider's service desk: its zone, its office hours, and its luck."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import numpy as np

from evenhand.calendars.dates import resolve_holidays
from evenhand.calendars.hours import Calendar
from evenhand.calendars.table import Table, compile_table
from evenhand.calendars.zones import Zone, load_zone

YEAR = 2026
HOUR = 3600
_EPOCH = datetime(1970, 1, 1)
_MON_THU = ((8 * HOUR, 18 * HOUR),)
_FRIDAY = ((8 * HOUR, 12 * HOUR + 1800), (13 * HOUR + 1800, 17 * HOUR))


class Desk:
    """People who work the office hours of the example agreement, and draw everything by one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.zone: Zone = load_zone("Europe/London", YEAR - 1, YEAR + 1)
        self.holidays = resolve_holidays("GB", "ENG", range(YEAR, YEAR + 2))
        office = Calendar(
            zone="Europe/London",
            weekly=(_MON_THU, _MON_THU, _MON_THU, _MON_THU, _FRIDAY, (), ()),
            closed={**self.holidays, date(YEAR, 12, 24): "closed"},
        )
        first, last = date(YEAR, 1, 1), date(YEAR + 1, 6, 30)
        self.office: Table = compile_table(office, self.zone, first, last)

    def instant(self, local: datetime) -> int:
        """The UTC second of a wall-clock time in London."""
        seconds = np.asarray([(local - _EPOCH) // timedelta(seconds=1)], dtype=np.int64)
        return int(self.zone.opening_instant(seconds)[0])

    def after(self, at: int, hours: float, *, day_and_night: bool = False) -> int:
        """The instant that many hours of work later."""
        seconds = max(45, int(hours * HOUR))
        return at + seconds if day_and_night else int(self.office.due_one(at, seconds))

    def about(self, median: float, spread: float) -> float:
        """A time that is usually near `median` and now and then much longer."""
        return median * self.chance.lognormvariate(0.0, spread)
