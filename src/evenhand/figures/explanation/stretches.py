"""Every stretch of time between opening and stop, with its reason and what it adds (SEMANTICS rules 3 to 11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from evenhand.figures.explanation.history import History, State, Waiting
from evenhand.figures.explanation.hours_walk import OpenHours, Pairs
from evenhand.figures.explanation.reckoned import Reckoned
from evenhand.figures.explanation.result import Kind, Stretch
from evenhand.figures.explanation.wall import local_date

_DAY = timedelta(days=1)
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Bit:
    """Time in which nothing changes: on one local date, open or closed throughout."""

    start: int
    end: int
    kind: Kind
    reason: str
    past_due: bool
    open_seconds: int
    date_seconds: int


def stretches(
    reckoned: Reckoned,
    past: History,
    *,
    opened: int,
    until: int,
    past_due_from: int | None,
    before: str,
    after: str,
) -> tuple[Stretch, ...]:
    """The stretches from `opened` to `until`, the middle of them the leg that was reckoned.

    Waiting of `past` that the clause does not pause for counts, and is named.

    `before` and `after` are the reasons for time before the leg began and after it ended, if there is such.
    """
    leg = reckoned.leg
    bits: list[_Bit] = []
    if opened < leg.start:
        bits.append(_Bit(opened, leg.start, Kind.BEFORE, before, False, 0, 1))
    bits += _Leg(reckoned, past, past_due_from).bits()
    if leg.end < until:
        bits.append(_Bit(leg.end, until, Kind.AFTER, after, False, 0, 1))
    return tuple(_summed(bits))


class _Leg:
    """One leg cut into bits, each with the one reason that holds for it."""

    def __init__(self, reckoned: Reckoned, past: History, past_due_from: int | None) -> None:
        leg = reckoned.leg
        self.start, self.end = leg.start, leg.end
        self.hours: OpenHours = reckoned.frame.hours
        self.removed, self.paused, self.off = reckoned.removed, reckoned.paused, reckoned.off
        self.past_due_from = leg.end if past_due_from is None else past_due_from
        self.called_off = [(each.start, each.end) for each in leg.segments if each.state is State.CANCELLED]
        pausing = [pause.waiting for pause in reckoned.pauses]
        self.waitings = self._named(pausing)
        self.unpaused = self._named([waiting for waiting in past.waitings if waiting not in pausing])
        edges = {edge for span in (*self.paused, *self.off) for edge in span}
        edges |= {edge for start, end, _ in (*self.waitings, *self.unpaused) for edge in (start, end)}
        self.edges = sorted(edges | {self.past_due_from})

    def _named(self, waitings: Iterable[Waiting]) -> list[tuple[int, int, str]]:
        """From, to and words of the waitings that began on this leg or before it."""
        spans = [(each.start, self.end if each.end is None else each.end, each) for each in waitings]
        return [(start, end, _named(each.words)) for start, end, each in spans if start < self.end]

    def bits(self) -> Iterator[_Bit]:
        day = local_date(self.hours.zone, self.start)
        while (midnight := self.hours.midnight(day)) < self.end:
            yield from self._on(
                day, max(midnight, self.start), min(self.hours.midnight(day + _DAY), self.end)
            )
            day += _DAY

    def _on(self, day: date, start: int, end: int) -> Iterator[_Bit]:
        spans, length = self.hours.on_date(day)
        cuts = {start, end}
        cuts.update(edge for edge in self.edges if start < edge < end)
        cuts.update(edge for span in spans for edge in span if start < edge < end)
        ordered = sorted(cuts)
        for left, right in pairwise(ordered):
            is_open = _inside(spans, left)
            kind, reason = self._why(day, left, is_open)
            late = kind is Kind.COUNTED and left >= self.past_due_from
            yield _Bit(left, right, kind, reason, late, (right - left) * is_open, length or 1)

    def _why(self, day: date, at: int, is_open: bool) -> tuple[Kind, str]:
        waiting = _at(self.waitings, at)
        if _inside(self.off, at) and _inside(self.removed, at):
            if _inside(self.called_off, at):
                return Kind.CANCELLED, "called off, until it was reopened"
            return Kind.RESOLVED, "resolved, until it was reopened"
        if _inside(self.paused, at):
            return (
                (Kind.WAITING, waiting) if waiting else (Kind.REPORTED, "waiting as reported, not recomputed")
            )
        if not is_open:
            return self._closed(day, at)
        if _inside(self.off, at):
            return Kind.COUNTED, "resolved, and counted because it was reopened"
        if waiting:
            return Kind.COUNTED, f"{waiting}, past its limit, so counted again"
        unpaused = _at(self.unpaused, at)
        return Kind.COUNTED, f"{unpaused} (not a pause under this clause), counted" if unpaused else "counted"

    def _closed(self, day: date, at: int) -> tuple[Kind, str]:
        name = self.hours.closure(day)
        if name:
            return Kind.HOLIDAY, name
        return (
            (Kind.HOLIDAY, "closed")
            if _inside(self.hours.regular(day), at)
            else (Kind.OUTSIDE, "outside hours")
        )


def _at(waitings: Iterable[tuple[int, int, str]], at: int) -> str:
    return next((words for start, end, words in waitings if start <= at < end), "")


def _named(reason: str) -> str:
    if not reason:
        return "waiting, no reason said"
    return reason if reason.lower().startswith("waiting") else f"waiting: {reason}"


def _summed(bits: list[_Bit]) -> Iterator[Stretch]:
    seconds, days = 0, _NOTHING
    place = 0
    while place < len(bits):
        first = bits[place]
        same = [first]
        for bit in bits[place + 1 :]:
            if (bit.kind, bit.reason, bit.past_due) != (first.kind, first.reason, first.past_due):
                break
            same.append(bit)
        place += len(same)
        counts = same if first.kind is Kind.COUNTED else []
        adds_seconds = sum(bit.open_seconds for bit in counts)
        adds_days = sum((Fraction(bit.open_seconds, bit.date_seconds) for bit in counts), _NOTHING)
        seconds, days = seconds + adds_seconds, days + adds_days
        yield Stretch(
            start=first.start,
            end=same[-1].end,
            kind=first.kind,
            reason=first.reason,
            past_due=first.past_due,
            open_seconds=sum(bit.open_seconds for bit in same),
            counts_seconds=adds_seconds,
            counts_days=adds_days,
            so_far_seconds=seconds,
            so_far_days=days,
        )


def _inside(spans: Pairs, at: int) -> bool:
    return any(start <= at < end for start, end in spans)
