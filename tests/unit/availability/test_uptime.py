"""Sets of instants, states and sums of seconds, without any contract."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from evenhand.availability.maintenance import Limit, allowed
from evenhand.availability.signals import crossed, usual_distance
from evenhand.availability.uptime import (
    NOTHING,
    Account,
    Course,
    accounts,
    common,
    seconds_before,
    states,
    together,
    too_short,
)
from evenhand.intervals import Intervals

ONE, HALF = Fraction(1), Fraction(1, 2)


def spans(*pairs: tuple[int, int]) -> Intervals:
    return Intervals(np.array([a for a, _ in pairs], np.int64), np.array([b for _, b in pairs], np.int64))


def course(**given: object) -> Course:
    whole = {
        "maintenance": NOTHING,
        "excluded": NOTHING,
        "outages": {},
        "set_aside": NOTHING,
        "unknown": NOTHING,
    }
    return Course(**{**whole, **given})  # type: ignore[arg-type]  # by name


def test_every_instant_has_the_foremost_state() -> None:
    one = course(
        maintenance=spans((0, 10)),
        excluded=spans((5, 20)),
        outages={ONE: spans((15, 30)), HALF: spans((25, 40))},
        unknown=spans((35, 50)),
        set_aside=spans((48, 60)),
    )
    found = states([one], NOTHING, any_suffices=False)
    assert found.maintenance.pairs() == [(0, 10)]
    assert found.excluded.pairs() == [(10, 20), (48, 60)]
    assert [(weight, instants.pairs()) for weight, instants in found.outages] == [
        (ONE, [(20, 30)]),
        (HALF, [(30, 40)]),
    ]
    assert found.unknown.pairs() == [(40, 48)]


def test_of_two_components_any_may_suffice() -> None:
    north = course(outages={ONE: spans((0, 100))})
    south = course(outages={HALF: spans((50, 120))}, unknown=spans((20, 40)))
    whole = states([north, south], NOTHING, any_suffices=False)
    assert [(weight, instants.pairs()) for weight, instants in whole.outages] == [
        (ONE, [(0, 100)]),
        (HALF, [(100, 120)]),
    ]
    spared = states([north, south], NOTHING, any_suffices=True)
    assert [instants.pairs() for _, instants in spared.outages] == [[], [(50, 100)]]
    assert spared.unknown.pairs() == [(20, 40)]


@pytest.mark.parametrize(("any_suffices", "short"), [(False, []), (True, [(50, 60)])])
def test_outages_are_joined_before_short_ones_are_found(
    any_suffices: bool, short: list[tuple[int, int]]
) -> None:
    courses = [
        course(outages={ONE: spans((0, 30), (30, 60))}),
        course(outages={HALF: spans((50, 90))}, excluded=spans((90, 95))),
    ]
    assert too_short(courses, 11, any_suffices=any_suffices).pairs() == short


def test_seconds_within_hours_and_periods() -> None:
    found = states(
        [course(outages={HALF: spans((5, 25))}, unknown=spans((30, 31)))], NOTHING, any_suffices=False
    )
    [first, second] = accounts(found, spans((0, 20), (30, 40)), np.array([0, 10]), np.array([10, 40]))
    assert (first.service, first.down, first.unknown) == (10, Fraction(5, 2), 0)
    assert (second.service, second.down, second.unknown) == (20, 5, 1)
    assert first + second == Account(Fraction(30), Fraction(0), Fraction(0), Fraction(15, 2), Fraction(1))
    assert first.times(HALF).service == 5


def test_sets_of_instants() -> None:
    assert together([]).pairs() == []
    assert common([spans((0, 10)), spans((5, 20)), spans((8, 9))]).pairs() == [(8, 9)]
    assert seconds_before(NOTHING, np.array([5])).tolist() == [0]
    assert seconds_before(spans((10, 20)), np.array([], np.int64)).tolist() == []


def test_maintenance_beyond_any_allowance_is_not_allowed() -> None:
    cuts = np.array([0, 100, 200])
    used = spans((10, 30), (90, 130))
    assert allowed(used, None, [Limit(cuts, seconds=25)]).pairs() == [(10, 30), (90, 95), (100, 125)]
    assert allowed(used, None, [Limit(cuts, seconds=100), Limit(cuts, windows=1)]).pairs() == [(10, 30)]
    assert allowed(used, spans((0, 20), (80, 110), (120, 140)), [Limit(cuts, windows=1)]).pairs() == [
        (10, 20),
        (120, 130),
    ]
    assert allowed(NOTHING, None, [Limit(cuts, windows=1), Limit(cuts, seconds=1)]).pairs() == []


def test_a_bound_crossed_for_exactly_long_enough() -> None:
    at, beyond = np.array([0, 60, 120, 300]), np.array([True, True, False, True])
    for lasting, bad in ((120, [(0, 120)]), (121, []), (0, [(0, 120), (300, 350)])):
        found, gaps = crossed(at, beyond, 100, lasting, 350)
        assert found.pairs() == bad
        assert gaps.pairs()[1:-1] == [(220, 300)]
    assert usual_distance(np.array([5])) == 0
    nothing, gap = crossed(np.array([], np.int64), np.array([], np.bool_), 0, 0, 10)
    assert (len(nothing), len(gap)) == (0, 1)
