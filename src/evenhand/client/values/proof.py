"""The ledger of an agreement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from evenhand.client.values.base import Value


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
