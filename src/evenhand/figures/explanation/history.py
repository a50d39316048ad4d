"""From events to what the clock did, row by row: a small state machine (SEMANTICS rules 8 to 12)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.figures.explanation.events import TicketEvent

Held = Mapping[str, str]

_ALSO = {"responded": ("responded", "resolved", "closed"), "resolved": ("resolved", "closed")}
_CALLED_OFF = ("cancelled", "merged")
_ENDS_WAITING = ("resumed", "resolved", "reopened", "closed", *_CALLED_OFF)


class State(StrEnum):
    """What the clock does after a row."""

    BEFORE = "before"
    BARRED = "called off before"
    RUNNING = "running"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ClockRules:
    """What a standard says about its clock: the events by name, and what reopening and repriority do."""

    starts: str
    stops: str
    when_reopened: str
    from_change: bool

    def is_start(self, event: str) -> bool:
        """Whether an event starts the clock; resolved without responded is also the response (rule 9)."""
        return event in _ALSO.get(self.starts, (self.starts,))

    def after(self, state: State, event: str) -> State:
        """The state after an event (rules 9, 11, 14)."""
        if state is State.BARRED:
            return self.after(State.BEFORE, event) if event == "reopened" else State.BARRED
        if state is State.BEFORE:
            if self.is_start(event):
                return self.after(State.RUNNING, event)
            return State.BARRED if event in _CALLED_OFF else State.BEFORE
        if state is State.RUNNING:
            if event in _ALSO.get(self.stops, (self.stops,)):
                return State.STOPPED
            return State.CANCELLED if event in _CALLED_OFF else State.RUNNING
        undone = (
            state is State.CANCELLED
            or self.stops in ("resolved", "closed")
            or self.when_reopened == "restarts"
        )
        return State.RUNNING if event == "reopened" and undone else state


@dataclass(frozen=True, slots=True)
class Segment:
    """The time from one row to the next: the state and the attributes that hold from that row on."""

    start: int
    end: int
    state: State
    held: Held


@dataclass(frozen=True, slots=True)
class Waiting:
    """One waiting, however many rows said so; `end` is None while it lasts, `reason` "" where none is said."""

    start: int
    end: int | None
    reason: str
    words: str


@dataclass(slots=True)
class Leg:
    """One stretch over which elapsed is counted from nothing: a run, or a part of it after a change.

    A run is what lies between two restarts; a leg is what lies between two beginnings of elapsed.
    """

    run: int
    segments: list[Segment] = field(default_factory=list)

    @property
    def start(self) -> int:
        """When elapsed begins."""
        return self.segments[0].start

    @property
    def last(self) -> Segment:
        """The segment that says how the leg stands: its stop or cancellation, else its last row."""
        place = len(self.segments) - 1
        while place > 0 and State.RUNNING is not self.segments[place - 1].state:
            place -= 1
        return self.segments[place] if self.segments[-1].state is not State.RUNNING else self.segments[-1]

    @property
    def end(self) -> int:
        """When the leg stopped, or how far it has come."""
        last = self.last
        return last.end if last.state is State.RUNNING else last.start


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to a ticket, as one clock sees it."""

    legs: tuple[Leg, ...]
    waitings: tuple[Waiting, ...]


def plain(reason: str) -> str:
    """A reason in the form in which reasons are compared.

    >>> plain("  Waiting on  Client")
    'waiting on client'
    """
    return " ".join(reason.split()).lower()


def history(
    rows: Sequence[TicketEvent], rules: ClockRules, priority_of: Callable[[Held], str], as_of: int
) -> History:
    """Walk through the rows of a regular ticket, which are in order and not after `as_of`."""
    held: dict[str, str] = {}
    legs: list[Leg] = []
    state, priority = State.BEFORE, ""
    ends = [row.at for row in rows[1:]] + [as_of]
    for row, end in zip(rows, ends, strict=True):
        held = held | said(row)
        before, state = state, rules.after(state, row.event)
        named = priority_of(held)
        changed, priority = priority not in ("", named), named
        if state in (State.BEFORE, State.BARRED):
            continue
        runs_on = before is State.RUNNING and state is State.RUNNING
        if not legs:
            legs.append(Leg(run=0))
        elif before is not state and state is State.RUNNING and rules.when_reopened == "restarts":
            legs.append(Leg(run=legs[-1].run + 1))
        elif runs_on and changed and rules.from_change:
            legs.append(Leg(run=legs[-1].run))
        legs[-1].segments.append(Segment(row.at, end, state, held))
    return History(tuple(legs), tuple(_waitings(rows)))


def said(row: TicketEvent) -> dict[str, str]:
    """What a row says of the ticket, trimmed; empty leaves what was said before. The reason is the row's own."""
    trimmed = {name: value.strip() for name, value in row.attributes.items() if name != "reason"}
    return {name: value for name, value in trimmed.items() if value}


def _waitings(rows: Sequence[TicketEvent]) -> list[Waiting]:
    found: list[Waiting] = []
    current: tuple[int, str, str] | None = None
    for row in rows:
        words = row.attributes.get("reason", "") if row.event == "waiting" else ""
        reason = plain(words)
        goes_on = current is not None and row.event == "waiting" and reason == current[1]
        if row.event not in _ENDS_WAITING and (row.event != "waiting" or goes_on):
            continue
        if current is not None:
            found.append(Waiting(current[0], row.at, current[1], current[2]))
        current = (row.at, reason, " ".join(words.split())) if row.event == "waiting" else None
    if current is not None:
        found.append(Waiting(current[0], None, current[1], current[2]))
    return found
