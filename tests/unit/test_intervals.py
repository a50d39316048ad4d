"""Half-open intervals, against plain sets of instants (rule 2)."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenhand.intervals import Intervals

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


def made(pairs: list[tuple[int, int]]) -> Intervals:
    return Intervals(np.array([a for a, _ in pairs], np.int64), np.array([b for _, b in pairs], np.int64))


def members(intervals: Intervals) -> set[int]:
    return {at for start, end in intervals.pairs() for at in range(start, end)}


@given(PAIRS)
def test_intervals_are_sorted_joined_and_never_empty(pairs: list[tuple[int, int]]) -> None:
    intervals = made(pairs)
    assert members(intervals) == {at for start, end in pairs for at in range(start, end)}
    edges = [edge for pair in intervals.pairs() for edge in pair]
    assert edges == sorted(set(edges))
    assert intervals.seconds == len(members(intervals))
    assert len(intervals) == len(intervals.pairs())


@given(PAIRS, PAIRS)
def test_union_intersection_and_subtraction_of_sets(one: list, other: list) -> None:
    left, right = made(one), made(other)
    assert members(left.union(right)) == members(left) | members(right)
    assert members(left.intersection(right)) == members(left) & members(right)
    assert members(left.subtraction(right)) == members(left) - members(right)


def test_touching_intervals_are_one() -> None:
    assert made([(0, 10), (10, 20)]).pairs() == [(0, 20)]
    assert made([(0, 10), (11, 20)]).pairs() == [(0, 10), (11, 20)]


def test_intervals_take_plain_lists() -> None:
    assert Intervals([3], [5]).start.dtype == np.int64  # type: ignore[arg-type]  # what a caller may pass
