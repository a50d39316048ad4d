"""Drafts and what becomes of them: amendments, contracts signed elsewhere, two people who save at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from evenhand_portal.agreements.models import Draft, Revision, Side, Version
from evenhand_portal.agreements.selectors import version_in_force
from evenhand_portal.agreements.services.drafts import (
    StaleRevision,
    draft_begin,
    draft_return,
    draft_save,
)
from evenhand_portal.agreements.services.undoing import draft_undo, undoing_of
from evenhand_portal.agreements.services.versions import version_confirm, version_offer, version_record
from evenhand_portal.agreements.tests.conftest import EXAMPLE, sign
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person


def test_an_amendment_has_the_next_number_and_begins_later(
    offered: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    sign(offered, harbour, now)
    sign(offered, tidewater, now)
    same_day = EXAMPLE.replace("reference: HDG-2026", "reference: HDG-2026\nversion: 2")
    amendment = draft_begin(
        agreement=offered.agreement,
        side="provider",
        text=same_day,
        person=tidewater.manager,
        based_on=offered,
        now=now,
    )
    with pytest.raises(ValidationError, match="A later version begins later"):
        version_offer(draft=amendment, number=1, side="provider", person=tidewater.manager, now=now)
    later = same_day.replace("version: 2", "version: 2\nin force from: 2026-07-01")
    draft_save(draft=amendment, based_on_number=1, text=later, author=tidewater.manager, now=now)
    second = version_offer(draft=amendment, number=2, side="provider", person=tidewater.manager, now=now)
    assert (second.number, str(second.in_force_from)) == (2, "2026-07-01")
    sign(second, tidewater, now)
    sign(second, harbour, now)
    assert version_in_force(offered.agreement, second.in_force_from) == Version.objects.get(pk=second.pk)
    assert version_in_force(offered.agreement, second.in_force_from - timedelta(days=1)) == offered


def recorded(draft: Draft, person: Person, now: datetime, side: Side = "provider") -> Version:
    return version_record(
        draft=draft,
        number=draft.latest,
        side=side,
        person=person,
        paper=b"%PDF-1.7 paper",
        paper_name="contract.pdf",
        now=now,
    )


def test_what_both_signed_is_not_replaced_by_a_recording(
    offered: Version, tidewater: House, harbour: House, now: datetime
) -> None:
    sign(offered, tidewater, now)
    sign(offered, harbour, now)
    text = EXAMPLE.replace(
        "reference: HDG-2026", "reference: HDG-2026\nversion: 2\nin force from: 2026-01-02"
    )
    for based_on in (None, offered):
        draft = draft_begin(
            agreement=offered.agreement, side="provider", text=text, person=tidewater.manager, now=now,
            based_on=based_on,
        )  # fmt: skip
        with pytest.raises(ValidationError, match="which both sign here"):
            recorded(draft, tidewater.manager, now)
    assert Version.objects.count() == 1


def test_a_recording_is_replaced_by_its_own_side_until_it_is_confirmed(
    draft: Draft, tidewater: House, harbour: House, now: datetime
) -> None:
    first = recorded(draft, tidewater.manager, now)
    agreement = draft.agreement
    mended = EXAMPLE.replace(
        "reference: HDG-2026", "reference: HDG-2026\nversion: 2\nin force from: 2026-02-01"
    )

    def another(side: Side, person: Person) -> Draft:
        return draft_begin(agreement=agreement, side=side, text=mended, person=person, now=now)

    with pytest.raises(ValidationError, match="The other side recorded a contract already"):
        recorded(another("client", harbour.manager), harbour.manager, now, "client")
    second = recorded(another("provider", tidewater.manager), tidewater.manager, now)
    assert (first.number, second.number) == (1, 2)
    version_confirm(version=second, side="client", person=harbour.signatory, now=now)
    with pytest.raises(ValidationError, match="which both sign here"):
        recorded(another("provider", tidewater.manager), tidewater.manager, now)


def test_a_note_that_reads_like_going_back_is_a_note(draft: Draft, tidewater: House, now: datetime) -> None:
    for number, note in ((1, "back to revision 2"), (2, "back to revision 1")):
        text = f"{EXAMPLE}# {number}\n"
        draft_save(
            draft=draft, based_on_number=number, text=text, author=tidewater.manager, now=now, note=note
        )
    assert undoing_of(draft) == 2
    back = draft_undo(draft=draft, number=3, author=tidewater.manager, now=now)
    assert (back.number, back.back_to, undoing_of(draft)) == (4, 2, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            draft=draft, number=9, text="", author=tidewater.manager, made_at=now, back_to=9
        )


def test_a_contract_signed_elsewhere_is_marked_until_confirmed(
    draft: Draft, tidewater: House, harbour: House, now: datetime
) -> None:
    version = recorded(draft, tidewater.manager, now)
    assert (version.origin, version.confirmed_at) == ("elsewhere", None)
    assert version.contract.sha256 in bytes(draft.agreement.ledger.leaves.last().entry).decode()  # type: ignore[union-attr]  # it was told
    with pytest.raises(ValidationError, match="your own side recorded it"):
        version_confirm(version=version, side="provider", person=tidewater.manager, now=now)
    version_confirm(version=version, side="client", person=harbour.signatory, now=now)
    with pytest.raises(ValidationError, match="needs no confirmation"):
        version_confirm(version=version, side="client", person=harbour.signatory, now=now)


def test_two_people_who_save_at_once_lose_nothing(draft: Draft, tidewater: House, now: datetime) -> None:
    first = draft_save(
        draft=draft, based_on_number=1, text=EXAMPLE + "# one\n", author=tidewater.manager, now=now
    )
    with pytest.raises(StaleRevision) as found:
        draft_save(draft=draft, based_on_number=1, text=EXAMPLE + "# two\n", author=tidewater.reader, now=now)
    assert found.value.latest == first
    same = draft_save(draft=draft, based_on_number=2, text=first.text, author=tidewater.reader, now=now)
    assert same == first
    draft.refresh_from_db()
    back = draft_return(draft=draft, number=1, author=tidewater.manager, now=now)
    assert (back.number, back.text, back.note) == (3, EXAMPLE, "back to revision 1")
