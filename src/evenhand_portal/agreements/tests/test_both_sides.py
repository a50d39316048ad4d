"""Somebody who belongs to both organisations: one side at a time, chosen in plain sight, never both signatures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Draft, Signature, Version
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.tests.conftest import ALL, sign
from evenhand_portal.conftest import House
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
    assert client.post(decline, {"reason": "no"}).status_code == 404
    signing = client.get(reverse("version-sign", args=[offered.agreement_id, offered.pk]))
    assert "the provider. <a" in signing.content.decode()
    assert client.post(decline, {"reason": "no"}).status_code == 302
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
