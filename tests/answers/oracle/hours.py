"""Opening hours asked one second at a time (SEMANTICS 1 to 4, 6 and 7).

A span of opening hours runs from the first second at which the wall clock shows its opening to the last second at
which it shows its closing. A wall time that is skipped (clocks forward) is taken to be the moment the gap ends.
"""

import datetime
from fractions import Fraction
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

DAY = 86400
EPOCH = datetime.date(1970, 1, 1)


def zone_rules(name: str) -> ZoneInfo:
    """The zone as the ``tzdata`` package knows it, whatever this machine has installed."""
    place = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with place.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


class Hours:
    """One calendar. ``calendar`` is a dictionary as ``reading.calendar`` gives it."""

    def __init__(self, calendar: dict[str, Any]) -> None:
        self.calendar = calendar
        self.zone = zone_rules(calendar["zone"])
        self._offsets: dict[int, int] = {}
        self._spans: dict[tuple[str, datetime.date], list[tuple[int, int]]] = {}
        self._lengths: dict[datetime.date, int] = {}
        self._minutes: dict[int, bool] = {}
        self._showing: dict[int, list[int]] = {}
        spans = [
            span
            for kind in ("weekly", "closed_parts", "open")
            for list_ in calendar[kind].values()
            for span in list_
        ]
        self.whole_minutes = all(start % 60 == 0 and end % 60 == 0 for start, end in spans)

    def wall(self, at: int) -> int:
        """What the wall clock shows at this instant, as seconds since 1970 on that clock."""
        minute = at // 60
        if minute not in self._offsets:
            local = datetime.datetime.fromtimestamp(minute * 60, self.zone)
            offset = local.utcoffset()
            assert offset is not None
            self._offsets[minute] = int(offset.total_seconds())
        return at + self._offsets[minute]

    def date(self, at: int) -> datetime.date:
        """The local date of this instant."""
        return EPOCH + datetime.timedelta(days=self.wall(at) // DAY)

    def showing(self, wall: int) -> list[int]:
        """Every second at which the wall clock shows ``wall``; after a gap, the second the gap ends."""
        wanted = wall
        while wanted not in self._showing:
            offsets = {self.wall(at) - at for at in range(wall - 16 * 3600, wall + 16 * 3600, 1800)}
            found = sorted(wall - offset for offset in offsets if self.wall(wall - offset) == wall)
            if found:
                self._showing[wanted] = found
            wall += 60 - wall % 60
        return self._showing[wanted]

    def spans(self, kind: str, date: datetime.date) -> list[tuple[int, int]]:
        """The spans that begin on this local date, as instants: ``weekly``, ``closed_parts`` or ``open``."""
        if (kind, date) not in self._spans:
            midnight = (date - EPOCH).days * DAY
            key = date.weekday() if kind == "weekly" else date
            self._spans[kind, date] = [
                # 24:00 is the end of the date, which is where the next date begins.
                (self.showing(midnight + start)[0], self.showing(midnight + end)[0 if end == DAY else -1])
                for start, end in self.calendar[kind].get(key, [])
            ]
        return self._spans[kind, date]

    def inside(self, kind: str, at: int) -> bool:
        """Is this second within a span of that kind, begun today, yesterday or (clocks back) tomorrow?"""
        today = self.date(at)
        days = (today + datetime.timedelta(days=step) for step in (-1, 0, 1))
        return any(start <= at < end for day in days for start, end in self.spans(kind, day))

    def reckon(self, at: int) -> bool:
        """Is the second that begins at this instant open? Closures take away, explicit openings are added last."""
        if self.inside("open", at):
            return True
        if self.date(at) in self.calendar["closed"] or self.inside("closed_parts", at):
            return False
        return bool(self.calendar["always"]) or self.inside("weekly", at)

    def open_at(self, at: int) -> bool:
        """``reckon``, remembered by the minute where all hours are whole minutes."""
        if not self.whole_minutes:
            return self.reckon(at)
        minute = at // 60
        if minute not in self._minutes:
            self._minutes[minute] = self.reckon(at)
        return self._minutes[minute]

    def length(self, date: datetime.date) -> int:
        """The open seconds of a local date: count them all."""
        if date not in self._lengths:
            step = 60 if self.whole_minutes else 1
            middle = (date - EPOCH).days * DAY + DAY // 2
            around = range(middle - 2 * DAY, middle + 2 * DAY, step)
            self._lengths[date] = step * sum(1 for at in around if self.date(at) == date and self.open_at(at))
        return self._lengths[date]

    def business_day(self, at: int) -> Fraction:
        """What one open second is worth in business days (rule 6)."""
        return Fraction(1, self.length(self.date(at)))

    def later(self, at: int, unit: str, number: int) -> int:
        """The same wall time so many dates (``days``) or months later; the month's last day where it is shorter."""
        wall = self.wall(at)
        date = EPOCH + datetime.timedelta(days=wall // DAY)
        if unit == "days":
            date += datetime.timedelta(days=number)
        else:
            months = date.year * 12 + date.month - 1 + number
            first = datetime.date(months // 12, months % 12 + 1, 1)
            next_first = datetime.date((months + 1) // 12, (months + 1) % 12 + 1, 1)
            date = first + datetime.timedelta(days=min(date.day, (next_first - first).days) - 1)
        return self.showing((date - EPOCH).days * DAY + wall % DAY)[0]


ALWAYS: dict[str, Any] = {
    "zone": "UTC",
    "always": True,
    "weekly": {},
    "closed": {},
    "closed_parts": {},
    "open": {},
}
