"""A difference: empty for what means the same, enough to make the later agreement, the same from both sides."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from evenhand.terms.canonical import normal_form
from evenhand.terms.difference import Change, applied, difference
from tests.unit.terms.difference.editing import versions

MANY = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TURNED = {"added": "removed", "removed": "added", "client": "provider", "provider": "client"}


def seen(change: Change, *, turned: bool) -> tuple[Any, ...]:
    """What a change says, or what it says from the other side."""
    if not turned:
        return (change.kind, change.was, change.now, change.before, change.after, change.favours)
    kind, favours = (TURNED.get(word, word) for word in (change.kind, change.favours))
    return (kind, change.now, change.was, change.after, change.before, favours)


@given(versions())
@MANY
def test_nothing_differs_exactly_when_both_mean_the_same(pair):
    before, after = pair.before, pair.after
    assert difference(before, before) == ()
    assert (difference(before, after) == ()) == (normal_form(before) == normal_form(after))


@given(versions())
@MANY
def test_applied_to_the_earlier_it_gives_the_later(pair):
    before, after = pair.before, pair.after
    assert normal_form(applied(before, difference(before, after))) == normal_form(after)


@given(versions())
@MANY
def test_from_the_other_side_it_is_the_same_turned_round(pair):
    before, after = pair.before, pair.after
    forth = sorted(map(repr, (seen(change, turned=False) for change in difference(before, after))))
    back = sorted(map(repr, (seen(change, turned=True) for change in difference(after, before))))
    assert forth == back
