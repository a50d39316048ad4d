"""The values that a portal's interface gives: the server builds its answers from these, the client reads them.

Moments are in UTC, days as the agreement's zone has them; amounts, ratios and lengths of time stay text, as people
read them. A key that a later portal adds is passed over.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Item = TypeVar("Item")
Side = Literal["client", "provider"]


class Value(BaseModel):
    """The base of all of them: immutable."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Page(Value, Generic[Item]):
    """A part of a list; `next` is the cursor of the following part, None at the end."""

    items: list[Item]
    next: str | None = None


class Person(Value):
    """A human being."""

    id: UUID
    name: str
    email: str


class Party(Value):
    """An organisation as one of the two sides."""

    id: UUID
    name: str


class Me(Value):
    """Whom the token stands for, and what it may do now."""

    person: Person
    organisation: Party
    roles: list[str]
    scopes: list[str]
    token: UUID
    token_name: str
    expires_at: datetime


class Organisation(Value):
    """An organisation in which one sits, with one's roles there."""

    id: UUID
    name: str
    roles: list[str]


class Member(Value):
    """A role that somebody holds in an organisation; `id` is needed to end it."""

    id: int
    person: Person
    role: str
    since: datetime


class Invitation(Value):
    """An invitation to an organisation that nobody has taken up yet."""

    id: UUID
    email: str
    name: str
    role: str
    state: str
    invited_at: datetime
    expires_at: datetime


class PartyInvitation(Value):
    """An invitation of the other side to an agreement."""

    id: UUID
    side: Side
    email: str
    name: str
    state: str
    invited_at: datetime
    expires_at: datetime


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


class Upload(Value):
    """A file of records; `state` taken: it counts. `told_at`: from when both sides see it.

    `done` is how far it is read, in per cent.
    """

    id: UUID
    kind: Literal["tickets", "outages", "readings", "charges", "claims", "conditions"]
    name: str
    side: Side
    state: Literal["reading", "preview", "taken", "refused", "removed"]
    by: str
    at: datetime
    sha256: str
    bytes: int
    done: int
    told_at: datetime | None


class Preview(Value):
    """An upload with what was found in it: counts, first rows, problems; `unmatched` where columns are not known."""

    upload: Upload
    report: dict[str, Any]
    reading: dict[str, Any]


class Answered(Value):
    """An answer to a question about figures; while `state` is `waiting` the worker reckons it: ask again."""

    state: Literal["ready", "waiting"]
    done: int
    result: dict[str, Any] | None


class Entry(Value):
    """One entry of a ledger: what was said or done, by which side, and the hash of its leaf."""

    index: int
    kind: str
    actor: str
    side: str
    at: datetime
    sentence: str
    facts: dict[str, Any]
    said: dict[str, Any]
    erased: bool
    hash: str
    receipted: bool


class Head(Value):
    """A signed head of a ledger; `note` is to be kept."""

    size: int
    root: str
    note: str
    signed_at: datetime


class Note(Value):
    """A signed note or a key, as text to be kept."""

    note: str


class Notice(Value):
    """A mail to oneself, as it stands in the inbox."""

    id: UUID
    kind: str
    subject: str
    text: str
    made_at: datetime
    agreement: UUID | None


class Done(Value):
    """What was done, in one sentence."""

    sentence: str


class Endpoint(Value):
    """An address to which news is sent; `kinds` empty means all."""

    id: UUID
    url: str
    kinds: list[str]
    made_at: datetime
    ended_at: datetime | None
    end_reason: str


class Attempt(Value):
    """One attempt to deliver."""

    at: datetime
    status: int | None
    trouble: str


class Delivery(Value):
    """One piece of news for one address; `id` is the number in `webhook-id`."""

    id: UUID
    kind: str
    state: Literal["waiting", "delivered", "failed"]
    made_at: datetime
    due_at: datetime
    attempts: list[Attempt]


class Secret(Value):
    """The secret by which deliveries are signed."""

    secret: str


class Place(Value):
    """Where something in a request has to be mended."""

    model_config = ConfigDict(frozen=True, extra="allow")
    where: str
    message: str


class Problem(Value):
    """Why a request was refused (RFC 9457): a stable code, what happened, the mend, the places."""

    model_config = ConfigDict(frozen=True, extra="allow")
    type: str
    title: str
    status: int
    code: str
    detail: str
    mend: str
    places: list[Place]
