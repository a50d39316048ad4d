"""Renaming a clause by its page: references follow, and what cannot be is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.editing import renaming
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.services.versions import text_checked
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person

Browser = Callable[[Person | None], Client]


@pytest.fixture
def manager(browser: Browser, tidewater: House) -> Client:
    return browser(tidewater.manager)


def rename(client: Client, draft: Draft, at: str, name: str, based_on: object = 1) -> str:
    here = {"agreement_id": draft.agreement_id, "draft_id": draft.pk}
    sent = {"name": name, "based_on": str(based_on)}
    return client.post(f"{reverse('clause-rename', kwargs=here)}?at={at}", sent, follow=True).content.decode()


def latest(draft: Draft) -> str:
    return draft.revisions.order_by("-number")[0].text


def test_a_service_gets_another_name(manager: Client, draft: Draft) -> None:
    form = manager.get(
        reverse("clause", args=[draft.agreement_id, draft.pk]), {"at": "services.practice-system"}
    )
    assert 'value="practice-system"' in form.content.decode()
    shown = rename(manager, draft, "services.practice-system", "charts")
    assert "It is called charts now. 1 place that named it follows." in shown
    assert "service: charts" in latest(draft)
    assert text_checked(latest(draft))[1] == text_checked(draft.revisions.get(number=1).text)[1]
    assert draft.revisions.count() == 2
    assert "It is called nights now." in rename(manager, draft, "escalations.critical", "nights", 2)


@pytest.mark.parametrize(
    ("at", "name", "based_on", "said"),
    [
        ("services.practice-system", "service-desk", 1, "is taken."),
        ("services.practice-system", "a.b", 1, "Use a short name without points"),
        ("services.practice-system", "", 1, "cannot name a clause"),
        ("services.practice-system", "x", 7, "Somebody saved the draft in between."),
        ("services.practice-system", "x", "y", "Somebody saved the draft in between."),
        ("services.none", "x", 1, "There is no clause"),
    ],
)
def test_what_cannot_be_is_said(
    manager: Client, draft: Draft, at: str, name: str, based_on: object, said: str
) -> None:
    assert said in rename(manager, draft, at, name, based_on)
    assert draft.revisions.count() == 1


def test_what_has_no_name_of_its_own_keeps_it(manager: Client, draft: Draft) -> None:
    for at in ("term", "parties.client", "nothing", ""):
        assert "This has no name of its own." in rename(manager, draft, at, "x")
    assert draft.revisions.count() == 1


def test_what_would_name_it_in_vain_is_named(
    manager: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(text: str, address: str, name: str) -> renaming.Renamed:
        return renaming.Renamed(text.replace("  practice-system:", f"  {name}:"), ())

    monkeypatch.setattr(renaming, "renamed", careless)
    shown = rename(manager, draft, "services.practice-system", "charts")
    assert "Something else still uses the old name." in shown
    assert "tracking.sources" in shown
