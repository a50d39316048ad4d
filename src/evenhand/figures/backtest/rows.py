"""The rows on which one time frame is looked at, and how much time each of them has seen (rules 5, 12 and 14)."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.clock import Frame
from evenhand.clocks.spans import WallSpan
from evenhand.clocks.states import RUNNING, STOPPED
from evenhand.clocks.verdicts import Sums
from evenhand.figures.backtest.numbers import times
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


@dataclass(slots=True)
class Ground:
    """What all time frames of one standard share over one log: reckoned once, whatever is asked of it.

    `looked` (m,): the rows on which a verdict looks at a time frame, as the clock runs or stops there.
    """

    judged: Judged
    works: Works
    looked: NDArray[np.bool_]
    counted: dict[tuple[int, int], tuple[Sums, NDArray[np.int64]]] = field(default_factory=dict)
    ends: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, judged: Judged, works: Works) -> "Ground":
        """The ground of a result with what was reckoned for it."""
        states = works.states
        stops = (states.state == STOPPED) & (states.deciding == np.arange(states.state.size))
        return cls(judged, works, (works.frame >= 0) & ((states.state == RUNNING) | stops))

    @property
    def at(self) -> NDArray[np.int64]:
        """The instants of the rows (m,)."""
        return self.works.courses[0].log.at

    def held(self, lever: Lever) -> NDArray[np.bool_]:
        """The rows (m,) on which this time frame is looked at."""
        if lever.priority is None:
            return self.looked
        known = self.judged.priorities
        code = known.index(lever.priority) if lever.priority in known else -2
        return np.asarray(self.looked & (self.works.priority == code), np.bool_)

    def life_ends(self) -> NDArray[np.int64]:
        """The last row (m,) of the life that begins on a row."""
        if self.ends is None:
            life = self.works.states.life
            self.ends = np.zeros(life.size, np.int64)
            alive = np.flatnonzero(life >= 0)
            self.ends[life[alive]] = alive
        return self.ends

    def sums(self, frame: Frame) -> tuple[Sums, NDArray[np.int64]]:
        """Elapsed time on the calendar of a time frame, and the place (m,) of each row in it."""
        key = id(frame.table), frame.course
        if key not in self.counted:
            counted = self.works.counted[key]
            place = np.zeros(self.at.size, np.int64)
            place[counted.rows] = np.arange(counted.rows.size)
            self.counted[key] = counted, place
        return self.counted[key]

    def rows(self, held: NDArray[np.bool_]) -> Rows:
        """The rows marked in `held` (m,) with their elapsed time, each on the calendar of its own time frame."""
        row = np.flatnonzero(held)
        frames, frame = self.works.promised.frames, self.works.frame[row]
        used = np.flatnonzero(np.bincount(frame)).tolist()
        scale = math.lcm(*(max(frames[each].table.per_day, 1) for each in used)) if used else 1
        runs = self.works.states.state[row] == RUNNING
        big = any(self.sums(frames[each])[0].before.dtype == object for each in used)
        before, top, worth, raw = (np.zeros(row.size, object if big else np.int64) for _ in range(4))
        begin, until = self.at[row], self.at[row].copy()
        for each in used:
            here = np.flatnonzero(frame == each) if len(used) > 1 else np.arange(row.size)
            counted, place = self.sums(frames[each])
            course, mine, running = self.works.courses[frames[each].course], place[row[here]], runs[here]
            raw[here], worth[here] = counted.before[mine], counted.begin[mine]
            after = np.where(running, counted.after[mine], counted.before[mine])
            low = self.needed(frames[each], row[here], counted.before[mine], scale)
            high = self.needed(frames[each], row[here], after, scale)
            if before.dtype != object and object in (low.dtype, high.dtype):
                before, top = before.astype(object), top.astype(object)
            before[here], top[here] = low, np.maximum(low, high)
            begin[here] = np.where(running, course.begin[row[here]], begin[here])
            until[here] = np.where(running, course.until[row[here]], until[here])
        return Rows(row, self.works.states.ticket[row], before, top, begin, until, worth, raw, frame, scale)

    def needed(self, frame: Frame, row: NDArray[np.int64], elapsed: NDArray[Any], scale: int) -> NDArray[Any]:
        """The least amount of a time frame that elapsed time on these rows does not come above."""
        if isinstance(frame.within, WallSpan):
            return least(frame.within, self.at[np.maximum(self.works.states.run[row], 0)], elapsed)
        return times(elapsed, scale // max(frame.table.per_day, 1))
