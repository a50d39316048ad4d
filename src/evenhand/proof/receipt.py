"""Receipts: a signed statement that an entry with this hash was taken, at this place and this instant.

Whoever sent something in keeps it. A ledger without the entry at that place is then shown to have been changed. The
form is that of a signed note: the origin, `receipt` with the index, the hash of the leaf in base64, and the instant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evenhand.errors import Problem
from evenhand.proof.note import decoded, encoded, parse_note, sign_note, wrong_with
from evenhand.proof.tree import HASH_BYTES
from evenhand.units import iso_utc


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry that was taken: in which ledger, at which index, the hash of its leaf, when (UTC seconds)."""

    origin: str
    index: int
    hash: bytes
    received_at: int

    def text(self) -> str:
        """The lines that are signed."""
        return (
            f"{self.origin}\nreceipt {self.index}\n{encoded(self.hash)}\ntaken {iso_utc(self.received_at)}\n"
        )


def sign_receipt(receipt: Receipt, key: Ed25519PrivateKey) -> str:
    """Return the note: the receipt and its signature."""
    return sign_note(receipt.text(), receipt.origin, key)


def read_receipt(
    note: str, origin: str, key: Ed25519PublicKey
) -> tuple[Receipt, None] | tuple[None, Problem]:
    """Read a receipt and check origin and signature; the problem says which of them is wrong."""
    try:
        parsed = parse_note(note)
        named, number, leaf, taken = parsed.lines
        at = datetime.strptime(taken, "taken %Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        receipt = Receipt(named, int(number.removeprefix("receipt ")), decoded(leaf), int(at.timestamp()))
        exact = receipt.text() == "".join(f"{line}\n" for line in parsed.lines) and receipt.index >= 0
    except ValueError:
        exact = False
    if not exact or len(receipt.hash) != HASH_BYTES:
        mend = "Use the receipt as it was given."
        return None, Problem("receipt-unreadable", "This is not a signed receipt.", mend)
    problem = wrong_with(parsed, origin, key, "receipt")
    return (None, problem) if problem else (receipt, None)
