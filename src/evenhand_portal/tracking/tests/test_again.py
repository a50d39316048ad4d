"""A question that could not be answered is tried again on request, and by a new release."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from evenhand.errors import UsageError
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.figures import answers, questions
from evenhand_portal.tracking.models import Reckoning, Upload
from evenhand_portal.tracking.tests.conftest import SMALL

Send = Callable[..., Upload]
Browser = Callable[[Person | None], Client]


def broken(*_: object) -> dict[str, object]:
    raise UsageError("The store is empty.")


@pytest.fixture
def failed(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Reckoning:
    """A question that could not be answered when it was asked."""
    send(desks[0], SMALL)
    with monkeypatch.context() as patched:
        patched.setattr(answers, "ANSWERS", {"figures": broken})
        shown = browser(desks[0].person).get(reverse("figures", args=[desks[0].agreement.pk]))
    assert shown.status_code == 422
    assert "The store is empty." in shown.content.decode()
    return Reckoning.objects.get()


def test_it_is_tried_again_on_request(
    failed: Reckoning, desks: tuple[Desk, Desk], browser: Browser, harbour: House
) -> None:
    figures = reverse("figures", args=[failed.agreement_id])
    page = browser(harbour.reader).get(figures)
    assert (page.status_code, "Try again" in page.content.decode()) == (422, True)
    assert "Try again" not in browser(harbour.auditor).get(figures).content.decode()
    asked = {"key": failed.key, "what": "figures", "back": figures}
    answer = browser(harbour.reader).post(
        reverse("figures-again", args=[failed.agreement_id]), asked, follow=True
    )
    assert (answer.status_code, Reckoning.objects.get().state) == (200, "ready")


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else_and_forgets_nothing_else(
    failed: Reckoning, browser: Browser, harbour: House, back: str
) -> None:
    here = reverse("figures-again", args=[failed.agreement_id])
    answer = browser(harbour.manager).post(here, {"key": "another", "what": "figures", "back": back})
    assert answer.headers["Location"] == reverse("figures", args=[failed.agreement_id])
    assert Reckoning.objects.filter(pk=failed.pk).exists()


def test_a_new_release_tries_again(
    failed: Reckoning, browser: Browser, harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "__version__", "next")
    assert browser(harbour.manager).get(reverse("figures", args=[failed.agreement_id])).status_code == 200
