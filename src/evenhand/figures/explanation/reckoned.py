"""One leg of a clock reckoned under one time frame: pauses, elapsed, due, the first second too many."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenhand.figures.explanation.clauses import Frame, amount, wall_end
from evenhand.figures.explanation.counting import Budget, counted, first_beyond, reached, total
from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.history import History, Leg, State, Waiting, plain
from evenhand.figures.explanation.hours_walk import Pairs, joined
from evenhand.terms.standards import Standard
from evenhand.units import Duration


@dataclass(frozen=True, slots=True)
class Pause:
    """Waiting that the standard pauses for, with the instant at which its limit is used up."""

    waiting: Waiting
    limit_end: int | None


class Reckoned:
    """What counts on one leg under one frame, second by second on that frame's own calendar."""

    def __init__(
        self,
        leg: Leg,
        frame: Frame,
        standard: Standard,
        past: History,
        rows: Sequence[TicketEvent],
    ) -> None:
        assert standard.clock is not None
        self.leg = leg
        self.frame = frame
        self.lasts = leg is past.legs[-1] and leg.last.state is State.RUNNING
        limits = {plain(pause.reason): pause.limit for pause in standard.clock.pauses}
        self.pauses = [
            Pause(waiting, self._limit_end(limits[waiting.reason], waiting.start))
            for waiting in past.waitings
            if waiting.reason in limits
        ]
        begun = past.legs[0].start
        self.reported = (begun, self._reported_until(limits, rows, begun))
        running = [(each.start, each.end) for each in leg.segments if each.state is State.RUNNING]
        self.off = [
            (each.start, each.end)
            for each in leg.segments
            if each.state is not State.RUNNING and each.start < leg.end
        ]
        waited = [
            (pause.waiting.start, _earliest(pause.waiting.end, pause.limit_end, leg.end))
            for pause in self.pauses
        ]
        self.paused = _common(joined([*waited, self.reported]), joined(running))
        self.removed = joined(self.paused + ([] if standard.when_reopened == "counts" else self.off))
        self.exceeded_at = self._exceeded_at()

    def elapsed(self) -> tuple[int, Fraction]:
        """What counted from the beginning of the leg to its end: open seconds, and exact business days."""
        return total(counted(self.frame.hours.pieces(self.leg.start, self.leg.end), self.removed))

    def paused_seconds(self) -> int:
        """Open seconds that waiting kept from being counted."""
        return sum(
            piece.seconds for start, end in self.paused for piece in self.frame.hours.pieces(start, end)
        )

    def due(self, *, missed: bool) -> int | None:
        """The first instant having the greatest elapsed within the frame, with the pauses that happened (rule 5).

        After a stop the clock is taken to run on, once waiting known as a total is used up. None while the ticket
        waits without a limit to come.
        """
        if self.frame.within is None:
            return self.frame.agreed_due
        to_come = [*self.removed, (self.leg.end, self.reported[1])]
        if self.lasts and not missed:
            for pause in self.pauses:
                if pause.waiting.end is None:
                    if pause.limit_end is None:
                        return None
                    to_come.append((self.leg.end, pause.limit_end))
        start = self.leg.start
        pieces = counted(self.frame.hours.pieces(start), joined(to_come))
        return reached(start, pieces, self.frame.budget(start))

    def _exceeded_at(self) -> int | None:
        if self.frame.within is None:
            return None if self.frame.agreed_due is None else self.frame.agreed_due + 1
        pieces = counted(self.frame.hours.pieces(self.leg.start, self.leg.end), self.removed)
        return first_beyond(pieces, self.frame.budget(self.leg.start))

    def _limit_end(self, limit: Duration | None, start: int) -> int | None:
        if limit is None:
            return None
        hours = self.frame.hours
        end = wall_end(limit, start, hours.zone)
        return reached(start, hours.pieces(start), amount(limit)) if end is None else end

    def _reported_until(
        self, limits: dict[str, Duration | None], rows: Sequence[TicketEvent], begun: int
    ) -> int:
        """When waiting known only as a total is used up, taken to lie directly after the start (rule 10)."""
        until = begun
        for row in rows:
            reason = plain(row.attributes.get("reason", ""))
            if not row.waiting_seconds or not limits or (reason and reason not in limits):
                continue
            reported = reached(begun, self.frame.hours.pieces(begun), Budget(Fraction(row.waiting_seconds)))
            until = max(until, _earliest(self._limit_end(limits.get(reason), begun), reported))
        return until


def _earliest(*instants: int | None) -> int:
    return min(instant for instant in instants if instant is not None)


def _common(spans: Pairs, others: Pairs) -> Pairs:
    """The time that lies in both."""
    return joined((max(start, left), min(end, right)) for start, end in spans for left, right in others)
