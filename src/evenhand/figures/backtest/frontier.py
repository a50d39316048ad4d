"""Which time frame would have met the target in every period, and which target the present one would have met.

The needed time frame is the smallest with which, and with every longer one, no scored period misses its target: with
one second (one tick of a business day) less some period does. Both follow from the exact values at which the counts
change, not by trial. A longer time frame decides a missed ticket later, perhaps in the next period; it is counted
there, as it would have been. So a shorter time frame may now and then do as well; it is not offered, because then a
more generous one would have failed.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.figures.backtest.reach import Curve, Reach, curves
from evenhand.figures.backtest.steps import Lever, amount, levers
from evenhand.figures.periods import Cut
from evenhand.figures.slots import Group, Slot
from evenhand.terms.standards import Standard
from evenhand.units import Target, Unit

Reaches = Mapping[tuple[int, str, str | None], Reach]
"""By place of the version, clause and priority of the time frame (None for the only one)."""


@dataclass(frozen=True, slots=True)
class NeededFrame:
    """What one time frame would have had to be for one figure to meet its target in every scored period.

    `needed` is in `unit` (open seconds, business days, days or months on the wall), exact; 0 when any would have
    done, None when none. `present` is the one agreed, in its own words. `deciding`: the periods that ask for the
    most (first day, day after the last), with the counts that the needed time frame gives them. `periods`: how many
    were scored with it. `others`: other time frames count in the same figure and stay as they are.
    """

    clause: str
    service: str | None
    priority: str | None
    of: str | None
    target: Target
    present: str
    present_amount: Fraction
    unit: Unit
    needed: Fraction | None
    deciding: tuple[tuple[date, date, int, int], ...]
    periods: int
    others: bool


def needed_frames(
    group: Group,
    slot: Slot,
    reaches: Reaches,
    counted: Mapping[date, tuple[int, int]],
    cuts: Mapping[date, Cut],
) -> list[NeededFrame]:
    """The needed time frames for one figure of a clause.

    `counted`: met and missed of the figure as measured, by the first day of what it stands for; `cuts`: the dates of
    all periods that are asked for, by the same day. A time frame that two versions state in different units has no
    answer.
    """
    found = []
    own = levers(group.standard)
    for lever in own:
        if slot.priority not in (None, lever.priority) and lever.priority is not None:
            continue
        mine = _versions(group, lever, reaches)
        several = len(own) > 1 and slot.priority is None
        found += [_needed(group, slot, lever, mine, counted, cuts, several)] if mine else []
    return found


def _versions(group: Group, lever: Lever, reaches: Reaches) -> list[tuple[Lever, Reach]]:
    """The same time frame in all versions of a group that have it; none where their units differ."""
    found = []
    for place, version in group.versions:
        for each in levers(version.agreement.standards[group.clause]):
            if each.priority == lever.priority:
                reach = reaches.get((place, group.clause, lever.priority), Reach())
                found.append((each, reach))
    return found if len({each.within.unit for each, _ in found}) == 1 else []


def _needed(
    group: Group,
    slot: Slot,
    lever: Lever,
    versions: Sequence[tuple[Lever, Reach]],
    counted: Mapping[date, tuple[int, int]],
    cuts: Mapping[date, Cut],
    others: bool,
) -> NeededFrame:
    assert slot.target is not None
    days = lever.within.unit is Unit.BUSINESS_DAYS
    scale = _scale(versions)
    by_version = [curves([reach], slot, scale, cuts) for _, reach in versions]
    every = [reach for _, reach in versions]
    moving = curves(every, slot, scale, cuts) if len(versions) > 1 else by_version[0]
    still = _still([lever for lever, _ in versions], by_version, counted, scale)
    most: dict[date, int | None] = {}
    for day in sorted({*counted, *moving}):
        curve = moving.get(day, _NOTHING)
        most[day] = _least(curve, still[day], group.standard, slot.target)
    failing = None in most.values()
    needed = max((each for each in most.values() if each), default=0)
    counts = {day: _both(moving.get(day, _NOTHING).at(needed), still[day]) for day in most}
    worst = None if failing else needed
    deciding = [day for day, each in most.items() if each == worst] if worst != 0 else []
    return NeededFrame(
        clause=group.address,
        service=slot.service,
        priority=slot.priority,
        of=lever.priority,
        target=slot.target,
        present=lever.within.text,
        present_amount=lever.within.amount,
        unit=lever.within.unit,
        needed=None if failing else Fraction(needed, scale if days else 1),
        deciding=tuple((cuts[day].start, cuts[day].end, *counts[day]) for day in deciding),
        periods=sum(sum(each) >= max(group.standard.at_least, 1) for each in counts.values()),
        others=others,
    )


def _both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


_NOTHING = Curve(np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))


def _scale(versions: Sequence[tuple[Lever, Reach]]) -> int:
    """A scale in which all values and the present time frames are whole numbers."""
    scale = 1
    for lever, reach in versions:
        scale = math.lcm(scale, reach.scale)
        if lever.within.unit is Unit.BUSINESS_DAYS:
            scale = math.lcm(scale, lever.within.amount.denominator)
    return scale


def _still(
    own: Sequence[Lever],
    by_version: Sequence[Mapping[date, Curve]],
    counted: Mapping[date, tuple[int, int]],
    scale: int,
) -> defaultdict[date, tuple[int, int]]:
    """What of the counts does not hang on the time frame: all of it, less what the present one gives."""
    still = defaultdict(lambda: (0, 0), counted)
    for lever, moving in zip(own, by_version, strict=True):
        for day, curve in moving.items():
            met, missed = curve.at(amount(lever.within, scale))
            still[day] = still[day][0] - met, still[day][1] - missed
    return still


def _least(curve: Curve, still: tuple[int, int], standard: Standard, target: Target) -> int | None:
    """The least value from which on the target is met or not scored; None when it never is."""
    fails = _fails(curve, still, standard, target)
    last = int(np.flatnonzero(fails)[-1]) if fails.any() else -1
    if last + 1 == fails.size:
        return None
    return int(curve.value[last + 1])


def _fails(curve: Curve, still: tuple[int, int], standard: Standard, target: Target) -> NDArray[np.bool_]:
    """Whether the target is missed at each step, compared exactly (rule 16)."""
    met, missed = curve.met + still[0], curve.missed + still[1]
    number = met + missed
    low: NDArray[Any] = met.astype(object) * target.value.denominator
    fails = (low < number.astype(object) * target.value.numerator).astype(np.bool_)
    if standard.or_at_most is not None:
        fails &= missed > standard.or_at_most
    return np.asarray(fails & (number >= max(standard.at_least, 1)), np.bool_)
