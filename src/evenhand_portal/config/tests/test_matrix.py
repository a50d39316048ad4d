"""Every address by every method for every kind of visitor, built from the addresses themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from evenhand_portal.access import Access
from evenhand_portal.config.tests.matrix import EVERYBODY, PEOPLE, TABLE, Row
from evenhand_portal.conftest import House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.links import token_for
from evenhand_portal.parties.models import Membership, Person
from evenhand_portal.parties.services import invitation_send

LIBRARIES = ("allauth.",)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def addresses(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


OURS = [one for one in addresses() if not one.callback.__module__.startswith(LIBRARIES)]


def test_every_address_is_in_the_matrix_and_every_row_has_an_address() -> None:
    assert {str(one.name) for one in OURS} == set(TABLE)
    assert len(OURS) == len(TABLE)


@pytest.mark.parametrize("pattern", OURS, ids=lambda one: str(one.name))
def test_every_view_is_marked_as_the_matrix_says(pattern: URLPattern) -> None:
    row = TABLE[str(pattern.name)]
    assert getattr(pattern.callback, "access", None) == Access(row.subject, row.roles)  # type: ignore[arg-type]  # a text of the table


@pytest.fixture
def subjects(harbour: House, now: datetime) -> dict[str, Any]:
    """Something for every name that stands in an address."""
    moment = timezone.now()
    invitation = invitation_send(
        organisation=harbour.organisation,
        email="new@example.org",
        name="",
        role="reader",
        by=harbour.manager,
        now=moment,
    )
    letter = Notice.objects.get(key=f"invitation-{invitation.pk}")
    spare = Membership.objects.create(
        organisation=harbour.organisation, person=harbour.reader, role="manager", since=moment
    )
    Membership.objects.filter(pk=spare.pk).update(role="reader", until=moment + timedelta(days=1))
    return {
        "organisation_id": harbour.organisation.pk,
        "invitation_id": invitation.pk,
        "membership_id": Membership.objects.get(organisation=harbour.organisation, role="auditor").pk,
        "secret": letter.text.split("/invitations/")[1].split("/")[0],
        "token": token_for(harbour.reader, moment),
    }


@pytest.mark.parametrize("pattern", OURS, ids=lambda one: str(one.name))
def test_the_matrix(
    pattern: URLPattern,
    subjects: dict[str, Any],
    harbour: House,
    tidewater: House,
    make_person: Callable[[str], Person],
    browser: Callable[[Person | None], Client],
) -> None:
    row = TABLE[str(pattern.name)]
    names = pattern.pattern.converters
    at = reverse(str(pattern.name), kwargs={name: subjects[name] for name in names})
    visitors: dict[str, Person | None] = {"nobody": None, "stranger": make_person("Stranger")}
    for role in ("manager", "signatory", "reader", "auditor"):
        visitors[f"harbour {role}"] = getattr(harbour, role)
        visitors[f"tidewater {role}"] = getattr(tidewater, role)
    for visitor, person in visitors.items():
        client = browser(person)
        for method in METHODS:
            with transaction.atomic():
                answer = client.generic(method, at)
                transaction.set_rollback(True)
            seen = f"{visitor} {method} {at}: {answer.status_code}"
            assert answer.status_code < 500, seen
            if may(row, visitor):
                assert (answer.status_code == 405) == (method not in row.methods), seen
                if visitor not in ("harbour reader", "harbour signatory") or method == "GET":
                    assert answer.status_code != 404, seen
            elif person is None:
                assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
                    302,
                    "/account/login/",
                ), seen
            else:
                assert answer.status_code in (404, 405), seen
                assert answer.status_code == 404 or method not in row.methods, seen


def may(row: Row, visitor: str) -> bool:
    if row.subject == EVERYBODY:
        return True
    if row.subject == PEOPLE:
        return visitor != "nobody"
    house, _, role = visitor.partition(" ")
    return house == "harbour" and role in row.roles
