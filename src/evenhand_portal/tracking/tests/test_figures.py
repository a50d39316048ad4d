"""Figures, explanations, back-tests and the desk's word, by pages; the worker; queries that do not grow."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand.engines.local import measure_files
from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.overview import terms_signed
from evenhand_portal.agreements.selectors import Desk, versions_agreed
from evenhand_portal.agreements.services.drafts import draft_begin
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking import jobs
from evenhand_portal.tracking.figures import answers
from evenhand_portal.tracking.models import Reckoning, Upload
from evenhand_portal.tracking.records import services
from evenhand_portal.tracking.tests.conftest import OUTAGES, SMALL

Send = Callable[..., Upload]
Browser = Callable[[Person | None], Client]


def got(client: Client, desk: Desk, name: str, **asked: str) -> str:
    ids = {"agreement_id": desk.agreement.pk} | {
        key: asked.pop(key) for key in ("upload_id", "draft_id") if key in asked
    }
    query = f"?{urlencode(asked)}" if asked else ""
    return client.get(reverse(name, kwargs=ids) + query).content.decode()


def test_the_figures_are_those_of_the_library(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House, tmp_path: Path
) -> None:
    provider, client = desks
    send(provider, SMALL)
    shown = got(browser(harbour.manager), client, "figures")
    (reckoning,) = Reckoning.objects.all()
    file = tmp_path / "t.csv"
    file.write_bytes(SMALL)
    terms = [terms_signed(version) for version in versions_agreed(provider.agreement)]
    alone = measure_files(terms, file, timezone="Europe/London").measurement
    assert reckoning.result is not None
    assert reckoning.result["measurement"] == json.loads(json.dumps(alone.to_json()))
    for figure in alone.figures:
        if figure.denominator and not figure.breakdown:
            assert figure.value_text in shown
    got(browser(harbour.manager), client, "figures")
    assert Reckoning.objects.count() == 1


def test_a_private_draft_has_figures_before_anybody_is_invited(
    alone: Desk, send: Send, browser: Browser, tidewater: House
) -> None:
    client = browser(tidewater.reader)
    assert "Upload last quarter" in got(client, alone, "figures")
    send(alone, SMALL)
    send(alone, OUTAGES, "outages")
    shown = got(client, alone, "figures")
    assert "Had this draft been in force" in shown
    assert "Only your side sees this." in shown
    draft = Draft.objects.get()
    tried = got(client, alone, "draft-tried", draft_id=str(draft.pk))
    assert "What would have been enough" in tried
    effect = got(client, alone, "draft-effect", draft_id=str(draft.pk), clause="standards.resolve-critical")
    assert "standards.resolve-critical" not in effect
    assert "would have" in effect or "met the target" in effect or "scored" in effect


def test_a_draft_with_mistakes_says_what_to_do(
    alone: Desk, send: Send, browser: Browser, tidewater: House, now: datetime
) -> None:
    send(alone, SMALL)
    draft = draft_begin(
        agreement=alone.agreement, side="provider", text="agreement: [", person=tidewater.manager, now=now
    )
    assert "Mend them first" in got(browser(tidewater.manager), alone, "figures", draft=str(draft.pk))


def test_an_amendment_is_tried_beside_what_is_in_force(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, tidewater: House, harbour: House, now: datetime
) -> None:
    provider, client = desks
    send(provider, SMALL)
    text = edited(EXAMPLE, "standards.resolve-critical.within", "30 minutes")
    draft = draft_begin(
        agreement=provider.agreement,
        side="provider",
        text=text,
        person=tidewater.manager,
        now=now,
        based_on=versions_agreed(provider.agreement)[0],
    )
    shown = got(browser(tidewater.manager), provider, "draft-tried", draft_id=str(draft.pk))
    assert "Verdicts that change" in shown
    assert "T-2" in shown
    hidden = browser(harbour.manager).get(
        reverse("draft-tried", kwargs={"agreement_id": client.agreement.pk, "draft_id": draft.pk})
    )
    assert hidden.status_code == 404


def test_a_ticket_and_a_figure_are_explained(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    provider, desk = desks
    send(provider, SMALL)
    client = browser(harbour.reader)
    shown = got(client, desk, "ticket", ticket="T-1")
    assert "was resolved" in shown
    assert '<rect class="counted"' in shown
    assert "style=" not in shown
    assert "resolve" in shown
    reckoned = Reckoning.objects.get(what="ticket").result
    assert reckoned is not None
    assert sum(len(each["strip"]["shapes"]) > 0 for each in reckoned["explanations"] if each["strip"]) == len(
        [each for each in reckoned["explanations"] if each["steps"]]
    )
    figure = got(client, desk, "figure", clause="standards.resolve-critical", day="2026-01-01", priority="P1")
    assert "T-1" in figure
    assert "T-2" in figure
    assert "No record that counts names this ticket." in got(client, desk, "ticket", ticket="<b>T-9</b>")
    for wrong in (
        {"clause": "standards.none", "day": "2026-01-01"},
        {"clause": "services.x", "day": "never"},
    ):
        assert "There is no such figure" in got(client, desk, "figure", **wrong)


def test_an_availability_is_explained(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    provider, desk = desks
    send(provider, OUTAGES, "outages")
    client = browser(harbour.reader)
    got(client, desk, "figures")
    result = Reckoning.objects.get(what="figures").result
    assert result is not None
    row = next(
        one for one in result["rows"] if one["clause"].startswith("services.practice") and one["counted"]
    )
    shown = got(client, desk, "figure", clause=row["clause"], day=row["day"], instance=row["instance"])
    assert row["value"] in shown
    assert "Down were" in shown


def test_the_desks_own_verdicts_are_held_against_ours(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    provider, desk = desks
    rows = SMALL.decode().splitlines()
    lines = [f"{rows[0]},breached", *(f"{row},no" for row in rows[1:])]
    upload = send(provider, ("\n".join(lines) + "\n").encode())
    client = browser(harbour.manager)
    assert "breached" in got(client, desk, "reconcile", upload_id=str(upload.pk))
    shown = got(
        client,
        desk,
        "reconcile",
        upload_id=str(upload.pk),
        column="breached",
        standard="resolve-critical",
    )
    assert "compared" in shown
    assert "T-1" in shown
    wrong = got(client, desk, "reconcile", upload_id=str(upload.pk), column="none")
    assert "There is no answer to this" in wrong


def test_figures_are_published_into_the_ledger(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House
) -> None:
    provider, desk = desks
    client, here = browser(harbour.manager), {"agreement_id": desk.agreement.pk}
    first = client.post(reverse("figures-publish", kwargs=here), follow=True).content.decode()
    assert "once a version is agreed" in first
    send(provider, SMALL)
    shown = client.post(reverse("figures-publish", kwargs=here), follow=True).content.decode()
    assert "The figures stand in the ledger" in shown
    last = json.loads(bytes(desk.agreement.ledger.leaves.order_by("-index")[0].entry))
    assert last["kind"] == "figures-published"
    again = client.post(reverse("figures-publish", kwargs=here), follow=True).content.decode()
    assert "These figures are published already." in again
    assert desk.agreement.ledger.leaves.filter(kind="figures-published").count() == 1


def test_large_files_and_questions_wait_for_the_worker(
    alone: Desk,
    browser: Browser,
    tidewater: House,
    send: Send,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for place in (services, answers):
        monkeypatch.setattr(place, "SMALL_BYTES", 10)
    client, here = browser(tidewater.manager), {"agreement_id": alone.agreement.pk}
    answer = client.post(
        reverse("upload-new", kwargs=here),
        {"file": ContentFile(SMALL, name="t.csv"), "kind": "tickets", "timezone": "Europe/London"},
        follow=True,
    )
    assert "The file is being read." in answer.content.decode()
    assert 'http-equiv="refresh"' in answer.content.decode()
    assert jobs.work_once(now)
    upload = Upload.objects.get()
    assert (upload.state, upload.done, upload.report["tickets"]) == ("preview", 100, 2)
    services.upload_take(upload=upload, desk=alone, digest=upload.digest, partial=False, now=now)
    assert "Being reckoned" in got(client, alone, "figures")
    assert jobs.work_once(now)
    assert "Had this draft been in force" in got(client, alone, "figures")
    assert not jobs.work_once(now)


def test_a_worker_that_died_is_followed_by_another(
    alone: Desk, send: Send, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send(alone, SMALL, take=False)
    Upload.objects.filter(pk=upload.pk).update(state="reading", lease_until=now + jobs.LEASE, fence=1)
    assert not jobs.work_once(now)
    late = now + jobs.LEASE + timedelta(seconds=1)
    assert jobs.work_once(late)
    assert Upload.objects.get().state == "preview"
    Upload.objects.update(state="reading", lease_until=None, fence=jobs.MOST_ATTEMPTS)
    assert jobs.work_once(late)
    assert Upload.objects.get().state == "refused"


def test_the_queries_of_a_page_do_not_grow_with_the_tickets(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, harbour: House, year: bytes
) -> None:
    provider, desk = desks
    client = browser(harbour.manager)
    upload = send(provider, SMALL)
    counts = []
    for content in (None, year):
        if content is not None:
            services.upload_remove(upload=upload, desk=provider, now=upload.at)
            upload = send(provider, content)
        for name in ("figures", "records"):
            got(client, desk, name)
            with CaptureQueriesContext(connection) as queries:
                got(client, desk, name)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
