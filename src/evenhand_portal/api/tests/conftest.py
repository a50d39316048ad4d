"""What the tests of the interface share: tokens, and a program that calls with them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.core.cache import cache
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from evenhand.client import Portal
from evenhand_portal.api.decisions import SCOPES
from evenhand_portal.api.models import Token
from evenhand_portal.config.wsgi import application
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.parties.services import secret_hash


class Program:
    """A program with a token; it makes a new Idempotency-Key for each act unless it is given one."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(raise_request_exception=False)

    def ask(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **more: Any
    ) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        if method == "POST":
            headers["Idempotency-Key"] = key or str(uuid.uuid4())
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = {"content_type": "application/json"} | more
        return self.client.generic(method, f"/api/v1{path}", data, headers=headers, **given)

    def get(self, path: str, **query: str) -> HttpResponse:
        from django.utils.http import urlencode

        return self.ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        return self.ask("POST", path, body, **more)

    def send(self, path: str, fields: dict[str, Any], *, key: str | None = None) -> HttpResponse:
        """Send a form with files."""
        headers = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.post(f"/api/v1{path}", fields, headers=headers)


@pytest.fixture(autouse=True)
def _no_calls_yet() -> None:
    cache.clear()


@pytest.fixture
def in_process(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the whole portal be called in the process of the test, without closing the connection of the test.

    A request closes connections that are within a transaction when it begins and ends, as nobody would end that one;
    here the test does.
    """
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda wrapper: None)


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    """Make a program with a token of a person for an organisation, by default with every scope."""

    def make(
        person: Person, organisation: Organisation, scopes: str = " ".join(SCOPES), **other: Any
    ) -> Program:
        secret = f"evenhand_{uuid.uuid4()}"
        now = timezone.now()
        given = {"made_at": now, "expires_at": now + timedelta(days=1), "name": "A test"} | other
        Token.objects.create(
            person=person,
            organisation=organisation,
            scopes=scopes.split(),
            secret_hash=secret_hash(secret),
            **given,
        )
        return Program(secret)

    return make


@pytest.fixture
def enter(in_process: None, program: Callable[..., Program]) -> Callable[..., Portal]:
    """Let somebody of an organisation come in by the Python client, by default its manager."""

    def make(house: House, role: str = "manager") -> Portal:
        secret = program(getattr(house, role), house.organisation).secret
        return Portal("http://localhost", secret, transport=httpx.WSGITransport(app=application))

    return make
