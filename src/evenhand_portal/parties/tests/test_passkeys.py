"""Signing in as a browser sees it: passkeys by a made-up device, the pages on a phone, nothing off this host."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from evenhand_portal.conftest import PASSWORD
from evenhand_portal.look.fonts import make_fonts
from evenhand_portal.parties.models import Person

CHROMIUM = shutil.which("chromium")
PUBLIC = ("login/", "signup/", "password/reset/", "confirm-email/")
OWN = ("2fa/", "2fa/webauthn/add/", "2fa/totp/activate/", "email/", "password/change/", "reauthenticate/")

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium"),
    pytest.mark.browser,
]


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has tried anything yet; the browser's own loop is no reason to refuse the database."""
    cache.clear()
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "on")


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    make_fonts(Path(settings.DATA) / "made")


@pytest.fixture
def nora(real_database: None) -> Person:
    person = Person.objects.create_user("nora@example.org", PASSWORD, name="Nora")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def chromium(nora: Person) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def at(live_server: Any, path: str) -> str:
    """The address by a name: passkeys need one, and an IP address is none."""
    return f"{live_server.url.replace('127.0.0.1', 'localhost')}{path}"


def test_a_passkey_signs_in_and_proves(chromium: Any, live_server: Any) -> None:
    page = chromium.new_context().new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    page.goto(at(live_server, "/account/login/?next=/you/"))
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Passkeys and authenticator app").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.get_by_role("button", name="Sign out").click()
    page.goto(at(live_server, "/account/login/?next=/you/"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r":\d+/you/$"))
    page.goto(at(live_server, "/account/2fa/webauthn/reauthenticate/?next=/you/"))
    page.get_by_role("button", name="Use the passkey").click()
    page.wait_for_url(re.compile(r":\d+/you/$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_on_a_phone(chromium: Any, live_server: Any, nora: Person, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(
        color_scheme=scheme, viewport={"width": 360, "height": 740}, bypass_csp=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in (*PUBLIC, *OWN):
        if path == OWN[0]:
            _let_in(context, live_server, nora)
        page.goto(at(live_server, f"/account/{path}"))
        if page.get_by_role("heading", name="Is it you?").count() and path != "reauthenticate/":
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Go on").click()
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth <= 360"), path
        assert not re.search(r"\bplease\b|placeholder", page.content(), re.IGNORECASE), path
    hosts = {urlsplit(one).hostname for one in asked if not one.startswith("data:")}
    assert hosts == {"localhost"}
    assert said == []


def _let_in(context: Any, live_server: Any, person: Person) -> None:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": at(live_server, "/")}])
