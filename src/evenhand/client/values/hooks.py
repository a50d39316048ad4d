"""Webhooks and their deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from evenhand.client.values.base import Value


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
