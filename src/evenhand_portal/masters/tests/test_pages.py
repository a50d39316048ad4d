"""The pages of standard texts: begun, given to a client, changed, sent, looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evenhand_portal.conftest import House
from evenhand_portal.masters.models import Master, Rollout, Schedule
from evenhand_portal.masters.sending import send_once
from evenhand_portal.masters.tests.conftest import CLAUSE, change
from evenhand_portal.parties.models import Person

Browser = Callable[[Person | None], Client]
Make = Callable[..., Schedule]


def at(name: str, master: Master) -> str:
    place = {"organisation_id": master.organisation_id, "master_id": master.pk}
    return reverse(name, kwargs=place)


def body(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]  # an answer of the test client


def test_a_standard_text_is_made_from_an_agreement(
    master: Master, tidewater: House, browser: Browser
) -> None:
    client = browser(tidewater.manager)
    new = reverse("master-new", kwargs={"organisation_id": tidewater.organisation.pk})
    assert "Managed IT services" in body(client.get(new))
    assert client.post(new, {}).status_code == 422
    [choice] = [one for one in tidewater.organisation.as_provider.all() if one != master.draft.agreement]
    answer = client.post(new, {"agreement": str(choice.pk)})
    made = Master.objects.exclude(pk=master.pk).get()
    assert answer.headers["Location"] == at("master", made)
    listed = reverse("masters", kwargs={"organisation_id": tidewater.organisation.pk})
    assert body(client.get(listed)).count("Standard text: Managed IT services") == 2
    assert "No agreement was made from this text yet" in body(client.get(at("master", made)))
    assert "This is a standard text" in body(client.get(reverse("agreement", args=[made.draft.agreement_id])))


def test_without_agreements_there_is_nothing_to_copy(tidewater: House, browser: Browser) -> None:
    new = reverse("master-new", kwargs={"organisation_id": tidewater.organisation.pk})
    assert "Begin an agreement first" in body(browser(tidewater.manager).get(new))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Write its name."),
        ({"last": "2025-01-01"}, "The last day is before the first."),
        ({"exceptions": "- nothing"}, "Write one clause a line"),
        ({"exceptions": "a: ["}, "Write one clause a line"),
        ({"exceptions": "agreement.name: x"}, "agreement.name:"),
    ],
)
def test_mistakes_in_the_particulars_of_a_client(
    master: Master, tidewater: House, browser: Browser, changed: dict[str, str], said: str
) -> None:
    given = {"name": "Northgate Vets", "first": "2026-04-01", "last": "", "reference": "", "exceptions": ""}
    answer = browser(tidewater.manager).post(at("master-client", master), given | changed)
    assert answer.status_code == 422
    assert said in body(answer)


def test_an_agreement_for_a_client(master: Master, tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    assert "Clauses that this client has otherwise" in body(client.get(at("master-client", master)))
    given = {
        "name": "Northgate Vets",
        "reference": "NV-1",
        "first": "2026-04-01",
        "last": "2027-03-31",
        "exceptions": f"{CLAUSE}: 2 hours\nstandards.satisfaction:",
    }
    client.post(at("master-client", master), given)
    schedule = Schedule.objects.get()
    text = schedule.agreement.drafts.get().revisions.get().text
    assert "Northgate Vets" in text
    assert "NV-1" in text
    page = body(client.get(at("master", master)))
    assert "2 clauses" in page
    assert CLAUSE in page


def test_one_that_is_there_is_added(
    master: Master, client_of: Make, tidewater: House, browser: Browser
) -> None:
    schedule = client_of(master, "A")
    Schedule.objects.all().delete()
    client = browser(tidewater.manager)
    assert client.post(at("master-attach", master), {"agreement": "x"}).status_code == 422
    client.post(at("master-attach", master), {"agreement": str(schedule.agreement_id)})
    assert Schedule.objects.get().agreement == schedule.agreement
    assert str(schedule.agreement_id) not in body(client.get(at("master-attach", master)))


def test_the_change_is_looked_at_sent_and_followed(
    master: Master, client_of: Make, tidewater: House, harbour: House, browser: Browser, now: datetime
) -> None:
    client_of(master, "A")
    client_of(master, "B", {CLAUSE: "2 hours"})
    client = browser(tidewater.manager)
    assert "Every client stands on the latest" in body(client.get(at("master-amend", master)))
    change(master, CLAUSE, "5 hours", now)
    assert "2 clients stand on an earlier revision" in body(client.get(at("master", master)))
    page = client.get(at("master-amend", master), {"start": "2026-07-15"})
    for words in (
        "was 4 hours, will be <strong>5 hours</strong>",
        "Survives:",
        "Send it to 1 client<",
        "Better for the",
    ):
        assert words in body(page), words
    assert client.get(at("master-amend", master), {"start": "soon"}).status_code == 422
    seen = page.context["seen"]
    posted = {"start": "2026-07-15", "note": "Costs", "seen": "0" * 64}
    stale = client.post(at("master-amend", master), posted)
    assert stale.status_code == 409
    assert "Something changed meanwhile" in body(stale)
    answer = client.post(at("master-amend", master), posted | {"seen": seen})
    rollout = Rollout.objects.get()
    assert str(rollout.pk) in answer.headers["Location"]
    there = answer.headers["Location"]
    assert "On its way: 2 of 2 wait" in body(client.get(there))
    while send_once(timezone.now()):
        pass
    done = body(client.get(there))
    assert "On its way" not in done
    assert "nothing to change" in done
    assert "Costs" in done
    assert browser(harbour.manager).get(there).status_code == 404
    assert str(rollout.pk) in body(client.get(at("master", master)))


def test_a_day_after_the_term_is_said_before_it_is_sent(
    master: Master, client_of: Make, tidewater: House, browser: Browser, now: datetime
) -> None:
    for name in ("A", "B"):
        client_of(master, name)
    change(master, CLAUSE, "5 hours", now)
    page = body(browser(tidewater.manager).get(at("master-amend", master), {"start": "2027-02-01"}))
    assert "cannot be sent" in page
    assert "2026-12-31" in page
    assert "2 clients</h3>" in page
    assert "Send it to 0 clients<" in page


def test_the_queries_of_the_pages_do_not_grow_with_clients(
    master: Master, client_of: Make, tidewater: House, browser: Browser, now: datetime
) -> None:
    client = browser(tidewater.manager)
    change(master, CLAUSE, "5 hours", now)
    counts = []
    for number in range(2):
        client_of(master, f"Client {number}")
        Schedule.objects.update(edition=1)
        asked = []
        for name in ("master", "master-amend"):
            with CaptureQueriesContext(connection) as queries:
                client.get(at(name, master))
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
