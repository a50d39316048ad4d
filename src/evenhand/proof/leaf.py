"""What is said in one leaf of a ledger: who did what, when, and a commitment to the rest.

The rest is the payload: it stands beside the leaf and can be erased by law, for the leaf holds only a salted hash of
it. Facts that move a figure stand in the leaf itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import rfc8785

from evenhand.errors import Problem
from evenhand.proof.tree import HASH_BYTES, leaf_hash

SALT_BYTES: Final = 32
_KEYS: Final = (
    "agreement",
    "version",
    "seq",
    "kind",
    "actor",
    "source",
    "occurred_at",
    "received_at",
    "commit",
)
_NUMBERS: Final = ("seq", "occurred_at", "received_at")


@dataclass(frozen=True, slots=True)
class Entry:
    """The content of a leaf.

    `agreement` names the ledger, `version` is the identity of the version in force (empty when there is none), `seq`
    the index of the leaf. Instants are whole seconds since 1970 in UTC (rule 1). `commit` is the commitment in hex.
    """

    agreement: str
    version: str
    seq: int
    kind: str
    actor: str
    source: str
    occurred_at: int
    received_at: int
    commit: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the canonical JSON of the entry (RFC 8785): the bytes that are hashed."""
        plain: dict[str, Any] = {key: getattr(self, key) for key in _KEYS}
        return rfc8785.dumps(plain | ({"facts": dict(self.facts)} if self.facts else {}))

    @property
    def hash(self) -> bytes:
        """The hash of the leaf."""
        return leaf_hash(self.to_bytes())


def payload_bytes(payload: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON of a payload: the bytes that are committed to."""
    return rfc8785.dumps(dict(payload))


def commitment(salt: bytes, body: bytes) -> str:
    """Return the commitment to a payload in hex: SHA-256 of salt and body; raise ValueError for a short salt."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return sha256(salt + body).hexdigest()


def read_entry(data: bytes) -> tuple[Entry | None, Problem | None]:
    """Read the bytes of a leaf strictly: known keys of the right type, and encoded again the same bytes."""
    try:
        plain = json.loads(data)
        facts = plain.pop("facts", {})
        numbers = all(type(plain[key]) is int for key in _NUMBERS)
        texts = all(isinstance(plain[key], str) for key in _KEYS if key not in _NUMBERS)
        fits = set(plain) == set(_KEYS) and numbers and texts and isinstance(facts, dict)
        entry = Entry(**plain, facts=facts) if fits else None
        same = entry is not None and entry.to_bytes() == data and len(entry.commit) == 2 * HASH_BYTES
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, rfc8785.CanonicalizationError):
        same, entry = False, None
    if not same:
        return None, Problem("leaf-unreadable", "This leaf is not written in the one form a leaf has.")
    return entry, None
