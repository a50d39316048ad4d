"""When a calendar gets a direct-index table, and when it is searched."""

from datetime import date

import numpy as np
import pytest

from evenhand.calendars import lookup
from evenhand.calendars.lookup import Buckets, Finder, Pieces


def pieces(opens: list[int], closes: list[int]) -> Pieces:
    starts, ends = np.array([0, *opens]), np.array([0, *closes])
    return Pieces(starts, ends, np.cumsum(np.append(0, (ends - starts)[:-1])), np.ones(len(starts), np.int64))


def test_buckets_are_as_wide_as_the_gaps_allow() -> None:
    # Ten hours a day: the gaps of 14 hours leave room for buckets of 2 ** 15 seconds and more.
    days = np.arange(0, 400) * 86_400
    office = pieces((days + 28_800).tolist(), (days + 64_800).tolist())
    found = Buckets.build(office, 400 * 86_400)
    assert found is not None
    assert found.shift == 15
    assert found.slope is None
    assert len(found.origin) == (400 * 86_400 >> 15) + 1
    assert len(found.low) == len(found.origin) + 1
    # A break of one second in the wrong place asks for buckets of two.
    narrow = Buckets.build(pieces([0, 103], [102, 200]), 300)
    assert narrow is not None
    assert narrow.shift == 1


def test_too_many_buckets_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    one = pieces([0, 103], [102, 200])
    assert Buckets.build(one, 2 * lookup.MOST_BUCKETS - 1) is not None
    assert Buckets.build(one, 2 * lookup.MOST_BUCKETS) is None
    # Pieces that begin after 100 and 101 seconds of work: buckets of one second, 104 of them.
    monkeypatch.setattr(lookup, "MOST_BUCKETS", 104)
    two = pieces([0, 101, 103], [100, 102, 105])
    assert Finder.build(two, 103) is not None
    monkeypatch.setattr(lookup, "MOST_BUCKETS", 103)
    assert Finder.build(two, 103) is None


def test_dates_are_of_no_matter_here() -> None:
    assert Buckets.build(pieces([], []), 86_400 * date(2026, 1, 1).toordinal()).low.tolist() == [0, 0]
    assert Finder.build(pieces([], []), 0).find(np.array([0])).tolist() == [0]
