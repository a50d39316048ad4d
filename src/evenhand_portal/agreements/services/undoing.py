"""Going back: to the revision before the last change, and before that one, as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.services.drafts import StaleRevision, draft_return
from evenhand_portal.parties.models import Person


def undone_to(back: Mapping[int, int], latest: int) -> int | None:
    """Return the number of the revision that undoing leads to; None when there is nothing to undo.

    `back` says of each revision that went back where it went, always to an earlier one. It stands there, so that
    undoing twice goes back two changes.

    >>> undone_to({4: 2}, 4)
    1
    """
    number = latest
    while number in back:
        number = back[number]
    return number - 1 or None


def undoing_of(draft: Draft) -> int | None:
    """Return the number of the revision that undoing leads to; None when there is nothing to undo."""
    went = draft.revisions.exclude(back_to=None).values_list("number", "back_to")
    back = {number: to for number, to in went if to is not None}
    return undone_to(back, draft.latest)


@transaction.atomic
def draft_undo(*, draft: Draft, number: int, author: Person, now: datetime) -> Revision:
    """Undo the last change of revision `number`, the latest: what it said before is said again in a new revision.

    Raises ValidationError when there is nothing to undo, or somebody saved in between.
    """
    in_between = ValidationError("Somebody saved the draft in between. Look at it before you undo.")
    if draft.latest != number:
        raise in_between
    before = undoing_of(draft)
    if before is None:
        raise ValidationError("There is nothing to undo: this is how the draft began.")
    try:
        return draft_return(draft=draft, number=before, author=author, now=now)
    except StaleRevision:
        raise in_between from None
