"""Signed heads of a ledger: a short note that both parties keep, and that binds whoever runs the server.

The form is that of transparency logs' checkpoints (C2SP `tlog-checkpoint` and `signed-note`): the origin, the size,
the head in base64, an empty line, and the signature (Ed25519, RFC 8032).
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evenhand.errors import Problem
from evenhand.proof.note import decoded, encoded, parse_note, sign_note, wrong_with
from evenhand.proof.tree import HASH_BYTES


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a ledger: whose it is, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Return the note: the checkpoint and its signature."""
    return sign_note(checkpoint.text(), checkpoint.origin, key)


def read_note(
    note: str, origin: str, key: Ed25519PublicKey
) -> tuple[Checkpoint, None] | tuple[None, Problem]:
    """Read a head and check origin and signature; the problem says which of them is wrong."""
    try:
        parsed = parse_note(note)
        origin_named, size, root = parsed.lines
        checkpoint = Checkpoint(origin_named, int(size), decoded(root))
        exact = str(checkpoint.size) == size and checkpoint.size >= 0 and len(checkpoint.root) == HASH_BYTES
    except ValueError:
        exact = False
    if not exact:
        return None, Problem("head-unreadable", "This is not a signed head.", "Use the note as it was sent.")
    problem = wrong_with(parsed, origin, key, "head")
    return (None, problem) if problem else (checkpoint, None)
