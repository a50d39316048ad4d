"""What guests say: taken at once, or held until somebody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.authors import Author
from evenhand_portal.conversations.decisions import Subject, reason_against_text
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.conversations.services import comment_make, comment_reply
from evenhand_portal.events import tell
from evenhand_portal.guests.decisions import Reply, suspicion
from evenhand_portal.guests.events import ReplyHeld
from evenhand_portal.guests.models import Held, Link
from evenhand_portal.guests.services.links import link_held

HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A reply with its place: a clause by its address, the agreement when that is empty, or a thread to answer in."""

    reply: Reply
    email: str
    clause: str = ""
    thread: Thread | None = None


@transaction.atomic
def reply_take(*, link: Link, said: Said, now: datetime) -> Comment | Held:
    """Take what a guest said: as a comment, or held when it looks like spam.

    The same words at the same place within the hour are the same reply, not a second one. Raises ValidationError.
    """
    link_held(link, now)
    if trouble := reason_against_text(said.reply.text):
        raise ValidationError(trouble)
    earlier = _earlier(link, now)
    for one in earlier:
        if one.text == said.reply.text.strip() and _same_place(one, said):
            return one
    reason = suspicion(said.reply, [one.text for one in earlier])
    if not reason:
        return _comment(link, said, now)
    held = Held.objects.create(
        link=link,
        about=said.clause,
        thread=said.thread,
        name=said.reply.name,
        email=said.email,
        website=said.reply.website,
        text=said.reply.text.strip(),
        reason=reason,
        at=now,
    )
    tell(ReplyHeld(held, now))
    return held


@transaction.atomic
def held_release(*, held: Held, desk: Desk, now: datetime) -> Comment:
    """Let a reply through, also one that was dropped: it is said now. Raises ValidationError when that was done.

    A reply for both sides is no one side's to suppress.
    """
    if Held.objects.select_for_update().get(pk=held.pk).comment_id is not None:
        raise ValidationError("Somebody let this reply through already.")
    Held.objects.filter(pk=held.pk).update(decided_at=now, decided_by=desk.person)
    reply = Reply(held.name, held.text, held.website)
    comment = _comment(held.link, Said(reply, held.email, held.about, held.thread), now)
    Held.objects.filter(pk=held.pk).update(comment=comment)
    return comment


@transaction.atomic
def held_drop(*, held: Held, desk: Desk, now: datetime) -> None:
    """Drop a reply as spam; it can still be let through. Raises ValidationError when somebody decided already."""
    undecided = Held.objects.filter(pk=held.pk, decided_at=None)
    if not undecided.update(decided_at=now, decided_by=desk.person):
        raise ValidationError("Somebody decided about this reply already.")


def _comment(link: Link, said: Said, now: datetime) -> Comment:
    author = Author(
        link.side_spoken_for, None, name=said.reply.name, email=said.email, website=said.reply.website
    )
    if said.thread is not None:
        return comment_reply(thread=said.thread, author=author, text=said.reply.text, now=now)
    comment = comment_make(
        agreement=link.agreement,
        subject=Subject("clause", said.clause) if said.clause else Subject(),
        audience=link.audience,
        author=author,
        text=said.reply.text,
        now=now,
    )
    link.threads.add(comment.thread)
    return comment


def _same_place(earlier: Comment | Held, said: Said) -> bool:
    """Whether a reply was about the same clause, or in the same thread: "Agreed." may be said of many clauses."""
    if isinstance(earlier, Held):
        return (earlier.thread, earlier.about) == (said.thread, said.clause)
    if said.thread is not None:
        return earlier.thread == said.thread
    return earlier.number == 1 and earlier.thread.key == said.clause


def _earlier(link: Link, now: datetime) -> list[Comment | Held]:
    """What came by the link within the hour."""
    comments = Comment.objects.filter(thread__guest_links=link, person=None, at__gt=now - HOUR)
    return [*comments.select_related("thread"), *link.held.filter(at__gt=now - HOUR).select_related("thread")]
