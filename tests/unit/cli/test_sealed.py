"""Seals of signed PDFs: read where the library for it is there, named, and found broken by any byte."""

from __future__ import annotations

import asyncio
import importlib.util
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from evenhand.cli import sealed as reading
from evenhand.cli.sealed import certificate_held, looker, seal_of
from evenhand.errors import UsageError
from evenhand.proof.history import History
from evenhand.proof.step import outcome
from evenhand.proof.verify_seals import Seal, seals_step
from tests.unit.cli.sealing import plain, sealed
from tests.unit.proof.making import IDENTITY, Story

PDF = f"versions/{IDENTITY}/signed.pdf"


def history(pdf: bytes | None) -> History:
    story = Story()
    if pdf is not None:
        story.files[PDF] = pdf
    return History(story.bundle())


def test_a_seal_is_read_within_a_running_loop_too() -> None:
    """No file is called broken because of whoever reads it."""
    pdf, _ = sealed(plain())

    async def read() -> Seal | None:
        return seal_of(pdf)

    assert asyncio.run(read()) == seal_of(pdf)
    assert seal_of(pdf) != Seal(False, "", "")


def test_a_seal_is_read_and_any_later_change_breaks_it(tmp_path: Path) -> None:
    pdf, certificate = sealed(plain())
    held = certificate.fingerprint(SHA256()).hex()
    found = seal_of(pdf)
    assert found == Seal(True, "Common Name: Evenhand at sla.example.org", held)
    for place in range(len(pdf) // 40, len(pdf), len(pdf) // 20):
        changed = bytearray(pdf)
        changed[place] ^= 1
        other = seal_of(bytes(changed))
        padding = set(pdf[place - 2 : place + 3]) == {ord("0")}  # behind the signature, as PDF has it
        assert other is None or not other.whole or padding
    more = seal_of(pdf + b"\n% more")
    assert more is not None
    assert not more.whole
    assert seal_of(plain()) is None
    assert seal_of(b"no PDF") == Seal(False, "", "")
    for encoding, name in ((Encoding.PEM, "seal.pem"), (Encoding.DER, "seal.der")):
        (tmp_path / name).write_bytes(certificate.public_bytes(encoding))
        assert certificate_held(tmp_path / name) == held
    for bad in (b"", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"):
        (tmp_path / "bad").write_bytes(bad)
        with pytest.raises(UsageError, match="is no certificate"):
            certificate_held(tmp_path / "bad")


def test_without_the_library_that_is_said_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looker() is seal_of
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    assert looker() is None
    assert importlib.util.find_spec("pyhanko") is not None
    step = seals_step(history(b"%PDF"), None)
    assert [(each.code, each.severity) for each in step.problems] == [("seals-not-looked-at", "advice")]
    assert (step.state, outcome([step]), step.looked_at) == ("open", "intact", "1 PDF")
    assert seals_step(history(None), None).state == "held"
    assert seals_step(history(None), seal_of).looked_at == "0 PDFs"


@pytest.mark.parametrize(
    ("seal", "held", "code", "came"),
    [
        (None, None, "seal-missing", "incomplete"),
        (Seal(False, "A", "a1"), None, "seal-broken", "tampered"),
        (Seal(True, "A", "a1"), "b2", "seal-of-another", "tampered"),
        (Seal(True, "A", "a1"), None, "sealed-by", "intact"),
        (Seal(True, "A", "a1"), "a1", "", "intact"),
    ],
)
def test_what_is_found(seal: Seal | None, held: str | None, code: str, came: str) -> None:
    step = seals_step(history(b"%PDF"), lambda pdf: seal, held)
    assert [each.code for each in step.problems] == ([code] if code else [])
    assert outcome([step]) == came
