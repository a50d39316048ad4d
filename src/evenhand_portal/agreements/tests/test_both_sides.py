"""Somebody who belongs to both organisations: one side at a time, chosen in plain sight, never both signatures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Draft, Signature, Version
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.tests.conftest import ALL, sign
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.parties.models import Membership, Person

Browser = Callable[[Person | None], Client]


@pytest.fixture
def between(offered: Version, harbour: House, tidewater: House, now: datetime) -> Person:
    """The provider's signatory, who reads for the client too."""
    person = tidewater.signatory
    Membership.objects.create(organisation=harbour.organisation, person=person, role="reader", since=now)
    return person


def seen(client: Client, version: Version, **asked: str) -> str:
    return client.get(reverse("agreement", args=[version.agreement_id]), asked).content.decode()


def shown_for(page: str) -> dict[str, str]:
    """What every form of a page says about the side that it was shown for."""
    forms = re.findall(r'(?s)<form method="post".*?</form>', page)
    [side] = {re.findall(r'<input type="hidden" name="shown_for" value="(\w+)">', form)[0] for form in forms}
    return {"shown_for": side}


def test_the_side_is_said_and_can_be_changed(between: Person, offered: Version, browser: Browser) -> None:
    client = browser(between)
    assert 'You are here for <strong class="client">Harbour Dental Group</strong>' in seen(client, offered)
    assert "None is open." in seen(client, offered)
    assert "Tidewater IT Services</strong>, the provider" in seen(client, offered, side="provider")
    assert "Tidewater IT Services</strong>, the provider" in seen(client, offered)
    assert "Tidewater IT Services</strong>, the provider" in seen(client, offered, side="nobody")
    home = client.get(reverse("home")).content.decode()
    assert "?side=client" in home
    assert "?side=provider" in home


def test_a_page_that_only_one_side_may_see_is_of_that_side_and_so_is_what_follows(
    between: Person, offered: Version, browser: Browser
) -> None:
    client = browser(between)
    seen(client, offered, side="client")
    decline = reverse("version-decline", args=[offered.agreement_id, offered.pk])
    assert client.post(decline, {"reason": "no", "shown_for": "client"}).status_code == 404
    signing = client.get(reverse("version-sign", args=[offered.agreement_id, offered.pk])).content.decode()
    assert "the provider. <a" in signing
    assert client.post(decline, {"reason": "no", **shown_for(signing)}).status_code == 302
    offered.refresh_from_db()
    assert offered.refusals.get().side == "provider"


def test_what_is_one_sides_own_is_not_on_the_other_sides_pages(
    between: Person, offered: Version, browser: Browser
) -> None:
    client, draft = browser(between), Draft.objects.get()
    page = reverse("draft", args=[offered.agreement_id, draft.pk])
    seen(client, offered, side="client")
    assert client.get(page).status_code == 404
    assert client.get(page, {"side": "provider"}).status_code == 200


def test_who_sits_on_one_side_cannot_choose_the_other(
    offered: Version, harbour: House, browser: Browser
) -> None:
    client = browser(harbour.manager)
    assert "You belong to both sides" not in seen(client, offered, side="provider")
    assert desk_at(harbour.manager, offered.agreement_id, ALL, "provider", acts=True).side == "client"
    with pytest.raises(Http404):
        desk_at(harbour.manager, offered.agreement_id, frozenset({"signatory"}), "provider")


def test_nobody_signs_for_both_also_from_both_sides(
    between: Person, offered: Version, harbour: House, browser: Browser, now: datetime
) -> None:
    Membership.objects.create(organisation=harbour.organisation, person=between, role="signatory", since=now)
    desk = desk_at(between, offered.agreement_id, frozenset({"signatory"}), "provider")
    assert desk.side == "provider"
    sign(offered, House(desk.organisation, between, between, between, between), now)
    client = browser(between)
    page = client.get(reverse("version-sign", args=[offered.agreement_id, offered.pk]), {"side": "provider"})
    assert page.status_code < 500
    assert Signature.objects.count() == 1


@pytest.fixture
def signs_for_both(between: Person, harbour: House, now: datetime) -> Person:
    """The same, who may sign for the client too."""
    Membership.objects.create(organisation=harbour.organisation, person=between, role="signatory", since=now)
    return between


def test_what_was_shown_for_one_side_is_never_done_for_the_other(
    signs_for_both: Person, offered: Version, browser: Browser
) -> None:
    client = browser(signs_for_both)
    at = reverse("version-sign", args=[offered.agreement_id, offered.pk])
    client.get(at, {"side": "client"})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get(at, {"side": "client"}).content.decode()
    assert "for Harbour Dental Group, to be bound" in page
    seen(client, offered, side="provider")
    said = {"name": "A. Name", "consent": "on", "shown": offered.identity, **shown_for(page)}
    assert client.post(at, said, follow=True).status_code == 200
    [signature] = Signature.objects.all()
    assert signature.side == "client"
    assert "for Harbour Dental Group" in signature.statement
    assert 'You are here for <strong class="client">' in seen(client, offered), "what follows is of that side"


@pytest.mark.parametrize("said", [{}, {"shown_for": "nobody"}, {"shown_for": ""}])
def test_an_act_that_does_not_say_for_which_side_is_not_guessed_at(
    signs_for_both: Person, offered: Version, browser: Browser, said: dict[str, str]
) -> None:
    client = browser(signs_for_both)
    seen(client, offered, side="provider")
    decline = reverse("version-decline", args=[offered.agreement_id, offered.pk])
    answer = client.post(decline, {"reason": "no", **said})
    assert answer.status_code == 409
    assert "Nothing was done" in answer.content.decode()
    assert not offered.refusals.exists()


def test_whoever_left_the_side_that_was_shown_does_nothing_for_the_other(
    signs_for_both: Person, offered: Version, harbour: House, browser: Browser, now: datetime
) -> None:
    client = browser(signs_for_both)
    at = reverse("version-sign", args=[offered.agreement_id, offered.pk])
    client.get(at, {"side": "client"})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    shown = shown_for(client.get(at).content.decode())
    Membership.objects.filter(organisation=harbour.organisation, person=signs_for_both).update(until=now)
    decline = reverse("version-decline", args=[offered.agreement_id, offered.pk])
    assert client.post(decline, {"reason": "no", **shown}).status_code == 409
    assert not offered.refusals.exists()


def test_every_form_of_an_agreement_says_for_which_side_it_was_shown(
    signs_for_both: Person, offered: Version, tidewater: House, harbour: House, browser: Browser
) -> None:
    for person, side in (
        (signs_for_both, "provider"),
        (signs_for_both, "client"),
        (harbour.manager, "client"),
    ):
        client = browser(person)
        for name in ("agreement", "versions", "table", "records", "said", "proof", "thread-new"):
            page = client.get(reverse(name, args=[offered.agreement_id]), {"side": side}).content.decode()
            assert shown_for(page) == {"shown_for": side}, name
    missed = browser(tidewater.manager).post(
        reverse("version-withdraw", args=[offered.agreement_id, offered.pk]), {"shown_for": "client"}
    )
    assert missed.status_code == 409


def test_who_sits_on_one_side_need_not_say_it(offered: Version, tidewater: House, browser: Browser) -> None:
    withdraw = reverse("version-withdraw", args=[offered.agreement_id, offered.pk])
    assert browser(tidewater.manager).post(withdraw).status_code == 302
    offered.refresh_from_db()
    assert offered.withdrawn_at is not None
