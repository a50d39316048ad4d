"""People, organisations, invitations, mails."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from evenhand.client.values.base import Side, Value


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


class Notice(Value):
    """A mail to oneself, as it stands in the inbox."""

    id: UUID
    kind: str
    subject: str
    text: str
    made_at: datetime
    read_at: datetime | None
    agreement: UUID | None


class NoticeChoice(Value):
    """One kind of news; `title` completes “You are told when …”, `way` says how it comes."""

    kind: str
    title: str
    theme: str
    way: Literal["once", "daily", "inbox"]


class NoticeChoices(Value):
    """How one's news comes; a daily mail goes out at `hour` o'clock in `zone`."""

    daily: bool
    hour: int
    zone: str
    kinds: list[NoticeChoice]
