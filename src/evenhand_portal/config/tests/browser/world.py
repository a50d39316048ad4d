"""A portal with something to see on every page: the demonstration, and what the matrix visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.paper.models import Original
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_begin
from evenhand_portal.agreements.services.signing import version_decline
from evenhand_portal.agreements.services.versions import version_offer, version_record
from evenhand_portal.config.tests.browser.negotiated import negotiated
from evenhand_portal.config.tests.browser.troubled import CRITICAL, troubled
from evenhand_portal.config.tests.test_matrix import EXAMPLE, OURS
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.erasing import comment_erase
from evenhand_portal.conversations.services import comment_make, comment_reply
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.models import Upload

PARTS = {one.name: one.parts for one in OURS}
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
EVERY = frozenset({"manager", "signatory"})


@dataclass(frozen=True)
class World:
    """What there is to see: the subjects of the matrix, the demonstration, and a contract signed elsewhere."""

    subjects: Mapping[str, Any]
    harbour: House
    tidewater: House
    director: Person
    owner: Person
    demo: Mapping[str, Any]
    transcript: Mapping[str, Any]
    recorded: Mapping[str, Any]
    declined: Version
    erased: Mapping[str, Any]
    troubled: Mapping[str, Mapping[str, Any]]
    table: Mapping[str, Any]

    def at(self, name: str, query: str = "", known: Mapping[str, Any] | None = None) -> str:
        """An address by its name, with the ids `known`: those of the demonstration if none are said."""
        known = self.demo if known is None else known
        given = {part: known[part] for part in PARTS[name]}
        if "secret" in given:
            given["secret"] = given["secret"][name]
        return reverse(name, kwargs=given) + (f"?{query}" if query else "")


def world_of(subjects: Mapping[str, Any], harbour: House, tidewater: House, now: datetime) -> World:
    """Add to the demonstration what it does not show: a version that was declined, and recorded contracts."""
    director = Person.objects.get(email="director@tidewater-it.example")
    owner = Person.objects.get(email="owner@harbour-dental.example")
    amendment = Draft.objects.get(
        state="open", based_on__isnull=False, agreement__title="Managed IT services"
    )
    version = amendment.based_on
    assert version is not None
    at_desk = desk_at(director, version.agreement_id, EVERY)
    tickets = Upload.objects.filter(agreement=version.agreement, kind="tickets").latest("at")
    return World(
        subjects, harbour, tidewater, director, owner,
        {
            "agreement_id": version.agreement_id,
            "version_id": version.pk,
            "draft_id": amendment.pk,
            "upload_id": tickets.pk,
        },
        _transcript(tidewater, now),
        _recorded(tidewater, now),
        _declined(amendment, at_desk, desk_at(owner, version.agreement_id, EVERY), now),
        _erased(at_desk, now),
        troubled(tidewater, now),
        negotiated(harbour, tidewater, now),
    )  # fmt: skip


def _declined(amendment: Draft, provider: Desk, client: Desk, now: datetime) -> Version:
    """A version that the client declined: the amendment with more time than it has now."""
    text = edited(amendment.revisions.get(number=1).text, f"{CRITICAL}.within", "7 hours")
    draft = draft_begin(
        agreement=amendment.agreement, side="provider", text=text, person=provider.person, now=now,
        based_on=amendment.based_on, note="seven hours for critical incidents",
    )  # fmt: skip
    version = version_offer(draft=draft, number=1, side="provider", person=provider.person, now=now)
    reason = "Seven hours are still most of a day without X-rays. We talked about six."
    version_decline(version=version, side="client", person=client.person, reason=reason, now=now)
    return version


def _erased(desk: Desk, now: datetime) -> dict[str, Any]:
    """A conversation whose first comment was erased by law, and whose second was not."""
    comment = comment_make(
        agreement=desk.agreement, subject=Subject("clause", CRITICAL), audience="both", author=author_at(desk),
        text="Mrs Heron waited four hours.", now=now,
    )  # fmt: skip
    comment_reply(thread=comment.thread, author=author_at(desk), text="She wants no name here.", now=now)
    comment_erase(comment=comment, why="Asked for by the patient.", now=now)
    return {"agreement_id": desk.agreement.pk, "thread_id": comment.thread_id}


def _transcript(house: House, now: datetime) -> dict[str, Any]:
    """A draft beside the contract from which it is transcribed."""
    draft = agreement_begin(
        title="Managed IT services, on paper", side="provider", organisation=house.organisation, text=EXAMPLE,
        person=house.manager, now=now,
    )  # fmt: skip
    Original.objects.create(draft=draft, name="contract 2024.pdf", body=SCAN, uploaded_at=now)
    return {"agreement_id": draft.agreement_id, "draft_id": draft.pk}


def _recorded(house: House, now: datetime) -> dict[str, Any]:
    """A contract that was recorded, and waits to be confirmed."""
    known = _transcript(house, now)
    version = version_record(
        draft=Draft.objects.get(pk=known["draft_id"]), number=1, side="provider", person=house.manager,
        paper=SCAN, paper_name="contract 2024.pdf", now=now,
    )  # fmt: skip
    return {**known, "version_id": version.pk}
