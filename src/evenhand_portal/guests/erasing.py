"""What the guests' pages keep of a comment beside it: a reply that was held, and what a Word file proposed."""

from __future__ import annotations

from evenhand_portal.conversations.events import CommentErased
from evenhand_portal.guests.models import Held, Proposed


def erased(event: CommentErased) -> None:
    """Erase both copies; what was still proposed is set aside, what was taken over is a clause and stays."""
    Held.objects.filter(comment=event.comment).update(name="", email="", website="", text="")
    found = Proposed.objects.filter(comment=event.comment)
    found.filter(state=Proposed.State.OPEN).update(state=Proposed.State.ASIDE, decided_at=event.at)
    found.update(after=[], value=None)
