"""What the tests of all apps share: people, organisations, and a database that refuses what it must refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from evenhand_portal.immutable import rules_in_force
from evenhand_portal.parties.models import Membership, Organisation, Person, Role
from evenhand_portal.parties.services import organisation_found

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen."""
    return NOW


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    """Make people by their first name."""

    def make(name: str) -> Person:
        return Person.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)

    return make


@dataclass(frozen=True)
class House:
    """An organisation with one person for each role."""

    organisation: Organisation
    manager: Person
    signatory: Person
    reader: Person
    auditor: Person


@pytest.fixture
def make_house(make_person: Callable[..., Person]) -> Callable[[str], House]:
    """Make an organisation whose people are called after it and their role."""

    def make(name: str) -> House:
        people = {role: make_person(f"{name.split()[0]}-{role}") for role in Role.values}
        organisation = organisation_found(name=name, by=people["manager"], now=NOW)
        Membership.objects.filter(organisation=organisation, role="signatory").delete()
        for role in ("signatory", "reader", "auditor"):
            Membership.objects.create(organisation=organisation, person=people[role], role=role, since=NOW)
        return House(organisation, **people)

    return make


@pytest.fixture
def harbour(make_house: Callable[[str], House]) -> House:
    """The client of the example."""
    return make_house("Harbour Dental Group")


@pytest.fixture
def tidewater(make_house: Callable[[str], House]) -> House:
    """The provider of the example."""
    return make_house("Tidewater IT Services")


@pytest.fixture
def browser() -> Callable[[Person | None], Client]:
    """A browser in which somebody has signed in, or nobody."""

    def make(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture
def real_database(transactional_db: None) -> Iterator[None]:
    """A database with real transactions; it is emptied afterwards, which its triggers would refuse."""
    with connection.schema_editor() as editor:
        for rule in rules_in_force():
            for statement in (*rule.reversals(connection.vendor), *rule.statements(connection.vendor)):
                editor.execute(statement)
    yield
    with connection.schema_editor() as editor:
        for rule in rules_in_force():
            for statement in rule.reversals(connection.vendor):
                editor.execute(statement)
