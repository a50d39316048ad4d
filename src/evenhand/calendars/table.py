"""A calendar compiled into a table that answers at once: how much open time, and due when (rules 5 to 7).

`F(t)` is the open time from the table's start to `t`, in whole seconds or in ticks of a business day.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenhand.calendars.hours import Calendar, date_range, open_intervals, open_pieces
from evenhand.calendars.lookup import Buckets, Finder, Pieces
from evenhand.calendars.zones import Zone
from evenhand.errors import OutOfRange
from evenhand.units import iso_utc

_FITS = 1 << 62
_BLOCK = 1 << 13

Unit = Literal["seconds", "business days"]
# int64, or object holding Python integers when the ticks would not fit.
Work = NDArray[Any]


class Table:
    """Open time of one calendar over a range of local dates.

    `start` and `end` are the range in UTC seconds, `total` the open time in it. `unit` says what is counted:
    seconds, or business days in ticks, of which every open date has `per_day` (0 for seconds). Work is an
    int64 array, or one of Python integers (`dtype` object) where ticks would not fit.

    Every method raises OutOfRange for an instant outside `[start, end]` and for work beyond `total`.
    """

    def __init__(self, *, zone: str, start: int, end: int, unit: Unit, per_day: int, pieces: Pieces) -> None:
        self.zone, self.start, self.end = zone, start, end
        self.unit, self.per_day = unit, per_day
        self.dtype: np.dtype[Any] = pieces.before.dtype
        self._pieces = pieces
        self._opens: list[int] = pieces.opens.tolist()
        self._closes: list[int] = pieces.closes.tolist()
        self._before: list[int] = pieces.before.tolist()
        self._weight: list[int] = pieces.weight.tolist()
        # A piece of which nothing is used up yet: its F was first reached when the piece before closed.
        self._rest = np.append(0, pieces.closes[:-1])
        self._rest_one: list[int] = self._rest.tolist()
        self.total = self._before[-1] + self._weight[-1] * (self._closes[-1] - self._opens[-1])
        exact = self.dtype != object
        self._buckets = Buckets.build(pieces, end - start) if exact else None
        self._finder = Finder.build(pieces, self.total) if exact else None

    def before(self, at: ArrayLike) -> Work:
        """F: the open time from the table's start to each instant (rule 5)."""
        at = np.asarray(at, dtype=np.int64)
        work = np.empty(at.shape, dtype=self.dtype)
        flat, result = at.reshape(-1), work.reshape(-1)
        spare = np.empty(min(_BLOCK, flat.size), dtype=np.int64)
        for low in range(0, flat.size, _BLOCK):
            self._before_block(flat[low : low + _BLOCK], result[low : low + _BLOCK], spare)
        return work

    def elapsed(self, start: ArrayLike, end: ArrayLike) -> Work:
        """The open time from each start to its end, F(end) - F(start); negative where the end comes first."""
        start, end = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(end, dtype=np.int64))
        work = np.empty(start.shape, dtype=self.dtype)
        starts, ends, result = start.reshape(-1), end.reshape(-1), work.reshape(-1)
        spare = np.empty(min(_BLOCK, starts.size), dtype=np.int64)
        until_start = np.empty(spare.shape, dtype=self.dtype)
        for low in range(0, starts.size, _BLOCK):
            block, part = slice(low, low + _BLOCK), until_start[: starts.size - low]
            self._before_block(starts[block], part, spare)
            self._before_block(ends[block], result[block], spare)
            np.subtract(result[block], part, out=result[block])
        return work

    def reaching(self, work: ArrayLike) -> NDArray[np.int64]:
        """The first instant having the greatest F not above each amount of work (rule 5)."""
        _, piece, seconds = self._divide(work)
        filled = self._pieces.opens[piece] + seconds
        at: NDArray[np.int64] = np.where(seconds == 0, self._rest[piece], filled) + self.start
        return at

    def exceeding(self, work: ArrayLike) -> NDArray[np.int64]:
        """The first whole second at which F is above each amount of work (rule 14)."""
        done, piece, seconds = self._divide(work)
        if (done >= self.total).any():
            raise self._too_much(max(done.reshape(-1).tolist()))
        at: NDArray[np.int64] = self._pieces.opens[piece] + seconds + (self.start + 1)
        return at

    def due(self, start: ArrayLike, within: ArrayLike) -> NDArray[np.int64]:
        """When work of `within` that begins at `start` is due: at the closing of the day that uses it up."""
        start = np.asarray(start, dtype=np.int64)
        # Checked by itself, so that the sum cannot leave the range of int64.
        budget = self._checked(within)
        due: NDArray[np.int64] = np.maximum(start, self.reaching(self.before(start) + budget))
        return due

    def before_one(self, at: int) -> int:
        """F of one instant."""
        at -= self.start
        piece = bisect_right(self._opens, at) - 1
        if piece < 0 or at > self.end - self.start:
            raise self._outside(at + self.start)
        inside = min(at, self._closes[piece]) - self._opens[piece]
        return self._before[piece] + self._weight[piece] * inside

    def elapsed_one(self, start: int, end: int) -> int:
        """The open time from one instant to another."""
        return self.before_one(end) - self.before_one(start)

    def reaching_one(self, work: int) -> int:
        """The first instant having the greatest F not above this work."""
        piece, seconds = self._divide_one(work)
        return self.start + (self._opens[piece] + seconds if seconds else self._rest_one[piece])

    def exceeding_one(self, work: int) -> int:
        """The first whole second at which F is above this work."""
        piece, seconds = self._divide_one(work)
        if work >= self.total:
            raise self._too_much(work)
        return self.start + self._opens[piece] + seconds + 1

    def due_one(self, start: int, within: int) -> int:
        """When work of `within` that begins at `start` is due."""
        due = self.reaching_one(self.before_one(start) + within)
        return due if due > start else start

    def _before_block(self, at: NDArray[np.int64], out: Work, spare: NDArray[np.int64]) -> None:
        since = at - self.start
        # As unsigned numbers, instants before the start are beyond every end.
        outside = since.view(np.uint64) > self.end - self.start
        if outside.any():
            raise self._outside(int(at[outside][0]))
        if self._buckets is None:
            out[...] = self._pieces.before_at(since)
        else:
            self._buckets.before_at(since, out, spare[: at.size])

    def _divide(self, work: ArrayLike) -> tuple[Work, NDArray[np.int64], NDArray[np.int64]]:
        """The work, the piece each amount reaches into, and the whole seconds of that piece it fills."""
        done = self._checked(work)
        if self._finder is None:
            piece = np.searchsorted(self._pieces.before, done, side="right") - 1
        else:
            piece = self._finder.find(done)
        into = done - self._pieces.before[piece]
        seconds = into if self.unit == "seconds" else into // self._pieces.weight[piece]
        return done, piece, np.asarray(seconds, dtype=np.int64)

    def _divide_one(self, work: int) -> tuple[int, int]:
        if not 0 <= work <= self.total:
            raise self._too_much(work)
        piece = bisect_right(self._before, work) - 1
        return piece, (work - self._before[piece]) // self._weight[piece]

    def _checked(self, work: ArrayLike) -> Work:
        done: Work = np.asarray(work, dtype=self.dtype)
        beyond = (done < 0) | (done > self.total)
        if beyond.any():
            raise self._too_much(done[beyond].reshape(-1).tolist()[0])
        return done

    def _outside(self, at: int) -> OutOfRange:
        return OutOfRange(f"{iso_utc(at)} lies outside the compiled range, {self._range()}.")

    def _too_much(self, work: int) -> OutOfRange:
        ticks = f" ({self.per_day:,} to a business day)" if self.per_day else ""
        kind = "ticks" if self.per_day else "open seconds"
        return OutOfRange(
            f"{work:,} {kind} after the start lie outside the compiled range, {self._range()}, "
            f"which holds {self.total:,}{ticks}."
        )

    def _range(self) -> str:
        return f"{iso_utc(self.start)} to {iso_utc(self.end)} (hours in {self.zone})"


