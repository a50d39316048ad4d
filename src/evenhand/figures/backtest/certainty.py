"""How sure one can be of a share from few tickets: exact binomial bounds, in whole numbers (rule 16).

The long-run share is what counts of the same kind would come to over a very long time. A bound is where a share as
far off as that would still give what was counted one time in twenty (one in forty on each side of an interval).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

STEPS = 1000
"""Shares are told apart to a tenth of a percentage point, cut outward."""

ONE_IN = 20
MOST = 500
"""Beyond so many tickets a share is as sure as anybody asks."""


def at_least_as_many(number: int, met: int, share: int) -> int:
    """The chance to see `met` or more of `number`, times STEPS ** number, at a long-run share of share / STEPS.

    >>> at_least_as_many(2, 2, 500)
    250000
    """
    return sum(
        comb(number, count) * share**count * (STEPS - share) ** (number - count)
        for count in range(met, number + 1)
    )


def lower_bound(number: int, met: int, one_in: int) -> Fraction:
    """The least share, cut down to a tenth of a point, that is not ruled out by seeing so many met or more.

    >>> lower_bound(4, 4, 20)
    Fraction(59, 125)
    """
    low, high = 0, STEPS  # the chance grows with the share: at `low` it is too small, at `high` it is not
    if met == 0:
        return Fraction(0)
    whole: int = STEPS**number
    while high - low > 1:
        middle = (low + high) // 2
        if at_least_as_many(number, met, middle) * one_in >= whole:
            high = middle
        else:
            low = middle
    return Fraction(low, STEPS)


def interval(number: int, met: int) -> tuple[Fraction, Fraction]:
    """Between which shares the long-run one lies, nineteen times in twenty; both cut outward.

    >>> [str(each) for each in interval(48, 46)]
    ['857/1000', '199/200']
    """
    return (
        lower_bound(number, met, 2 * ONE_IN),
        1 - lower_bound(number, number - met, 2 * ONE_IN),
    )


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the figures of one clause can tell: tickets in the middle period, and over all periods.

    `perfect`: the long-run share of which a period that size with all met would be nothing unusual. `low`, `high`:
    the long-run share seen over all periods lies between them.
    """

    typical: int
    perfect: Fraction
    met: int
    number: int
    low: Fraction
    high: Fraction


def certainty(counts: Sequence[tuple[int, int]], target: Fraction) -> Certainty | None:
    """What periods with these counts (met, missed) can tell; None where each by itself tells enough."""
    numbers = sorted(met + missed for met, missed in counts if met + missed)
    if not numbers:
        return None
    typical = numbers[(len(numbers) - 1) // 2]
    met, number = sum(met for met, _ in counts), sum(numbers)
    if number > MOST:
        return None
    perfect = lower_bound(typical, typical, ONE_IN)
    if perfect >= target:
        return None
    return Certainty(typical, perfect, met, number, *interval(number, met))
