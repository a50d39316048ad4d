"""What a ledger holds, as people read it and as evidence is made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from evenhand_portal.ledger.models import Checkpoint, Leaf, Ledger

PAGE_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a ledger, ready to be read: `said` is its payload, empty when that was erased by law."""

    index: int
    kind: str
    actor: str
    received_at: datetime
    facts: Mapping[str, Any]
    said: Mapping[str, Any]
    erased: bool
    hash: str
    receipted: bool

    @property
    def side(self) -> str:
        """The side that did it."""
        return self.actor.partition(":")[0]


def entries_page(ledger: Ledger, number: str | int) -> Page[Any]:
    """Return a page of leaves, newest first; a number that is none gives the first page, one too large the last.

    Three queries, however many entries there are. `told` makes each leaf readable.
    """
    leaves = ledger.leaves.select_related("payload", "receipt").order_by("-index")
    return Paginator(leaves, PAGE_ENTRIES).get_page(number)


def told(leaf: Leaf) -> Told:
    """Return a leaf, its payload and whether a receipt was given, as one readable value.

    A row that somebody altered may be no JSON any more: it is shown empty, and found by whoever verifies.
    """
    entry, body = _object(leaf.entry), leaf.payload.body
    return Told(
        index=leaf.index,
        kind=leaf.kind,
        actor=str(entry.get("actor", "")),
        received_at=leaf.received_at,
        facts=_object(entry.get("facts", {})),
        said={} if body is None else _object(body),
        erased=body is None,
        hash=bytes(leaf.hash).hex(),
        receipted=hasattr(leaf, "receipt"),
    )


def _object(value: Any) -> dict[str, Any]:
    """A JSON object, or the one that is written in bytes; empty for anything else."""
    if isinstance(value, bytes | memoryview):
        try:
            value = json.loads(bytes(value))
        except ValueError:
            return {}
    return value if isinstance(value, dict) else {}


def heads_given(ledger: Ledger) -> QuerySet[Checkpoint]:
    """Return the heads that were signed and given out, the largest first."""
    return ledger.checkpoints.order_by("-size")
