"""Every page asks the database equally often, however much there is of agreements, clauses, tickets, people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from evenhand_portal.agreements.models import Agreement, Version
from evenhand_portal.agreements.paper.models import Original
from evenhand_portal.config.tests.matrix import TABLE, TOKEN
from evenhand_portal.config.tests.queries.growing import (
    STEPS,
    World,
    drafted,
    more_revisions,
    offered,
    signed,
    text_of,
)
from evenhand_portal.config.tests.test_matrix import OURS, Address, subjects  # noqa: F401 - a fixture
from evenhand_portal.conftest import House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership, Person
from evenhand_portal.tracking.records.services import upload_share

PAGES = [
    one for one in OURS if (row := TABLE.get(one.name)) and row.subject != TOKEN and "GET" in row.methods
]
CLAUSE = "standards.resolve-critical"
ASKED: dict[str, dict[str, str]] = {
    "clause": {"at": CLAUSE},
    "clause-new": {"in": "services", "name": "backup"},
    "draft-effect": {"clause": CLAUSE},
    "figure": {"clause": CLAUSE, "day": "2026-01-01", "service": "service-desk", "priority": "P1"},
    "ticket": {"ticket": "T-1"},
}
"""What the address of a page says, where it says more than which agreement."""

ELSEWHERE = {"clause-new", "version-contract", "table-accept-all", "table-end", "draft-carry", "token-new"}
"""Pages that lead on: to the form of a clause, to proving who one is, or back without a contract or negotiation."""


@pytest.fixture
def world(subjects: dict[str, Any], harbour: House, tidewater: House) -> World:  # noqa: F811 - the fixture
    """Two people who may do everything for their side; the version that waited is agreed."""
    for house, person in ((tidewater, tidewater.manager), (harbour, harbour.manager)):
        for role in ("signatory", "reader", "auditor"):
            Membership.objects.create(
                organisation=house.organisation, person=person, role=role, since=timezone.now()
            )
    agreement = Agreement.objects.get(pk=subjects["agreement_id"])
    return World(tidewater, harbour, tidewater.manager, harbour.manager, agreement)


@pytest.mark.django_db
def test_queries_do_not_grow(
    world: World,
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    browser: Callable[[Person | None], Client],
) -> None:
    first = signed(world, world.agreement.versions.get())
    upload_share(upload=world.agreement.uploads.get(), desk=world.desk, now=timezone.now())
    draft = drafted(world, text_of(2, "2026-01-02"), first)
    Original.objects.create(draft=draft, name="contract.pdf", body=b"%PDF-1.7", uploaded_at=timezone.now())
    subjects["draft_id"] = draft.pk
    subjects["notice_id"] = Notice.objects.filter(person=world.person)[0].pk
    waiting = offered(world, drafted(world, text_of(2, "2026-01-02")))
    few, not_shown = counted(world, subjects, waiting, browser)
    signed(world, waiting)
    more_revisions(world, draft)
    for step in STEPS:
        step(world)
    subjects["version_id"] = world.agreement.versions.get(number=3, origin="elsewhere").pk
    last = offered(world, drafted(world, text_of(4, "2026-01-04")))
    many, not_shown_then = counted(world, subjects, last, browser)
    told = [
        f"{name}: {len(few[name])} queries, then {len(many[name])}\n{more(few[name], many[name])}"
        for name in few
        if len(few[name]) < len(many[name])
    ]
    wrong = [*told, *not_shown, *not_shown_then]
    assert not wrong, "\n".join(wrong)


def counted(
    world: World,
    subjects: dict[str, Any],  # noqa: F811 - the value of the fixture
    waiting: Version,
    browser: Callable[[Person | None], Client],
) -> tuple[dict[str, list[str]], list[str]]:
    """The queries of each page; it is opened twice, as the first time fills what is remembered."""
    found, not_shown = {}, []
    for address in PAGES:
        if missing := address.parts - set(subjects):
            not_shown.append(f"{address.name}: nothing for {', '.join(missing)}")
            continue
        at = address_of(address, world, subjects, waiting)
        client = browser(world.other if TABLE[address.name].subject == "organisation" else world.person)
        client.get(at)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(at)
            assert answer.getvalue() is not None
        if answer.status_code not in ((200, 302) if address.name in ELSEWHERE else (200,)):
            not_shown.append(f"{at}: {answer.status_code}")
        found[address.name] = [one["sql"] for one in queries.captured_queries]
    return found, not_shown


def address_of(address: Address, world: World, subjects: dict[str, Any], waiting: Version) -> str:  # noqa: F811 - as above
    given = {name: subjects[name] for name in address.parts}
    if "secret" in given:
        given["secret"] = given["secret"][address.name]
    if address.name in ("version-sign", "version-paper"):  # a paper that both signed is made once, and kept
        given["version_id"] = waiting.pk
    asked = ASKED.get(address.name, {})
    if address.name == "versions-compare":
        asked = {"before": str(subjects["version_id"]), "after": str(waiting.pk)}
    if address.name.startswith("new-"):
        asked = {"organisation": str(world.provider.organisation.pk), "side": "provider"}
    return f"{reverse(address.name, kwargs=given)}?{urlencode(asked)}"


def more(few: list[str], many: list[str]) -> str:
    """The queries of which there are more."""
    shapes = [Counter(re.sub(r"'[^']*'|\b\d+\b", "?", one)[:300] for one in each) for each in (few, many)]
    return "\n".join(f"  {count} × {shape}" for shape, count in (shapes[1] - shapes[0]).items())
