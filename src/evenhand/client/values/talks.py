"""Negotiations, threads and guests."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from evenhand.client.values.base import Side, Value


class Sent(Value):
    """A text that was put on the table; `returns_to` says that it took the latest one back."""

    number: int
    side: Side
    person: str
    note: str
    at: datetime
    returns_to: int | None


class OpenClause(Value):
    """A clause that is not settled: its digest on the table, and the sides that do not stand by it yet."""

    clause: str
    name: str
    digest: str
    waits_for: list[Side]


class Table(Value):
    """What lies on the table, what is open in it, and whose turn it is; `digest` stands for all clauses.

    `draft` is one's own draft with which one goes on from the table.
    """

    id: UUID
    state: Literal["open", "offered", "agreed", "ended"]
    turn: Literal["client", "provider", "both", "nobody"]
    summary: str
    number: int
    digest: str
    text: str
    open: list[OpenClause]
    sent: list[Sent]
    ready: bool
    reasons: list[str]
    draft: UUID | None


class Thread(Value):
    """What is said about one subject: for both sides, or for one alone; `read` is how far one has read."""

    id: UUID
    kind: Literal["agreement", "clause", "figure", "ticket"]
    key: str
    audience: Literal["both", "client", "provider"]
    title: str
    begun_at: datetime
    latest: int
    latest_at: datetime
    resolved_at: datetime | None
    read: int


class Attachment(Value):
    """A file beside a comment."""

    id: UUID
    name: str
    bytes: int
    sha256: str


class Comment(Value):
    """What somebody said, in Markdown; `side` is empty for a guest of both sides.

    `text` is empty, and no file is there, where `erased_at` says when it was erased by law.
    """

    thread: UUID
    number: int
    author: str
    side: str
    text: str
    at: datetime
    erased_at: datetime | None
    attachments: list[Attachment]


class Said(Value):
    """One line of the stream: an act in a sentence, or a comment as plain text; `own` is seen by one side alone."""

    at: datetime
    who: str
    side: str
    words: str
    own: bool
    thread: UUID | None


class GuestLink(Value):
    """A link by which somebody without an account reads one paper; its address goes to them by mail alone."""

    id: UUID
    name: str
    email: str
    audience: Literal["both", "client", "provider"]
    speaks: bool
    state: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None


class HeldReply(Value):
    """A guest's reply that looks like spam: nobody else sees it before it is let through."""

    id: int
    link: UUID
    clause: str
    thread: UUID | None
    name: str
    email: str
    website: str
    text: str
    reason: str
    at: datetime


class Proposal(Value):
    """What a guest's Word file says at one clause; `fits`: it can be taken over as it is.

    The words stand in a comment of a thread as well.
    """

    id: int
    link: UUID
    thread: UUID
    comment: int
    author: str
    clause: str
    before: list[str]
    after: list[str]
    fits: bool
