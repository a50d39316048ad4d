"""Changes that one side told: intact when the agreement lets it, found in every other case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import FrozenMap
from evenhand.terms.canonical import canonical_bytes, identity
from evenhand.terms.canonical.carrying import carried_by
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import added, edited, removed
from tests.unit.proof.making import EXAMPLE, Story, codes

LATER = int(datetime(2026, 3, 24, 12, tzinfo=UTC).timestamp())
HELD = set(codes(Story().bundle()))
TEXT = edited(
    EXAMPLE,
    "review.amendments",
    {"notice": "20 business days", "notified": ["contacts"], "notice of those": "5 business days"},
)
BASE = added(added(TEXT, "version", "2"), "in force from", "2026-03-24")
"""In force five whole business days after Monday, 16 March 2026, the day of the story."""
MAIL = "parties.client.contacts.owner.email"
CHANGED = edited(BASE, MAIL, "new@harbour-dental.example")


def terms(text: str) -> Agreement:
    found, problems = read_agreement(text, file="a.yaml")
    assert found is not None, problems
    return found


def keep(story: Story, agreement: Agreement) -> dict[str, Any]:
    """Put the words of a version into the bundle; return what is told of it."""
    name = identity(agreement)
    story.files[f"versions/{name}/agreement.json"] = canonical_bytes(agreement)
    return {"number": agreement.version or 1, "identity": name}


def story_of(after: Agreement, *, before: str = TEXT, objected: bool = False, **facts: Any) -> Story:
    """A version recorded, and a change that the client told."""
    story = Story()
    first = keep(story, terms(before))
    story.tell("version-recorded", first | {"paper": "-"})
    told = keep(story, after) | {"side": "client", "before": first["identity"]} | facts
    story.tell("change-notified", told)
    if objected:
        facts = {"number": 2, "identity": told["identity"]}
        story.tell("change-objected", facts, actor="provider:2")
    story.sign()
    return story


def found(story: Story) -> set[str]:
    return set(codes(story.bundle())) - HELD - {"paper-missing"}


def test_a_change_that_may_be_told() -> None:
    assert found(story_of(terms(CHANGED))) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (edited(CHANGED, "standards.resolve-critical.within", "9 hours"), "told-against-agreement"),
        (edited(BASE, "parties.provider.contacts.director.email", "x@example.org"), "told-against-agreement"),
        (BASE, "told-against-agreement"),
        (edited(CHANGED, "in force from", "2026-03-23"), "told-too-late"),
    ],
)
def test_a_change_that_may_not(text: str, code: str) -> None:
    assert found(story_of(terms(text))) == {code}


def test_nothing_is_told_under_an_agreement_that_lists_nothing() -> None:
    assert "told-against-agreement" in found(story_of(terms(CHANGED), before=EXAMPLE))
    assert "told-against-agreement" in found(story_of(terms(CHANGED), before=removed(TEXT, "review")))


def test_other_holidays_beside_the_terms() -> None:
    after = terms(CHANGED)
    carried = carried_by(after)
    assert carried is not None
    [(region, dates)] = carried.holidays.items()
    fewer = FrozenMap({region: FrozenMap(dict(list(dates.items())[1:]))})
    other = type(carried)(carried.first_year, carried.last_year, carried.zones, fewer)
    assert found(story_of(after.carrying(other))) == {"told-against-agreement"}


def test_a_moment_outside_the_years_that_the_version_carries() -> None:
    story = Story()
    first = keep(story, terms(TEXT))
    story.tell("version-recorded", first | {"paper": "-"}, at=0)
    told = keep(story, terms(CHANGED)) | {"side": "client", "before": first["identity"]}
    story.tell("change-notified", told, at=0)
    story.sign()
    assert found(story) == {"told-too-late"}


def test_told_for_another_or_of_another_version() -> None:
    after = terms(CHANGED)
    assert found(story_of(after, side="provider")) == {"told-by-another"}
    assert found(story_of(after, side="both")) == {"told-by-another"}
    other = Story()
    other.tell("change-notified", keep(other, after) | {"side": "client", "before": "0" * 64})
    other.sign()
    assert found(other) == {"told-without-agreement"}


def test_words_that_are_missing_are_told_once() -> None:
    story = story_of(terms(CHANGED))
    name = next(name for name in story.files if name.endswith("agreement.json"))
    del story.files[name]
    assert found(story) == {"version-missing"}


def test_a_day_that_the_signed_calendar_does_not_reach() -> None:
    """Version 1 carries its dates up to 2029; the notice is longer than that."""
    longer = edited(TEXT, "review.amendments.notice of those", "2000 business days")
    assert found(story_of(terms(CHANGED), before=longer)) == {"told-too-late", "told-against-agreement"}


def test_objections() -> None:
    after = terms(CHANGED)
    assert found(story_of(after, objected=True)) == set()
    story = story_of(after)
    story.tell("change-objected", {"number": 2, "identity": identity(after)})
    story.sign()
    assert found(story) == {"objection-to-nothing"}
    late = story_of(after)
    late.tell("change-objected", {"number": 2, "identity": identity(after)}, at=LATER, actor="provider:2")
    late.sign()
    assert "objection-too-late" in found(late)


def test_figures_do_not_rest_on_what_was_objected_to() -> None:
    after = terms(CHANGED)
    story = story_of(after, objected=True)
    story.publish([], versions=[identity(terms(TEXT))])
    story.sign()
    assert found(story) == set()
    assert "figures-leave-out" not in codes(story.bundle())
    story.publish([], versions=[identity(terms(TEXT)), identity(after)])
    story.sign()
    assert found(story) == {"figures-without-agreement"}
