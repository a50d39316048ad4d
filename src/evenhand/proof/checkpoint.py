"""Signed heads of a ledger: a short note that both parties keep, and that binds whoever runs the server.

The form is that of transparency logs' checkpoints (C2SP `tlog-checkpoint` and `signed-note`): the origin, the size,
the head in base64, an empty line, and a line for each signature (Ed25519, RFC 8032).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evenhand.errors import Problem
from evenhand.proof.tree import HASH_BYTES

_ED25519: Final = b"\x01"
LARGEST_NOTE: Final = 4_000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a ledger: whose it is, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Return the note: the checkpoint and its signature."""
    signature = key.sign(checkpoint.text().encode())
    line = base64.b64encode(_key_hash(checkpoint.origin, key.public_key()) + signature).decode()
    return f"{checkpoint.text()}\n— {checkpoint.origin} {line}\n"


def read_note(
    note: str, origin: str, key: Ed25519PublicKey
) -> tuple[Checkpoint, None] | tuple[None, Problem]:
    """Read a note and check origin and signature; the problem says which of them is wrong."""
    try:
        checkpoint, signature = _parsed(note)
    except ValueError:
        return None, Problem("head-unreadable", "This is not a signed head.", "Use the note as it was sent.")
    if checkpoint.origin != origin:
        message = f'This head is of "{checkpoint.origin}", not of "{origin}".'
        return None, Problem("head-of-another", message, "Use the head of this agreement.")
    try:
        if signature[:4] != _key_hash(origin, key):
            raise InvalidSignature
        key.verify(signature[4:], checkpoint.text().encode())
    except InvalidSignature:
        message = "The signature of this head is not one of the ledger's key."
        return None, Problem("head-signature", message, "Do not trust this head.")
    return checkpoint, None


def _parsed(note: str) -> tuple[Checkpoint, bytes]:
    """Split a note into its checkpoint and its one signature; raise ValueError unless it is written exactly so."""
    if len(note) > LARGEST_NOTE:
        raise ValueError
    origin, size, root, nothing, line, end = note.split("\n")
    checkpoint = Checkpoint(origin, int(size), _decoded(root))
    dash, name, signature = line.split(" ")
    exact = str(checkpoint.size) == size and checkpoint.size >= 0 and len(checkpoint.root) == HASH_BYTES
    if nothing or end or dash != "—" or name != origin or not exact:
        raise ValueError
    return checkpoint, _decoded(signature)


def _decoded(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if base64.b64encode(data).decode() != text:
        raise ValueError
    return data


def _key_hash(origin: str, key: Ed25519PublicKey) -> bytes:
    return sha256(origin.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]
