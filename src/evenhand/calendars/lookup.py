"""Direct-index tables: the piece of a calendar that an instant or an amount of work falls into.

The range is cut into buckets of a power of two. Where every bucket touches at most one piece, a shift and one
load find the piece; a calendar for which that would need too many buckets is searched instead.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

MOST_BUCKETS = 1 << 20
_WIDEST = 62


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The open pieces of a compiled calendar, in order, after an empty one at 0.

    `opens` and `closes` are int64 seconds from the table's start, `before` the open time before each piece
    and `weight` what each of its seconds counts: 1, or the ticks of a second of that date (rule 6).
    """

    opens: NDArray[np.int64]
    closes: NDArray[np.int64]
    before: NDArray[Any]
    weight: NDArray[Any]

    def before_at(self, at: NDArray[np.int64]) -> NDArray[Any]:
        """The open time before each instant, found by searching."""
        piece = np.searchsorted(self.opens, at, side="right") - 1
        inside = np.minimum(at, self.closes[piece]) - self.opens[piece]
        return self.before[piece] + self.weight[piece] * inside


@dataclass(frozen=True, slots=True, eq=False)
class Buckets:
    """Open time before an instant by direct index.

    In bucket b that is `slope[b] * at - origin[b]`, cut to between `low[b]` and `low[b + 1]`.
    """

    shift: int
    slope: NDArray[np.int64] | None  # None where all are 1
    origin: NDArray[np.int64]
    low: NDArray[np.int64]

    @classmethod
    def build(cls, pieces: Pieces, range_seconds: int) -> Self | None:
        """The buckets of these pieces, or None when they would be too many."""
        last, following = pieces.closes[1:-1] - 1, pieces.opens[2:]
        shift = _widest(last, following)
        count = (range_seconds >> shift) + 1
        if count > MOST_BUCKETS:
            return None
        edges = np.arange(count + 1, dtype=np.int64) << shift
        # The first piece that is not over when the bucket begins; the last one where there is none.
        piece = np.searchsorted(pieces.closes, edges[:-1], side="right").clip(max=len(pieces.closes) - 1)
        slope = pieces.weight[piece]
        return cls(
            shift=shift,
            slope=None if (slope == 1).all() else slope,
            origin=slope * pieces.opens[piece] - pieces.before[piece],
            low=pieces.before_at(edges),
        )

    def before_at(self, at: NDArray[np.int64], out: NDArray[np.int64], spare: NDArray[np.int64]) -> None:
        """Write the open time before each instant into `out`; `spare` is room of the same size."""
        bucket = at >> self.shift
        if self.slope is None:
            np.take(self.origin, bucket, out=spare, mode="clip")
            np.subtract(at, spare, out=out)
        else:
            np.take(self.slope, bucket, out=out, mode="clip")
            np.multiply(out, at, out=out)
            np.take(self.origin, bucket, out=spare, mode="clip")
            np.subtract(out, spare, out=out)
        np.take(self.low, bucket, out=spare, mode="clip")
        np.maximum(out, spare, out=out)
        np.take(self.low[1:], bucket, out=spare, mode="clip")
        np.minimum(out, spare, out=out)


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """The last piece before which no more than some work was done, by direct index.

    In bucket b that is `piece[b]`, and one more from `following[b]` on.
    """

    shift: int
    piece: NDArray[np.int64]
    following: NDArray[np.int64]

    @classmethod
    def build(cls, pieces: Pieces, total: int) -> Self | None:
        """The buckets of open time of these pieces, or None when they would be too many."""
        shift = _widest(pieces.before[1:-1], pieces.before[2:])
        count = (total >> shift) + 1
        if count > MOST_BUCKETS:
            return None
        edges = np.arange(count, dtype=np.int64) << shift
        piece = np.searchsorted(pieces.before, edges, side="right") - 1
        following = np.append(pieces.before[1:], np.iinfo(np.int64).max)[piece]
        return cls(shift, piece, following)

    def find(self, work: NDArray[np.int64]) -> NDArray[np.int64]:
        """The piece of each amount of work, which lies within the total."""
        bucket = work >> self.shift
        piece: NDArray[np.int64] = self.piece[bucket] + (work >= self.following[bucket])
        return piece


def _widest(left: NDArray[np.int64], right: NDArray[np.int64]) -> int:
    """The greatest shift that puts each `right` into a later bucket than its `left`, which is smaller."""
    return next(shift for shift in range(_WIDEST, -1, -1) if (left >> shift < right >> shift).all())
