"""The paper of a version: sealed once both have signed, the same ever after, marked as long as it is not signed."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.paper.making import paper_of
from evenhand_portal.agreements.paper.models import Paper
from evenhand_portal.agreements.paper.seal import certificate_of_seal, kept_seal
from evenhand_portal.agreements.tests.conftest import sign
from evenhand_portal.conftest import House
from evenhand_portal.ledger.models import Checkpoint, Ledger
from evenhand_portal.parties.models import Person


@pytest.fixture
def agreed(offered: Version, harbour: House, tidewater: House, now: datetime) -> Version:
    sign(offered, harbour, now, name="Ada #[Byron] <b>")
    sign(offered, tidewater, now)
    offered.refresh_from_db()
    return offered


def said(paper: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages).split())


def test_the_seal_holds_and_covers_the_whole_file(agreed: Version, now: datetime) -> None:
    paper = paper_of(version=agreed, now=now)
    (seal,) = PdfFileReader(BytesIO(paper)).embedded_signatures
    trusted = ValidationContext(trust_roots=[certificate_of_seal()], allow_fetching=False)
    status = validate_pdf_signature(seal, signer_validation_context=trusted)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert seal.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_byte_changed_breaks_the_seal(agreed: Version, now: datetime) -> None:
    paper = bytearray(paper_of(version=agreed, now=now))
    paper[len(paper) // 3] ^= 1
    (seal,) = PdfFileReader(BytesIO(bytes(paper))).embedded_signatures
    trusted = ValidationContext(trust_roots=[certificate_of_seal()], allow_fetching=False)
    assert not validate_pdf_signature(seal, signer_validation_context=trusted).intact


def test_the_document_inside_is_the_one_that_was_signed(agreed: Version, now: datetime) -> None:
    inside = PdfReader(BytesIO(paper_of(version=agreed, now=now))).attachments
    assert hashlib.sha256(inside["canonical.json"][0]).hexdigest() == agreed.identity
    assert inside["agreement.yaml"][0].decode() == agreed.text
    assert inside["head.txt"][0].decode() == Checkpoint.objects.get().note


def test_the_last_page_says_who_when_how_and_what(agreed: Version, now: datetime) -> None:
    paper = paper_of(version=agreed, now=now)
    words = said(paper)
    certificate = words[words.rindex("Signatures and certificate") :]
    for told in ("Harbour Dental Group", "Tidewater IT Services", "Ada #[Byron] <b>", "password"):
        assert told in certificate
    assert "16 March 2026 09:00:00 UTC" in certificate
    assert agreed.identity in certificate.translate({0x20: None, 0x200B: None})
    assert str(agreed.agreement.ledger) in certificate.translate({0x20: None, 0x200B: None})


def test_asked_again_it_is_the_same(agreed: Version, now: datetime) -> None:
    assert paper_of(version=agreed, now=now) == paper_of(version=agreed, now=now)
    for statement in ("UPDATE agreements_paper SET sha256 = ''", "DELETE FROM agreements_paper"):
        with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
            connection.cursor().execute(statement)


def test_without_both_signatures_it_is_marked_and_not_sealed(
    offered: Version, harbour: House, now: datetime
) -> None:
    sign(offered, harbour, now)
    paper = paper_of(version=offered, now=now)
    assert not PdfFileReader(BytesIO(paper)).embedded_signatures
    assert "NOT SIGNED" in said(paper)
    assert not Paper.objects.exists()
    head = Checkpoint.objects.get().note
    assert PdfReader(BytesIO(paper)).attachments["head.txt"][0].decode() == head
    assert head.split()[0] in said(paper).translate({0x20: None, 0x200B: None, 0x0A: None})
    Ledger.objects.filter(pk=offered.agreement.ledger_id).update(peaks=b"x" * 32)
    assert "head.txt" not in PdfReader(BytesIO(paper_of(version=offered, now=now))).attachments


def test_the_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    made = kept_seal(tmp_path / "seal.pem")
    assert kept_seal(tmp_path / "seal.pem") == made
    assert stat.S_IMODE((tmp_path / "seal.pem").stat().st_mode) == 0o600


def test_what_can_be_taken_along(
    agreed: Version, harbour: House, browser: Callable[[Person | None], Client]
) -> None:
    client = browser(harbour.reader)
    given = {"agreement_id": agreed.agreement_id, "version_id": agreed.pk}
    paper = client.get(reverse("version-paper", kwargs=given))
    assert paper.content.startswith(b"%PDF-")
    assert paper["Content-Disposition"] == 'attachment; filename="agreement-1.pdf"'
    assert client.get(reverse("version-text", kwargs=given)).content.decode() == agreed.text
    canonical = client.get(reverse("version-canonical", kwargs=given)).content
    assert hashlib.sha256(canonical).hexdigest() == agreed.identity
    assert client.get(reverse("version-contract", kwargs=given)).status_code == 302
