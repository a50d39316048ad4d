"""What the ledger holds of figures: when they were published last, and whether these are the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785

from evenhand_portal.agreements.models import Agreement


@dataclass(frozen=True, slots=True)
class Published:
    """The entry by which figures were published last; `digest` is the SHA-256 of their canonical JSON."""

    index: int
    at: datetime
    digest: str


def digest_of(measurement: Mapping[str, Any]) -> str:
    """Return the SHA-256 by which the ledger names the figures of a measurement."""
    return sha256(rfc8785.dumps(dict(measurement))).hexdigest()


def published_last(agreement: Agreement) -> Published | None:
    """Return what was published last, in one query; None before anything was."""
    leaves = agreement.ledger.leaves.filter(kind="figures-published").order_by("-index")
    leaf = leaves.values_list("index", "received_at", "entry").first()
    if leaf is None:
        return None
    index, at, entry = leaf
    return Published(index, at, json.loads(bytes(entry))["facts"]["figures"])
