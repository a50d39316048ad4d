"""What goes wrong, or waits: drafts that two people changed, files that cannot be read as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from evenhand.terms.editing import edited, removed
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_save
from evenhand_portal.config.tests.test_matrix import EXAMPLE
from evenhand_portal.conftest import House
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.services import upload_read, upload_receive
from evenhand_portal.tracking.selectors import terms_for_reading

CRITICAL = "standards.resolve-critical"
FILES = {
    "unmatched": b"Case;Logged;Closed on\nC-1;05/01/2026 10:00;05/01/2026 12:00\n",
    "faulty": b"ticket,at,event,service,priority\nT-1,2026-01-05 09:00,opened,service-desk,P1\n"
    b"T-2,yesterday,opened,service-desk,P1\nT-3,2026-01-05 09:00,jumped,service-desk,P9\n",
    "no table": b"\x00\x01\x02",
}


def troubled(house: House, now: datetime) -> Mapping[str, Mapping[str, Any]]:
    """Ids by what is the matter."""
    return {**_drafts(house, now), **_uploads(house, now)}


def _begun(house: House, text: str, now: datetime) -> Draft:
    return agreement_begin(
        title="Managed IT services, Pier Surgery", side="provider", organisation=house.organisation, text=text,
        person=house.manager, now=now,
    )  # fmt: skip


def _drafts(house: House, now: datetime) -> dict[str, dict[str, Any]]:
    changed = _begun(house, EXAMPLE, now)
    text = edited(EXAMPLE, f"{CRITICAL}.within", "5 hours")
    note = f"{CRITICAL}"
    draft_save(draft=changed, based_on_number=1, text=text, author=house.signatory, note=note, now=now)
    lacking = edited(removed(removed(EXAMPLE, "review"), "escalations"), f"{CRITICAL}.within", "12 hours")
    drafts = {
        "changed": changed,
        "lacking": _begun(house, lacking, now),
        "unreadable": _begun(
            house, EXAMPLE.replace("Europe/London", "Europe/Londn", 1) + "\nsurprise: yes\n", now
        ),
    }
    return {what: {"agreement_id": one.agreement_id, "draft_id": one.pk} for what, one in drafts.items()}


def _uploads(house: House, now: datetime) -> dict[str, dict[str, Any]]:
    draft = _begun(house, EXAMPLE, now)
    desk = desk_at(house.manager, draft.agreement_id, frozenset({"manager"}))
    known: dict[str, dict[str, Any]] = {"nothing": {"agreement_id": draft.agreement_id, "draft_id": draft.pk}}
    for what, content in FILES.items():
        upload = upload_receive(
            desk=desk, kind="tickets", file=ContentFile(content), name=f"{what}.csv", timezone="Europe/London",
            now=now,
        )  # fmt: skip
        upload_read(upload=upload, terms=terms_for_reading(desk))
        known[what] = {"agreement_id": draft.agreement_id, "upload_id": upload.pk}
    reading = upload_receive(
        desk=desk, kind="tickets", file=ContentFile(FILES["faulty"] + b"\n"), name="large.csv", timezone="",
        now=now,
    )  # fmt: skip
    Upload.objects.filter(pk=reading.pk).update(done=40)
    known["reading"] = {"agreement_id": draft.agreement_id, "upload_id": reading.pk}
    return known
