"""Weekly hours with their exceptions, and the instants at which they are open (SEMANTICS rules 3 and 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.zones import DAY_SECONDS, Zone
from evenhand.intervals import Intervals

Span = tuple[int, int]
Spans = tuple[Span, ...]

_EPOCH = date(1970, 1, 1).toordinal()
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday
_WHOLE_DAY: Spans = ((0, DAY_SECONDS),)


def _nothing() -> Mapping[date, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somebody works, in the wall-clock time of one zone.

    A span is `(open, close)` in local seconds from midnight, with `close` above 86,400 when it runs past
    midnight. `weekly` holds seven tuples of spans, Monday first; it is empty when hours are `always`.
    `closed` are holidays and closures, whole local dates with their names. `closed_parts` are closures of
    part of a date, `open` are explicit openings, which win over both.

    >>> office = Calendar("Europe/London", weekly=(((28800, 64800),),) * 5 + ((),) * 2)
    >>> Calendar.from_json(office.to_json()) == office
    True
    """

    zone: str
    always: bool = False
    weekly: tuple[Spans, ...] = ((),) * 7
    closed: Mapping[date, str] = field(default_factory=_nothing)
    closed_parts: Mapping[date, Spans] = field(default_factory=_nothing)
    open: Mapping[date, Spans] = field(default_factory=_nothing)

    def __post_init__(self) -> None:
        """Refuse spans that mean nothing, and make the mappings unchangeable and ordered by date."""
        if len(self.weekly) != 7 or (self.always and any(self.weekly)):
            raise ValueError("weekly hours are seven tuples of spans, Monday first, and empty for `always`")
        for spans in (*self.weekly, *self.closed_parts.values(), *self.open.values()):
            for start, end in spans:
                if not 0 <= start < DAY_SECONDS or not start < end <= start + DAY_SECONDS:
                    raise ValueError(f"({start}, {end}) is not a span of at most 24 hours from midnight")
        for name in ("closed", "closed_parts", "open"):
            ordered = MappingProxyType(dict(sorted(getattr(self, name).items())))
            object.__setattr__(self, name, ordered)

    def to_json(self) -> dict[str, Any]:
        """The calendar as JSON values, for a signed version to carry."""
        return {
            "zone": self.zone,
            "always": self.always,
            "weekly": [[list(span) for span in spans] for spans in self.weekly],
            "closed": {day.isoformat(): name for day, name in self.closed.items()},
            "closed_parts": _dated_to_json(self.closed_parts),
            "open": _dated_to_json(self.open),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Calendar":
        """The calendar that `to_json` wrote; no list of holidays is looked at."""
        return cls(
            zone=data["zone"],
            always=data["always"],
            weekly=tuple(_spans(spans) for spans in data["weekly"]),
            closed={date.fromisoformat(day): name for day, name in data["closed"].items()},
            closed_parts=_dated_from_json(data["closed_parts"]),
            open=_dated_from_json(data["open"]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class OpenPieces:
    """Open hours cut at local midnight: `start` and `end` in UTC seconds, `day` the local date of each piece.

    Dates are numbers of days since 1970-01-01. All are int64 arrays of one length, in order of time.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    day: NDArray[np.int64]


def open_intervals(calendar: Calendar, zone: Zone, first: date, last: date) -> Intervals:
    """The instants at which a calendar is open on the local dates from `first` to `last`, both included.

    Raises OutOfRange when the zone is not known for all of these dates and the one before.
    """
    start, end = _day_number(first), _day_number(last) + 1
    # The evening before may reach into the first date.
    days = np.arange(start - 1, end, dtype=np.int64)
    weekly = (_WHOLE_DAY,) * 7 if calendar.always else calendar.weekly
    weekdays = (days + _EPOCH_WEEKDAY) % 7
    hours = [(days[weekdays == weekday], span) for weekday, spans in enumerate(weekly) for span in spans]
    opened = _instants(zone, hours)
    closed = _instants(zone, _dated(dict.fromkeys(calendar.closed, _WHOLE_DAY), start - 1, end))
    closed_parts = _instants(zone, _dated(calendar.closed_parts, start - 1, end))
    extra = _instants(zone, _dated(calendar.open, start - 1, end))
    midnights = _midnights(zone, np.array([start, end]))
    return (
        opened.subtraction(closed)
        .subtraction(closed_parts)
        .union(extra)
        .intersection(Intervals(midnights[:1], midnights[1:]))
    )


def open_pieces(calendar: Calendar, zone: Zone, first: date, last: date) -> OpenPieces:
    """The same instants cut at local midnight, each piece with its local date (rule 6)."""
    hours = open_intervals(calendar, zone, first, last)
    days = np.arange(_day_number(first), _day_number(last) + 1, dtype=np.int64)
    midnights = _midnights(zone, days)
    holder = np.searchsorted(hours.start, midnights, side="left") - 1
    # Before the first opening the holder is -1: the end put behind all others, which nothing lies before.
    ends = np.append(hours.end, np.iinfo(np.int64).min)
    cuts = np.unique(midnights[midnights < ends[holder]])
    start, end = np.sort(np.append(hours.start, cuts)), np.sort(np.append(hours.end, cuts))
    return OpenPieces(start, end, days[np.searchsorted(midnights, start, side="right") - 1])


def date_range(zone: Zone, first: date, last: date) -> tuple[int, int]:
    """The first instant of one local date and the end of another, in UTC seconds."""
    start, end = _midnights(zone, np.array([_day_number(first), _day_number(last) + 1])).tolist()
    return start, end


def _instants(zone: Zone, hours: Iterable[tuple[NDArray[np.int64], Span]]) -> Intervals:
    starts, ends = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for days, (start, end) in hours:
        starts.append(zone.opening_instant(days * DAY_SECONDS + start))
        # 24:00 is the end of the date, which is where the next date begins.
        ends.append(
            _midnights(zone, days + 1)
            if end == DAY_SECONDS
            else zone.closing_instant(days * DAY_SECONDS + end)
        )
    return Intervals(np.concatenate(starts), np.concatenate(ends))


def _midnights(zone: Zone, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The instants at which these local dates begin: the first occurrence of their 00:00."""
    return zone.opening_instant(days * DAY_SECONDS)


def _dated(
    spans_by_date: Mapping[date, Spans], start: int, end: int
) -> Iterable[tuple[NDArray[np.int64], Span]]:
    """The dates in `[start, end)` that have each span."""
    days: dict[Span, list[int]] = {}
    for day, spans in spans_by_date.items():
        if start <= _day_number(day) < end:
            for span in spans:
                days.setdefault(span, []).append(_day_number(day))
    return [(np.array(numbers, dtype=np.int64), span) for span, numbers in days.items()]


def _day_number(day: date) -> int:
    return day.toordinal() - _EPOCH


def _spans(pairs: Iterable[Iterable[int]]) -> Spans:
    return tuple((start, end) for start, end in pairs)


def _dated_to_json(spans_by_date: Mapping[date, Spans]) -> dict[str, list[list[int]]]:
    return {day.isoformat(): [list(span) for span in spans] for day, spans in spans_by_date.items()}


def _dated_from_json(data: Mapping[str, Iterable[Iterable[int]]]) -> dict[date, Spans]:
    return {date.fromisoformat(day): _spans(spans) for day, spans in data.items()}
