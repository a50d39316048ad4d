"""Open hours, found date by date from the wall clock: the independent calendar (SEMANTICS rules 3 to 6)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from evenhand.calendars.hours import Calendar, Spans
from evenhand.errors import OutOfRange
from evenhand.figures.explanation.wall import DAY_SECONDS, closing, local_date, opening
from evenhand.units import iso_utc

Pairs = list[tuple[int, int]]

_LONGEST_CLOSURE_DAYS = 1100
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Open time on one local date, `[start, end)`; `date_seconds` is all that is open on that date."""

    start: int
    end: int
    date_seconds: int

    @property
    def seconds(self) -> int:
        """How long the piece is."""
        return self.end - self.start

    @property
    def days(self) -> Fraction:
        """Its share of a business day: each open second of a date of length L is 1/L of it (rule 6)."""
        return Fraction(self.end - self.start, self.date_seconds)


class OpenHours:
    """A calendar walked date by date; what was found for a date is kept.

    `calendar_of` gives the calendar with the holidays of a year; `zone` are the rules of the zone of its hours.
    """

    def __init__(self, zone: ZoneInfo, calendar_of: Callable[[int], Calendar]) -> None:
        self.zone = zone
        self._calendar_of = calendar_of
        self._years: dict[int, Calendar] = {}
        self._dates: dict[date, tuple[Pairs, int]] = {}
        self._regular: dict[date, Pairs] = {}
        self._midnights: dict[date, int] = {}

    def pieces(self, start: int, end: int | None = None) -> Iterator[Piece]:
        """Open time from `start` on, in order, cut at local midnight; without `end` it goes on for ever.

        Raises OutOfRange when nothing opens for three years.
        """
        day = local_date(self.zone, start)
        closed = 0
        while end is None or self.midnight(day) < end:
            spans, length = self.on_date(day)
            closed = 0 if spans else closed + 1
            if closed > _LONGEST_CLOSURE_DAYS:
                raise OutOfRange(f"Nothing opens in the three years before {iso_utc(self.midnight(day))}.")
            for left, right in spans:
                left, right = max(left, start), right if end is None else min(right, end)
                if left < right:
                    yield Piece(left, right, length)
            day += _DAY

    def on_date(self, day: date) -> tuple[Pairs, int]:
        """The open spans of a local date in UTC seconds, and how many seconds they are together."""
        if day not in self._dates:
            spans = self._open(day)
            self._dates[day] = spans, sum(end - start for start, end in spans)
        return self._dates[day]

    def midnight(self, day: date) -> int:
        """The instant at which a local date begins."""
        if day not in self._midnights:
            self._midnights[day] = opening(self.zone, day, 0)
        return self._midnights[day]

    def closure(self, day: date) -> str:
        """The name of the holiday or closure that takes a date out of the regular hours, or "" (rule 4)."""
        return self._calendar(day).closed.get(day, "") if self.regular(day) else ""

    def regular(self, day: date) -> Pairs:
        """What would be open on a date in UTC seconds were it neither closed nor opened on purpose."""
        if day not in self._regular:
            spans = self._dated(day - _DAY, self._weekly(day - _DAY)) + self._dated(day, self._weekly(day))
            self._regular[day] = self._on(day, spans)
        return self._regular[day]

    def _open(self, day: date) -> Pairs:
        spans = self.regular(day)
        if day in self._calendar(day).closed:
            spans = []
        opened: Pairs = []
        for dated in (day - _DAY, day):
            calendar = self._calendar(dated)
            for start, end in self._dated(dated, calendar.closed_parts.get(dated, ())):
                spans = without(spans, start, end)
            opened += self._dated(dated, calendar.open.get(dated, ()))
        return self._on(day, spans + opened)

    def _weekly(self, day: date) -> Spans:
        calendar = self._calendar(day)
        return ((0, DAY_SECONDS),) if calendar.always else calendar.weekly[day.weekday()]

    def _dated(self, day: date, spans: Iterable[tuple[int, int]]) -> Pairs:
        return [(opening(self.zone, day, start), closing(self.zone, day, end)) for start, end in spans]

    def _on(self, day: date, spans: Pairs) -> Pairs:
        first, last = self.midnight(day), self.midnight(day + _DAY)
        return joined((max(start, first), min(end, last)) for start, end in spans)

    def _calendar(self, day: date) -> Calendar:
        if day.year not in self._years:
            self._years[day.year] = self._calendar_of(day.year)
        return self._years[day.year]


def joined(spans: Iterable[tuple[int, int]]) -> Pairs:
    """Spans in order, empty ones left out, touching and overlapping ones made one (rule 2).

    >>> joined([(30, 40), (10, 20), (20, 25), (7, 7)])
    [(10, 25), (30, 40)]
    """
    result: Pairs = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without(spans: Pairs, start: int, end: int) -> Pairs:
    """Spans less the time from `start` to `end`.

    >>> without([(10, 20), (30, 40)], 15, 35)
    [(10, 15), (35, 40)]
    """
    pairs = [(left, min(right, start)) for left, right in spans]
    pairs += [(max(left, end), right) for left, right in spans]
    return sorted(pair for pair in pairs if pair[0] < pair[1])
