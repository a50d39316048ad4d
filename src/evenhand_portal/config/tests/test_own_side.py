"""What is one side's own reaches the other side nowhere: no page, no search, no mail, no evidence, no interface."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.api.tests.conftest import Program, program  # noqa: F401 - a fixture
from evenhand_portal.api.tests.test_matrix import PATHS
from evenhand_portal.config.tests.own_side import COMPANION, SUBJECTS, Planted, ledgers, mails, plant, shown
from evenhand_portal.config.tests.test_matrix import EXAMPLE, OURS, TABLE, subjects  # noqa: F401 - a fixture
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Membership, Person

ROLES = ("manager", "signatory", "reader", "auditor")
ASKED: dict[str, list[dict[str, str]]] = {
    "said": [
        {"show": show, "q": query, "page": page}
        for show, query, page in itertools.product(("all", "both", "own"), ("", COMPANION), "12")
    ],
    "thread-new": [{"about": each.kind, "key": each.key} for each in SUBJECTS.values()],
    "figure": [{"clause": "standards.respond-critical", "day": "2026-01-01"}],
    "ticket": [{"ticket": "T-1"}],
}
"""What is asked besides the bare address; no question holds a secret word, as a page may repeat what is asked."""


class Sight:
    """All that one side can get hold of, by its pages and by the interface, with every role at once."""

    def __init__(self, house: House, subjects: dict[str, Any], planted: Planted) -> None:  # noqa: F811 - the fixture's value
        self.house, self.subjects, self.planted = house, subjects, planted

    def pages(self, browser: Client) -> Iterator[tuple[str, bytes]]:
        for address in OURS:
            if "GET" not in TABLE[address.name].methods:
                continue
            for at in self.addresses(address.name, address.parts):
                for asked in ({}, *ASKED.get(address.name, ())):
                    with transaction.atomic():
                        answer = browser.get(f"{at}?{urlencode(asked)}" if asked else at)
                        yield at, shown(answer)
                        transaction.set_rollback(True)

    def addresses(self, name: str, parts: frozenset[str]) -> Iterator[str]:
        given = {part: self.subjects.get(part, "nothing") for part in parts}
        if "secret" in given:
            given["secret"] = given["secret"].get(name, "nothing")
        for each in self.variants(given):
            yield reverse(name, kwargs=each)

    def variants(self, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The things of the tests, and in their place every thing in which a secret word stands."""
        yield given
        for part in given.keys() & self.planted.parts.keys():
            for own in self.planted.parts[part]:
                yield given | {part: own}

    def answers(self, caller: Program) -> Iterator[tuple[str, bytes]]:
        for method, path in PATHS.values():
            if method == "GET":
                given = {part: value for part, value in self.subjects.items() if f"{{{part}}}" in path}
                for each in self.variants(given):
                    yield path, shown(caller.get(path.format(**each)))


@pytest.fixture(params=["client", "provider"])
def told_apart(
    request: pytest.FixtureRequest,
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    harbour: House,
    tidewater: House,
) -> tuple[Planted, House, House]:
    """What one side planted, its house, and the other's; whoever manages may do everything."""
    now = timezone.now()
    own, other = (harbour, tidewater) if request.param == "client" else (tidewater, harbour)
    for house, role in itertools.product((own, other), ROLES[1:]):
        Membership.objects.create(organisation=house.organisation, person=house.manager, role=role, since=now)
    desk: Desk = desk_at(own.manager, subjects["agreement_id"], frozenset(ROLES))
    version = Version.objects.get(pk=subjects["version_id"])
    planted = plant(desk, version, EXAMPLE, own.reader, now)
    return planted, own, other


def test_nothing_of_ones_own_reaches_the_other_side(
    told_apart: tuple[Planted, House, House],
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    browser: Callable[[Person | None], Client],
    program: Callable[..., Program],  # noqa: F811 - the fixture
) -> None:
    planted, _, other = told_apart
    sight = Sight(other, subjects, planted)
    for at, seen in (
        *sight.pages(browser(other.manager)),
        *sight.answers(program(other.manager, other.organisation)),
        ("mails", mails(getattr(other, role) for role in ROLES)),
        ("ledgers", ledgers()),
    ):
        assert planted.found_in(seen) == set(), at


def test_everything_of_ones_own_is_there_for_ones_own_side(
    told_apart: tuple[Planted, House, House],
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    browser: Callable[[Person | None], Client],
) -> None:
    """The control: the same looks, by the side that planted, find every word but addresses of guests."""
    planted, own, _ = told_apart
    found: set[str] = planted.found_in(mails(getattr(own, role) for role in ROLES))
    assert any("overview" in word for word in found), "nobody of one's own was told"
    for _, seen in Sight(own, subjects, planted).pages(browser(own.manager)):
        found |= planted.found_in(seen)
    assert found == {word for word in planted.words if not word.startswith("zqmail")}
