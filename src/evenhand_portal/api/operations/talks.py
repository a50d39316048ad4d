"""Threads, the stream of everything said and done, and search in it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject, words_of
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.conversations.search import found_page
from evenhand_portal.conversations.selectors import attachment_seen, comments_of, threads_seen
from evenhand_portal.conversations.services import (
    all_read,
    comment_make,
    comment_reply,
    thread_read,
    thread_reopen,
    thread_resolve,
)
from evenhand_portal.conversations.stream import entries_of, stream_page

router = Router(tags=["Conversations"])
Words = Annotated[str, Field(max_length=10_000)]


class NewThread(Schema, extra="forbid"):
    """What it is about, for whom, and the first comment in Markdown."""

    kind: Literal["agreement", "clause", "figure", "ticket"]
    key: str = Field("", max_length=1_000)
    audience: Literal["both", "client", "provider"]
    text: Words


class NewComment(Schema, extra="forbid"):
    """A comment in Markdown."""

    text: Words


class Numbered(Schema, extra="forbid"):
    """Up to which comment."""

    number: int = Field(ge=0, le=1_000_000_000)


class About(Schema):
    """Threads about one subject alone."""

    kind: Literal["", "agreement", "clause", "figure", "ticket"] = ""
    key: str = Field("", max_length=1_000)


class Asked(Schema):
    """Words that must all be there, and whose talk: of both, of one's own side, or all."""

    words: str = Field("", max_length=200)
    show: Literal["all", "both", "own"] = "all"
    page: int = Field(1, ge=1, le=1_000_000)


THREADS = "/agreements/{agreement_id}/threads"
OF = f"{THREADS}/{{thread_id}}"


@reads(router, THREADS, values.Page[values.Thread], summary="Threads")
def threads(
    request: Called, agreement_id: UUID, about: Annotated[About, Query()], asked: Paged
) -> values.Page[values.Thread]:
    """Those of both sides and of one's own, newest first."""
    rows = threads_seen(request.desk)
    if about.kind:
        rows = rows.filter(kind=about.kind, key=about.key)
    return page_of(rows, ("-begun_at", "id"), asked, _thread)


@reads(router, f"{OF}/comments", values.Page[values.Comment], summary="What was said in a thread")
def comments(
    request: Called, agreement_id: UUID, thread_id: UUID, asked: Paged
) -> values.Page[values.Comment]:
    """Oldest first."""
    rows = comments_of(request.thread)
    return page_of(rows, ("number",), asked, comment_shown)


@acts(router, THREADS, values.Comment, scope="comment", status=201, summary="Begin a thread")
def thread_new(request: Called, agreement_id: UUID, body: NewThread) -> values.Comment:
    """Say something about the agreement, a clause, a figure or a ticket, to both sides or to one's own."""
    subject = Subject(body.kind, body.key)
    made = comment_make(
        agreement=request.desk.agreement,
        subject=subject,
        audience=body.audience,
        author=author_at(request.desk),
        text=body.text,
        now=request.now,
    )
    return comment_shown(made)


@acts(router, f"{OF}/comments", values.Comment, scope="comment", status=201, summary="Say something")
def comment_new(request: Called, agreement_id: UUID, thread_id: UUID, body: NewComment) -> values.Comment:
    """Answer in a thread."""
    made = comment_reply(
        thread=request.thread, author=author_at(request.desk), text=body.text, now=request.now
    )
    return comment_shown(made)


@acts(router, f"{OF}/resolve", values.Done, scope="comment", summary="Resolve a thread")
def thread_resolved(request: Called, agreement_id: UUID, thread_id: UUID) -> values.Done:
    """It stays to be read and found."""
    thread_resolve(thread=request.thread, author=author_at(request.desk), now=request.now)
    return values.Done(sentence="Resolved. It stays to be read and found.")


@acts(router, f"{OF}/reopen", values.Done, scope="comment", summary="Reopen a thread")
def thread_reopened(request: Called, agreement_id: UUID, thread_id: UUID) -> values.Done:
    """It is open again."""
    thread_reopen(thread=request.thread, author=author_at(request.desk), now=request.now)
    return values.Done(sentence="The thread is open again.")


@acts(router, f"{OF}/read", values.Done, scope="read", summary="Mark a thread as read")
def thread_marked(request: Called, agreement_id: UUID, thread_id: UUID, body: Numbered) -> values.Done:
    """Up to a comment."""
    thread_read(
        thread=request.thread, person=request.desk.person, number=min(body.number, request.thread.latest)
    )
    return values.Done(sentence="Marked as read.")


@reads(
    router,
    "/agreements/{agreement_id}/attachments/{attachment_id}",
    None,
    media="application/octet-stream",
    summary="A file beside a comment",
)
def attachment(request: Called, agreement_id: UUID, attachment_id: UUID) -> FileResponse:
    """Byte for byte as it was sent."""
    found = attachment_seen(request.desk, attachment_id)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )


@reads(router, "/agreements/{agreement_id}/said", list[values.Said], summary="Everything said and done")
def said(request: Called, agreement_id: UUID, asked: Annotated[Asked, Query()]) -> list[values.Said]:
    """Acts and comments, newest first, thirty a page; with `words` those in which all of them are found."""
    words = words_of(asked.words)
    page = (
        found_page(request.desk, words, asked.show, asked.page)
        if words
        else stream_page(request.desk, asked.show, asked.page)
    )
    if page.number != asked.page:
        return []
    return [
        values.Said(
            at=one.at,
            who=one.who,
            side=one.side,
            words=one.words.striptags(),
            own=one.own,
            thread=one.comment.thread_id if one.comment else None,
        )
        for one in entries_of(page.object_list, words)
    ]


@acts(router, "/agreements/{agreement_id}/said/read", values.Done, scope="read", summary="Mark all as read")
def said_marked(request: Called, agreement_id: UUID) -> values.Done:
    """Every thread one may see, for oneself."""
    all_read(desk=request.desk)
    return values.Done(sentence="Everything is marked as read.")


def _thread(one: Thread) -> values.Thread:
    return values.Thread(
        id=one.pk,
        kind=one.kind,
        key=one.key,
        audience=one.audience,
        title=one.title,
        begun_at=one.begun_at,
        latest=one.latest,
        latest_at=one.latest_at,
        resolved_at=one.resolved_at,
        read=getattr(one, "read"),  # noqa: B009 - the query names it
    )


def comment_shown(one: Comment) -> values.Comment:
    """A comment with its files."""
    return values.Comment(
        thread=one.thread_id,
        number=one.number,
        author=one.author,
        side=one.side,
        text=one.text,
        at=one.at,
        erased_at=one.erased_at,
        attachments=[
            values.Attachment(id=each.pk, name=each.name, bytes=each.bytes, sha256=each.sha256)
            for each in one.attachments.all()
            if each.name
        ],
    )
