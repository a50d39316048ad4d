"""An agreement under a standard text is handed to another organisation: the old one reads and sends nothing there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Agreement, Draft
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.transfers.services import transfer_agree, transfer_propose
from evenhand_portal.conftest import House
from evenhand_portal.masters import sending as worker
from evenhand_portal.masters.models import Master, Schedule
from evenhand_portal.masters.overview import moves
from evenhand_portal.masters.selectors import behind, schedules_of
from evenhand_portal.masters.services import master_begin, schedule_attach
from evenhand_portal.masters.tests.conftest import CLAUSE, EXAMPLE, ROLES, change, rollout, send_all
from evenhand_portal.negotiation.models import Tabled
from evenhand_portal.parties.models import Membership, Organisation, Person
from evenhand_portal.parties.services import organisation_found

Browser = Callable[[Person | None], Client]
Make = Callable[..., Schedule]
Hand = Callable[..., None]


@pytest.fixture
def north(tidewater: House, now: datetime) -> Organisation:
    """The organisation to which the provider's agreements go; the same person manages both."""
    return organisation_found(name="Northwater Ltd", by=tidewater.manager, now=now)


@pytest.fixture
def hand(tidewater: House, harbour: House, now: datetime) -> Hand:
    """Hand an agreement over, as both sides want it."""

    def over(schedule: Schedule, to: Organisation) -> None:
        desk = desk_at(tidewater.manager, schedule.agreement_id, ROLES)
        transfer = transfer_propose(desk=desk, to=to, reason="Sold.", now=now)
        theirs = desk_at(harbour.signatory, schedule.agreement_id, frozenset({"signatory"}))
        transfer_agree(transfer=transfer, desk=theirs, now=now)

    return over


def at(name: str, master: Master) -> str:
    return reverse(name, args=(master.organisation_id, master.pk))


def written(schedule: Schedule, person: Person, now: datetime) -> Draft:
    """Write a clause into the draft that is now the new organisation's own."""
    draft = schedule.agreement.drafts.get()
    text = edited(draft.revisions.get().text, CLAUSE, "37 minutes")
    return draft_save(draft=draft, based_on_number=1, text=text, author=person, now=now).draft


def test_the_old_organisation_sees_nothing_of_it(
    master: Master,
    client_of: Make,
    tidewater: House,
    north: Organisation,
    hand: Hand,
    browser: Browser,
    now: datetime,
) -> None:
    kept, gone = client_of(master, "Kept Vets", draft=True), client_of(master, "Gone Vets", draft=True)
    hand(gone, north)
    written(gone, tidewater.manager, now)
    change(master, CLAUSE, "5 hours", now)
    assert list(schedules_of(master)) == behind(master) == [kept]
    for person, name in (
        (tidewater.manager, "master"), (tidewater.reader, "master"), (tidewater.manager, "master-amend")
    ):  # fmt: skip
        page = browser(person).get(at(name, master)).content.decode()
        assert "Kept Vets" in page
        assert "Gone Vets" not in page
        assert "37 minutes" not in page


def test_a_change_goes_to_those_alone_that_stayed(
    master: Master, client_of: Make, tidewater: House, north: Organisation, hand: Hand, now: datetime
) -> None:
    kept, gone = client_of(master, "Kept Vets"), client_of(master, "Gone Vets")
    hand(gone, north)
    change(master, CLAUSE, "5 hours", now)
    sent = rollout(master, tidewater, now)
    send_all(now)
    assert sent.sendings.get().schedule == kept
    assert Tabled.objects.get().negotiation.agreement == kept.agreement


