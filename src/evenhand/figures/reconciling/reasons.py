"""One reason for each differing ticket: the counterfactuals are measured, and the best are handed out first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenhand.errors import EvenhandError
from evenhand.figures.measure import Measure
from evenhand.figures.reconciling.calendar_variants import closed_days, other_hours, years_of
from evenhand.figures.reconciling.clock_variants import moments, priorities, reopenings, stops
from evenhand.figures.reconciling.compared import Compared, Sample, Yardstick
from evenhand.figures.reconciling.pause_variants import pauses
from evenhand.figures.reconciling.standings import stand
from evenhand.figures.reconciling.variants import Reason, Variant
from evenhand.terms.agreement import Agreement

Advance = Callable[[int], object]
"""Called with 1 after each variant."""

NONE = -1


@dataclass(frozen=True, slots=True)
class Explained:
    """The reason of each differing ticket: `chosen` (k,) places in `reasons` or NONE.

    `paused` (k,) int64: open seconds paused under the variant that explains the ticket.
    """

    reasons: list[Reason]
    chosen: NDArray[np.int64]
    paused: NDArray[np.int64]


def variants(agreements: Sequence[Agreement], differing: Sequence[Compared]) -> Iterator[Variant]:
    """Every counterfactual, the plainest first."""
    first = min(int(each.log.at.min()) for each in differing)
    last = max(int(each.log.at.max()) for each in differing)
    yield from stops(agreements)
    yield from closed_days(agreements, years_of(first, last))
    yield from pauses(agreements, [each.log for each in differing])
    yield from other_hours(agreements)
    yield from reopenings()
    yield from priorities(agreements)
    yield from moments()


def explain(
    agreements: Sequence[Agreement],
    as_of: int,
    yardstick: Yardstick,
    differing: Sequence[Compared],
    agreeing: Sample,
    advance: Advance,
) -> Explained:
    """Find the reasons; `agreeing` is a sample of the tickets that agree.

    A variant that makes differing tickets agree is a candidate; one that would set agreeing tickets apart is
    believed less. Those that explain most, less what they would set apart, come first; ties by plainness. One
    that would set apart more than it explains in the end is told as an exception.
    """
    none = np.empty(0, np.int64)
    if not differing:
        return Explained([], none, none)
    logs = [each.log for each in differing]
    tried = [each for each in variants(agreements, differing) if each.changes(agreements, logs)]
    explains: list[NDArray[np.bool_]] = []
    paused: list[NDArray[np.int64]] = []
    harm: list[int] = []
    for variant in tried:
        measure = Measure([variant.terms(each) for each in agreements], as_of)
        found = [_agree(variant, measure, each, yardstick) for each in differing]
        explains.append(np.concatenate([agree for agree, _ in found]))
        paused.append(np.concatenate([seconds for _, seconds in found]))
        apart = 0
        if explains[-1].any():
            apart = sum(int((~_agree(variant, measure, each, yardstick)[0]).sum()) for each in agreeing.kept)
        harm.append(apart * agreeing.step)
        advance(1)
    chosen = handed_out(np.array(explains), harm)
    times = np.array(paused)[chosen, np.arange(chosen.size)]
    gains = np.bincount(chosen[chosen != NONE], minlength=len(tried)).tolist()
    reasons = [
        each.reason if gain >= cost else each.reason.exceptional
        for each, gain, cost in zip(tried, gains, harm, strict=True)
    ]
    return Explained(reasons, chosen, times)


def _agree(
    variant: Variant, measure: Measure, tickets: Compared, yardstick: Yardstick
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which tickets (n,) agree with the desk under a variant, and their pauses in open seconds."""
    try:
        found = stand(measure, variant.log(tickets.log))
    except EvenhandError:  # a variant that cannot be reckoned, such as a year without known holidays
        return np.zeros(len(tickets.log), np.bool_), tickets.ours.paused
    return yardstick.agree(tickets.desk, variant.view(tickets.ours, found)), found.paused


def handed_out(explains: NDArray[np.bool_], harm: Sequence[int]) -> NDArray[np.int64]:
    """For each of k tickets the variant that explains it, NONE if none does.

    `explains` (v, k); `harm` (v,) how many agreeing tickets each variant would set apart.

    >>> handed_out(np.array([[True, True, False], [True, False, False]]), [0, 0]).tolist()
    [0, 0, -1]
    """
    count, size = explains.shape
    chosen = np.full(size, NONE)
    left = np.ones(size, np.bool_)
    free = list(range(count))
    while free:
        gain = {place: int((explains[place] & left).sum()) for place in free}
        free = [place for place in free if gain[place]]
        if free:
            best = max(free, key=lambda place: (gain[place] - harm[place], -place))
            mine = explains[best] & left
            chosen[mine] = best
            left &= ~mine
    return chosen
