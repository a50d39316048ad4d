"""The example in the reference page is right, and every file and kind in the code stands on the page."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evenhand.proof.bundle import NAME
from evenhand.proof.checkpoint import read_note
from evenhand.proof.leaf import commitment, read_entry
from evenhand.proof.note import notes_in, written_key
from evenhand.proof.receipt import read_receipt
from evenhand.proof.tree import leaf_hash, root_of

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "evidence-bundle.md").read_text("utf-8")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key()


def test_the_example_is_right() -> None:
    given = dict(re.findall(r"^(key|salt|body|commit|leaf|hash|root) +(.+)$", PAGE, re.MULTILINE))
    entry, _ = read_entry(given["leaf"].encode())
    assert entry is not None
    assert given["key"] == written_key(KEY)
    assert given["commit"] == entry.commit == commitment(bytes.fromhex(given["salt"]), given["body"].encode())
    assert (
        given["hash"]
        == leaf_hash(given["leaf"].encode()).hex()
        == root_of([entry.hash]).hex()
        == given["root"]
    )
    assert json.loads(given["body"]) == {"title": "Managed IT services"}
    first, second = notes_in(PAGE)
    head, _ = read_note(first, entry.agreement, KEY)
    receipt, _ = read_receipt(second, entry.agreement, KEY)
    assert head is not None
    assert receipt is not None
    assert (head.size, head.root) == (1, entry.hash)
    assert (receipt.index, receipt.hash, receipt.received_at) == (0, entry.hash, entry.received_at)


def test_every_file_of_the_page_is_a_name_that_bundles_have() -> None:
    named = re.findall(r"^\| `([a-zA-Z0-9./]+)` \| ", PAGE.split("## Entries")[0], re.MULTILINE)
    assert len(named) == 13
    for name in named:
        assert NAME.fullmatch(name.replace("NNNNNNNN", "00000001").replace("SHA256", "a" * 64))