@pytest.mark.parametrize("draft", [False, True])
def test_one_that_is_handed_over_while_the_change_is_on_its_way(
    master: Master,
    client_of: Make,
    tidewater: House,
    north: Organisation,
    hand: Hand,
    browser: Browser,
    now: datetime,
    draft: bool,
) -> None:
    gone = client_of(master, "Gone Vets", draft=draft)
    change(master, CLAUSE, "5 hours", now)
    sent = rollout(master, tidewater, now)
    hand(gone, north)
    send_all(now)
    one = sent.sendings.get()
    assert (one.state, one.reason, one.draft) == ("failed", worker.HANDED_OVER, None)
    assert not Tabled.objects.exists()
    assert gone.agreement.drafts.get().latest == 1
    Agreement.objects.filter(pk=gone.agreement_id).update(title="What Northwater calls it")
    there = browser(tidewater.manager).get(reverse("rollout", args=(tidewater.organisation.pk, sent.pk)))
    page = there.content.decode()
    assert "An agreement that was handed over" in page
    assert worker.HANDED_OVER in page
    assert "Look at those again" not in page
    for words in ("What Northwater calls it", "Gone Vets", str(gone.agreement_id)):
        assert words not in page


def test_its_new_organisation_puts_it_under_a_text_of_its_own(
    master: Master, client_of: Make, tidewater: House, north: Organisation, hand: Hand, now: datetime
) -> None:
    schedule = client_of(master, "Gone Vets")
    change(master, CLAUSE, "5 hours", now)
    sent = rollout(master, tidewater, now)
    send_all(now)
    hand(schedule, north)
    desk = desk_at(tidewater.manager, schedule.agreement_id, ROLES)
    assert desk.organisation == north
    first = master_begin(desk=desk, text=EXAMPLE, now=now)
    [own] = schedules_of(first)
    assert own.agreement == schedule.agreement
    assert sent.sendings.get().schedule == schedule
    with pytest.raises(ValidationError, match="under a standard text already"):
        schedule_attach(master=first, desk=desk, now=now)
    with pytest.raises(ValidationError, match="on the other side"):
        schedule_attach(master=master, desk=desk, now=now)


def test_what_comes_back_stands_under_its_old_text(
    master: Master, client_of: Make, tidewater: House, north: Organisation, hand: Hand, now: datetime
) -> None:
    schedule = client_of(master, "Gone Vets")
    hand(schedule, north)
    other = master_begin(desk=desk_at(tidewater.manager, schedule.agreement_id, ROLES), text=EXAMPLE, now=now)
    hand(schedule, tidewater.organisation)
    assert list(schedules_of(master)) == [schedule]
    assert not schedules_of(other)


def test_the_client_may_keep_it_under_a_text_of_its_own_as_well(
    master: Master, client_of: Make, harbour: House, now: datetime
) -> None:
    schedule = client_of(master, "Gone Vets")
    theirs = master_begin(desk=desk_at(harbour.manager, schedule.agreement_id, ROLES), text=EXAMPLE, now=now)
    assert [one.agreement for one in schedules_of(theirs)] == [schedule.agreement]
    assert list(schedules_of(master)) == [schedule]


def test_a_standard_text_itself_is_not_handed_over(
    master: Master, tidewater: House, north: Organisation, now: datetime
) -> None:
    desk = desk_at(tidewater.manager, master.draft.agreement_id, ROLES)
    with pytest.raises(ValidationError, match="A standard text stays with its organisation"):
        transfer_propose(desk=desk, to=north, reason="A mistake.", now=now)
    assert Agreement.objects.get(pk=desk.agreement.pk).provider == tidewater.organisation
    assert not desk.agreement.transfers.exists()
    assert moves([desk])[desk].act == "Its clients"


def test_nobody_is_led_to_a_standard_text_of_an_organisation_that_is_not_theirs(
    master: Master, tidewater: House, north: Organisation
) -> None:
    Agreement.objects.filter(pk=master.draft.agreement_id).update(provider=north)
    desk = desk_at(tidewater.manager, master.draft.agreement_id, ROLES)
    Membership.objects.filter(organisation=tidewater.organisation).delete()
    assert moves([desk]) == {}
