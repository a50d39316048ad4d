"""Pages about tokens and webhooks, and the documentation."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.tests.conftest import draft, offered, shared  # noqa: F401 - fixtures
from evenhand_portal.api.interface import interface
from evenhand_portal.api.models import Endpoint, Token
from evenhand_portal.api.problems import CODES
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.conftest import PASSWORD, House


def proven(browser: Callable[..., Any], person: Any) -> Any:
    client = browser(person)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def here(harbour: House) -> str:
    return f"/organisations/{harbour.organisation.pk}"


def test_a_token_is_made_after_the_password_and_shown_once(
    browser: Callable[..., Any], harbour: House, here: str
) -> None:
    asked = browser(harbour.auditor).get(f"{here}/tokens/new/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    client = proven(browser, harbour.auditor)
    page = client.get(f"{here}/tokens/new/")
    assert re.findall(r'name="scopes" value="(\w+)"', page.text) == ["read"]
    made = client.post(f"{here}/tokens/new/", {"name": "Export", "scopes": ["read"], "lasts": "30"})
    secret = re.search(r"evenhand_[\w-]{43}", made.text)
    assert secret is not None
    assert "no-store" in made["Cache-Control"]
    assert secret[0] not in client.get(f"{here}/tokens/").text
    assert secret[0] not in str(Token.objects.values())
    assert Program(secret[0]).get("/me").json()["scopes"] == ["read"]
    token = Token.objects.get()
    client.post(f"{here}/tokens/{token.pk}/end/")
    assert Program(secret[0]).get("/me").status_code == 401
    assert "revoked" in client.get(f"{here}/tokens/").text


def test_a_token_with_more_than_one_may_is_refused(
    browser: Callable[..., Any], harbour: House, here: str
) -> None:
    client = proven(browser, harbour.reader)
    answer = client.post(f"{here}/tokens/new/", {"name": "", "scopes": ["admin"], "lasts": "9"})
    assert answer.status_code == 422
    assert not Token.objects.exists()


def test_managers_see_and_revoke_the_tokens_of_all_others_their_own(
    browser: Callable[..., Any], program: Callable[..., Program], harbour: House, here: str
) -> None:
    program(harbour.signatory, harbour.organisation, name="Of the signatory")
    token = Token.objects.get()
    assert "Of the signatory" not in browser(harbour.reader).get(f"{here}/tokens/").text
    assert browser(harbour.reader).post(f"{here}/tokens/{token.pk}/end/").status_code == 404
    assert "Of the signatory" in browser(harbour.manager).get(f"{here}/tokens/").text
    assert browser(harbour.manager).post(f"{here}/tokens/{token.pk}/end/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_a_webhook_is_made_and_ended_on_pages(
    browser: Callable[..., Any], harbour: House, here: str, settings: Any
) -> None:
    settings.HOOKS_ON_LOOPBACK = True
    client = browser(harbour.manager)
    wrong = client.post(f"{here}/webhooks/new/", {"url": "https://10.0.0.1/"})
    assert (wrong.status_code, "public internet" in wrong.text) == (422, True)
    assert client.post(f"{here}/webhooks/new/", {"url": "http://127.0.0.1:9/"}).status_code == 302
    one = Endpoint.objects.get()
    for act in ("secret", "test", "end", "test"):
        assert client.post(f"{here}/webhooks/{one.pk}/{act}/").status_code == 302
    one.refresh_from_db()
    assert (one.generation, one.deliveries.count(), one.ended_at is not None) == (2, 1, True)
    assert "ended" in client.get(f"{here}/webhooks/").text


def test_the_documentation_names_every_operation_and_every_code(
    browser: Callable[..., Any], harbour: House
) -> None:
    for person in (None, harbour.reader):
        page = browser(person).get("/api/")
        for name in (*(each.operation_id for each in interface.operations()), *CODES):
            assert f'id="{name}"' in page.text, name
        assert "sla.example.org" not in page.text
    document = browser(None).get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    for path in document["paths"].values():
        for operation in path.values():
            assert {"401", "403", "404", "422"} <= set(operation["responses"])
            assert operation["summary"]
            assert operation["description"]


def test_lists_come_in_pages_that_stay(
    program: Callable[..., Program],
    offered: Version,  # noqa: F811 - a fixture
    harbour: House,
) -> None:
    caller = program(harbour.manager, harbour.organisation)
    path = f"/agreements/{offered.agreement_id}/ledger"
    whole = [each["index"] for each in caller.get(path).json()["items"]]
    found: list[int] = []
    cursor = ""
    while cursor is not None:
        page = caller.get(path, limit="2", cursor=cursor).json()
        found += [each["index"] for each in page["items"]]
        caller.post(f"{path}/heads")
        cursor = page["next"]
    assert found == whole == sorted(whole, reverse=True)
    for wrong in ("x", "WzFd", "W10", "WyJhIl0", "WzFlNDAwXQ", "eyJhIjoxfQ"):
        answer = caller.get(path, cursor=wrong)
        assert answer.status_code == 200 if wrong == "WzFd" else 422, wrong
    assert caller.get(path, limit="0").status_code == 422
    assert caller.get("/agreements", cursor="WzEsMl0").status_code == 422
    assert caller.get("/agreements", limit="1").json()["next"] is None
