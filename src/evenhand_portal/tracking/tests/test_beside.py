"""Charges, claims, conditions and disagreements in the portal, from upload to proof; rows that are left out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from evenhand.engines.beside import KINDS
from evenhand.sources.own_columns import OWN
from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk, desk_at, versions_agreed
from evenhand_portal.agreements.services.drafts import draft_begin
from evenhand_portal.conftest import House
from evenhand_portal.ledger.models import Exhibit
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.forms import ColumnsForm
from evenhand_portal.tracking.models import Reckoning, Upload
from evenhand_portal.tracking.proof.evidence import evidence_write
from evenhand_portal.tracking.tests import evidence
from evenhand_portal.tracking.tests.conftest import OUTAGES
from evenhand_portal.tracking.tests.test_records import page

Send = Callable[..., Upload]
Browser = Callable[[Person | None], Client]
BY_USER = (
    evidence.EXAMPLE.replace("charge: 2400.00 per month", "charge: 10.00 per user per month")
    .replace("claimed: automatically", "claimed: within 60 days of the period\n  conditions: [invoices paid]")
    .replace("glossary:\n", "glossary:\n  invoices paid: Every invoice that is due is paid.\n")
)
DOWN = OUTAGES.replace(b"11:30", b"16:00")
CHARGES = b"Site,Valid since,Users\npractice-system,2026-01-01,24\n"
CLAIMS = b"clause,period,at\nservices.practice-system.availability,2026-01,2026-02-05\n"
HELD = b"condition,from,holds\ninvoices paid,2026-01-01,yes\n"
OPEN = b"clause,period,raised\nservices.practice-system.availability,2026-01,2026-02-06\n"
LATER = b"name,at,value\nrating,2026-03-10 09:00,5\n"


@pytest.fixture
def desk(tidewater: House, harbour: House, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The provider's manager at an agreement whose credits hang on users, claims and a condition."""
    monkeypatch.setattr(evidence, "EXAMPLE", BY_USER)
    history = evidence.begun(harbour, tidewater, now, 0)
    return desk_at(tidewater.manager, history.agreement.pk, frozenset({"manager"}))


def credits(browser: Browser, desk: Desk) -> list[str]:
    page(browser(desk.person), desk, "figures")
    result = Reckoning.objects.filter(what="figures").latest("pk").result
    assert result is not None
    return list(result["credits"])


def test_every_kind_that_the_library_takes_can_be_uploaded() -> None:
    assert tuple(Upload.Kind.values) == KINDS


def test_what_concerns_money_makes_the_credits(desk: Desk, send: Send, browser: Browser) -> None:
    send(desk, DOWN, "outages")
    send(desk, LATER, "readings")
    assert credits(browser, desk) == []
    for content, kind in ((CHARGES, "charges"), (CLAIMS, "claims"), (HELD, "conditions")):
        assert credits(browser, desk) == []
        assert send(desk, content, kind).report["dropped"] == 0
    assert credits(browser, desk) == ["36.00 GBP"]
    draft = draft_begin(
        agreement=desk.agreement, side="provider", person=desk.person, now=desk.agreement.begun_at,
        text=edited(BY_USER, "services.practice-system.charge", "20.00 per user per month"),
        based_on=versions_agreed(desk.agreement)[0],
    )  # fmt: skip
    tried = browser(desk.person).get(reverse("draft-tried", args=[desk.agreement.pk, draft.pk]))
    assert "Credits: 72.00 GBP instead of 36.00 GBP." in tried.content.decode()
    send(desk, OPEN, "disagreements")
    assert credits(browser, desk) == []


