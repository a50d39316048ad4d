"""A clause has one number, wherever an agreement is read: while it is negotiated, by guests, and once signed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from evenhand.terms.document import read_agreement
from evenhand.terms.editing import edited
from evenhand.wording.agreement import written
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import draft_begin
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.agreements.tests.conftest import EXAMPLE, draft, shared, sign  # noqa: F401 - fixtures
from evenhand_portal.conftest import House
from evenhand_portal.guests.services.links import Wish, link_make
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.tests.conftest import SMALL, send  # noqa: F401 - a fixture

ALL = frozenset({"manager", "signatory"})
CRITICAL = "standards.resolve-critical"
Browser = Callable[[Person | None], Client]


@pytest.fixture(autouse=True)
def stopped(now: datetime) -> Iterator[None]:
    """The clock stands still, so that links are good."""
    with time_machine.travel(now, tick=False):
        yield


def numbered() -> dict[str, str]:
    """The number under which each standard stands in the document, by its title."""
    terms, _ = read_agreement(EXAMPLE, file="agreement.yaml")
    assert terms is not None
    standards = [one for one in written(terms).walk() if (one.address or "").startswith("standards.")]
    return {one.title: one.number for one in standards}


def said(shown: str) -> dict[str, str]:
    """The number that a page or a paper gives each of these titles in a heading."""
    plain = " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())
    found = {title: re.search(rf"(\d+(?:\.\d+)+) {re.escape(title)}", plain) for title in numbered()}
    return {title: match[1] if match else "" for title, match in found.items()}


def test_a_clause_has_the_same_number_on_every_page(
    shared: Draft,  # noqa: F811 - a fixture
    send: Callable[..., object],  # noqa: F811 - a fixture
    browser: Browser,
    harbour: House,
    tidewater: House,
    now: datetime,
) -> None:
    provider = desk_at(tidewater.manager, shared.agreement_id, ALL)
    client = browser(tidewater.manager)

    def got(name: str, query: str = "", **ids: object) -> str:
        address = reverse(name, kwargs={"agreement_id": shared.agreement_id, **ids}) + query
        return client.get(address, follow=True).content.decode()

    numbers = numbered()
    assert numbers["Restoration after critical incidents"] == "3.2"
    assert said(got("draft", draft_id=shared.pk)) == numbers
    assert guest(shared, provider, now) == numbers
    version = version_offer(draft=shared, number=1, side="provider", person=tidewater.manager, now=now)
    assert said(got("version", version_id=version.pk)) == numbers
    signatory = browser(tidewater.signatory)
    signing = reverse("version-sign", kwargs={"agreement_id": shared.agreement_id, "version_id": version.pk})
    assert said(signatory.get(signing).content.decode()) == numbers
    for house in (tidewater, harbour):
        sign(version, house, now)
    version.refresh_from_db()
    assert said(got("version", version_id=version.pk)) == numbers
    assert guest(version, provider, now) == numbers
    paper = client.get(
        reverse("version-paper", kwargs={"agreement_id": shared.agreement_id, "version_id": version.pk})
    )
    pages = PdfReader(BytesIO(b"".join(paper))).pages  # type: ignore[arg-type]  # the parts of an answer are bytes
    assert said(" ".join(page.extract_text() for page in pages)) == numbers

    send(provider, SMALL)
    clause = f"Clause {numbers['Restoration after critical incidents']}, version 1"
    assert clause in got("ticket", "?ticket=T-1")
    assert clause in got("figure", f"?clause={CRITICAL}&day=2026-01-01&priority=P1")

    assert said(amended(version, provider, got, now)) == numbers


def guest(paper: Draft | Version, desk: Desk, now: datetime) -> dict[str, str]:
    wish = Wish(name="Mira Mediator", email="", audience="provider", speaks=True, days=14)
    _, secret = link_make(desk=desk, paper=paper, wish=wish, now=now)
    return said(Client().get(reverse("guest", kwargs={"secret": secret})).content.decode())


def amended(version: Version, desk: Desk, got: Callable[..., str], now: datetime) -> str:
    """The table, once an amendment of the version lies on it."""
    text = edited(EXAMPLE, f"{CRITICAL}.within", "6 hours")
    own = draft_begin(
        agreement=version.agreement, side="provider", text=text, person=desk.person, based_on=version, now=now
    )
    later = now + timedelta(minutes=1)
    table_send(draft=Draft.objects.get(pk=own.pk), number=1, desk=desk, note="", now=later)
    return got("table")
