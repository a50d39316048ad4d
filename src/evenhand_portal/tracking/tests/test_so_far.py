"""What is not over is said to be so, targets are told whole, and what is in the ledger is said to be there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.figures.pages import Sign, clauses, sign_of
from evenhand_portal.tracking.models import Reckoning, Upload
from evenhand_portal.tracking.records.services import upload_remove
from evenhand_portal.tracking.tests.conftest import HEAD, SMALL
from evenhand_portal.tracking.tests.test_figures import got

Send = Callable[..., Upload]
Browser = Callable[[Person | None], Client]
OVER = SMALL + b"T-3,2026-02-02 09:00,opened,service-desk,P3\nT-3,2026-02-02 10:00,resolved,,\n"
RESOLVE = "standards.resolve-critical"


def test_a_period_that_is_not_over_has_no_verdict_yet(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    send(desks[0], SMALL)
    client = browser(harbour.reader)
    for name in ("figures", "agreement"):
        shown = got(client, desks[1], name)
        assert '<span class="v open">so far</span>' in shown
        assert '<span class="v met">' not in shown
        assert re.search(r"\d+ of these (is|are) so far: the period is not over\.", shown)
    result = Reckoning.objects.get(what="figures").result
    assert result is not None
    row = next(one for one in result["rows"] if one["result"] == "met")
    about = {name: row[name] for name in ("clause", "day", "service", "priority", "instance") if row[name]}
    figure = got(client, desks[1], "figure", **about)
    assert "The period is not over." in figure
    assert '<span class="v open">so far</span></h2>' in figure


def test_a_period_that_is_over_keeps_its_verdict(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    send(desks[0], OVER)
    shown = got(browser(harbour.reader), desks[1], "figures")
    assert '<span class="v met">met</span>' in shown


@pytest.mark.parametrize(
    ("result", "notes", "sign"),
    [
        ("met", [], ("met", "met")),
        ("missed", [], ("missed", "missed")),
        ("met", ["the period is not over"], ("open", "so far")),
        ("missed", ["the period is not over"], ("missed", "missed so far")),
        ("nothing to measure", ["the period is not over"], ("nothing-to-measure", "nothing to measure")),
    ],
)
def test_what_is_shown_is_never_kinder_than_what_is_stored(
    result: str, notes: list[str], sign: tuple[str, str]
) -> None:
    assert sign_of(result, notes) == Sign(*sign)


def test_a_target_is_told_with_its_alternative(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    send(desks[0], SMALL)
    client = browser(harbour.reader)
    shown = got(client, desks[1], "figures")
    assert '<td data-name="Target">90% per month, or at most 1 missed</td>' in shown
    assert "target 90% per month, or at most 1 missed, " in shown
    assert "90% per month, or at most 1 missed" in got(client, desks[1], "agreement")


def test_figures_that_were_reckoned_without_the_alternative_are_still_shown() -> None:
    row = {"clause": RESOLVE, "name": "x", "title": "X", "service": "", "priority": "", "instance": ""}
    old = row | {"day": "2026-01-01", "target": "90% per month", "result": "met", "notes": [], "counted": ""}
    assert clauses([old], "")[0].lines[0].target == "90% per month"


def test_the_verdict_of_each_ticket_is_named_where_the_rows_are_stacked(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    send(desks[0], SMALL)
    client = browser(harbour.reader)
    figure = got(client, desks[1], "figure", clause=RESOLVE, day="2026-01-01", priority="P1")
    ticket = got(client, desks[1], "ticket", ticket="T-1")
    for shown, name in ((figure, "Verdict"), (ticket, "Counts")):
        assert re.search(r'<table class="\w+ fold">', shown)
        assert f'data-name="{name}"' in shown


def test_a_mistyped_ticket_can_be_corrected_at_once(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    send(desks[0], SMALL)
    client = browser(harbour.manager)
    for _ in range(2):
        shown = got(client, desks[1], "ticket", ticket='T-9"')
        assert "No record that counts names this ticket." in shown
        assert 'name="ticket" value="T-9&quot;"' in shown
        assert "Try again" not in shown
        assert "release" not in shown
    draft = got(client, desks[1], "ticket", ticket="T-1")
    assert "was resolved" in draft


def test_what_is_in_the_ledger_is_said_until_the_figures_differ(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    provider, desk = desks
    first = send(provider, SMALL)
    client, publish = browser(harbour.manager), reverse("figures-publish", args=[desk.agreement.pk])
    offer = "Put these figures into the ledger"
    assert offer in got(client, desk, "figures")
    client.post(publish)
    leaf = desk.agreement.ledger.leaves.get(kind="figures-published")
    for reader in (client, browser(harbour.reader)):
        shown = got(reader, desk, "figures")
        assert f"In the ledger since {leaf.received_at:%-d %B %Y}" in shown
        assert f"entry {leaf.index}" in shown
        assert offer not in shown
    late = (HEAD + "T-8,2026-01-07 09:00,opened,service-desk,P1\nT-8,2026-01-07 10:00,resolved,,\n").encode()
    send(provider, late)
    shown = got(client, desk, "figures")
    assert offer in shown
    assert "In the ledger since" not in shown
    client.post(publish)
    assert "In the ledger since" in got(client, desk, "figures")
    upload_remove(upload=first, desk=provider, now=first.at)
    assert offer in got(client, desk, "figures")


def test_to_say_so_costs_the_same_however_often_figures_were_published(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    provider, desk = desks
    client, counts = browser(harbour.manager), []
    for number in range(3):
        send(provider, SMALL.replace(b"T-", f"T{number}-".encode()))
        client.post(reverse("figures-publish", args=[desk.agreement.pk]))
        got(client, desk, "figures")
        with CaptureQueriesContext(connection) as queries:
            got(client, desk, "figures")
        counts.append(len(queries))
    assert len(set(counts)) == 1
