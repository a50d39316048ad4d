"""Elapsed against time frames: what was missed, when, and the sums shown beside it (rules 5, 12 and 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.table import Table
from evenhand.clocks.clock import Course, Frame
from evenhand.clocks.spans import WallSpan
from evenhand.clocks.states import ENDED, NOT_STARTED, RUNNING, STOPPED, States, firsts

NEVER = np.iinfo(np.int64).max
"""Stands for an instant that has not come."""

MET, MISSED, OPEN, CANCELLED, UNSCORED = range(5)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How each of `n` tickets stands under one clock.

    `verdict` int8 (n,): MET, MISSED, OPEN, CANCELLED, or UNSCORED where no time frame covers the ticket;
    `row` int64 (n,): the row whose attributes and frame hold (where missed, else where decided or last);
    `missed_at` int64 (n,): the first second at which elapsed > within, NEVER otherwise;
    `stopped` int64 (n,): when the clock stopped or the ticket was cancelled, NEVER while it runs (where the clock
    restarted after a miss: in the life that was missed);
    `by_change` bool (n,): missed by a change of the time frame, not by time.
    """

    verdict: NDArray[np.int8]
    row: NDArray[np.int64]
    missed_at: NDArray[np.int64]
    stopped: NDArray[np.int64]
    by_change: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sums:
    """Elapsed on one table before and after every one of `rows` (positions in the log, whole tickets)."""

    rows: NDArray[np.int64]
    begin: NDArray[Any]
    before: NDArray[Any]
    after: NDArray[Any]


def sums(course: Course, table: Table, rows: NDArray[np.int64]) -> Sums:
    """Elapsed of a course on one table over `rows`, which hold whole tickets: F(until) - F(begin), run by run."""
    at, begin, until = course.log.at[rows], course.begin[rows], course.until[rows]
    worth_at = table.before(at)
    ticket = course.states.ticket[rows]
    last = np.ones(rows.size, dtype=np.bool_)
    last[:-1] = ticket[1:] != ticket[:-1]
    worth_until = np.empty_like(worth_at)
    worth_until[:-1] = worth_at[1:]
    worth_until[last] = table.before(until[last])
    worth_begin = worth_at.copy()
    cut = np.flatnonzero(begin > at)
    worth_begin[cut] = table.before(begin[cut])
    counted = worth_until - worth_begin
    total = np.cumsum(counted)
    place = np.zeros(course.log.at.size, dtype=np.int64)
    place[rows] = np.arange(rows.size)
    run = place[np.maximum(course.states.run[rows], 0)]
    after = total - (total[run] - counted[run])
    return Sums(rows, worth_begin, after - counted, after)


