"""Signed heads: what is signed, and every way in which a note can be wrong."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from evenhand.proof.checkpoint import Checkpoint, read_note, signed

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HEAD = Checkpoint("evenhand/a1", 8, bytes(range(32)))
NOTE = signed(HEAD, KEY)


def test_a_note_is_read_back() -> None:
    assert NOTE.splitlines()[:4] == ["evenhand/a1", "8", base64.b64encode(HEAD.root).decode(), ""]
    assert read_note(NOTE, "evenhand/a1", KEY.public_key()) == (HEAD, None)


def code_of(note: str, origin: str = "evenhand/a1", key: Ed25519PrivateKey = KEY) -> str:
    checkpoint, problem = read_note(note, origin, key.public_key())
    assert checkpoint is None
    assert problem is not None
    return problem.code


def test_another_origin_and_another_key() -> None:
    assert code_of(NOTE, origin="evenhand/a2") == "head-of-another"
    other = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    assert code_of(NOTE, key=other) == "head-signature"
    assert code_of(signed(HEAD, other)) == "head-signature"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n8\n", "\n08\n"),
        ("\n8\n", "\n-8\n"),
        ("\n8\n", "\neight\n"),
        ("\n\n", "\n"),
        ("\n\n", "\nmore\n"),
        ("— ", "- "),
        ("— evenhand/a1", "— evenhand/a2"),
        ("AAEC", "AAE"),
        ("AAEC", "AAEC!"),
        ("AAEC", "AAECAAEC"),
        ("Hh8=", "Hh9="),
    ],
)
def test_a_note_that_is_not_written_exactly_so(old: str, new: str) -> None:
    assert old in NOTE
    assert code_of(NOTE.replace(old, new, 1)) == "head-unreadable"


def test_trailing_text_and_length() -> None:
    assert code_of(NOTE + "more") == "head-unreadable"
    assert code_of("a" * 5_000) == "head-unreadable"


@given(st.integers(0, len(NOTE) - 1), st.characters())
def test_one_changed_character_is_never_accepted(at: int, other: str) -> None:
    changed = NOTE[:at] + other + NOTE[at + 1 :]
    checkpoint, _ = read_note(changed, "evenhand/a1", KEY.public_key())
    assert (checkpoint == HEAD) == (changed == NOTE)
