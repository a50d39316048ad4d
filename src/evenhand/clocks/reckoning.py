"""What is shown beside a verdict: started, stopped, due, elapsed and paused of the run that decided (rule 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.table import Table
from evenhand.clocks.clock import Course, Frame
from evenhand.clocks.states import RUNNING, STOPPED, firsts
from evenhand.clocks.verdicts import NEVER, Sums, Verdicts, by_table, rows_of, sums, within_rows


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Per ticket, all int64 (n,): NEVER stands for an instant that has not come or cannot be said.

    `started`, `stopped` of the run shown; `due`: the first instant having the greatest elapsed not above within;
    `elapsed`, `paused`: open seconds of the run shown, up to its stop or as of.
    """

    started: NDArray[np.int64]
    stopped: NDArray[np.int64]
    due: NDArray[np.int64]
    elapsed: NDArray[np.int64]
    paused: NDArray[np.int64]


def reckon(
    courses: Sequence[Course],
    frames: Sequence[Frame],
    frame: NDArray[np.int64],
    judged: Verdicts,
    due: NDArray[np.int64] | None = None,
) -> Reckoning:
    """Reckon the shown run of every ticket that a frame covers; the others keep NEVER and 0."""
    log, states = courses[0].log, courses[0].states
    shown_run = states.run[judged.row]
    in_run = (states.run == shown_run[states.ticket]) & (states.run >= 0)
    run_end = np.zeros(log.tickets.size, dtype=np.int64)
    rows_in_run = np.flatnonzero(in_run)
    run_end[states.ticket[rows_in_run]] = rows_in_run
    result = Reckoning(
        started=np.where(shown_run >= 0, log.at[np.maximum(shown_run, 0)], NEVER),
        stopped=judged.stopped,
        due=np.full(log.tickets.size, NEVER),
        elapsed=np.zeros(log.tickets.size, dtype=np.int64),
        paused=np.zeros(log.tickets.size, dtype=np.int64),
    )
    covering = np.where(shown_run >= 0, frame[judged.row], -1)
    for place_of, course in enumerate(courses):
        members = [index for index, each in enumerate(frames) if each.course == place_of]
        seconds = frames[members[0]].seconds
        chosen = np.isin(covering, members)
        rows = rows_of(course, chosen[states.ticket])
        shown = np.flatnonzero(chosen)
        counted = sums(course, seconds, rows)
        place = np.zeros(log.at.size, dtype=np.int64)
        place[rows] = np.arange(rows.size)
        result.elapsed[shown] = counted.after[place[run_end[shown]]]
        pauses = np.where(states.state[rows] == RUNNING, counted.begin - seconds.before(log.at[rows]), 0)
        here = in_run[rows]
        np.add.at(result.paused, states.ticket[rows[here]], pauses[here])
    for table, members in by_table(frames):
        chosen = np.isin(covering, members)
        shown = np.flatnonzero(chosen)
        within = within_rows(course, frames, frame, judged.row[shown], due)
        if frames[members[0]].within is None:
            result.due[shown] = result.started[shown] + within
        elif shown.size:
            course = courses[frames[members[0]].course]
            rows = rows_of(course, chosen[states.ticket])
            counted = sums(course, table, rows)
            result.due[shown] = _due(
                course, table, counted, in_run[rows], run_end[shown], within, result, shown
            )
    return result


def _due(
    course: Course,
    table: Table,
    counted: Sums,
    in_run: NDArray[np.bool_],
    run_end: NDArray[np.int64],
    within: NDArray[Any],
    result: Reckoning,
    shown: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Due instants of the tickets `shown`: where elapsed first is the greatest it can be without passing `within`.

    After a stop the clock is taken to run on; an open ticket in a pause without a limit has no due instant.
    """
    states, size = course.states, course.log.tickets.size
    ticket = np.zeros(size, dtype=np.int64)
    ticket[shown] = np.arange(shown.size)
    owner = ticket[states.ticket[counted.rows]]  # place in `shown` of each row
    place = np.zeros(course.log.at.size, dtype=np.int64)
    place[counted.rows] = np.arange(counted.rows.size)
    goal = within.copy()  # the greatest elapsed not above within that is ever reached

    passing = np.flatnonzero(in_run & (counted.after > within[owner]))
    passing = firsts(passing, owner[passing])
    passed = owner[passing]
    second = table.exceeding(counted.begin[passing] + within[passed] - counted.before[passing]) - 1
    goal[passed] = counted.before[passing] + table.before(second) - counted.begin[passing]

    answer = np.full(shown.size, NEVER)
    still = np.ones(shown.size, dtype=np.bool_)
    still[passed] = False
    ended = states.state[run_end] >= STOPPED
    endless = still & ~ended & course.pausing[run_end]
    beyond = np.flatnonzero(still & ~endless)
    base = np.where(ended, result.stopped[shown], np.maximum(course.end, course.free[run_end]))
    if course.reported is not None:  # a clock that begins when the reported waiting is used up
        base = np.maximum(base, course.reported[shown])
        endless |= still & (base >= table.end)
        beyond = np.flatnonzero(still & ~endless)
    base = base[beyond]
    reached = counted.after[place[run_end[beyond]]]
    worth = table.before(base)
    instant = table.reaching(worth + within[beyond] - reached)
    later = instant > base
    answer[beyond[later]] = instant[later]
    goal[beyond] = reached  # used only where the clock cannot get any further

    open_ended = np.zeros(shown.size, dtype=np.bool_)
    open_ended[beyond[later]] = True
    wanted = ~(open_ended | endless)
    nothing = wanted & (goal <= 0)
    answer[nothing] = result.started[shown[nothing]]
    reaching = np.flatnonzero(in_run & (wanted & ~nothing)[owner] & (counted.after >= goal[owner]))
    reaching = firsts(reaching, owner[reaching])
    found = owner[reaching]
    worth_goal = counted.begin[reaching] + goal[found] - counted.before[reaching]
    answer[found] = np.maximum(course.begin[counted.rows[reaching]], table.reaching(worth_goal))
    return answer
