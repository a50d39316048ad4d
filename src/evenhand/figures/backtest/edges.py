"""The instants at which the periods of one unit begin, and which period an instant counts in (rules 15 and 18)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.zones import Zone
from evenhand.figures.periods import PeriodUnit, Term, after, beginning, day_number, day_of

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Edges:
    """k periods in order: `days` (k,) first day numbers, `starts` (k,) the instants at which they begin.

    What comes before the first belongs to the first, what comes after the last to the last.
    """

    days: NDArray[np.int64]
    starts: NDArray[np.int64]

    def place(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which period each instant counts in."""
        return np.maximum(np.searchsorted(self.starts, at, side="right") - 1, 0)


def edges_of(unit: PeriodUnit, term: Term, zone: Zone, earliest: int, latest: int) -> Edges:
    """The periods of a term in which instants from `earliest` to `latest` can count."""
    ends = term.period_of(unit, zone, np.array([earliest, latest]))
    days = [int(ends[0])]
    while days[-1] < ends[1]:
        following = day_number(after(unit, beginning(unit, day_of(days[-1]))))
        days.append(following)
    numbers = np.array(days, np.int64)
    return Edges(numbers, zone.opening_instant(numbers * _DAY))
