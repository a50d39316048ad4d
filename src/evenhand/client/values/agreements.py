"""Agreements, drafts and versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from evenhand.client.values.base import Side, Value
from evenhand.client.values.people import Party, Person


class Move(Value):
    """Whose move it is: a side, or `nobody`; in one sentence, and what there is to do."""

    whose: str
    sentence: str
    act: str


class Agreement(Value):
    """An agreement as it stands for one's own side."""

    id: UUID
    title: str
    side: Side
    roles: list[str]
    client: Party | None
    provider: Party | None
    begun_by: Side
    begun_at: datetime
    shared: bool


class Signature(Value):
    """One side's yes to exactly one text."""

    side: Side
    organisation: str
    name: str
    statement: str
    method: str
    identity: str
    signed_at: datetime


class Refusal(Value):
    """A signature declined, and why."""

    side: Side
    person: str
    reason: str
    at: datetime


class Version(Value):
    """A text that was offered for signature or recorded; `identity` is the SHA-256 of its canonical form.

    `state`: waiting, agreed, declined or withdrawn. `last_day` is the last day on which it is in force, None where
    it has none.
    """

    id: UUID
    number: int
    identity: str
    state: Literal["waiting", "agreed", "declined", "withdrawn"]
    origin: Literal["here", "elsewhere"]
    draft: UUID | None
    offered_by: Side
    offered_at: datetime
    in_force_from: date
    last_day: date | None
    agreed_at: datetime | None
    confirmed_at: datetime | None
    signatures: list[Signature]
    refusals: list[Refusal]


class ToSign(Value):
    """What somebody says yes to by signing, and who may."""

    statement: str
    identity: str
    signatories: list[Person]


class Draft(Value):
    """A text of one's own side that is not agreed; `revision` is the number of its latest state."""

    id: UUID
    agreement: UUID
    side: Side
    state: Literal["open", "offered", "agreed", "dropped"]
    based_on: UUID | None
    begun_at: datetime
    revision: int


class Revision(Value):
    """One saved state of a draft."""

    number: int
    author: str
    made_at: datetime
    note: str


class Text(Value):
    """A revision with its words."""

    draft: UUID
    number: int
    author: str
    made_at: datetime
    note: str
    text: str


class Finding(Value):
    """One thing found in a document: what, how grave, where, and how it is mended."""

    code: str
    severity: Literal["error", "warning", "advice", "note"]
    message: str
    mend: str
    line: int | None
    column: int | None
    clause: str | None


class Checks(Value):
    """What was found in a revision; `open` says what hinders offering it."""

    revision: int
    readable: bool
    findings: list[Finding]
    open: list[str]


class Difference(Value):
    """What differs between two texts; the keys of changes and words are those of `evenhand diff --format json`.

    Where one of the two cannot be read as an agreement, `lines` holds the lines that differ.
    """

    sentence: str
    counts: dict[str, int]
    changes: list[dict[str, Any]]
    words: list[dict[str, Any]]
    lines: list[str]


class Overview(Value):
    """What stands first on an agreement's page."""

    agreement: Agreement
    in_force: Version | None
    until: date | None
    notice_by: str
    coming: Version | None
    waiting: Version | None
    drafts: list[Draft]
    move: Move


class Transfer(Value):
    """One side's wish that another organisation takes its place, and what became of it."""

    id: int
    side: Side
    of: str
    to: str
    by: str
    reason: str
    at: datetime
    outcome: Literal["open", "agreed", "declined", "withdrawn"]
