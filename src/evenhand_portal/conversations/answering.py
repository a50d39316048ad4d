"""Answers to mails about conversations become comments, if their writer may still speak there."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404

from evenhand_portal.agreements.selectors import Desk, agreements_of
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import BOTH
from evenhand_portal.conversations.letters import REPLY
from evenhand_portal.conversations.models import Thread
from evenhand_portal.conversations.selectors import SPEAKING, thread_seen
from evenhand_portal.conversations.services import comment_reply
from evenhand_portal.notices.events import ReplyCame
from evenhand_portal.parties.models import Person


def answered(event: ReplyCame) -> None:
    """Say in the thread what was answered by mail. Raises Http404 and ValidationError, which refuse the answer."""
    if not event.subject.startswith(REPLY):
        return
    thread = Thread.objects.filter(pk=UUID(event.subject.removeprefix(REPLY))).first()
    if thread is None:
        raise Http404
    desk = _desk(event.person, thread)
    comment_reply(
        thread=thread_seen(desk, thread.pk),
        author=author_at(desk),
        text=event.text or "Attached.",
        files=event.files,
        now=event.at,
    )


def _desk(person: Person, thread: Thread) -> Desk:
    """Where the person sits now, on a side that sees the thread and with a role that speaks.

    Raises Http404 without such a desk, and ValidationError with one on each side: nobody can tell for which side a
    mail speaks.
    """
    fitting = [
        desk
        for desk in agreements_of(person)
        if desk.agreement.pk == thread.agreement_id
        and thread.audience in (BOTH, desk.side)
        and desk.roles & set(SPEAKING)
    ]
    if not fitting:
        raise Http404
    if len(fitting) > 1:
        raise ValidationError(
            "You belong to both sides of this agreement, and a mail does not say for which of them you speak. "
            "Answer on the page, where you choose for which side you speak."
        )
    return fitting[0]
