"""Uploading records: preview, matching, taking over, refusing, removing, who sees them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records import storing
from evenhand_portal.tracking.records.services import upload_refuse, upload_remove, upload_share, upload_take
from evenhand_portal.tracking.selectors import records_for_draft, records_of_both, uploads_seen
from evenhand_portal.tracking.tests.conftest import HEAD, OUTAGES, SMALL

Send = Callable[..., Upload]
Browser = Callable[[Person | None], Client]


def page(client: Client, desk: Desk, name: str, upload: Upload | None = None, **data: object) -> str:
    ids = {"agreement_id": desk.agreement.pk} | ({"upload_id": upload.pk} if upload else {})
    answer = (
        client.post(reverse(name, kwargs=ids), data, follow=True)
        if data
        else client.get(reverse(name, kwargs=ids))
    )
    return answer.content.decode()


def test_a_preview_says_what_is_in_the_file_before_anything_counts(alone: Desk, send: Send) -> None:
    upload = send(alone, SMALL, take=False)
    assert (upload.state, upload.report["tickets"], upload.report["rows"]) == ("preview", 2, 6)
    assert upload.report["events"] == {"opened": 2, "responded": 2, "resolved": 2}
    assert upload.report["first"][0] == ["T-1", "2026-01-05 09:00:00", "opened", "service-desk", "P1"]
    assert records_for_draft(alone) == []


def test_columns_are_matched_by_the_mapping_that_uses_most_of_them(alone: Desk, send: Send) -> None:
    content = b"Ticket ID,Date opened,Date resolved,Priority\nA-1,2026-01-05 09:00,2026-01-05 11:00,P1\n"
    upload = send(alone, content, take=False)
    assert upload.report["mapping"] == "generic-wide"
    assert "kind: wide" in upload.reading["mapping"]
    assert upload.report["events"] == {"opened": 1, "resolved": 1}


def test_a_person_says_what_the_columns_mean(
    alone: Desk, send: Send, browser: Browser, tidewater: House
) -> None:
    content = b"Vorgang,Angelegt,Erledigt,Rang\nA-1,05/01/2026 09:00,06/01/2026 11:00,P1\n"
    upload = send(alone, content, take=False)
    assert upload.report["unmatched"]
    client = browser(tidewater.manager)
    with pytest.raises(ValidationError, match="nothing to take over"):
        upload_take(upload=upload, desk=alone, digest=upload.digest, partial=True, now=upload.at)
    shown = page(client, alone, "upload-match", upload, how="by column", column_opened="Angelegt")
    assert "Choose the column: number of the ticket." in shown
    said = {"column_ticket": "Vorgang", "column_opened": "Angelegt", "column_resolved": "Erledigt"}
    said |= {"column_priority": "Rang", "dates": "day first", "how": "by column"}
    shown = page(client, alone, "upload-match", upload, **said)
    assert "does not say its zone." in shown
    assert "Say below which time zone these clocks showed." in shown
    shown = page(client, alone, "upload-match", upload, timezone="Europe/London", **said)
    assert "1 ticket from" in shown
    upload.refresh_from_db()
    assert upload.report["first"][1][1] == "2026-01-06 11:00:00"
    assert page(client, alone, "upload-match", upload, how="in YAML", yaml="kind: wide\nticket: [") != ""


def test_rows_that_cannot_be_used_are_left_out_only_when_that_is_said(
    alone: Desk, send: Send, now: datetime
) -> None:
    content = SMALL + b"T-3,yesterday,opened,,\n"
    upload = send(alone, content, take=False)
    assert upload.report["dropped"] == 1
    wrong = next(each for each in upload.report["problems"] if "yesterday" in each["message"])
    assert wrong["line"] == 8
    with pytest.raises(ValidationError, match="1 rows cannot be used"):
        upload_take(upload=upload, desk=alone, digest=upload.digest, partial=False, now=now)
    upload_take(upload=upload, desk=alone, digest=upload.digest, partial=True, now=now)
    assert records_for_draft(alone) == [upload]


def test_before_anything_is_agreed_records_are_their_sides_own(
    shared: object, tidewater: House, harbour: House, send: Send, now: datetime, alone: Desk
) -> None:
    mine = send(alone, SMALL)
    assert mine.told_at is None
    other = Desk(alone.agreement, harbour.manager, "client", harbour.organisation, frozenset({"manager"}))
    assert list(uploads_seen(other)) == []
    with pytest.raises(ValidationError, match="once a version is agreed"):
        upload_share(upload=mine, desk=alone, now=now)


def test_once_a_version_is_agreed_both_see_what_is_taken_and_the_ledger_says_so(
    desks: tuple[Desk, Desk], send: Send, now: datetime
) -> None:
    provider, client = desks
    upload = send(provider, SMALL)
    assert records_of_both(client) == [upload]
    entries = [json.loads(bytes(leaf.entry)) for leaf in provider.agreement.ledger.leaves.order_by("index")]
    assert entries[-1]["kind"] == "records-taken"
    assert entries[-1]["facts"]["sha256"] == upload.sha256
    upload_remove(upload=upload, desk=provider, now=now)
    assert records_of_both(client) == []
    assert Path(Upload.objects.get(pk=upload.pk).file.path).exists()
    last = json.loads(bytes(provider.agreement.ledger.leaves.order_by("-index")[0].entry))
    assert last["kind"] == "records-removed"
    with pytest.raises(ValidationError, match="Only records that count"):
        upload_remove(upload=upload, desk=provider, now=now)


@pytest.mark.django_db(transaction=False)
def test_what_is_refused_is_deleted(
    alone: Desk, send: Send, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    upload = send(alone, SMALL, take=False)
    path = Path(upload.file.path)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context manager
        upload_refuse(upload=upload)
    assert not path.exists()
    assert not Upload.objects.exists()


def test_the_same_file_twice_is_refused_with_a_reason(alone: Desk, send: Send) -> None:
    send(alone, SMALL)
    with pytest.raises(ValidationError, match="here already"):
        send(alone, SMALL)


def test_a_file_too_large_or_empty_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="empty"):
        storing.measured(ContentFile(b""))
    monkeypatch.setattr(storing, "MOST_BYTES", 10)
    with pytest.raises(ValidationError, match="larger"):
        storing.measured(ContentFile(b"x" * 11))


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 a workbook", b"\x1f\x8b compressed", b"%PDF-1.7", b"<html>", b"\x00" * 400, b"x" * 70_000],
)
def test_files_that_are_no_table_are_refused_with_the_mend(alone: Desk, send: Send, content: bytes) -> None:
    upload = send(alone, content, take=False)
    assert upload.report.get("unmatched") or upload.state == "refused"
    with pytest.raises(ValidationError):
        upload_take(upload=upload, desk=alone, digest=upload.digest, partial=True, now=upload.at)


def test_hostile_text_is_data(alone: Desk, send: Send, browser: Browser, tidewater: House) -> None:
    evil = "<script>alert(1)</script>"
    content = f'{HEAD}{evil},2026-01-05 09:00,opened,"=cmd|calc",P1\n{evil},2026-01-05 10:00,resolved,,\n'
    upload = send(alone, content.encode(), name=f"{evil}../../x.csv")
    client = browser(tidewater.manager)
    for name, one in (("records", None), ("upload", upload)):
        shown = page(client, alone, name, one)
        assert evil not in shown
    assert "&lt;script&gt;" in page(client, alone, "upload", upload)


def test_outages_and_readings_have_previews_too(alone: Desk, send: Send) -> None:
    outage = send(alone, OUTAGES, "outages", take=False)
    assert outage.report["first"] == [
        ["practice-system", "2026-01-07 10:00:00", "2026-01-07 11:30:00", "down"]
    ]
    reading = send(alone, b"name,at,value\nrating,2026-01-07T10:00:00Z,5\n", "readings", take=False)
    assert reading.report["events"] == {"rating": 1}
    wrong = send(alone, b"a,b\n1,2\n", "outages", take=False)
    assert wrong.report["unmatched"]


def test_the_whole_way_by_pages(alone: Desk, browser: Browser, tidewater: House) -> None:
    client = browser(tidewater.manager)
    here = {"agreement_id": alone.agreement.pk}
    assert "Begin with last quarter" in client.get(reverse("records", kwargs=here)).content.decode()
    file = ContentFile(SMALL, name="export.csv")
    answer = client.post(
        reverse("upload-new", kwargs=here),
        {"file": file, "kind": "tickets", "timezone": "Europe/London"},
        follow=True,
    )
    assert "2 tickets from 6 rows" in answer.content.decode()
    upload = Upload.objects.get()
    shown = page(client, alone, "upload-take", upload, digest=upload.digest)
    assert "The records count from now on." in shown
    wrong = client.post(reverse("upload-new", kwargs=here), {"kind": "tickets", "timezone": "Mars"})
    assert wrong.status_code == 422
    assert "Choose a file." in wrong.content.decode()
    assert "Write it like Europe/London." in wrong.content.decode()
