"""A difference: empty for what means the same, enough to make the later agreement, the same from both sides."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from evenhand.terms.canonical import normal_form
from evenhand.terms.difference import Change, applied, difference
from evenhand.terms.difference.tree import tree_of
from tests.unit.terms.difference.editing import EVERYTHING, EXAMPLE, TREES, valid, versions

EXAMPLES = int(os.environ.get("EVENHAND_EXAMPLES", "0"))
TURNED = {"added": "removed", "removed": "added", "client": "provider", "provider": "client"}


def seen(change: Change, *, turned: bool) -> tuple[Any, ...]:
    """What a change says, or what it says from the other side."""
    if not turned:
        return (change.kind, change.was, change.now, change.before, change.after, change.favours)
    kind, favours = (TURNED.get(word, word) for word in (change.kind, change.favours))
    return (kind, change.now, change.was, change.after, change.before, favours)


@given(versions())
@settings(
    max_examples=EXAMPLES or 200,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_difference_holds_what_differs_and_nothing_else(pair):
    before, after = pair.before, pair.after
    forth, back = difference(before, after), difference(after, before)
    assert (forth == ()) == (normal_form(before) == normal_form(after))
    assert normal_form(applied(before, forth)) == normal_form(after)
    assert sorted(repr(seen(change, turned=False)) for change in forth) == sorted(
        repr(seen(change, turned=True)) for change in back
    )


@pytest.mark.parametrize("file", [EVERYTHING, EXAMPLE], ids=lambda file: file.stem)
def test_nothing_differs_from_itself(file):
    agreement = valid(TREES[file])
    assert agreement is not None
    assert difference(agreement, agreement) == ()
    assert applied(agreement, ()) == valid(tree_of(agreement))
