"""Saying something, resolving and reopening threads, and how far somebody has read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from evenhand.render.markup.plain import to_text
from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.attachments import Received, attach, received
from evenhand_portal.conversations.authors import Author
from evenhand_portal.conversations.decisions import (
    Subject,
    audiences,
    folded,
    mentioned,
    reason_against_text,
)
from evenhand_portal.conversations.events import CommentMade, ThreadReopened, ThreadResolved
from evenhand_portal.conversations.labels import label_of
from evenhand_portal.conversations.models import Comment, Mention, Read, Thread
from evenhand_portal.conversations.selectors import people_seeing, threads_seen
from evenhand_portal.conversations.telling import comment_told, thread_told
from evenhand_portal.events import tell
from evenhand_portal.parties.models import Person

LONGEST_TITLE = 100


@transaction.atomic
def comment_make(
    *,
    agreement: Agreement,
    subject: Subject,
    audience: str,
    author: Author,
    text: str,
    now: datetime,
    files: Sequence[File[bytes]] = (),
) -> Comment:
    """Begin a thread about a subject with a first comment, for both sides or for the author's own.

    Raises ValidationError for a subject, an audience, a text or a file that cannot be.
    """
    kept = _checked(text, files)
    if trouble := subject.trouble():
        raise ValidationError(trouble)
    _may_speak(author, audience, agreement)
    thread = Thread.objects.create(
        agreement=agreement,
        kind=subject.kind,
        key=subject.key,
        label=label_of(agreement, subject, audience),
        audience=audience,
        title=_title(text),
        begun_at=now,
        latest_at=now,
    )
    return _said(thread, author, text, kept, now)


@transaction.atomic
def comment_reply(
    *, thread: Thread, author: Author, text: str, now: datetime, files: Sequence[File[bytes]] = ()
) -> Comment:
    """Say something further in a thread; whoever sees the thread sees it. Raises ValidationError."""
    kept = _checked(text, files)
    _may_speak(author, thread.audience, thread.agreement)
    held = Thread.objects.select_for_update().get(pk=thread.pk)
    held.agreement = thread.agreement
    return _said(held, author, text, kept, now)


@transaction.atomic
def thread_resolve(*, thread: Thread, author: Author, now: datetime) -> None:
    """Mark a thread as resolved; doing it twice changes nothing."""
    _may_speak(author, thread.audience, thread.agreement)
    if Thread.objects.filter(pk=thread.pk, resolved_at=None).update(resolved_at=now):
        thread.refresh_from_db(fields=["title"])  # it may have been erased since the page was made
        thread_told("thread-resolved", thread, author, now)
        tell(ThreadResolved(thread, str(author), now))


@transaction.atomic
def thread_reopen(*, thread: Thread, author: Author, now: datetime) -> None:
    """Open a resolved thread again; doing it twice changes nothing."""
    _may_speak(author, thread.audience, thread.agreement)
    if Thread.objects.filter(pk=thread.pk, resolved_at__isnull=False).update(resolved_at=None):
        thread.refresh_from_db(fields=["title"])
        thread_told("thread-reopened", thread, author, now)
        tell(ThreadReopened(thread, str(author), now))


def thread_read(*, thread: Thread, person: Person, number: int) -> None:
    """Note that somebody has read a thread up to that comment; reading less later takes nothing back."""
    mark, _ = Read.objects.get_or_create(person=person, thread=thread, defaults={"number": number})
    Read.objects.filter(pk=mark.pk, number__lt=number).update(number=number)


@transaction.atomic
def all_read(*, desk: Desk) -> None:
    """Note that somebody has read everything this desk may see."""
    marks = [
        Read(person=desk.person, thread=thread, number=thread.latest)
        for thread in threads_seen(desk).filter(latest__gt=F("read"))
    ]
    Read.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["person", "thread"], update_fields=["number"]
    )


def _said(thread: Thread, author: Author, text: str, files: Sequence[Received], now: datetime) -> Comment:
    thread.latest, thread.latest_at = thread.latest + 1, now
    thread.save(update_fields=["latest", "latest_at"])
    comment = Comment.objects.create(
        thread=thread,
        number=thread.latest,
        side=author.side,
        person=author.person,
        guest_name=author.name,
        guest_email=author.email,
        guest_website=author.website,
        text=text.strip(),
        folded=folded(" ".join([text, *(one.name for one in files)])),
        at=now,
    )
    seeing = {one.pk: one for one in people_seeing(thread.agreement, thread.audience)}
    named = mentioned(text, {pk: (one.name, one.email) for pk, one in seeing.items()})
    meant = tuple(seeing[pk] for pk in named)
    Mention.objects.bulk_create([Mention(comment=comment, person=person) for person in meant])
    if author.person:
        thread_read(thread=thread, person=author.person, number=comment.number)
    comment_told(comment, author, [(one.name, one.sha256) for one in files], now)
    attach(comment, files)
    tell(CommentMade(comment, meant, now))
    return comment


def _checked(text: str, files: Sequence[File[bytes]]) -> list[Received]:
    if trouble := reason_against_text(text):
        raise ValidationError(trouble)
    return received(files)


def _may_speak(author: Author, audience: str, agreement: Agreement) -> None:
    if audience not in audiences(author.side, shared=agreement.shared_at is not None):
        raise ValidationError("Choose who shall see this: both sides, or your side alone.")


def _title(text: str) -> str:
    """The first line, as plain text, cut at a word."""
    line = next((line for line in to_text(text).splitlines() if line.strip()), text).strip()
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE].rpartition(' ')[0] or line[:99]}…"
