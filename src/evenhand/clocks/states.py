"""From the events of whole tickets to the state a clock is in after each of them (rules 8 to 12)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.records.tickets import (
    CANCELLED,
    CLOSED,
    MERGED,
    OPENED,
    REOPENED,
    RESOLVED,
    RESPONDED,
    RESUMED,
    WAITING,
    TicketLog,
)

NOT_STARTED, RUNNING, STOPPED, ENDED = range(4)
"""States after a row: the clock has not begun, runs, has stopped, or the ticket was cancelled or merged."""

_ENDS = (CANCELLED, MERGED)
_ENDS_WAITING = (RESUMED, RESOLVED, CLOSED, REOPENED, CANCELLED, MERGED)


class Reopening(StrEnum):
    """What a reopening does to the clock (rule 11)."""

    RESUMES = "resumes"
    RESTARTS = "restarts"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How a clock starts, stops and goes on; events are codes of `records.tickets.EVENTS`.

    `restarts_on_change`: elapsed begins again at each change of priority made while the clock runs (rule 12).
    """

    starts: int
    stops: int
    reopening: Reopening = Reopening.RESUMES
    restarts_on_change: bool = False


@dataclass(frozen=True, slots=True)
class States:
    """The state of one clock after every row of a log of `n` tickets and `m` rows.

    `ticket` int64 (m,) which ticket a row belongs to; `state` int8 (m,); `run` int64 (m,) the row at which the
    present run of the clock began, -1 before the start; `life` int64 (m,) the same without regard to changes of
    priority, that is the start or the last restart; `final` int64 (n,) the row that decides how a ticket
    stands at the end: its stop or end where it has one, else its last row; `deciding` int64 (m,) the row that
    stopped or ended the clock, where the state says so; `resumed` bool (m,) a stopped stretch that a later
    reopening takes back.
    """

    ticket: NDArray[np.int64]
    state: NDArray[np.int8]
    run: NDArray[np.int64]
    life: NDArray[np.int64]
    final: NDArray[np.int64]
    deciding: NDArray[np.int64]
    resumed: NDArray[np.bool_]


def implying(event: int) -> tuple[int, ...]:
    """Events that count as `event` (rule 9): closed without resolved is resolved, resolved is also the response.

    >>> from evenhand.records.tickets import EVENTS
    >>> [EVENTS[code] for code in implying(RESOLVED)]
    ['resolved', 'closed']
    """
    return {RESPONDED: (RESPONDED, RESOLVED, CLOSED), RESOLVED: (RESOLVED, CLOSED)}.get(event, (event,))


