"""Erasing by law what the guests' pages keep: copies beside a comment, and replies that were never said."""

from __future__ import annotations

import re
from typing import Final

from django.core.exceptions import ValidationError

from evenhand_portal.conversations.events import CommentErased
from evenhand_portal.guests.models import Held, Proposed

PLACE: Final = re.compile(r"/guests/#held-([1-9][0-9]{0,8})$")


def held_erase(address: str) -> None:
    """Erase a reply that was held or dropped, whole: nothing was said. `address` is where the portal shows it.

    Raises ValidationError for any other address, and where it was let through: then it is a comment.
    """
    found = PLACE.search(address.strip())
    if found is None:
        raise ValidationError(
            "This is no address of a comment or of a held reply. Copy the address of its time: it ends with "
            "#comment- or #held- and a number."
        )
    if not Held.objects.filter(pk=int(found[1]), comment=None).delete()[0]:
        raise ValidationError(
            "There is no such reply. If it was let through, erase the comment that it became."
        )


def erased(event: CommentErased) -> None:
    """Erase both copies; what was still proposed is set aside, what was taken over is a clause and stays."""
    Held.objects.filter(comment=event.comment).update(name="", email="", website="", text="")
    found = Proposed.objects.filter(comment=event.comment)
    found.filter(state=Proposed.State.OPEN).update(state=Proposed.State.ASIDE, decided_at=event.at)
    found.update(after=[], value=None)
