"""Sets of instants as sorted half-open intervals `[start, end)` (SEMANTICS rule 2)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Instants = NDArray[np.int64]
_MIN, _MAX = np.iinfo(np.int64).min, np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """A set of instants: `start` and `end`, int64 arrays of one length, in whole seconds.

    However the intervals are given, they are kept sorted, without empty ones, and with those that overlap
    or touch joined into one.

    >>> Intervals(np.array([50, 0, 10]), np.array([60, 10, 20])).pairs()
    [(0, 20), (50, 60)]
    """

    start: Instants
    end: Instants

    def __post_init__(self) -> None:
        """Sort, drop what is empty and join what touches."""
        start, end = np.asarray(self.start, dtype=np.int64), np.asarray(self.end, dtype=np.int64)
        some = end > start
        start, end = start[some], end[some]
        order = np.argsort(start, kind="stable")
        start, reach = start[order], np.maximum.accumulate(end[order])
        first = np.ones(len(start), dtype=bool)
        first[1:] = start[1:] > reach[:-1]
        object.__setattr__(self, "start", start[first])
        object.__setattr__(self, "end", reach[np.append(first[1:], True)] if len(start) else reach)

    def __len__(self) -> int:
        """The number of intervals."""
        return len(self.start)

    @property
    def seconds(self) -> int:
        """How many seconds the set holds.

        >>> Intervals(np.array([0, 50]), np.array([20, 60])).seconds
        30
        """
        return int((self.end - self.start).sum())

    def pairs(self) -> list[tuple[int, int]]:
        """The intervals as plain numbers."""
        return list(zip(self.start.tolist(), self.end.tolist(), strict=True))

    def union(self, other: "Intervals") -> "Intervals":
        """Instants in either set."""
        return Intervals(np.concatenate([self.start, other.start]), np.concatenate([self.end, other.end]))

    def intersection(self, other: "Intervals") -> "Intervals":
        """Instants in both sets.

        >>> office = Intervals(np.array([0, 50]), np.array([20, 60]))
        >>> office.intersection(Intervals(np.array([10]), np.array([55]))).pairs()
        [(10, 20), (50, 55)]
        """
        low = np.searchsorted(other.end, self.start, side="right")
        high = np.searchsorted(other.start, self.end, side="left")
        mine = np.repeat(np.arange(len(self)), high - low)
        nth = np.arange(len(mine)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
        theirs = low[mine] + nth
        return Intervals(
            np.maximum(self.start[mine], other.start[theirs]), np.minimum(self.end[mine], other.end[theirs])
        )

    def subtraction(self, other: "Intervals") -> "Intervals":
        """Instants in this set and not in the other.

        >>> office = Intervals(np.array([0, 50]), np.array([20, 60]))
        >>> office.subtraction(Intervals(np.array([10]), np.array([55]))).pairs()
        [(0, 10), (55, 60)]
        """
        rest = Intervals(np.append(_MIN, other.end), np.append(other.start, _MAX))
        return self.intersection(rest)
