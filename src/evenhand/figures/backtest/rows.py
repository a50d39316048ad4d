"""The rows on which one time frame is looked at, and how much time each of them has seen (rules 5, 12 and 14)."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.clock import Frame
from evenhand.clocks.spans import WallSpan
from evenhand.clocks.states import RUNNING, STOPPED
from evenhand.clocks.verdicts import rows_of, sums
from evenhand.figures.backtest.steps import Lever
from evenhand.figures.backtest.wall import least
from evenhand.figures.judging import Judged, Works


@dataclass(frozen=True, slots=True)
class Rows:
    """r rows of a log, by ticket and order: `row` the place in the log, `ticket` whose it is.

    `before`, `top` (r,): the elapsed time at the row itself and the greatest until its stretch ends, as amounts of
    the time frame; `begin`, `until`: the stretch that counts, equal where the clock does not run after the row.
    `worth`: what `before` was reckoned from. `frame` (r,) says by which time frame.
    """

    row: NDArray[np.int64]
    ticket: NDArray[np.int64]
    before: NDArray[Any]
    top: NDArray[Any]
    begin: NDArray[np.int64]
    until: NDArray[np.int64]
    worth: NDArray[Any]
    raw: NDArray[Any]
    frame: NDArray[np.int64]
    scale: int

    def some(self, kept: NDArray[np.int64] | NDArray[np.bool_]) -> "Rows":
        """Some of the rows, by their places or marks."""
        return Rows(
            self.row[kept],
            self.ticket[kept],
            self.before[kept],
            self.top[kept],
            self.begin[kept],
            self.until[kept],
            self.worth[kept],
            self.raw[kept],
            self.frame[kept],
            self.scale,
        )


def looked_at(works: Works) -> NDArray[np.bool_]:
    """The rows (m,) on which a verdict looks at a time frame: the clock runs, or stops there."""
    states = works.states
    stops = (states.state == STOPPED) & (states.deciding == np.arange(states.state.size))
    return np.asarray((works.frame >= 0) & ((states.state == RUNNING) | stops), np.bool_)


def held_rows(judged: Judged, works: Works, lever: Lever) -> NDArray[np.bool_]:
    """The rows (m,) on which this time frame holds."""
    if lever.priority is None:
        return np.asarray(works.frame >= 0, np.bool_)
    known = judged.priorities
    code = known.index(lever.priority) if lever.priority in known else -2
    return np.asarray((works.frame >= 0) & (works.priority == code), np.bool_)


def rows_under(works: Works, chosen: NDArray[np.bool_]) -> Rows:
    """The chosen rows (m,) with their elapsed time, each on the calendar of its own time frame."""
    at, running = works.courses[0].log.at, works.states.state == RUNNING
    row = np.flatnonzero(chosen)
    frames, frame = works.promised.frames, works.frame[row]
    used = np.unique(frame).tolist()
    scale = math.lcm(*(max(frames[each].table.per_day, 1) for each in used)) if used else 1
    empty = np.zeros(row.size, np.int64)
    before, top, worth, raw = empty, empty.copy(), empty.copy(), empty.copy()
    begin, until = at[row], at[row].copy()
    for each in used:
        here = np.flatnonzero(frame == each)
        course = works.courses[frames[each].course]
        counted = sums(course, frames[each].table, rows_of(course, chosen & (works.frame == each)))
        place = np.zeros(at.size, np.int64)
        place[counted.rows] = np.arange(counted.rows.size)
        mine = place[row[here]]
        if counted.before.dtype == object or scale > 1:
            before, top, worth, raw = (part.astype(object) for part in (before, top, worth, raw))
        runs = running[row[here]]
        raw[here], worth[here] = counted.before[mine], counted.begin[mine]
        before[here] = needed(works, frames[each], row[here], counted.before[mine], scale)
        after = np.where(runs, counted.after[mine], counted.before[mine])
        top[here] = np.maximum(before[here], needed(works, frames[each], row[here], after, scale))
        begin[here] = np.where(runs, course.begin[row[here]], at[row[here]])
        until[here] = np.where(runs, course.until[row[here]], at[row[here]])
    return Rows(
        row, works.states.ticket[row], _small(before), _small(top), begin, until, worth, raw, frame, scale
    )


def needed(
    works: Works, frame: Frame, row: NDArray[np.int64], elapsed: NDArray[Any], scale: int
) -> NDArray[Any]:
    """The least amount of a time frame that elapsed time on these rows does not come above."""
    if isinstance(frame.within, WallSpan):
        began = works.courses[0].log.at[np.maximum(works.states.run[row], 0)]
        return least(frame.within, began, elapsed)
    factor = scale // max(frame.table.per_day, 1)
    return elapsed if factor == 1 else elapsed.astype(object) * factor


def _small(values: NDArray[Any]) -> NDArray[Any]:
    """Integers of the machine where they fit: much faster than Python's."""
    if values.dtype == object and (
        not values.size or max(abs(int(values.max())), abs(int(values.min()))) < 1 << 62
    ):
        return values.astype(np.int64)
    return values
