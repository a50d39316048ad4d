"""People, invitations and roles: what happens, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from evenhand_portal.conftest import House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Invitation, Membership, Person
from evenhand_portal.parties.selectors import seats_of
from evenhand_portal.parties.services import (
    invitation_accept,
    invitation_send,
    invitation_withdraw,
    membership_end,
)

Browser = Callable[[Person | None], Client]


def invite(house: House, email: str, now: datetime, role: str = "reader") -> tuple[Invitation, str]:
    invitation = invitation_send(
        organisation=house.organisation, email=email, name="", role=role, by=house.manager, now=now
    )
    letter = Notice.objects.get(key=f"invitation-{invitation.pk}")
    secret = letter.text.split("/invitations/")[1].split("/")[0]
    return invitation, secret


def test_an_invitation_leads_to_a_seat(
    harbour: House, make_person: Callable[[str], Person], browser: Browser, now: datetime
) -> None:
    _, secret = invite(harbour, "nora@example.org", now)
    nora = make_person("Nora")
    with time_machine.travel(now, tick=False):
        page = browser(nora).get(f"/invitations/{secret}/")
        assert "Join Harbour Dental Group" in page.content.decode()
        assert not seats_of(nora)
        assert browser(nora).post(f"/invitations/{secret}/").status_code == 302
    [seat] = seats_of(nora)
    assert (seat.organisation, seat.roles) == (harbour.organisation, {"reader"})


def test_an_invitation_is_for_one_address(
    harbour: House, make_person: Callable[[str], Person], browser: Browser, now: datetime
) -> None:
    _, secret = invite(harbour, "nora@example.org", now)
    with time_machine.travel(now, tick=False):
        page = browser(make_person("Olaf")).post(f"/invitations/{secret}/")
    assert page.status_code == 409
    assert "This invitation is for nora@example.org" in page.content.decode()


def test_expired_withdrawn_and_repeated(
    harbour: House, make_person: Callable[[str], Person], now: datetime
) -> None:
    nora = make_person("Nora")
    first, _ = invite(harbour, "nora@example.org", now)
    with pytest.raises(ValidationError, match="expired"):
        invitation_accept(invitation=first, person=nora, now=now + timedelta(days=14))
    second, _ = invite(harbour, "Nora@example.org", now)
    first.refresh_from_db()
    assert first.withdrawn_at == now
    invitation_withdraw(invitation=second, now=now)
    with pytest.raises(ValidationError, match="withdrawn"):
        invitation_accept(invitation=second, person=nora, now=now)
    third, _ = invite(harbour, "nora@example.org", now)
    assert invitation_accept(invitation=third, person=nora, now=now).role == "reader"
    with pytest.raises(ValidationError, match="has this role already"):
        invite(harbour, "nora@example.org", now)


def test_a_bounced_invitation_is_shown_and_sent_again(
    harbour: House, browser: Browser, now: datetime
) -> None:
    invitation, _ = invite(harbour, "nroa@example.org", now)
    Invitation.objects.filter(pk=invitation.pk).update(bounced_at=now, bounce_reason="No such mailbox.")
    page = browser(harbour.manager).get(f"/organisations/{harbour.organisation.pk}/").content.decode()
    assert "not delivered" in page
    assert "No such mailbox." in page
    assert "invite/?email=nroa%40example.org" in page


@pytest.mark.parametrize("role", ["manager", "signatory"])
def test_the_last_manager_and_signatory_stay(harbour: House, now: datetime, role: str) -> None:
    last = Membership.objects.get(organisation=harbour.organisation, role=role)
    with pytest.raises(ValidationError, match=f"the last {role}"):
        membership_end(membership=last, by=harbour.manager, now=now)
    Membership.objects.create(organisation=harbour.organisation, person=harbour.reader, role=role, since=now)
    membership_end(membership=last, by=harbour.manager, now=now)
    last.refresh_from_db()
    assert last.until == now


def test_a_reader_may_leave_and_may_not_remove_others(
    harbour: House, browser: Browser, now: datetime
) -> None:
    own = Membership.objects.get(organisation=harbour.organisation, role="reader")
    other = Membership.objects.get(organisation=harbour.organisation, role="auditor")
    at = f"/organisations/{harbour.organisation.pk}/memberships"
    assert browser(harbour.reader).post(f"{at}/{other.pk}/end/").status_code == 404
    assert browser(harbour.reader).post(f"{at}/{own.pk}/end/").status_code == 302
    assert not seats_of(harbour.reader)


def test_a_mailed_link_signs_in_once(harbour: House, browser: Browser, now: datetime) -> None:
    with time_machine.travel(now, tick=False) as clock:
        asked = browser(None).post("/sign-in-link/", {"email": harbour.reader.email})
        unknown = browser(None).post("/sign-in-link/", {"email": "nobody@example.org"})
        assert asked.status_code == unknown.status_code == 200
        letter = Notice.objects.get(kind="link")
        link = "/sign-in-link/" + letter.text.split("/sign-in-link/")[1].split("\n")[0]
        late = browser(None)
        clock.shift(16 * 60)
        assert late.get(link).status_code == 410
        clock.shift(-16 * 60)
        visitor = browser(None)
        assert visitor.get(link).status_code == 200
        assert "_auth_user_id" not in visitor.session
        assert visitor.post(link).status_code == 302
        assert visitor.get("/you/").status_code == 200
        assert browser(None).get(link).status_code == 410
        assert browser(None).get(link[:-3] + "/").status_code in (404, 410)


def test_founding_an_organisation(make_person: Callable[[str], Person], browser: Browser) -> None:
    client = browser(make_person("Nora"))
    assert "Write the organisation" in client.post("/organisations/new/", {"name": " "}).content.decode()
    assert client.post("/organisations/new/", {"name": "Nora & Co"}).status_code == 302
    [seat] = seats_of(Person.objects.get(name="Nora"))
    assert seat.roles == {"manager", "signatory"}
    assert "Nora &amp; Co" in client.get("/you/").content.decode()
