"""Drafts and what becomes of them: amendments, contracts signed elsewhere, two people who save at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import version_in_force
from evenhand_portal.agreements.services.drafts import (
    StaleRevision,
    draft_begin,
    draft_return,
    draft_save,
)
from evenhand_portal.agreements.services.versions import version_confirm, version_offer, version_record
from evenhand_portal.agreements.tests.conftest import EXAMPLE, sign
from evenhand_portal.conftest import House


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


def test_a_contract_signed_elsewhere_is_marked_until_confirmed(
    draft: Draft, tidewater: House, harbour: House, now: datetime
) -> None:
    version = version_record(
        draft=draft,
        number=1,
        side="provider",
        person=tidewater.manager,
        paper=b"%PDF-1.7 paper",
        paper_name="contract.pdf",
        now=now,
    )
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
