"""Which maintenance does not count as downtime: what lies in its windows and within its allowance (rule 19)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenhand.availability.uptime import Instants, common
from evenhand.intervals import Intervals


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """At most so many seconds, or so many windows, in each stretch from one instant of `cuts` to the next."""

    cuts: Instants
    seconds: int | None = None
    windows: int | None = None


def allowed(announced: Intervals, windows: Intervals | None, limits: Sequence[Limit]) -> Intervals:
    """The maintenance that is allowed, of all that was announced in time.

    Everything announced that lies in its windows uses up every allowance, in order of time; what goes beyond any
    of them is not allowed. Without windows any time is one, and each stretch of maintenance counts as a window.

    >>> day = Limit(np.array([0, 100]), seconds=15)
    >>> allowed(Intervals([0, 30, 90], [10, 40, 120]), None, [day]).pairs()
    [(0, 10), (30, 35), (100, 115)]
    """
    used = announced if windows is None else announced.intersection(windows)
    places = used if windows is None else windows
    return common([used, *(_within(limit, used, places) for limit in limits)])


def _within(limit: Limit, used: Intervals, places: Intervals) -> Intervals:
    if limit.seconds is not None:
        return _first_seconds(limit, limit.seconds, used)
    assert limit.windows is not None
    return _first_windows(limit.cuts, limit.windows, used, places)


def _first_seconds(limit: Limit, most: int, used: Intervals) -> Intervals:
    """The first `most` seconds of each period."""
    start, end = _cut(used, limit.cuts)
    length = end - start
    before = np.cumsum(length) - length
    period = np.searchsorted(limit.cuts, start, side="right")
    in_period = before - before[np.searchsorted(period, period, side="left")]
    return Intervals(start, start + np.clip(most - in_period, 0, length))


def _first_windows(cuts: Instants, most: int, used: Intervals, places: Intervals) -> Intervals:
    """The first `most` of the windows that begin in each period and that maintenance was done in."""
    visited = np.unique(np.searchsorted(places.start, used.start, side="right") - 1)
    start, end = places.start[visited], places.end[visited]
    period = np.searchsorted(cuts, start, side="right")
    number = np.arange(len(visited)) - np.searchsorted(period, period, side="left")
    return Intervals(start[number < most], end[number < most])


def _cut(spans: Intervals, cuts: Instants) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Spans cut where a period begins."""
    place = np.searchsorted(spans.start, cuts, side="left") - 1
    inside = cuts[(place >= 0) & (cuts < np.append(spans.end, 0)[place])]
    return np.sort(np.append(spans.start, inside)), np.sort(np.append(spans.end, inside))
