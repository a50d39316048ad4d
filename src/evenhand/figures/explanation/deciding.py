"""The verdict: each row and each stretch between rows put to one test (SEMANTICS rules 12 and 14)."""

from collections.abc import Callable
from dataclasses import dataclass

from evenhand.figures.explanation.history import History, Leg, Segment, State
from evenhand.figures.explanation.reckoned import Reckoned

_NEVER = 1 << 62

Look = Callable[[Leg, Segment], Reckoned | None]


@dataclass(frozen=True, slots=True)
class Miss:
    """When a ticket was missed, under which frame, and whether a change of its attributes did it."""

    at: int
    reckoned: Reckoned
    by_change: bool


def first_miss(past: History, look: Look) -> Miss | None:
    """The first miss of all runs; `look` reckons a leg under the frame that holds at a segment.

    A frame counts only while the ticket is covered by it, but what was missed then stays missed.
    """
    for leg in past.legs:
        miss = _miss_of_leg(leg, look)
        if miss is not None:
            return miss
    return None


def _miss_of_leg(leg: Leg, look: Look) -> Miss | None:
    current: Reckoned | None = None
    ran = True
    for segment in leg.segments:
        runs = segment.state is State.RUNNING
        if runs or (ran and segment.state is State.STOPPED):
            before, current = current, look(leg, segment)
            if current is not None and _exceeded(current) <= segment.start:
                # The row did it with what it says of the ticket, unless the clock was beyond before that:
                # then it was the time before a reopening, which counted.
                changed = segment is not leg.segments[0] and _exceeded(before) > segment.start
                return Miss(segment.start, current, by_change=changed)
        if runs and current is not None and (at := _exceeded(current)) <= segment.end:
            return Miss(at, current, by_change=False)
        ran = runs
    return None


def _exceeded(reckoned: Reckoned | None) -> int:
    return _NEVER if reckoned is None or reckoned.exceeded_at is None else reckoned.exceeded_at
