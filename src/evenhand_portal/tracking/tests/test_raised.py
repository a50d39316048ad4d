"""A change of priority is told where it decided a ticket, and where it did not; what is saved is told as saved."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.tests.forms import clause_at, form_of
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.tests.conftest import HEAD

RAISED = (
    f"{HEAD}T-3,2026-01-05 09:00,opened,service-desk,P3\nT-3,2026-01-05 09:30,responded,,\n"
    "T-3,2026-01-05 12:00,changed,,P1\nT-3,2026-01-05 14:00,resolved,,\n"
).encode()
WAITS = "Save to see what this gives."


def test_a_ticket_that_was_raised_says_so(
    desks: tuple[Desk, Desk],
    send: Callable[..., Upload],
    browser: Callable[[Person | None], Client],
    harbour: House,
) -> None:
    provider, client = desks
    send(provider, RAISED)
    page = reverse("ticket", args=[client.agreement.pk]) + "?" + urlencode({"ticket": "T-3"})
    shown = browser(harbour.reader).get(page).content.decode().replace("\xa0", " ")
    raised = "Raised from P3 to P1 on Mon 5 Jan 12:00; "
    assert f"{raised}by this clause all the time since opening counts (rule 12)." in shown
    assert f"{raised}its clock had stopped by then, so this alters nothing here (rule 12)." in shown


def test_what_the_saved_clause_did_is_told_as_saved_alone(
    browser: Callable[[Person | None], Client], tidewater: House, draft: Draft
) -> None:
    client = browser(tidewater.manager)
    assert "On the records you uploaded, as last saved" in client.get(clause_at(draft)).content.decode()
    parts = {}
    for value in ("4 hours", "7 hours", "4 hrs"):
        sent = form_of(client, clause_at(draft), **{"clause.within.0": value, "do": "show"})
        parts[value] = client.post(clause_at(draft), sent, headers={"HX-Request": "true"}).content.decode()
        assert (WAITS in client.post(clause_at(draft), sent).content.decode()) == (value != "4 hours")
    assert {value: WAITS in part for value, part in parts.items()} == {
        "4 hours": False,
        "7 hours": True,
        "4 hrs": True,
    }
