"""Which part is which: the most alike, the nearest, each once."""

from __future__ import annotations

import pytest

from evenhand.terms.difference.matching import Part, likeness, paired, renamed, turned

FULL = {"role": "Owner", "email": "a@b.example", "telephone": "1", "signs": True}


def test_a_clause_with_three_quarters_in_common_has_another_name():
    assert renamed([FULL], [FULL | {"telephone": "2"}]) == [(0, 0)]
    assert renamed([FULL], [FULL | {"telephone": "2", "signs": False}]) == []
    assert renamed([{}], [{}]) == []


def test_each_clause_is_paired_once_and_the_nearest_first():
    assert renamed([FULL, FULL], [FULL]) == [(0, 0)]
    assert renamed([FULL], [{}, FULL, FULL]) == [(0, 1)]


@pytest.mark.parametrize(
    ("before", "after", "ordered", "pairs"),
    [
        ("abc", "acb", False, [(0, 0), (1, 2), (2, 1)]),
        ("abc", "axc", False, [(0, 0), (1, 1), (2, 2)]),
        ("abc", "bcd", True, [(1, 0), (2, 1)]),  # what stands between other neighbours is no change of it
        ("", "ab", False, []),
    ],
)
def test_texts(before, after, ordered, pairs):
    assert paired([Part(each) for each in before], [Part(each) for each in after], ordered=ordered) == pairs


def test_a_name_of_its_own_decides():
    one, other = (
        Part({"cause": "fire", "by": "both"}, "fire"),
        Part({"cause": "flood", "by": "both"}, "flood"),
    )
    changed = Part({"cause": "fire", "by": "client", "evidence": "required"}, "fire")
    assert paired([one], [other, changed], ordered=False) == [(0, 1)]
    assert paired([one], [other], ordered=False) == []
    assert paired([one], [other], ordered=True) == [(0, 0)]


def test_what_lists_say_counts_without_its_order():
    assert likeness({"notify": ["a", "b"]}, {"notify": ["b", "a"]}) == 1


def test_the_order_of_what_both_have():
    assert turned([(0, 1), (1, 0)]) == (1, 0)
    assert turned([]) == ()
