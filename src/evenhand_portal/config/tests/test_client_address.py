"""Where a request comes from: as the web server in front says, when there is one; never as the visitor says."""

from __future__ import annotations

import pytest
from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from evenhand_portal.config.client_address import ClientAddress
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.tests.test_signing_in import sign_in

PROXY = "127.0.0.1"


def seen(forwarded: str | None, **more: str) -> str:
    """The address that everything behind the middleware sees."""
    found: list[str | None] = []

    def answer(request: HttpRequest) -> HttpResponse:
        found.append(get_client_ip_address(request))
        assert found[0] == request.META["REMOTE_ADDR"]
        return HttpResponse()

    given = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, **given, **more)
    with override_settings(BEHIND_PROXY=True):
        ClientAddress(answer)(request)
    return str(found[0])


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("made up,198.51.100.7 ", "198.51.100.7"),
        ("198.51.100.7:4711", "198.51.100.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("198.51.100.7, made up", PROXY),
        ("198.51.100.7,", PROXY),
        ("unknown", PROXY),
        ("", PROXY),
        (None, PROXY),
    ],
)
def test_the_last_address_is_the_one_that_the_web_server_wrote(forwarded: str | None, address: str) -> None:
    assert seen(forwarded) == address


def test_without_a_web_server_in_front_the_header_is_ignored() -> None:
    with override_settings(BEHIND_PROXY=False), pytest.raises(MiddlewareNotUsed):
        ClientAddress(lambda request: HttpResponse())


def from_afar(address: str) -> Client:
    return Client(REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": f"192.0.2.1, {address}"})


def confirmed(person: Person) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


@pytest.mark.django_db
@override_settings(BEHIND_PROXY=True)
def test_nobody_uses_up_what_others_may_try(harbour: House) -> None:
    cache.clear()
    confirmed(harbour.manager)
    for number in range(12):
        sign_in(from_afar("203.0.113.9"), f"nobody{number}@example.org", "a wrong guess")
    assert sign_in(from_afar("198.51.100.7"), harbour.manager.email).status_code == 302


@pytest.mark.django_db
@override_settings(BEHIND_PROXY=True, AXES_ENABLED=True, ACCOUNT_RATE_LIMITS=False)
def test_nobody_locks_another_out(harbour: House) -> None:
    confirmed(harbour.manager)
    for _ in range(11):
        sign_in(from_afar("203.0.113.9"), harbour.manager.email, "a wrong guess")
    assert sign_in(from_afar("203.0.113.9"), harbour.manager.email).status_code == 429
    assert sign_in(from_afar("198.51.100.7"), harbour.manager.email).status_code == 302


@pytest.mark.django_db
@override_settings(BEHIND_PROXY=False, AXES_ENABLED=True, ACCOUNT_RATE_LIMITS=False)
def test_whoever_guesses_does_not_get_further_by_a_header_of_their_own(harbour: House) -> None:
    confirmed(harbour.manager)
    for number in range(11):
        sign_in(from_afar(f"203.0.113.{number}"), harbour.manager.email, "a wrong guess")
    assert sign_in(from_afar("198.51.100.7"), harbour.manager.email).status_code == 429
