"""Signing in as a browser sees it: passkeys by a made-up device."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache

from evenhand_portal.conftest import PASSWORD
from evenhand_portal.look.fonts import make_fonts
from evenhand_portal.parties.models import Person

CHROMIUM = shutil.which("chromium")

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
