"""What the demonstration shows, whenever it is begun: its history is in order, and its amendment lies ahead."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from evenhand_portal.agreements.amendments.selectors import change_of
from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.signing import version_sign
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.config.demonstration import demonstrate
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.proof.evidence import evidence_write
from evenhand_portal.tracking.tests.evidence import found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now", [datetime(2026, 11, 23, 20, tzinfo=UTC), datetime(2027, 5, 5, 9, tzinfo=UTC)], ids=str
)
def test_its_history_is_in_order_and_its_amendment_lies_ahead(now: datetime) -> None:
    demonstrate("", now)
    for agreement in Agreement.objects.all():
        target = io.BytesIO()
        evidence_write(agreement=agreement, target=target, now=now)
        _, codes = found(target.getvalue())
        assert "clock-back" not in codes
    version = _signed(Draft.objects.get(state=Draft.State.OPEN, based_on__isnull=False), now)
    assert version.agreed_at == now
    assert version.in_force_from > now.date()
    assert version.in_force_from.day == 1
    change = change_of(version)
    assert change is not None
    assert not change.short


def _signed(amendment: Draft, now: datetime) -> Version:
    """The amendment, offered and signed on the day on which the demonstration was begun."""
    service, *people = (
        Person.objects.get(email=f"{name}.example")
        for name in ("service@tidewater-it", "director@tidewater-it", "owner@harbour-dental")
    )
    version = version_offer(draft=amendment, number=1, side="provider", person=service, now=now)
    for person in people:
        desk = desk_at(person, version.agreement_id, frozenset({"signatory"}))
        version_sign(
            version=version, desk=desk, name=person.name, consent=True, shown=version.identity,
            method="password", now=now,
        )  # fmt: skip
    return Version.objects.get(pk=version.pk)
