"""The steps of a whole history, gathered log by log, and the counts they give for any value of a time frame."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.figures.backtest.steps import Steps
from evenhand.figures.periods import Cut, day_number
from evenhand.figures.slots import Slot


@dataclass(frozen=True, slots=True)
class Curve:
    """Counts of one figure over the values of a time frame: from `value[i]` to below `value[i + 1]` so many.

    `value` (k,) ascends from 0; `met`, `missed` (k,) int64.
    """

    value: NDArray[Any]
    met: NDArray[np.int64]
    missed: NDArray[np.int64]

    def at(self, value: int) -> tuple[int, int]:
        """Met and missed for one value."""
        place = int(np.searchsorted(self.value, value, side="right")) - 1
        return int(self.met[place]), int(self.missed[place])


@dataclass(slots=True)
class Reach:
    """The steps of one time frame of one clause of one version."""

    parts: list[Steps] = field(default_factory=list)

    def add(self, steps: Steps) -> None:
        """Take the steps of one more log."""
        if steps.cell.size:
            self.parts.append(steps)

    @property
    def scale(self) -> int:
        """The common scale of all parts: ticks of a business day, 1 for everything else."""
        return math.lcm(*(part.scale for part in self.parts)) if self.parts else 1


def curves(reaches: Sequence[Reach], slot: Slot, scale: int, cuts: Mapping[date, Cut]) -> dict[date, Curve]:
    """The counts of a figure by the first day of what it stands for, from the tickets the time frame can touch.

    `cuts` by that day are the dates to count; one in which nothing can count has no curve.
    """
    parts = [part for reach in reaches for part in reach.parts]
    picked = [(part, _wanted(slot, part)) for part in parts]
    if not picked:
        return {}
    day = np.concatenate([_days(part)[part.cell][rows] for part, rows in picked])
    value = np.concatenate([part.scaled(scale)[rows] for part, rows in picked])
    met = np.concatenate([part.met[rows] for part, rows in picked]).astype(np.int64)
    missed = np.concatenate([part.missed[rows] for part, rows in picked]).astype(np.int64)
    order = np.argsort(day, kind="stable")
    day = day[order]
    found = {}
    for first, cut in cuts.items():
        low, high = np.searchsorted(day, [day_number(cut.start), day_number(cut.end)]).tolist()
        if low < high:
            here = order[low:high]
            here = here[np.argsort(value[here], kind="stable")]
            found[first] = _curve(value[here], met[here], missed[here])
    return found


def _wanted(slot: Slot, part: Steps) -> NDArray[np.bool_]:
    """The steps that belong to a figure."""
    inside = [
        cell.unit == slot.unit
        and slot.service in (None, cell.service)
        and slot.priority in (None, cell.priority)
        for cell in part.cells
    ]
    return np.array(inside, np.bool_)[part.cell]


def _days(part: Steps) -> NDArray[np.int64]:
    return np.array([cell.period for cell in part.cells], np.int64)


def _curve(value: NDArray[Any], met: NDArray[np.int64], missed: NDArray[np.int64]) -> Curve:
    """Steps in order of their values, as running counts from 0 on."""
    ends = np.flatnonzero(np.append(value[1:] != value[:-1], True))
    value, met, missed = value[ends], np.cumsum(met)[ends], np.cumsum(missed)[ends]
    if int(value[0]) > 0:
        value, met, missed = (np.insert(each, 0, 0) for each in (value, met, missed))
    return Curve(value, met, missed)
