"""Receipts and keys, notes in mails, and files within a PDF."""

from __future__ import annotations

import base64
import zlib

import pytest

from evenhand.proof.attached import LARGEST_ATTACHED, attached
from evenhand.proof.checkpoint import Checkpoint, read_note, signed
from evenhand.proof.note import notes_in, read_key, written_key
from evenhand.proof.receipt import Receipt, read_receipt, sign_receipt
from evenhand.proof.strict import digest
from evenhand.render.imprint import imprint_of
from evenhand.render.pdf.document import to_pdf
from evenhand.wording.agreement import written
from tests.unit.proof.making import IDENTITY, KEY, ORIGIN, OTHER_KEY, TERMS

PUBLIC = KEY.public_key()
RECEIPT = Receipt(ORIGIN, 7, bytes(range(32)), 1_773_655_200)
NOTE = sign_receipt(RECEIPT, KEY)
HEAD = signed(Checkpoint(ORIGIN, 8, bytes(range(32))), KEY)


def test_a_receipt_says_what_was_taken_where_and_when() -> None:
    assert NOTE.splitlines()[1:4] == [
        "receipt 7",
        base64.b64encode(RECEIPT.hash).decode(),
        "taken 2026-03-16T10:00:00Z",
    ]
    assert read_receipt(NOTE, ORIGIN, PUBLIC) == (RECEIPT, None)


def code_of(note: str) -> str:
    receipt, problem = read_receipt(note, ORIGIN, PUBLIC)
    assert receipt is None
    assert problem is not None
    return problem.code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("receipt 7", "receipt 07"),
        ("receipt 7", "receipt -7"),
        ("receipt 7", "7"),
        ("2026-03-16T10", "2026-13-16T10"),
        ("2026-03-16T10", "2026-3-16T10"),
        ("AAEC", "AAE"),
        ("AAEC", "AAECAAEC"),
        ("\n\n", "\n"),
        ("\n\n", "\nmore\n\n"),
    ],
)
def test_a_receipt_that_is_not_written_exactly_so(old: str, new: str) -> None:
    assert old in NOTE
    assert code_of(NOTE.replace(old, new, 1)) == "receipt-unreadable"


def test_of_others_and_signed_by_others() -> None:
    assert code_of(sign_receipt(RECEIPT, OTHER_KEY)) == "receipt-signature"
    assert code_of(NOTE.replace("5f0c", "6f0c")) == "receipt-of-another"


def test_a_receipt_is_no_head_and_a_head_is_no_receipt() -> None:
    assert code_of(HEAD) == "receipt-unreadable"
    head, problem = read_note(NOTE, ORIGIN, PUBLIC)
    assert head is None
    assert problem is not None
    assert problem.code == "head-unreadable"


def test_notes_are_found_in_a_mail() -> None:
    mail = f"Hello,\n\nkeep this:\n\n{HEAD}\nand this:\n\n{NOTE}\nYours\n"
    quoted = "\r\n".join(f"> {line}" for line in mail.splitlines())
    assert notes_in(mail) == (HEAD, NOTE)
    assert notes_in(quoted) == (HEAD, NOTE)
    assert notes_in("nothing") == ()


def test_keys_are_read_as_they_are_written() -> None:
    key = read_key(f"{written_key(PUBLIC)}\n")
    assert key is not None
    assert key.public_bytes_raw() == PUBLIC.public_bytes_raw()
    assert read_key("short") is None
    assert read_key(base64.b64encode(b"short").decode()) is None


def test_files_within_a_pdf() -> None:
    packed = zlib.compress(b"packed")
    large = zlib.compress(b"0" * (LARGEST_ATTACHED + 1))
    pdf = b"".join(
        b"1 0 obj\n<< /Type /EmbeddedFile " + rest + b" >>\nstream\r\n" + data + b"\nendstream\nendobj\n"
        for rest, data in (
            (b"/Length 5", b"plain"),
            (b"/Filter /FlateDecode", packed),
            (b"/Filter /FlateDecode", b"broken"),
            (b"/Filter /FlateDecode", large),
        )
    )
    assert list(attached(pdf)) == [b"plain", b"packed"]
    assert list(attached(b"<< /Length 5 >>\nstream\nplain\nendstream\n")) == []
    assert list(attached(b"<< /EmbeddedFile >>\nstream\nplain")) == []
    assert list(attached(b"<< /EmbeddedFile >>\nendobj << >>\nstream\nplain\nendstream")) == []
    assert list(attached(b"/EmbeddedFile " * 500_000)) == []


def test_the_document_is_found_in_our_own_pdf() -> None:
    assert TERMS is not None
    pdf = to_pdf(written(TERMS), imprint_of(TERMS))
    assert IDENTITY in [digest(each) for each in attached(pdf)]
