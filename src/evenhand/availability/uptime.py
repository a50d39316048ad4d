"""What a service was at every instant, and how many seconds of each state its hours hold (rules 19 to 21).

Nothing here knows what was agreed: it takes sets of instants and weights, and gives sets and sums. Whole seconds and
exact weights throughout.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from evenhand.intervals import Intervals

Instants = NDArray[np.int64]

NOTHING = Intervals(np.empty(0, np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What is recorded of one component: sets of instants that may overlap.

    maintenance  that does not count as downtime
    excluded     outages for which nobody answers
    outages      by weight: 1 is down, less is degraded; with maintenance that does count
    set_aside    unknown time for which nobody answers
    unknown      nobody knows
    """

    maintenance: Intervals
    excluded: Intervals
    outages: Mapping[Fraction, Intervals]
    set_aside: Intervals
    unknown: Intervals

    @property
    def trouble(self) -> Intervals:
        """Every instant at which there is an outage of any weight, answered for or not."""
        return together((self.excluded, *self.outages.values()))


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """Sets of instants of which no two overlap: each instant has one state, any other is up (rule 20).

    `outages` are pairs of a weight and its instants, the greatest weight first.
    """

    maintenance: Intervals
    excluded: Intervals
    outages: tuple[tuple[Fraction, Intervals], ...]
    unknown: Intervals


@dataclass(frozen=True, slots=True)
class Account:
    """Seconds of a period by state, exact; `down` is weighted. A part of a service has its share of each second."""

    service: Fraction = Fraction(0)
    maintenance: Fraction = Fraction(0)
    excluded: Fraction = Fraction(0)
    down: Fraction = Fraction(0)
    unknown: Fraction = Fraction(0)

    def __add__(self, other: "Account") -> "Account":
        """Both together."""
        return Account(
            self.service + other.service,
            self.maintenance + other.maintenance,
            self.excluded + other.excluded,
            self.down + other.down,
            self.unknown + other.unknown,
        )

    def times(self, share: Fraction) -> "Account":
        """A share of everything."""
        return Account(
            self.service * share,
            self.maintenance * share,
            self.excluded * share,
            self.down * share,
            self.unknown * share,
        )


def together(sets: Iterable[Intervals]) -> Intervals:
    """Instants in any of the sets.

    >>> together([Intervals([0], [5]), Intervals([5, 20], [8, 30])]).pairs()
    [(0, 8), (20, 30)]
    """
    some = [each for each in sets if len(each)]
    if len(some) < 2:
        return some[0] if some else NOTHING
    return Intervals(
        np.concatenate([each.start for each in some]), np.concatenate([each.end for each in some])
    )


def common(sets: Iterable[Intervals]) -> Intervals:
    """Instants in all of the sets; there is at least one set."""
    return reduce(Intervals.intersection, sets)


def too_short(courses: Sequence[Course], shortest: int, *, any_suffices: bool) -> Intervals:
    """Outages of the whole that are shorter than `shortest` seconds, joined before they are judged (rule 20).

    With `any_suffices` an outage of the whole is where every component has one, else where any has.
    """
    troubles = [course.trouble for course in courses]
    joined = common(troubles) if any_suffices else together(troubles)
    short = joined.end - joined.start < shortest
    return Intervals(joined.start[short], joined.end[short])


def states(courses: Sequence[Course], short: Intervals, *, any_suffices: bool) -> States:
    """The state of the whole at every instant, with the outages in `short` taken out.

    The whole has the foremost state of its components in the order maintenance, excluded, down, degraded, unknown,
    up; with `any_suffices` the hindmost.
    """
    weights = sorted({weight for course in courses for weight in course.outages}, reverse=True)
    ranked = [list(_ranked(course, weights, short)) for course in courses]
    unite = common if any_suffices else together
    reached = [unite([each[rank] for each in ranked]) for rank in range(len(weights) + 3)]
    alone = [reached[0]]
    alone += [high.subtraction(low) for low, high in pairwise(reached)]
    outages = tuple(zip(weights, alone[2:-1], strict=True))
    return States(alone[0], alone[1], outages, alone[-1])


def _ranked(course: Course, weights: Sequence[Fraction], short: Intervals) -> Iterator[Intervals]:
    """The instants at which a component has a state of each rank or one before it."""
    reached = course.maintenance
    yield reached
    for state in (
        together((course.excluded.subtraction(short), course.set_aside)),
        *(course.outages.get(weight, NOTHING).subtraction(short) for weight in weights),
        course.unknown,
    ):
        reached = together((reached, state))
        yield reached


def accounts(found: States, hours: Intervals, starts: Instants, ends: Instants) -> list[Account]:
    """The seconds of each state within the hours, for each of the periods `[starts, ends)`."""
    service = _seconds(hours, starts, ends)
    maintenance, excluded, unknown = (
        _seconds(each.intersection(hours), starts, ends)
        for each in (found.maintenance, found.excluded, found.unknown)
    )
    down = [Fraction(0)] * len(starts)
    for weight, instants in found.outages:
        seconds = _seconds(instants.intersection(hours), starts, ends)
        down = [sum_ + weight * more for sum_, more in zip(down, seconds, strict=True)]
    return [
        Account(Fraction(a), Fraction(b), Fraction(c), d, Fraction(e))
        for a, b, c, d, e in zip(service, maintenance, excluded, down, unknown, strict=True)
    ]


def _seconds(instants: Intervals, starts: Instants, ends: Instants) -> list[int]:
    counted: list[int] = (seconds_before(instants, ends) - seconds_before(instants, starts)).tolist()
    return counted


def seconds_before(instants: Intervals, at: Instants) -> Instants:
    """How many instants of a set lie before each of some others.

    >>> seconds_before(Intervals([10, 50], [20, 60]), np.array([0, 15, 20, 55])).tolist()
    [0, 5, 10, 15]
    """
    sums = np.append(0, np.cumsum(instants.end - instants.start))
    place = np.searchsorted(instants.start, at, side="right")
    rest = np.append(at.min(initial=0), instants.end)[place] - at
    return np.asarray(sums[place] - np.maximum(rest, 0), dtype=np.int64)
