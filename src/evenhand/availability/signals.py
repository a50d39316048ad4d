"""What a series of readings says: when a bound was crossed for long enough, and when nobody knows (rules 21, 25)."""

import numpy as np
from numpy.typing import NDArray

from evenhand.availability.uptime import Instants
from evenhand.intervals import Intervals

FOREVER = 2**60
"""Far beyond every record, and small enough to be subtracted."""


def usual_distance(at: Instants) -> int:
    """The middle one of the distances between readings in order of time, the lower of two; 0 for fewer than two.

    >>> usual_distance(np.array([0, 60, 120, 500]))
    60
    """
    apart = np.sort(np.diff(at))
    return int(apart[(len(apart) - 1) // 2]) if len(apart) else 0


def crossed(
    at: Instants, beyond: NDArray[np.bool_], vouches: int, lasting: int, as_of: int
) -> tuple[Intervals, Intervals]:
    """When a reading was beyond its bound for at least `lasting` seconds, and when there was no reading.

    `at` (n,) in order of time and before `as_of`, `beyond` (n,) whether the reading is. A reading holds until the
    next one or `as_of`, for at most `vouches` seconds. A stretch beyond the bound counts from its first reading on.

    >>> bad, gaps = crossed(np.array([0, 60, 120]), np.array([False, True, False]), 90, 60, 1000)
    >>> bad.pairs(), gaps.pairs()[1:]
    ([(60, 120)], [(210, 1152921504606846976)])
    """
    until = np.minimum(at + vouches, np.append(at[1:], as_of)[: len(at)])
    bad = Intervals(at[beyond], until[beyond])
    long = bad.end - bad.start >= lasting
    everything = Intervals(np.array([-FOREVER]), np.array([FOREVER]))
    return Intervals(bad.start[long], bad.end[long]), everything.subtraction(Intervals(at, until))