def test_columns_are_matched_and_can_be_said(desk: Desk, send: Send, browser: Browser) -> None:
    guessed = send(desk, CHARGES, "charges", take=False)
    assert guessed.reading["mapping"] == "service: Site\nfrom: Valid since\ncount: Users\n"
    assert guessed.report["first"] == [["practice-system", "2026-01-01", "24", ""]]
    foreign = CHARGES.replace(b"Site", b"Dienst").replace(b"practice", b"other")
    upload = send(desk, foreign, "charges", take=False)
    assert upload.report["unmatched"]
    client = browser(desk.person)
    said = {"column_from": "Valid since", "column_count": "Users"}
    assert "Choose the column that holds: service." in page(client, desk, "upload-match", upload, **said)
    twice = page(client, desk, "upload-match", upload, column_service="Users", **said)
    assert "One column cannot mean two things." in twice
    shown = page(client, desk, "upload-match", upload, column_service="Dienst", **said)
    assert "The agreement knows no service called <strong>other-system</strong>." in shown
    upload.refresh_from_db()
    assert (upload.state, upload.reading["mapping"].splitlines()[0]) == ("preview", "service: Dienst")


def test_a_reading_without_a_zone_can_be_mended(desk: Desk, send: Send, browser: Browser) -> None:
    upload = send(desk, LATER, "readings", take=False, timezone="")
    assert "Say below which time zone these clocks showed." in page(
        browser(desk.person), desk, "upload", upload
    )
    columns = {"column_name": "name", "column_at": "at", "column_value": "value"}
    shown = page(browser(desk.person), desk, "upload-match", upload, timezone="Europe/London", **columns)
    assert "1 record." in shown


@pytest.mark.parametrize(
    ("kind", "content"), [("claims", CLAIMS), ("conditions", HELD), ("disagreements", OPEN)]
)
def test_previews(desk: Desk, send: Send, browser: Browser, kind: str, content: bytes) -> None:
    bad = content + b",,\n" + b"x,1 March,soon\n"
    upload = send(desk, bad, kind, take=False)
    assert (upload.report["dropped"], len(upload.report["first"])) == (2, 1)
    shown = page(browser(desk.person), desk, "upload", upload)
    assert "Leave out the 2 rows that cannot be used" in shown
    assert "line 3" in shown


def test_rows_that_are_left_out_stand_beside_the_figures_and_in_what_is_published(
    desk: Desk, send: Send, browser: Browser, harbour: House, now: datetime
) -> None:
    send(desk, DOWN + b"practice-system,soon,,down\n", "outages", name="down.csv")
    for content, kind in (
        (LATER, "readings"),
        (CHARGES, "charges"),
        (CLAIMS, "claims"),
        (HELD, "conditions"),
    ):
        send(desk, content, kind)
    client = desk_at(harbour.manager, desk.agreement.pk, frozenset({"manager"}))
    shown = " ".join(page(browser(harbour.manager), client, "figures").split())
    assert "<strong>1 row</strong> of" in shown
    assert "down.csv</a> could not be used and is left out of these figures." in shown
    about = {"clause": "services.practice-system.availability", "day": "2026-01-01"}
    one = browser(harbour.manager).get(reverse("figure", args=[desk.agreement.pk]), about).content.decode()
    assert "could not be used" in one
    browser(harbour.manager).post(reverse("figures-publish", args=[desk.agreement.pk]))
    told = json.loads(bytes(Exhibit.objects.filter(leaf__kind="figures-published").get().body))
    outages = Upload.objects.get(kind="outages")
    assert told["left_out"] == [{"file": outages.sha256, "reasons": {"no-time": 1}, "rows": 1}]
    assert sum(len(each["lines"]) for each in told["credits"]) > 0
    assert Version.objects.count() == len(versions_agreed(desk.agreement))
    target = io.BytesIO()
    evidence_write(agreement=desk.agreement, target=target, now=now.replace(year=2027))
    outcome, codes = evidence.found(target.getvalue())
    assert (outcome, codes) == ("intact", {"clock-back", "key-not-held", "nothing-held"})


def test_every_column_says_what_stands_in_it() -> None:
    for kind, own in OWN.items():
        form = ColumnsForm(kind, own.all, "")
        assert all(form.fields[f"column_{name}"].help_text for name in own.all)
