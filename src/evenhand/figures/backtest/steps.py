"""How the counts of a standard hang on its time frame: for each ticket the exact values at which they change.

Everything a ticket says of a time frame W is a step function. A ticket is missed in the first of its rows whose
elapsed time comes above W, so with M the greatest elapsed time of the rows before, a row of elapsed time a is where
it is missed for M <= W < max(M, a). Where such a row runs through the end of a period, the elapsed time at that end
parts the one from the other: missed in January for the smaller W, in February for the larger ones. From the greatest
elapsed time on, the ticket is what its other time frames or its stop make of it (rules 12, 14 and 15).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.figures.backtest.numbers import times
from evenhand.figures.periods import PeriodUnit
from evenhand.figures.tally import Cell
from evenhand.terms.standards import AsAgreed, Standard
from evenhand.units import Duration, Unit


@dataclass(frozen=True, slots=True)
class Lever:
    """One time frame that can be moved: of one priority, or of the whole standard (None)."""

    priority: str | None
    within: Duration


def levers(standard: Standard) -> tuple[Lever, ...]:
    """The time frames of a standard; none where they are agreed on each ticket or there are none."""
    within = standard.within
    if within is None or isinstance(within, AsAgreed):
        return ()
    if isinstance(within, Duration):
        return (Lever(None, within),)
    return tuple(Lever(name, each) for name, each in within.items())


@dataclass(frozen=True, slots=True)
class Steps:
    """Changes of the counts of `cells`, each (k,): from `value` on, `met` and `missed` are so many more.

    Values are in open seconds, in days or months on the wall, or in ticks of which `scale` make a business day.
    `mixed`: some ticket is also under another time frame of the standard, so that all this hangs on that one too.
    """

    cells: tuple[Cell, ...]
    cell: NDArray[np.int32]
    value: NDArray[Any]
    met: NDArray[np.int32]
    missed: NDArray[np.int32]
    scale: int = 1
    mixed: bool = False

    def scaled(self, scale: int) -> NDArray[Any]:
        """The values in a finer scale, a multiple of this one's."""
        return times(self.value, scale // self.scale)


def amount(within: Duration, scale: int) -> int:
    """A time frame in the units of steps.

    >>> amount(Duration.parse("1.5 business days"), 20), amount(Duration.parse("1 minute"), 1)
    (30, 60)
    """
    whole = within.amount * (scale if within.unit is Unit.BUSINESS_DAYS else 1)
    assert whole.denominator == 1
    return whole.numerator


@dataclass(slots=True)
class Book:
    """Gathers changes: cells are numbered by service, priority and period while they are written down."""

    services: tuple[str, ...]
    priorities: tuple[str, ...]
    periods: tuple[tuple[PeriodUnit, int], ...]
    entries: list[tuple[NDArray[np.int64], NDArray[Any], int, int]]

    def write(
        self,
        service: NDArray[np.int64],
        priority: NDArray[np.int64],
        period: NDArray[np.int64],
        value: NDArray[Any],
        *,
        met: int = 0,
        missed: int = 0,
    ) -> None:
        """From `value` on, each of these counts so many more; all arrays (k,), codes -1 for none."""
        if value.size:
            shape = len(self.services) + 1, len(self.priorities) + 1, len(self.periods)
            places = service % shape[0], priority % shape[1], period
            self.entries.append((np.ravel_multi_index(places, shape), value, met, missed))

    def steps(self, version: int, clause: str, scale: int, *, mixed: bool = False) -> Steps:
        """What was written, with changes of one cell and value added up."""
        if not self.entries:
            none = np.empty(0, np.int32)
            return Steps((), none, np.empty(0, np.int64), none, none, scale, mixed)
        code = np.concatenate([entry[0] for entry in self.entries])
        value = np.concatenate([entry[1] for entry in self.entries])
        met, missed = (
            np.repeat(
                np.array([entry[which] for entry in self.entries], np.int32),
                [entry[1].size for entry in self.entries],
            )
            for which in (2, 3)
        )
        order = np.lexsort((value, code))
        code, value, met, missed = code[order], value[order], met[order], missed[order]
        heads = np.flatnonzero(np.append(True, (code[1:] != code[:-1]) | (value[1:] != value[:-1])))
        met, missed = np.add.reduceat(met, heads), np.add.reduceat(missed, heads)
        code, value = code[heads], value[heads]
        codes, cell = np.unique(code, return_inverse=True)
        shape = len(self.services) + 1, len(self.priorities) + 1, len(self.periods)
        services, priorities = (*self.services, ""), (*self.priorities, "")
        cells = []
        for service, priority, period in zip(
            *(each.tolist() for each in np.unravel_index(codes, shape)), strict=True
        ):
            unit, day = self.periods[period]
            cells.append(Cell(version, clause, unit, day, services[service], priorities[priority]))
        return Steps(tuple(cells), cell.astype(np.int32), value, met, missed, scale, mixed)
