"""By the interface: an agreement that was handed to another organisation is no client of a standard text any more."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from evenhand.client import Portal
from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.conftest import House
from evenhand_portal.masters.sending import HANDED_OVER as REASON
from evenhand_portal.masters.sending import send_once
from evenhand_portal.parties.services import organisation_found

DAYS = edited(EXAMPLE, "standards.resolve-critical.within", "5 hours")


def test_it_is_counted_no_more_and_its_new_title_is_not_told(
    enter: Callable[..., Portal], tidewater: House
) -> None:
    portal, now = enter(tidewater), timezone.now()
    first = portal.begin("provider", text=EXAMPLE)
    master = portal.masters.begin(first.agreement)
    portal.masters.attach(master.id, first.agreement)
    portal.at(master.agreement).save(master.draft, DAYS, based_on=master.revision)
    [before] = portal.masters.every()
    assert (before.clients, before.behind) == (1, 1)
    sent = portal.masters.send(master.id, portal.masters.preview(master.id))
    north = organisation_found(name="Northwater Ltd", by=tidewater.manager, now=now)
    Agreement.objects.filter(pk=first.agreement).update(provider=north, title="What Northwater calls it")
    assert send_once(now)
    [after] = portal.masters.every()
    assert (after.clients, after.behind) == (0, 0)
    assert not portal.masters.preview(master.id).clients
    [one] = portal.masters.rollout(sent.id).sendings
    assert (one.state, one.reason, one.title) == ("failed", REASON, "An agreement that was handed over")
