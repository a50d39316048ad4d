"""Shelves: what was made is made once, bounded by its weight, and a failure is not kept."""

from __future__ import annotations

import pytest

from evenhand_portal.agreements.kept import Shelf, kept


def test_the_same_text_is_worked_out_once() -> None:
    made: list[str] = []

    @kept
    def backwards(text: str) -> str:
        made.append(text)
        return text[::-1]

    assert [backwards("abc"), backwards("abc"), backwards("xy")] == ["cba", "cba", "yx"]
    assert made == ["abc", "xy"]


def test_what_is_made_of_two_texts_belongs_to_both() -> None:
    made: list[tuple[bytes, str]] = []

    @kept
    def joined(one: bytes, other: str) -> str:
        made.append((one, other))
        return one.decode() + other

    assert [joined(b"a", "b"), joined(b"a", "c"), joined(b"a", "b")] == ["ab", "ac", "ab"]
    assert made == [(b"a", "b"), (b"a", "c")]


def test_what_was_not_asked_for_longest_goes_first() -> None:
    shelf: Shelf[str] = Shelf(10)
    made: list[str] = []

    def ask(name: str, weight: int) -> None:
        shelf.get(name, lambda: made.append(name) or name, lambda _: weight)

    for name, weight in (("a", 4), ("b", 4), ("a", 4), ("c", 4), ("a", 4), ("b", 4)):
        ask(name, weight)
    assert made == ["a", "b", "c", "b"]
    ask("heavy", 100)
    ask("heavy", 100)
    assert made == ["a", "b", "c", "b", "heavy"]
    ask("a", 4)
    assert made == ["a", "b", "c", "b", "heavy", "a"]


def test_a_failure_is_not_kept() -> None:
    shelf: Shelf[int] = Shelf(10)

    def fail() -> int:
        raise ValueError

    with pytest.raises(ValueError):
        shelf.get("a", fail, lambda _: 1)
    assert shelf.get("a", lambda: 7, lambda _: 1) == 7
