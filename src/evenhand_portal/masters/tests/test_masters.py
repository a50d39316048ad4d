"""Standard texts: begun from an agreement, given to clients, changed for thirty of them at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evenhand.terms.editing import removed, value_of
from evenhand_portal.agreements.models import Revision
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.services.versions import HINDRANCES, version_offer
from evenhand_portal.conftest import House
from evenhand_portal.masters import sending as worker
from evenhand_portal.masters.models import Master, Schedule, Sending
from evenhand_portal.masters.overview import moves
from evenhand_portal.masters.selectors import (
    behind,
    exceptions_of,
    own_text,
    previews,
    schedules_of,
    seen_hash,
)
from evenhand_portal.masters.sending import send_once
from evenhand_portal.masters.services import (
    Particulars,
    PreviewStale,
    hindrance,
    master_begin,
    rollout_begin,
    schedule_attach,
    schedule_begin,
)
from evenhand_portal.masters.tests.conftest import (
    CLAUSE,
    EXAMPLE,
    JULY,
    ROLES,
    change,
    rollout,
    send_all,
    talk,
)
from evenhand_portal.negotiation.models import Tabled
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership
from evenhand_portal.parties.selectors import seat_at

Make = Callable[..., Schedule]


def test_a_standard_text_has_nobody_elses_particulars(master: Master, tidewater: House) -> None:
    text = Revision.objects.get(draft=master.draft).text
    assert value_of(text, "parties.client.name") == "The client"
    assert "Harbour Dental" not in text.split("\n\n", 1)[1]
    assert str(master) == "Standard text: Managed IT services"
    desk = desk_at(tidewater.manager, master.draft.agreement_id, ROLES)
    assert moves([desk])[desk].act == "Its clients"
    assert hindrance in HINDRANCES
    assert "Begin an agreement for a client" in (hindrance(master.draft.agreement, None) or "")


@pytest.mark.parametrize("address", ["\x08i", "standards.\0", "\ud800"])
def test_an_exception_at_an_address_that_no_text_can_hold(
    master: Master, client_of: Make, address: str
) -> None:
    with pytest.raises(ValidationError, match="cannot be written"):
        client_of(master, "Northgate Vets", {address: "1"}, draft=True)


def test_a_clients_agreement_has_its_particulars_and_exceptions(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    schedule = client_of(
        master, "Northgate Vets", {CLAUSE: "2 hours", "standards.satisfaction": None}, draft=True
    )
    [one] = schedules_of(master)
    own = own_text(one.agreement)
    assert own.version is None
    assert value_of(own.text, "parties.client.name") == "Northgate Vets"
    found = exceptions_of(one, Revision.objects.get(draft=master.draft).text, "client")
    assert found is not None
    assert {each.address for each in found} == {CLAUSE, "standards.satisfaction"}
    assert exceptions_of(one, "agreement: [", "client") is None
    desk = desk_at(tidewater.manager, schedule.agreement_id, ROLES)
    assert moves([desk]) == {}
    assert hindrance(schedule.agreement, None) is None
    for wrong in ({"agreement.name": "x"}, {"standards.nowhere": "1"}):
        given = Particulars("A", "R-1", JULY, None, wrong)
        with pytest.raises(ValidationError):
            schedule_begin(master=master, given=given, person=tidewater.manager, now=now)


def test_thirty_clients_are_amended_at_once(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    """Twenty-four agreed as it stands, three have an exception, one is a draft, one negotiates, one waits to sign."""
    for number in range(24):
        client_of(master, f"Client {number:02}")
    for number in range(24, 27):
        client_of(master, f"Client {number:02}", {CLAUSE: "2 hours"})
    client_of(master, "Client 27", draft=True)
    talking = client_of(master, "Client 28")
    waits = client_of(master, "Client 29", draft=True)
    version_offer(
        draft=waits.agreement.drafts.get(), number=1, side="provider", person=tidewater.manager, now=now
    )
    talk(talking, tidewater, now)
    change(master, CLAUSE, "5 hours", now)
    change(master, "review.amendments.notice", "30 days", now)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = previews(master, behind(master), JULY, now)
    assert len(shown) == 30
    assert len(asked) <= 12, [one["sql"][:80] for one in asked]
    counted = [len(one.outcome.changes) for one in shown if one.outcome]
    assert sorted(counted) == [1, 1, 1, *[2] * 26]
    assert {one.own.version is None for one in shown if one.trouble} == {True}

    sent = rollout(master, tidewater, now, "The desk works longer.")
    assert behind(master) == []
    send_all(now)
    found = list(sent.sendings.values_list("state", flat=True))
    assert {state: found.count(state) for state in set(found)} == {"sent": 27, "drafted": 1, "failed": 2}
    assert Tabled.objects.filter(note="The desk works longer.").count() == 27
    failed = dict(sent.sendings.filter(state="failed").values_list("schedule", "reason"))
    assert failed.pop(talking.pk) == worker.TALKING
    assert failed.keys() == {waits.pk}
    for one in Sending.objects.filter(state="sent").select_related("draft", "schedule"):
        text = Revision.objects.get(draft=one.draft).text
        exceptional = one.schedule.agreement.versions.get().text.count("2 hours") > EXAMPLE.count("2 hours")
        assert value_of(text, CLAUSE) == ("2 hours" if exceptional else "5 hours")
        assert value_of(text, "review.amendments.notice") == "30 days"
        assert value_of(text, "in force from") == "2026-07-01"
        assert one.schedule.edition == 3
    assert len(behind(master)) == 2
    again = rollout(master, tidewater, now + timedelta(hours=1))
    assert again.sendings.count() == 2


def test_the_queries_for_each_client_are_constant(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    for number in range(3):
        client_of(master, f"Client {number}")
    change(master, CLAUSE, "5 hours", now)
    rollout(master, tidewater, now)
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert send_once(now)
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_a_page_confirmed_twice_sends_once(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    client_of(master, "A")
    change(master, CLAUSE, "5 hours", now)
    seat = seat_at(tidewater.manager, tidewater.organisation.pk, ROLES)
    seen = seen_hash(master, behind(master), JULY)
    first, second = (
        rollout_begin(master=master, seat=seat, seen=seen, start=JULY, note="", now=now) for _ in range(2)
    )
    assert first == second
    send_all(now)
    assert Tabled.objects.count() == 1
    with pytest.raises(PreviewStale):
        rollout_begin(master=master, seat=seat, seen="0" * 64, start=JULY, note="", now=now)
    with pytest.raises(ValidationError, match="Every client stands"):
        rollout(master, tidewater, now)


def test_a_text_that_changed_meanwhile_is_not_sent(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    schedule = client_of(master, "A", draft=True)
    change(master, CLAUSE, "5 hours", now)
    sent = rollout(master, tidewater, now)
    draft = schedule.agreement.drafts.get()
    other = EXAMPLE.replace("15 minutes", "10 minutes")
    draft_save(draft=draft, based_on_number=1, text=other, author=tidewater.manager, now=now)
    send_all(now)
    one = sent.sendings.get()
    assert (one.state, one.reason) == ("failed", worker.CHANGED)
    assert Schedule.objects.get(pk=schedule.pk).edition == 1


def test_nothing_to_change_and_clauses_that_cannot_be_written(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    client_of(master, "A", {CLAUSE: "2 hours"})
    change(master, CLAUSE, "5 hours", now)
    sent = rollout(master, tidewater, now)
    send_all(now)
    assert sent.sendings.get().state == "nothing"
    client_of(master, "B", {"services.service-desk.hours": "surgery"})
    change(master, "services.practice-system.hours", "office", now)
    change(master, "calendars.surgery", None, now, removed)
    again = rollout(master, tidewater, now)
    send_all(now)
    assert sorted(again.sendings.values_list("state", flat=True)) == ["failed", "sent"]
    assert "surgery" in again.sendings.get(state="failed").reason


def test_whoever_sent_it_must_still_manage(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    client_of(master, "A")
    change(master, CLAUSE, "5 hours", now)
    sent = rollout(master, tidewater, now)
    Membership.objects.filter(person=tidewater.manager, role="manager").update(until=now)
    send_all(now)
    assert sent.sendings.get().reason == worker.NOT_HERE


def test_a_worker_that_died_is_followed_by_another(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    client_of(master, "A")
    change(master, CLAUSE, "5 hours", now)
    one = rollout(master, tidewater, now).sendings.get()
    Sending.objects.filter(pk=one.pk).update(lease_until=now + worker.LEASE, fence=1)
    assert not send_once(now)
    assert send_once(now + worker.LEASE + timedelta(seconds=1))
    one.refresh_from_db()
    assert (one.state, one.fence) == ("sent", 2)
    Sending.objects.filter(pk=one.pk).update(state="waiting", fence=worker.MOST_ATTEMPTS)
    assert send_once(now + 3 * worker.LEASE)
    one.refresh_from_db()
    assert one.reason == worker.GAVE_UP


def test_an_agreement_that_there_was_before(
    master: Master, client_of: Make, tidewater: House, harbour: House, now: datetime
) -> None:
    schedule = client_of(master, "A")
    desk = desk_at(tidewater.manager, schedule.agreement_id, ROLES)
    other = master_begin(desk=desk, text=EXAMPLE, now=now)
    assert other.schedules.count() == 0
    with pytest.raises(ValidationError, match="under a standard text already"):
        schedule_attach(master=other, desk=desk, now=now)
    schedule.delete()
    assert schedule_attach(master=other, desk=desk, now=now).edition == 1
    own = desk_at(tidewater.manager, master.draft.agreement_id, ROLES)
    with pytest.raises(ValidationError, match="not a client's agreement"):
        schedule_attach(master=other, desk=own, now=now)
    theirs = desk_at(harbour.manager, schedule.agreement_id, ROLES)
    with pytest.raises(ValidationError, match="on the other side"):
        schedule_attach(master=other, desk=theirs, now=now)
    with pytest.raises(ValidationError):
        master_begin(desk=desk, text="agreement: [", now=now)


def test_an_agreed_one_is_the_first_under_the_text_made_from_it(
    master: Master, client_of: Make, tidewater: House, now: datetime
) -> None:
    schedule = client_of(master, "A")
    desk = desk_at(tidewater.manager, schedule.agreement_id, ROLES)
    schedule.delete()
    assert master_begin(desk=desk, text=EXAMPLE, now=now).schedules.get().agreement == schedule.agreement


def test_both_sides_are_mailed_and_the_client_sees_nothing_of_others(
    master: Master, client_of: Make, tidewater: House, harbour: House, now: datetime
) -> None:
    client_of(master, "A")
    change(master, CLAUSE, "5 hours", now)
    rollout(master, tidewater, now)
    send_all(now)
    assert Notice.objects.filter(person=harbour.manager, subject__contains="Managed IT").exists()
