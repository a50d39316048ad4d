"""A NUL character in an address or a form fails nowhere: it is refused, or taken for a sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evenhand_portal.agreements.transfers.models import Transfer
from evenhand_portal.config.tests.matrix import TABLE, TOKEN
from evenhand_portal.config.tests.test_matrix import OURS, Address, subjects  # noqa: F401 - a fixture
from evenhand_portal.conftest import House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership, Person
from evenhand_portal.parties.services import organisation_found

ASKED = (
    "q",
    "show",
    "page",
    "at",
    "in",
    "name",
    "template",
    "clause",
    "day",
    "ticket",
    "service",
    "priority",
    "instance",
    "column",
    "standard",
    "true_means",
    "email",
)
SENT = (
    "text",
    "note",
    "reason",
    "digest",
    "clause",
    "key",
    "what",
    "back",
    "act",
    "name",
    "email",
    "words",
    "title",
    "audience",
    "until",
    "seen",
    "shown",
    "code",
    "why",
    "organisation",
    "side",
    "way",
    "timezone",
    "yaml",
    "how",
    "columns",
    "comment",
    "reply",
    "url",
    "days",
    "role",
)
PAGES = [one for one in OURS if TABLE[one.name].subject != TOKEN]


@pytest.mark.parametrize("address", PAGES, ids=lambda one: one.name)
def test_it_fails_nowhere(
    address: Address,
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    tidewater: House,
    browser: Callable[[Person | None], Client],
) -> None:
    given = {name: subjects.get(name, "nothing") for name in address.parts}
    if "secret" in given:
        given["secret"] = given["secret"][address.name]
    places = [reverse(address.name, kwargs=given)]
    secrets = {"secret", "token", "subscription"} & set(given)
    places += [reverse(address.name, kwargs=given | {name: "a\0b"}) for name in secrets]
    client = browser(tidewater.manager)
    for at in places:
        with transaction.atomic():
            assert client.get(f"{at}?{urlencode(dict.fromkeys(ASKED, chr(0)))}").status_code < 500
            assert client.post(at, dict.fromkeys(SENT, "a\0b")).status_code < 500
            transaction.set_rollback(True)


def test_words_that_are_passed_on_are_kept_without_it(
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    harbour: House,
    tidewater: House,
    browser: Callable[[Person | None], Client],
) -> None:
    at = {"agreement_id": subjects["agreement_id"]}
    provider = browser(tidewater.manager)
    provider.post(reverse("transfer-withdraw", kwargs=at | {"transfer": subjects["transfer"]}))
    merged = organisation_found(name="Northwater Ltd", by=tidewater.manager, now=timezone.now())
    sent = {"to": str(merged.pk), "reason": "A \0merger."}
    provider.post(reverse("transfer-propose", kwargs=at), sent)
    assert Transfer.objects.latest("pk").reason == "A merger."
    Membership.objects.create(
        organisation=harbour.organisation, person=harbour.manager, role="signatory", since=timezone.now()
    )
    there = reverse("version-delegate", kwargs=at | {"version_id": subjects["version_id"]})
    browser(harbour.signatory).post(there, {"to": str(harbour.manager.pk), "note": "Aw\0ay."})
    assert "Away." in Notice.objects.get(kind="delegated").text
