"""Standard texts for many clients, and what was sent to them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from evenhand.client.values.base import Value


class Master(Value):
    """A standard text: its words are a draft; `behind` clients stand on an earlier revision."""

    id: UUID
    title: str
    agreement: UUID
    draft: UUID
    revision: int
    clients: int
    behind: int


class ClientPreview(Value):
    """What a change of the standard text would do to one client; `trouble` says why it cannot be carried over."""

    agreement: UUID
    title: str
    moves: bool
    trouble: str
    remarks: list[str]


class RolloutPreview(Value):
    """What would be sent from a day on; `seen` stands for all of it and is sent back to confirm it."""

    start: date
    seen: str
    clients: list[ClientPreview]


class Sending(Value):
    """What became of a change for one client."""

    agreement: UUID
    title: str
    state: str
    reason: str
    draft: UUID | None


class Rollout(Value):
    """A change that was sent to all clients in one act."""

    id: UUID
    master: UUID
    revision: int
    in_force_from: date
    note: str
    at: datetime
    sendings: list[Sending]