def firsts(rows: NDArray[np.int64], groups: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """The first of the ascending `rows` in each group; `groups` ascends with the rows."""
    keep = np.ones(rows.size, dtype=np.bool_)
    keep[1:] = groups[1:] != groups[:-1]
    return rows[keep]


def filled_forward(values: NDArray[np.int64], marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The value at the last marked row at or before each row; every stretch must begin with a marked row."""
    held = np.maximum.accumulate(np.where(marks, np.arange(values.size), 0))
    return np.asarray(values[held], dtype=np.int64)


def states(log: TicketLog, rule: ClockRule, changed: NDArray[np.bool_] | None = None) -> States:
    """Reckon the state of the clock after each row; `changed` (m,) marks rows that change the priority.

    The first stop, cancelling or merging after the start or the last reopening decides (rules 9, 11, 14).
    """
    rows = np.arange(log.at.size)
    ticket = np.repeat(np.arange(log.tickets.size), np.diff(log.first))
    start = np.full(log.tickets.size, log.at.size)
    starting = np.flatnonzero(np.isin(log.event, implying(rule.starts)) & ~_idle(log, rule))
    begun = firsts(starting, ticket[starting])
    start[ticket[begun]] = begun
    after_start = rows >= start[ticket]

    undoable = rule.stops in (RESOLVED, CLOSED) or rule.reopening is Reopening.RESTARTS
    stopping = np.isin(log.event, implying(rule.stops)) & after_start
    ending = np.isin(log.event, _ENDS) & after_start
    reopening = (log.event == REOPENED) & (rows > start[ticket])
    if not undoable:  # once stopped, a reopening changes nothing; it still undoes a cancelling
        stops = np.flatnonzero(stopping)
        first_stop = np.full(log.tickets.size, log.at.size)
        first_live = _first_terminals(
            ticket, reopening | (rows == start[ticket]), stops, np.flatnonzero(ending)
        )
        first_stop[ticket[first_live]] = first_live
        reopening &= rows < first_stop[ticket]

    marks = reopening | (rows == start[ticket])
    group = np.cumsum(marks, dtype=np.int64)
    terminal_rows = np.flatnonzero(stopping | ending)
    terminal_rows = firsts(terminal_rows, group[terminal_rows])
    terminal = np.full(group[-1] + 1 if group.size else 1, log.at.size)
    terminal[group[terminal_rows]] = terminal_rows
    deciding = terminal[group]
    over = after_start & (rows >= deciding)
    state = np.where(after_start, RUNNING, NOT_STARTED).astype(np.int8)
    state[over] = np.where(stopping[deciding[over]], STOPPED, ENDED)

    last = log.first[1:] - 1
    final = np.where(state[last] >= STOPPED, deciding[last], last)
    before = np.empty_like(state)
    before[:1] = NOT_STARTED
    before[1:] = state[:-1]
    fresh = rows == start[ticket]
    if rule.reopening is Reopening.RESTARTS:
        fresh |= reopening & (before >= STOPPED)
    life = _since(fresh, after_start)
    run = life
    if rule.restarts_on_change and changed is not None:
        restarted = changed & (before == RUNNING) & (state == RUNNING) & (rows > start[ticket])
        run = _since(fresh | restarted, after_start)
    resumed = over & (group < group[last][ticket])
    return States(ticket, state, run, life, final, deciding, resumed)


def _idle(log: TicketLog, rule: ClockRule) -> NDArray[np.bool_]:
    """Rows of tickets that are cancelled or merged and not reopened: no clock starts there."""
    if rule.starts == OPENED:
        return np.zeros(log.at.size, dtype=np.bool_)
    ended = np.isin(log.event, _ENDS)
    marks = ended | (log.event == REOPENED)
    marks[log.first[:-1]] = True
    return np.asarray(filled_forward(ended.astype(np.int64), marks) == 1)


def _since(marks: NDArray[np.bool_], after_start: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The last marked row at or before each row, -1 before the start."""
    return np.where(after_start, filled_forward(np.arange(marks.size), marks), -1)


def _first_terminals(
    ticket: NDArray[np.int64],
    marks: NDArray[np.bool_],
    stops: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The first stop of each ticket that no cancelling before it has made idle."""
    group = np.cumsum(marks, dtype=np.int64)
    last_end = np.full(int(group[-1]) + 1 if group.size else 1, marks.size)
    first_ends = firsts(ends, group[ends])
    last_end[group[first_ends]] = first_ends
    live = stops[stops < last_end[group[stops]]]
    return firsts(live, ticket[live])


def waiting(log: TicketLog, reason: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The reason each row leaves the ticket waiting for, and the row at which that waiting began.

    `reason` int64 (m,): the code of the reason on each row, -1 for none. A waiting ends at resumed, resolved,
    closed, reopened, cancelled, merged or at a waiting for another reason (rule 10); consecutive waitings for
    one reason are one. Returns two int64 (m,) arrays, -1 and the row itself where nothing is waited for.
    """
    opens = np.zeros(log.at.size, dtype=np.bool_)
    opens[log.first[:-1]] = True
    waits = log.event == WAITING
    touched = opens | waits | np.isin(log.event, _ENDS_WAITING)
    code = filled_forward(np.where(waits, reason, -1), touched)
    same = np.zeros_like(opens)
    same[1:] = waits[1:] & (code[1:] == code[:-1])
    began = filled_forward(np.arange(log.at.size), touched & ~(same & ~opens))
    return code, began
