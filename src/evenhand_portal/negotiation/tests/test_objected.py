"""A change that was told and objected to is settled nowhere: what went out from it ends, and begins anew."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from evenhand.terms.editing import edited
from evenhand_portal.agreements.amendments.services import change_object
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.tests.conftest import desk, draft, shared  # noqa: F401 - fixtures
from evenhand_portal.agreements.tests.test_amendments import agreed, amended, told  # noqa: F401 - fixtures
from evenhand_portal.conftest import House
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.selectors import table_of
from evenhand_portal.negotiation.services.sending import table_send

pytestmark = pytest.mark.django_db
CRITICAL = "standards.resolve-critical"


def test_what_was_objected_to_is_open_on_the_next_table(
    told: Version,  # noqa: F811 - the fixture
    harbour: House,
    tidewater: House,
    now: datetime,
) -> None:
    ours, theirs = (desk(house, told.agreement, "manager") for house in (tidewater, harbour))
    made = amended(told, tidewater, now, date(2026, 5, 1), f"{CRITICAL}.within", "5 hours")
    first = table_send(draft=made, number=made.latest, desk=ours, note="", now=now).negotiation
    assert {one.clause for one in table_of(first).talks.open} == {"head", CRITICAL}
    change_object(version=told, desk=theirs, reason="Never this address.", now=now)
    first = Negotiation.objects.get()
    assert (first.state, first.ended_side) == ("ended", "client")
    assert "Version 2, on which it rests, was objected to." in first.reason
    assert Leaf.objects.latest("pk").kind == "negotiation-ended"
    made = Draft.objects.get(pk=made.pk)
    text = edited(made.revisions.get(number=made.latest).text, "version", "2")
    draft_save(draft=made, based_on_number=made.latest, text=text, author=tidewater.manager, now=now)
    made.refresh_from_db()
    second = table_send(draft=made, number=made.latest, desk=ours, note="", now=now).negotiation
    assert second.base is not None
    assert second.base.number == 1
    assert {one.clause for one in table_of(second).talks.open} >= {"parties.provider", CRITICAL}
