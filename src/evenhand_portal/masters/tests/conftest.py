"""A provider with a standard text and many clients."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from evenhand.terms.document import read_agreement
from evenhand.terms.editing import edited, value_of
from evenhand_portal.agreements.models import Agreement, Draft, Revision
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.amending import amendment_begin
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_save
from evenhand_portal.agreements.services.versions import version_keep
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.conftest import House
from evenhand_portal.masters.models import Master, Rollout, Schedule
from evenhand_portal.masters.selectors import behind, seen_hash
from evenhand_portal.masters.sending import send_once
from evenhand_portal.masters.services import Particulars, master_begin, rollout_begin, schedule_begin
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.selectors import seat_at

ROLES = frozenset({"manager", "signatory"})
CLAUSE = "standards.resolve-critical.within"
JULY = date(2026, 7, 1)


@pytest.fixture
def master(tidewater: House, now: datetime) -> Master:
    """A standard text with the words of the example."""
    source = agreement_begin(
        title="Managed IT services",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )
    desk = desk_at(tidewater.manager, source.agreement_id, ROLES)
    return master_begin(desk=desk, text=EXAMPLE, now=now)


@pytest.fixture
def client_of(tidewater: House, harbour: House, now: datetime) -> Callable[..., Schedule]:
    """Begin an agreement under a standard text, and have it signed by both unless it is to stay a draft."""

    def make(
        master: Master, name: str, exceptions: dict[str, Any] | None = None, *, draft: bool = False
    ) -> Schedule:
        own = {"parties.client.contacts": value_of(EXAMPLE, "parties.client.contacts"), **(exceptions or {})}
        given = Particulars(name, "", date(2026, 1, 1), date(2026, 12, 31), own)
        schedule = schedule_begin(master=master, given=given, person=tidewater.manager, now=now)
        agreement = schedule.agreement
        Agreement.objects.filter(pk=agreement.pk).update(client=harbour.organisation, shared_at=now)
        if not draft:
            agree(agreement, now)
        return Schedule.objects.get(pk=schedule.pk)

    return make


def agree(agreement: Agreement, now: datetime) -> None:
    """Make the draft the version that both signed, without the ceremony of signing."""
    draft = agreement.drafts.get()
    text = draft.revisions.get().text
    terms, _ = read_agreement(text, file="agreement.yaml")
    assert terms is not None
    version_keep(agreement, text, terms, side="provider", now=now, draft=draft, agreed_at=now)
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.AGREED)


def change(master: Master, address: str, value: Any, now: datetime, how: Any = edited) -> None:
    """Change a clause of the standard text."""
    draft = master.draft
    draft.refresh_from_db()
    text = Revision.objects.get(draft=draft, number=draft.latest).text
    draft_save(
        draft=draft,
        based_on_number=draft.latest,
        text=how(text, address, value) if value is not None else how(text, address),
        author=master.begun_by,
        now=now,
    )
    master.draft.refresh_from_db()


def rollout(master: Master, house: House, now: datetime, note: str = "") -> Rollout:
    """Confirm what the page shows."""
    seat = seat_at(house.manager, house.organisation.pk, ROLES)
    seen = seen_hash(master, behind(master), JULY)
    return rollout_begin(master=master, seat=seat, seen=seen, start=JULY, note=note, now=now)


def send_all(now: datetime) -> None:
    """Let the worker do all that waits."""
    while send_once(now):
        pass


def talk(schedule: Schedule, house: House, now: datetime) -> None:
    """Put another amendment of this client on the table."""
    desk = desk_at(house.manager, schedule.agreement_id, ROLES)
    draft = amendment_begin(version=schedule.agreement.versions.get(), desk=desk, now=now)
    text = edited(draft.revisions.get().text, "standards.respond-critical.within", "10 minutes")
    draft_save(draft=draft, based_on_number=1, text=text, author=house.manager, now=now)
    table_send(draft=draft, number=2, desk=desk, note="", now=now)
