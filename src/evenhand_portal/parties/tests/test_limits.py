"""How often something may be tried is counted for all serving processes together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from asgiref.local import Local
from django.core.cache import cache, caches
from django.core.management import call_command
from django.test import Client, override_settings

from evenhand_portal.config import settings as real
from evenhand_portal.conftest import House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person

Browser = Callable[[Person | None], Client]


@pytest.fixture
def shared(db: None) -> Iterator[None]:
    """The cache of the real settings, in place of the one of tests."""
    with override_settings(CACHES=real.CACHES):
        call_command("createcachetable", verbosity=0)
        yield
        cache.clear()


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this process remembers of the cache."""
    monkeypatch.setattr(caches, "_connections", Local(caches.thread_critical))


def test_a_second_process_counts_on(
    shared: None, browser: Browser, harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"login": harbour.reader.email, "password": "a wrong guess"}
    client = browser(None)
    for _ in range(5):
        assert "Too many" not in client.post("/account/login/", asked).content.decode()
    another_process(monkeypatch)
    assert "Too many" in client.post("/account/login/", asked).content.decode()


def test_links_are_not_mailed_without_end_and_nobody_learns_of_it(
    shared: None, browser: Browser, harbour: House
) -> None:
    client, asked = browser(None), {"email": harbour.reader.email}
    answers = set()
    with time_machine.travel(datetime(2026, 3, 16, 9, 0, tzinfo=UTC), tick=False) as travel:
        for _ in range(8):
            answers.add(client.post("/sign-in-link/", asked).content)
            travel.shift(2)
    assert len(answers) == 1
    assert Notice.objects.filter(kind="link").count() == 5