def verdicts(
    courses: Sequence[Course],
    frames: Sequence[Frame],
    frame: NDArray[np.int64],
    due: NDArray[np.int64] | None = None,
    counted: dict[tuple[int, int], Sums] | None = None,
) -> Verdicts:
    """Judge every ticket: `frame` int64 (m,) is the index of the frame that holds on each row, -1 for none.

    `courses` share one log and its states; `due` int64 (m,): the agreed due instant on each row, for frames
    without a `within`. `counted` keeps the sums by table and course, and gives those it has of the same rows.
    """
    log, state, ticket = courses[0].log, courses[0].states, courses[0].states.ticket
    missed_row = np.full(log.tickets.size, -1)
    missed_at = np.full(log.tickets.size, NEVER)
    by_change = np.zeros(log.tickets.size, dtype=np.bool_)
    stopping = (state.state == STOPPED) & (state.deciding == np.arange(log.at.size))
    judged = (state.state == RUNNING) | stopping
    for table, members in by_table(frames):
        course = courses[frames[members[0]].course]
        held = np.isin(frame, members) & (state.state != NOT_STARTED)
        rows = rows_of(course, held)
        key = id(table), frames[members[0]].course
        if frames[members[0]].within is None:
            reckoned = _on_the_wall(course, table, rows)
        elif counted is None:
            reckoned = sums(course, table, rows)
        else:
            reckoned = counted.get(key) or counted.setdefault(key, sums(course, table, rows))
        within = within_rows(course, frames, frame, rows, due)
        inside = held[rows] & judged[rows]
        already = inside & (reckoned.before > within)
        over = np.flatnonzero(already | (inside & (state.state[rows] == RUNNING) & (reckoned.after > within)))
        over = firsts(over, ticket[rows[over]])
        late = ~already[over]
        instant = log.at[rows[over]].copy()
        instant[late] = table.exceeding((reckoned.begin[over] + within[over] - reckoned.before[over])[late])
        earlier = instant < missed_at[ticket[rows[over]]]
        over, instant = over[earlier], instant[earlier]
        tickets = ticket[rows[over]]
        missed_at[tickets], missed_row[tickets] = instant, rows[over]
        looked = np.maximum.accumulate(np.where(judged[rows], np.arange(rows.size), 0))
        previous = looked[
            np.maximum(over - 1, 0)
        ]  # the frame last looked at, before any change while stopped
        moved = (within[over] != within[previous]) | ~held[rows[previous]]
        by_change[tickets] = already[over] & moved & (rows[over] > state.run[rows[over]])
    row = np.where(missed_row >= 0, missed_row, state.final)
    ending = state.state[log.first[1:] - 1]
    verdict = np.select(
        [
            missed_row >= 0,
            (frame[state.final] < 0) | (ending == NOT_STARTED),
            ending == STOPPED,
            ending == ENDED,
        ],
        [MISSED, UNSCORED, MET, CANCELLED],
        OPEN,
    ).astype(np.int8)
    return Verdicts(verdict, row, missed_at, stopped_in_life(state, log.at, row), by_change)


def by_table(frames: Sequence[Frame]) -> list[tuple[Table, list[int]]]:
    """The frames that can be judged in one pass: same table and course, agreed due instants by themselves."""
    groups: dict[tuple[int, int, bool], tuple[Table, list[int]]] = {}
    for index, frame in enumerate(frames):
        key = (id(frame.table), frame.course, frame.within is None)
        groups.setdefault(key, (frame.table, []))[1].append(index)
    return list(groups.values())


def rows_of(course: Course, held: NDArray[np.bool_]) -> NDArray[np.int64]:
    """All rows of the tickets that have at least one of the rows `held`."""
    chosen = np.zeros(course.log.tickets.size, dtype=np.bool_)
    chosen[course.states.ticket[held]] = True
    return np.flatnonzero(chosen[course.states.ticket])


def _on_the_wall(course: Course, table: Table, rows: NDArray[np.int64]) -> Sums:
    """Time since the start of the run, whatever the clock did: an agreed due instant does not move."""
    at = course.log.at[rows]
    began = course.log.at[np.maximum(course.states.run[rows], 0)]
    return Sums(rows, table.before(at), at - began, course.until[rows] - began)


def stopped_in_life(states: States, at: NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.int64]:
    """When the clock stopped in the life, between two restarts, to which `row` (n,) belongs."""
    last = np.zeros(row.size, dtype=np.int64)
    mine = np.flatnonzero(states.life == states.life[row][states.ticket])
    last[states.ticket[mine]] = mine
    over = states.state[last] >= STOPPED
    return np.where(over, at[np.where(over, states.deciding[last], 0)], NEVER)


def within_rows(
    course: Course,
    frames: Sequence[Frame],
    frame: NDArray[np.int64],
    rows: NDArray[np.int64],
    due: NDArray[np.int64] | None,
) -> NDArray[Any]:
    """The time frame on each of `rows`, in the units of its table; of no meaning where no frame holds."""
    fixed = [each.within if isinstance(each.within, int) else 0 for each in frames]
    big = any(abs(value) > NEVER for value in fixed)
    within = np.array([*fixed, 0], dtype=object if big else np.int64)[frame[rows]]
    began = course.log.at[np.maximum(course.states.run[rows], 0)]
    for index, each in enumerate(frames):
        here = np.flatnonzero(frame[rows] == index)
        if isinstance(each.within, WallSpan):
            within[here] = each.within.after(began[here]) - began[here]
        elif each.within is None:
            assert due is not None
            within[here] = due[rows[here]] - began[here]
    return within
