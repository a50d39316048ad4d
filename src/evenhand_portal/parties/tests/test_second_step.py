"""Whoever turned a second step on is asked for it: a mailbox alone neither signs in nor proves anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.proving import proof_of_identity
from evenhand_portal.parties.tests.test_signing_in import code, link_in

Browser = Callable[[Person | None], Client]
SECRET: Final = "JBSWY3DPEHPK3PXP"
LASTS: Final = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Nobody has tried anything yet."""
    cache.clear()


@pytest.fixture
def nora(harbour: House) -> Person:
    """Somebody with an authenticator app and recovery codes."""
    TOTP.activate(harbour.signatory, SECRET)
    RecoveryCodes.activate(harbour.signatory)
    return harbour.signatory


def by_link(client: Client, person: Person) -> str:
    client.post("/sign-in-link/", {"email": person.email})
    return str(client.post(link_in("link")).headers["Location"])


def proof(client: Client) -> str | None:
    return proof_of_identity(client.get("/you/").wsgi_request, LASTS, timezone.now())


def turn_on(person: Person) -> None:
    """After somebody has signed in."""
    TOTP.activate(person, SECRET)


def recovery_code(person: Person) -> str:
    kept = Authenticator.objects.get(user=person, type="recovery_codes").wrap()
    return str(kept.get_unused_codes()[0])


def test_a_mailed_link_asks_for_the_second_step(nora: Person, browser: Browser) -> None:
    client = browser(None)
    assert by_link(client, nora).startswith("/account/2fa/authenticate/")
    assert client.get("/you/").status_code == 302
    assert client.post("/account/2fa/authenticate/", {"code": code(SECRET)}).headers["Location"] == "/"
    assert client.get("/you/").wsgi_request.user == nora
    assert proof(client) is None


def test_a_mailed_link_signs_in_at_once_who_has_none(harbour: House, browser: Browser) -> None:
    client = browser(None)
    assert by_link(client, harbour.signatory) == "/"
    assert client.get("/you/").wsgi_request.user == harbour.signatory
    assert client.post(link_in("link")).status_code == 410


def test_a_link_is_spent_once_the_second_step_is_done(nora: Person, browser: Browser) -> None:
    client = browser(None)
    by_link(client, nora)
    client.post("/account/2fa/authenticate/", {"code": code(SECRET)})
    assert browser(None).get(link_in("link")).status_code == 410


def test_the_password_alone_proves_nothing_where_the_second_step_is_on(
    harbour: House, browser: Browser
) -> None:
    client = browser(None)
    by_link(client, harbour.signatory)
    turn_on(harbour.signatory)
    answer = client.post("/account/reauthenticate/?next=/you/", {"password": PASSWORD, "next": "/you/"})
    assert answer.headers["Location"] == "/account/2fa/reauthenticate/?next=%2Fyou%2F"
    assert proof(client) is None
    turning_off = client.post("/account/2fa/totp/deactivate/")
    assert "reauthenticate" in turning_off.headers["Location"]
    assert Authenticator.objects.filter(user=harbour.signatory).exists()


def test_a_password_that_was_proven_before_the_second_step_came_on_does_not_count(
    harbour: House, browser: Browser
) -> None:
    client = browser(None)
    by_link(client, harbour.signatory)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert proof(client) == "password"
    turn_on(harbour.signatory)
    assert proof(client) is None


@pytest.mark.parametrize("way", ["authenticator app", "recovery code"])
def test_the_second_step_proves(harbour: House, browser: Browser, way: str) -> None:
    client = browser(None)
    by_link(client, harbour.signatory)
    turn_on(harbour.signatory)
    RecoveryCodes.activate(harbour.signatory)
    given = code(SECRET) if way == "authenticator app" else recovery_code(harbour.signatory)
    client.post("/account/2fa/reauthenticate/", {"code": given})
    assert proof(client) == way


def test_the_password_proves_where_the_second_step_let_in(nora: Person, browser: Browser) -> None:
    client = browser(None)
    by_link(client, nora)
    client.post("/account/2fa/authenticate/", {"code": code(SECRET)})
    assert "Is it you?" in client.get("/account/reauthenticate/").content.decode()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert proof(client) == "password"
