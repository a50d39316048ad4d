"""Leaves: one form of bytes, commitments, and strict reading."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from evenhand.proof.leaf import Entry, commitment, payload_bytes, read_entry

ENTRY = Entry("a1", "", 0, "signed", "client: A. Name", "portal", 1_772_467_800, 1_772_467_801, "ab" * 32)
PLAIN = json.loads(ENTRY.to_bytes())


def test_the_bytes_are_canonical_and_their_hash_is_that_of_a_leaf() -> None:
    data = ENTRY.to_bytes()
    assert data.startswith(b'{"actor":"client: A. Name","agreement":"a1","commit":"abab')
    assert sha256(b"\x00" + data).digest() == ENTRY.hash
    assert read_entry(data) == (ENTRY, None)


def test_facts_that_move_a_figure_stand_in_the_leaf() -> None:
    told = Entry(**PLAIN, facts={"ticket": "HD-1", "cause": "client cause"})
    assert b'"facts":{"cause":"client cause","ticket":"HD-1"}' in told.to_bytes()
    assert read_entry(told.to_bytes()) == (told, None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        json.dumps(PLAIN).encode(),
        json.dumps(PLAIN | {"seq": 1.0}, separators=(",", ":"), sort_keys=True).encode(),
        json.dumps(PLAIN | {"seq": True}, separators=(",", ":"), sort_keys=True).encode(),
        json.dumps(PLAIN | {"actor": None}, separators=(",", ":"), sort_keys=True).encode(),
        json.dumps(PLAIN | {"more": ""}, separators=(",", ":"), sort_keys=True).encode(),
        json.dumps(PLAIN | {"facts": []}, separators=(",", ":"), sort_keys=True).encode(),
        json.dumps(PLAIN | {"facts": {}}, separators=(",", ":"), sort_keys=True).encode(),
        json.dumps(PLAIN | {"commit": "ab"}, separators=(",", ":"), sort_keys=True).encode(),
        ENTRY.to_bytes().replace(b"}", b',"seq":0}'),
        ENTRY.to_bytes().replace(b'"seq":0', b'"seq":9007199254740993'),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    entry, problem = read_entry(data)
    assert entry is None
    assert problem is not None
    assert problem.code == "leaf-unreadable"


def test_a_leaf_without_a_key_is_refused() -> None:
    short: dict[str, Any] = {key: value for key, value in PLAIN.items() if key != "kind"}
    assert read_entry(json.dumps(short, separators=(",", ":"), sort_keys=True).encode())[0] is None


def test_a_commitment_hides_and_binds() -> None:
    body = payload_bytes({"b": 1, "a": "é"})
    assert body == '{"a":"é","b":1}'.encode()
    assert commitment(b"s" * 32, body) == sha256(b"s" * 32 + body).hexdigest()
    assert commitment(b"t" * 32, body) != commitment(b"s" * 32, body)
    with pytest.raises(ValueError, match="32 bytes, not 4"):
        commitment(b"salt", body)
