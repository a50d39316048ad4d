"""Erasing by law what somebody said: the words, the files, and every copy that the portal keeps of them.

That something was said, where and when, stays, as does the proof: the ledger holds only a salted hash of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from evenhand_portal.conversations.events import CommentErased
from evenhand_portal.conversations.letters import KINDS, REPLY
from evenhand_portal.conversations.models import Attachment, Comment, Thread
from evenhand_portal.events import tell
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.ledger.selectors import told
from evenhand_portal.ledger.sentences import ERASED
from evenhand_portal.ledger.services import payload_erase
from evenhand_portal.notices.erasing import notices_erase

OPERATOR: Final = "operator"
SOMEBODY: Final = "A guest"
PLACE: Final = re.compile(r"/threads/([0-9a-f-]{36})/(?:\?[^#]*)?#comment-([1-9][0-9]{0,8})$")


def comment_at(address: str) -> Comment | None:
    """Return the comment at an address as the portal shows it; None for an address of anything else.

    Raises ValidationError when there is no such comment.
    """
    found = PLACE.search(address.strip())
    if found is None:
        return None
    try:
        comments = Comment.objects.select_related("thread__agreement__ledger")
        return comments.get(thread=UUID(found[1]), number=int(found[2]))
    except (ValueError, Comment.DoesNotExist):
        raise ValidationError("There is no such comment in this portal.") from None


@transaction.atomic
def comment_erase(*, comment: Comment, why: str, now: datetime) -> None:
    """Erase the words of a comment, its files, and the name of a guest who said it, wherever the portal keeps them.

    Raises ValidationError without a reason, and for a comment that was erased already; doing it again finishes what a
    standstill cut off. The reason is shown to whoever sees the conversation.
    """
    why = " ".join(why.split())
    if not 0 < len(why) <= 500:
        raise ValidationError(
            "Say why, in at most 500 characters: everybody who sees the conversation reads it."
        )
    thread = Thread.objects.select_for_update().get(pk=comment.thread_id)
    transaction.on_commit(partial(_files_delete, comment))
    if comment.attachments.filter(name="").exclude(file="").exists():
        return  # it was erased, and the process ended before the files were gone
    if not Comment.objects.filter(pk=comment.pk, erased_at=None).update(
        text="",
        folded="",
        guest_name=SOMEBODY if comment.guest_name else "",
        guest_email="",
        guest_website="",
        erased_at=now,
        erased_why=why,
    ):
        raise ValidationError("This comment was erased already.")
    comment.attachments.update(name="", sha256="", bytes=0)
    first = comment.number == 1
    if first:
        Thread.objects.filter(pk=thread.pk).update(title=ERASED)
    for leaf in _told(comment, first=first):
        payload_erase(leaf=leaf, why=why, actor=OPERATOR, now=now)
    notices_erase(
        keys=[f"{kind}-{comment.pk}-" for kind in KINDS],
        reply=f"{REPLY}{thread.pk}",
        words=thread.title if first else "",
    )
    tell(CommentErased(comment, now))


def _files_delete(comment: Comment) -> None:
    """Delete the files beside an erased comment, each before its number is let go."""
    for one in comment.attachments.exclude(file=""):
        default_storage.delete(str(one.file.name))
        Attachment.objects.filter(pk=one.pk).update(file="")


def _told(comment: Comment, *, first: bool) -> Iterator[Leaf]:
    """Return the entries that repeat the words: the comment's own, and, for a first one, those with the title."""
    kinds = ["comment-made", *(["thread-resolved", "thread-reopened"] if first else [])]
    leaves = comment.thread.agreement.ledger.leaves.filter(kind__in=kinds, payload__erased_at=None)
    wanted = (str(comment.thread_id), comment.number)
    for leaf in leaves.select_related("payload", "receipt").order_by("index"):
        facts = told(leaf).facts
        if (facts.get("thread"), facts.get("comment", comment.number)) == wanted:
            yield leaf
