"""What a clause on the table would have done: the same figures, credits and tickets for both sides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk, versions_agreed
from evenhand_portal.agreements.services.drafts import draft_begin
from evenhand_portal.agreements.tests.conftest import EXAMPLE, draft, offered, shared  # noqa: F401 - fixtures
from evenhand_portal.conftest import House
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.tests.conftest import HEAD, SMALL, agreed, desks, send  # noqa: F401 - fixtures

CRITICAL = "standards.resolve-critical"
OWN = (
    f"{HEAD}T-7,2026-01-07 09:00,opened,service-desk,P1\nT-7,2026-01-07 09:10,responded,,\n"
    "T-7,2026-01-07 10:00,resolved,,\n"
).encode()


@pytest.fixture
def both(
    desks: tuple[Desk, Desk],  # noqa: F811 - a fixture
    agreed: Version,  # noqa: F811 - a fixture
    send: Callable[..., Upload],  # noqa: F811 - a fixture
    now: datetime,
) -> tuple[Desk, Desk]:
    """The two desks with shared records and a stricter clause on the table."""
    provider, _ = desks
    send(provider, SMALL)
    amendment = draft_begin(
        agreement=agreed.agreement,
        side="provider",
        text=edited(EXAMPLE, f"{CRITICAL}.within", "30 minutes"),
        person=provider.person,
        now=now,
        based_on=versions_agreed(agreed.agreement)[0],
    )
    table_send(draft=amendment, number=amendment.latest, desk=provider, note="", now=now)
    return desks


def told(client: Client, desk: Desk, *, piece: bool = False) -> str:
    address = reverse("table-effect", args=[desk.agreement.pk])
    headers = {"HX-Request": "true"} if piece else {}
    return client.get(f"{address}?clause={CRITICAL}", headers=headers).content.decode().replace("\xa0", " ")


def test_both_sides_read_the_figures_the_credits_and_the_tickets(
    both: tuple[Desk, Desk],
    browser: Callable[[Person | None], Client],
    harbour: House,
    tidewater: House,
) -> None:
    provider, client = both
    pages = [told(browser(harbour.manager), client), told(browser(tidewater.manager), provider)]
    for page in pages:
        main = page[page.index("<h2>") :]
        assert "Figures that change" in main
        assert 'data-name="On the table">0' in main
        assert "Jan 2026" in main or "January 2026" in main
        assert "1 ticket met → missed" in main
        ticket = f'href="{reverse("ticket", args=[client.agreement.pk])}?ticket=T-2"'
        assert ticket in main
    told_alike = [html.fromstring(page).find_class("effect")[0].text_content() for page in pages]
    assert told_alike[0] == told_alike[1]
    assert (
        browser(harbour.manager)
        .get(reverse("ticket", args=[client.agreement.pk]) + "?ticket=T-2")
        .status_code
        == 200
    )
    assert "Figures that change" not in told(browser(harbour.manager), client, piece=True)
    assert "1 figure changes: months, credits and tickets" in told(
        browser(harbour.manager), client, piece=True
    )


def test_records_that_one_side_keeps_to_itself_tell_nothing(
    both: tuple[Desk, Desk],
    send: Callable[..., Upload],  # noqa: F811 - a fixture
    browser: Callable[[Person | None], Client],
    harbour: House,
    tidewater: House,
) -> None:
    provider, client = both
    before = told(browser(tidewater.manager), provider)
    own = send(provider, OWN)
    Upload.objects.filter(pk=own.pk).update(told_at=None)
    for page in (told(browser(tidewater.manager), provider), told(browser(harbour.manager), client)):
        assert "T-7" not in page
        assert "1 ticket met → missed" in page
    assert "T-7" not in before
