"""Signed notes: some lines of text, an empty line, and a line with the signature (C2SP `signed-note`, Ed25519).

Heads and receipts are notes. Their lines differ in number and in form, so that neither can pass for the other.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evenhand.errors import Problem

LARGEST_NOTE: Final = 4_000
KEY_BYTES: Final = 32
_ED25519: Final = b"\x01"
_NOTES: Final = re.compile(r"^evenhand/[0-9a-f-]{36}\n(?:[^\n]+\n){2,3}\n— evenhand/[^\n]+\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Note:
    """The lines that were signed, the origin first, and the signature behind four bytes that name its key."""

    lines: tuple[str, ...]
    signature: bytes

    @property
    def origin(self) -> str:
        """Whose note it is."""
        return self.lines[0]


def sign_note(text: str, origin: str, key: Ed25519PrivateKey) -> str:
    """Return the note: the lines of `text`, which end with a line break, and the signature of `origin`'s key."""
    signature = key.sign(text.encode())
    return f"{text}\n— {origin} {encoded(_key_hash(origin, key.public_key()) + signature)}\n"


def parse_note(note: str) -> Note:
    """Split a note into what was signed and its one signature; raise ValueError unless it is written exactly so."""
    text, _, line = note[: LARGEST_NOTE + 1].partition("\n\n")
    body, end = line[:-1], line[-1:]
    if end != "\n" or "\n" in body or len(note) > LARGEST_NOTE:
        raise ValueError("a note has lines, an empty line, and one line with its signature")
    dash, name, signature = body.split(" ")
    lines = tuple(text.split("\n"))
    if dash != "—" or name != lines[0]:
        raise ValueError("the signature of a note is that of its origin")
    return Note(lines, decoded(signature))


def wrong_with(note: Note, origin: str, key: Ed25519PublicKey, what: str) -> Problem | None:
    """Return what is wrong with the origin or the signature of a note, None for nothing.

    `what` says what the note is, such as "head": the codes of problems begin with it.
    """
    if note.origin != origin:
        message = f'This {what} is of "{note.origin}", not of "{origin}".'
        return Problem(f"{what}-of-another", message, f"Use the {what} of this agreement.")
    try:
        if note.signature[:4] != _key_hash(origin, key):
            raise InvalidSignature
        key.verify(note.signature[4:], "".join(f"{line}\n" for line in note.lines).encode())
    except InvalidSignature:
        message = f"The signature of this {what} is not one of the ledger's key."
        mend = f"Compare the key with the one you hold. If the key is right, do not trust this {what}."
        return Problem(f"{what}-signature", message, mend)
    return None


def notes_in(text: str) -> tuple[str, ...]:
    """Return the notes in a text that may hold more, such as a mail as it was saved.

    Line ends and the marks of a quoted mail are made plain first; what looks like a note is returned unchecked.
    """
    plain = "\n".join(re.sub(r"^[> \t]+", "", line).rstrip() for line in text.splitlines()) + "\n"
    return tuple(found[0].rstrip("\n") + "\n" for found in _NOTES.finditer(plain))


def read_key(text: str) -> Ed25519PublicKey | None:
    """Return the public key written in base64, None when it is none."""
    try:
        data = decoded(text.strip())
    except ValueError:
        return None
    return Ed25519PublicKey.from_public_bytes(data) if len(data) == KEY_BYTES else None


def written_key(key: Ed25519PublicKey) -> str:
    """Return the public key in base64, as it stands in bundles and in a file for `--key`."""
    return encoded(key.public_bytes_raw())


def encoded(data: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes:
    """Return the bytes of base64; raise ValueError for any other way to write them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"{text[:40]!r} is no base64") from error
    if encoded(data) != text:
        raise ValueError(f"{text[:40]!r} is base64 with bits left over")
    return data


def _key_hash(origin: str, key: Ed25519PublicKey) -> bytes:
    return sha256(origin.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]
