"""Signing up, signing in, second steps, lost passwords: what people go through, by the pages alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.proving import proof_of_identity

Browser = Callable[[Person | None], Client]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Nobody has tried anything yet."""
    cache.clear()


def link_in(kind: str) -> str:
    """The path of the link in the newest mail of a kind."""
    letter = Notice.objects.filter(kind=kind).order_by("-made_at")[0]
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.text)
    assert found, letter.text
    return found.group(1)


def sign_up(client: Client, **changes: str) -> Any:
    facts = {"email": "Nora@example.org", "password1": PASSWORD, "name": "Nora O'Neil"}
    return client.post("/account/signup/", {**facts, **changes})


def sign_in(client: Client, email: str, password: str = PASSWORD, follow: str = "") -> Any:
    return client.post("/account/login/", {"login": email, "password": password, "next": follow})


@pytest.mark.django_db
def test_sign_up_confirm_and_sign_in(browser: Browser) -> None:
    client = browser(None)
    assert sign_up(client).status_code == 302
    assert "/account/confirm-email/" in sign_in(browser(None), "nora@example.org").headers["Location"]
    link = link_in("email_confirmation_signup")
    assert "Hello Nora O'Neil," in Notice.objects.get(kind="email_confirmation_signup").text
    assert "Is this your address?" in browser(None).get(link).content.decode()
    assert browser(None).post(link).status_code == 302
    visitor = browser(None)
    assert sign_in(visitor, "nora@example.org", follow="/you/").headers["Location"] == "/you/"
    assert "Nora O&#x27;Neil" in visitor.get("/you/").content.decode()
    assert visitor.session.get_expire_at_browser_close()


@pytest.mark.django_db
def test_an_address_with_an_account_is_not_given_away(browser: Browser, harbour: House) -> None:
    known = sign_up(browser(None), email=harbour.reader.email)
    unknown = sign_up(browser(None))
    assert known.headers["Location"] == unknown.headers["Location"]
    assert "You have one already" in Notice.objects.get(kind="account_already_exists").text
    assert Person.objects.filter(email=harbour.reader.email).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "because"),
    [("short", "at least 12"), ("password1234", "too common"), ("nora@example.org", "too similar")],
)
def test_weak_passwords_are_refused(browser: Browser, password: str, because: str) -> None:
    answer = sign_up(browser(None), password1=password)
    assert because in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_wrong_password_says_what_to_do(browser: Browser, harbour: House) -> None:
    page = sign_in(browser(None), harbour.reader.email, "something else").content.decode()
    assert "Address and password do not fit." in page
    assert "placeholder" not in page


@pytest.mark.django_db
def test_a_lost_password_is_set_anew(browser: Browser, harbour: House) -> None:
    client = browser(None)
    client.post("/account/password/reset/", {"email": harbour.reader.email})
    assert client.post("/account/password/reset/", {"email": "nobody@example.org"}).status_code == 302
    link = link_in("password_reset_key")
    form = client.get(link).headers["Location"]
    anew = {"password1": "another fine sentence", "password2": "another fine sentence"}
    assert client.post(form, anew).status_code == 302
    assert "This link no longer works" in browser(None).get(link, follow=True).content.decode()
    assert Notice.objects.filter(kind="password_reset", email=harbour.reader.email).exists()
    harbour.reader.refresh_from_db()
    assert harbour.reader.check_password("another fine sentence")


@pytest.mark.django_db
def test_the_authenticator_app(
    browser: Browser, harbour: House, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = browser(None)
    _confirmed(harbour.reader)
    assert sign_in(client, harbour.reader.email).status_code == 302
    assert "reauthenticate" in client.get("/account/2fa/totp/activate/").headers["Location"]
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r"this secret into the app: <code>([A-Z2-7]+)</code>", page)
    assert found
    secret = found.group(1)
    assert (
        "This code is not right" in client.post("/account/2fa/totp/activate/", {"code": "1"}).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    assert Notice.objects.filter(kind="totp_activated").exists()
    codes = client.get("/account/2fa/recovery-codes/").content.decode()
    [first, *_] = re.findall(r"<code>(\w+)</code>", codes)
    client.post("/account/logout/")
    assert sign_in(client, harbour.reader.email).headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/you/").status_code == 302
    assert client.post("/account/2fa/authenticate/", {"code": first}).status_code == 302
    assert client.get("/you/").status_code == 200
    assert proof_of_identity(client.get("/you/").wsgi_request, timedelta(minutes=5), timezone.now()) is None
    client.post("/account/2fa/reauthenticate/", {"code": code(secret)})
    request = client.get("/you/").wsgi_request
    assert proof_of_identity(request, timedelta(minutes=5), timezone.now()) == "authenticator app"


@pytest.mark.django_db
def test_proving_again_leads_back(browser: Browser, harbour: House) -> None:
    client = browser(None)
    _confirmed(harbour.reader)
    sign_in(client, harbour.reader.email)
    page = client.get("/account/reauthenticate/?next=/you/").content.decode()
    assert 'value="/you/"' in page
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/you/"})
    assert answer.headers["Location"] == "/you/"
    away = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "https://example.com/"})
    assert away.headers["Location"].startswith("/")


@pytest.mark.django_db
def test_a_mailed_link_proves_nothing(browser: Browser, harbour: House) -> None:
    client = browser(None)
    client.post("/sign-in-link/", {"email": harbour.signatory.email})
    client.post(link_in("link"))
    request = client.get("/you/").wsgi_request
    assert request.user == harbour.signatory
    lasts = timedelta(minutes=5)
    assert proof_of_identity(request, lasts, timezone.now()) is None
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    request = client.get("/you/").wsgi_request
    assert proof_of_identity(request, lasts, timezone.now()) == "password"
    assert proof_of_identity(request, lasts, timezone.now() + timedelta(minutes=6)) is None


@pytest.mark.django_db
@override_settings(AXES_ENABLED=True, ACCOUNT_RATE_LIMITS=False)
def test_guessing_is_stopped(browser: Browser, harbour: House) -> None:
    _confirmed(harbour.reader)
    guesser = browser(None)
    for _ in range(9):
        assert sign_in(guesser, harbour.reader.email, "a wrong guess").status_code == 200
    sign_in(guesser, harbour.reader.email, "a wrong guess")
    held = sign_in(guesser, harbour.reader.email)
    assert held.status_code == 429
    assert "Wait an hour" in held.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, harbour.reader.email).status_code == 302


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30)))


def _confirmed(person: Person) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
