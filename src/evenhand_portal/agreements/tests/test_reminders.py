"""Reminders after three and seven days: once each, and to nobody whose side has signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.services.reminding import reminders_due
from evenhand_portal.agreements.services.versions import version_withdraw
from evenhand_portal.agreements.tests.conftest import sign
from evenhand_portal.conftest import House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership


def after(now: datetime, **length: int) -> datetime:
    return now + timedelta(**length)


def test_once_after_three_days_and_once_after_seven(
    offered: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    assert reminders_due(now=after(now, days=2, hours=23)) == 0
    assert reminders_due(now=after(now, days=3)) == 2
    assert reminders_due(now=after(now, days=6)) == 0
    assert reminders_due(now=after(now, days=7)) == 2
    assert reminders_due(now=after(now, days=70)) == 0
    told = Notice.objects.filter(kind="reminder").values_list("person", flat=True)
    assert sorted(told) == sorted([harbour.signatory.pk, tidewater.signatory.pk] * 2)


def test_whoever_signed_is_left_alone(
    offered: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    sign(offered, harbour, now)
    assert reminders_due(now=after(now, days=3)) == 1
    assert Notice.objects.get(kind="reminder").person == tidewater.signatory
    sign(offered, tidewater, now)
    assert reminders_due(now=after(now, days=7)) == 0


def test_nothing_missed_is_sent_late(offered: Version, now: datetime) -> None:
    assert reminders_due(now=after(now, days=9)) == 2
    assert all("7 days" in one.text for one in Notice.objects.filter(kind="reminder"))


def test_what_was_taken_back_waits_for_nobody(offered: Version, tidewater: House, now: datetime) -> None:
    version_withdraw(version=offered, side="provider", person=tidewater.manager, now=now)
    assert reminders_due(now=after(now, days=3)) == 0


def test_a_round_with_nothing_due_asks_once(
    offered: Version, now: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        reminders_due(now=after(now, days=1))
    reminders_due(now=after(now, days=3))
    with django_assert_num_queries(1):
        reminders_due(now=after(now, days=4))


def test_whoever_may_sign_since_then_is_reminded_too(offered: Version, harbour: House, now: datetime) -> None:
    assert reminders_due(now=after(now, days=3)) == 2
    Membership.objects.create(
        organisation=harbour.organisation, person=harbour.manager, role="signatory", since=now
    )
    assert reminders_due(now=after(now, days=4)) == 1
    assert reminders_due(now=after(now, days=4)) == 0
