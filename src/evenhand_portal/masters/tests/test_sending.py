"""A change that could not be sent to somebody is sent again; whoever sends it must still manage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.conftest import House
from evenhand_portal.masters import sending as worker
from evenhand_portal.masters.models import Master, Schedule
from evenhand_portal.masters.selectors import behind, seen_hash
from evenhand_portal.masters.services import rollout_begin
from evenhand_portal.masters.tests.conftest import CLAUSE, JULY, ROLES, change, rollout, send_all, talk
from evenhand_portal.negotiation.selectors import under_way
from evenhand_portal.negotiation.services.ending import negotiation_end
from evenhand_portal.parties.models import Membership
from evenhand_portal.parties.selectors import seat_at

Make = Callable[..., Schedule]


def test_what_was_not_sent_is_sent_again(
    master: Master, client_of: Make, tidewater: House, harbour: House, now: datetime
) -> None:
    schedule = client_of(master, "A")
    talk(schedule, harbour, now)
    change(master, CLAUSE, "5 hours", now)
    before = seen_hash(master, behind(master), JULY)
    first = rollout(master, tidewater, now)
    send_all(now)
    assert first.sendings.get().reason == worker.TALKING
    negotiation = under_way(schedule.agreement)
    assert negotiation is not None
    desk = desk_at(harbour.manager, schedule.agreement_id, ROLES)
    negotiation_end(negotiation=negotiation, desk=desk, reason="No.", now=now)
    seat = seat_at(tidewater.manager, tidewater.organisation.pk, ROLES)
    again = rollout_begin(master=master, seat=seat, seen=before, start=JULY, note="", now=now)
    assert again == first, "the page from before the failure was confirmed once"
    later = now + timedelta(hours=1)
    second = rollout(master, tidewater, later)
    assert second != first
    send_all(later)
    assert second.sendings.get().state == "sent"


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize("clause", ["5 hours", "4 hours"])
def test_nothing_is_done_for_somebody_who_no_longer_manages(
    master: Master, client_of: Make, tidewater: House, now: datetime, draft: bool, clause: str
) -> None:
    schedule = client_of(master, "A", {CLAUSE: clause}, draft=draft)
    change(master, CLAUSE, "5 hours", now)
    sent = rollout(master, tidewater, now)
    Membership.objects.filter(person=tidewater.manager, role="manager").update(until=now)
    send_all(now)
    one = sent.sendings.get()
    assert (one.state, one.reason) == ("failed", worker.NOT_HERE)
    assert schedule.agreement.drafts.get().latest == 1
    assert Schedule.objects.get(pk=schedule.pk).edition == 1