def compile_table(
    calendar: Calendar,
    zone: Zone,
    first: date,
    last: date,
    *,
    unit: Unit = "seconds",
    denominators: Iterable[int] = (1,),
) -> Table:
    """The table of a calendar for the local dates from `first` to `last`, both included.

    For business days every open date gets as many ticks as the least common multiple of the lengths of all
    open dates and the `denominators` of the time frames, so that everything comes out whole (rule 6).

    Raises OutOfRange when the zone is not known for all of these dates and the one before.

    >>> from evenhand.calendars.zones import load_zone
    >>> office = Calendar("Europe/London", weekly=(((28800, 64800),),) * 5 + ((),) * 2)
    >>> london = load_zone("Europe/London", 2026, 2026)
    >>> table = compile_table(office, london, date(2026, 3, 1), date(2026, 3, 31))
    >>> iso_utc(table.due_one(1_772_467_800, 4 * 3600))  # Monday 16:10 and 4 hours
    '2026-03-03T10:10:00Z'
    """
    if calendar.zone != zone.name:
        raise ValueError(f"the calendar is in {calendar.zone}, the zone given is {zone.name}")
    start, end = date_range(zone, first, last)
    if unit == "seconds":
        hours = open_intervals(calendar, zone, first, last)
        opens, closes, per_day = hours.start, hours.end, 0
        weight = [1] * len(opens)
    else:
        cut = open_pieces(calendar, zone, first, last)
        opens, closes = cut.start, cut.end
        _, first_of_date, of_date = np.unique(cut.day, return_index=True, return_inverse=True)
        lengths = np.add.reduceat(closes - opens, first_of_date).tolist()
        per_day = math.lcm(*lengths, *denominators)
        weight = [per_day // lengths[i] for i in of_date]
    lasting = (closes - opens).tolist()
    before = [0, 0, *accumulate(w * s for w, s in zip(weight, lasting, strict=True))]
    fits = max([1, *weight]) * (end - start) < _FITS
    dtype = np.int64 if fits else object
    pieces = Pieces(
        opens=np.append(0, opens - start),
        closes=np.append(0, closes - start),
        before=np.array(before[: len(lasting) + 1], dtype=dtype),
        weight=np.array([1, *weight], dtype=dtype),
    )
    return Table(zone=zone.name, start=start, end=end, unit=unit, per_day=per_day, pieces=pieces)
