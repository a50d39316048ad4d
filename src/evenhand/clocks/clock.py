"""The clock: elapsed against time frames, over many tickets at once (rules 5, 6, 10 to 14)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.table import Table
from evenhand.clocks.spans import WallSpan
from evenhand.clocks.states import RUNNING, States, waiting
from evenhand.records.tickets import TicketLog


@dataclass(frozen=True, slots=True)
class PauseLimit:
    """How much of one waiting pauses the clock: `amount` in the units of `table`, or a span on the wall."""

    table: Table | None
    amount: int | WallSpan

    def end(self, began: NDArray[np.int64]) -> NDArray[np.int64]:
        """The instant at which the pause of a waiting that began then is used up."""
        if isinstance(self.amount, WallSpan):
            return self.amount.after(began)
        assert self.table is not None
        return np.asarray(self.table.due(began, self.amount), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Frame:
    """One time frame: `within` in the units of `table`, a span on the wall, or None for a due instant on the row.

    `seconds` is the table on which elapsed time is shown, in open seconds, whatever `table` counts. `course` is
    the place of the course to judge by: limits of pauses depend on the calendar, so each calendar has its own.
    """

    table: Table
    seconds: Table
    within: int | WallSpan | None
    course: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """One clock over a log: its states, and for every stretch between rows the part that counts.

    A stretch goes from a row to the next row of its ticket, or to `end` (as of) from the last row.
    `begin` int64 (m,): the instant from which the stretch counts; `until` int64 (m,): where the stretch ends.
    `pausing` bool (m,): the stretch is a pause without a limit to come; `free` int64 (m,): when a limited pause
    is used up (its row's own instant elsewhere). `reported` int64 (n,): see `course`.
    """

    log: TicketLog
    states: States
    begin: NDArray[np.int64]
    until: NDArray[np.int64]
    pausing: NDArray[np.bool_]
    free: NDArray[np.int64]
    end: int
    reported: NDArray[np.int64] | None = None


def course(
    log: TicketLog,
    states: States,
    *,
    end: int,
    reason: NDArray[np.int64],
    pauses: Mapping[int, PauseLimit | None],
    reported: NDArray[np.int64] | None = None,
    counts: bool = False,
) -> Course:
    """Cut every stretch to the part that counts.

    `reason` int64 (m,) codes, `pauses` by reason code; `reported` int64 (n,): the instant at which a waiting
    known only as a total is used up (start where there is none); `counts`: stopped time counts once reopened.
    """
    until = np.full(log.at.size, end, dtype=np.int64)
    until[:-1] = log.at[1:]
    until[log.first[1:] - 1] = end
    begin = log.at.copy()
    free = log.at.copy()
    pausing = np.zeros(log.at.size, dtype=np.bool_)
    running = states.state == RUNNING
    if pauses:
        code, began = waiting(log, reason)
        for pause, limit in pauses.items():
            rows = np.flatnonzero(running & (code == pause))
            if limit is None:
                begin[rows] = until[rows]
                pausing[rows] = True
            elif rows.size:
                free[rows] = limit.end(log.at[began[rows]])
                begin[rows] = np.clip(free[rows], begin[rows], until[rows])
    if reported is not None:
        used_up = reported[states.ticket]
        begin = np.where(running, np.clip(used_up, begin, until), begin)
        free = np.where(running, np.maximum(free, used_up), free)
    begin = np.where(running | (states.resumed & counts), begin, until)
    return Course(log, states, begin, until, pausing, free, end, reported)
