"""Up and down checks: what they vouch for, second by second, against a reckoning that looks at every second."""

from random import Random

import numpy as np
import pytest

from evenhand.records.outages import DOWN, NO_END, UNKNOWN
from evenhand.sources import watched
from evenhand.sources.recorded import BEGINNING
from evenhand.sources.watched import UP, DisorderError, Watch, in_time


def taken(checks, vouches=None, pieces=1):
    """The stretches that were not up, as (site, start, end, state)."""
    watch = Watch(vouches)
    size = max(-(-len(checks) // pieces), 1)
    for first in range(0, len(checks), size):
        site, at, state = zip(*checks[first : first + size], strict=True)
        watch.take(np.array(site, np.int32), np.array(at, np.int64), np.array(state, np.int8))
    return list(zip(*(column.tolist() for column in watch.outages()), strict=True))


def every_second(checks, site, vouches, until):
    """The state of a site at every second before `until`: the last check at or before it, if it still vouches."""
    mine = {at: state for code, at, state in checks if code == site}
    states = []
    last = None
    for second in range(until):
        last = second if second in mine else last
        known = last is not None and second < last + vouches
        states.append(mine[last] if known else UNKNOWN)
    return states


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("piece", [1 << 17, 7])
def test_every_second_is_as_the_last_check_says(seed, piece, monkeypatch):
    monkeypatch.setattr(watched, "_PIECE", piece)
    chance = Random(seed)
    sites = chance.randint(1, 3)
    checks = sorted(
        {
            (at, site): chance.choice([UP, UP, UP, DOWN, UNKNOWN, 1])
            for site in range(sites)
            for at in chance.sample(range(120), chance.randint(1, 30))
        }.items()
    )
    rows = [(site, at, state) for (at, site), state in checks]
    vouches = chance.randint(1, 20)
    found = taken(rows, vouches, pieces=chance.randint(1, 4))
    for site in range(sites):
        states = [UP] * 150
        for code, start, end, state in found:
            if code == site:
                states[max(start, 0) : min(end, 150)] = [state] * (min(end, 150) - max(start, 0))
        assert states == every_second(rows, site, vouches, 150)


def test_the_usual_interval_is_that_of_checks_that_found_the_same():
    rows = [(0, at, UP) for at in (0, 60, 120, 180)] + [(0, 190, DOWN), (0, 200, UP), (0, 260, UP)]
    assert taken(rows) == [
        (0, BEGINNING, 0, UNKNOWN),
        (0, 190, 200, DOWN),
        (0, 380, NO_END, UNKNOWN),
    ]


def test_a_site_whose_checks_always_change_has_the_middle_of_all_intervals():
    assert taken([(0, 0, UP), (0, 30, DOWN), (0, 60, UP)])[-1] == (0, 120, NO_END, UNKNOWN)


def test_a_site_looked_at_once_is_as_the_others():
    rows = [(0, 0, UP), (1, 5, DOWN), (0, 60, UP), (0, 120, UP)]
    assert taken(rows)[-2:] == [(1, 5, 125, DOWN), (1, 125, NO_END, UNKNOWN)]


def test_one_check_of_one_site_vouches_for_its_second():
    assert taken([(0, 5, DOWN)]) == [
        (0, BEGINNING, 5, UNKNOWN),
        (0, 5, 6, DOWN),
        (0, 6, NO_END, UNKNOWN),
    ]


def test_only_the_first_thousand_intervals_make_the_usual_one(monkeypatch):
    monkeypatch.setattr(watched, "INTERVALS", 3)
    rows = [(0, at, UP) for at in (0, 10, 20, 30)] + [(0, 30 + 100 * n, UP) for n in range(1, 5)]
    assert (0, 50, 130, UNKNOWN) in taken(rows)
    monkeypatch.setattr(watched, "_PIECE", 2)
    assert (0, 50, 130, UNKNOWN) in taken(rows, pieces=4)


def test_a_new_site_waits_while_the_others_are_settled(monkeypatch):
    monkeypatch.setattr(watched, "INTERVALS", 2)
    monkeypatch.setattr(watched, "_PIECE", 4)
    rows = [(0, at, UP) for at in range(0, 120, 10)]
    rows += [(1, 121, UP), (0, 122, UP), (1, 123, UP), (1, 125, DOWN), (1, 127, DOWN), (0, 130, UP)]
    found = taken(rows)
    assert (1, 125, 129 + 2, DOWN) in found
    assert taken(rows, pieces=3) == found


def test_no_checks():
    assert taken([]) == []


@pytest.mark.parametrize("vouches", [None, 60])
@pytest.mark.parametrize("back", [(0, 5), (0, 10)])
def test_going_back_in_time_is_noticed(vouches, back):
    rows = [(0, 10, UP), (*back, UP)]
    with pytest.raises(DisorderError):
        taken(rows, vouches)
    with pytest.raises(DisorderError):
        taken(rows, vouches, pieces=2)


def test_many_sites_are_told_apart():
    rows = [(site, at, DOWN if site == 299 else UP) for at in (0, 60) for site in range(300)]
    down = [row for row in taken(rows, 60) if row[3] == DOWN]
    assert down == [(299, 0, 120, DOWN)]


def test_of_several_checks_in_one_second_the_worst_counts():
    site, at, state, again = in_time(
        np.array([1, 0, 0, 0], np.int32), np.array([9, 5, 5, 1]), np.array([UP, UP, DOWN, UP], np.int8)
    )
    assert (site.tolist(), at.tolist(), state.tolist(), again) == ([0, 0, 1], [1, 5, 9], [UP, DOWN, UP], 1)
