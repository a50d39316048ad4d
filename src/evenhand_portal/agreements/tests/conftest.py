"""What the tests of agreements share: a draft, a shared one, a version that waits."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join
from evenhand_portal.agreements.services.signing import version_sign
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.conftest import House

EXAMPLE = (Path(__file__).parents[4] / "examples" / "harbour-dental.yaml").read_text(encoding="utf-8")
ALL = frozenset({"manager", "signatory", "reader", "auditor"})


@pytest.fixture
def draft(tidewater: House, now: datetime) -> Draft:
    """A draft that the provider has begun, still alone."""
    return agreement_begin(
        title="Managed IT services",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )


def desk(house: House, agreement: Agreement, role: str) -> Desk:
    return desk_at(getattr(house, role), agreement.pk, ALL)


@pytest.fixture
def shared(draft: Draft, tidewater: House, harbour: House, now: datetime) -> Draft:
    """The same with the client at the table."""
    invitation = other_side_invite(
        desk=desk(tidewater, draft.agreement, "manager"),
        email=harbour.manager.email,
        name="",
        note="",
        now=now,
    )
    other_side_join(invitation=invitation, organisation=harbour.organisation, person=harbour.manager, now=now)
    return Draft.objects.get(pk=draft.pk)


@pytest.fixture
def offered(shared: Draft, tidewater: House, now: datetime) -> Version:
    """A version that waits for signatures."""
    return version_offer(draft=shared, number=1, side="provider", person=tidewater.manager, now=now)


def sign(version: Version, house: House, now: datetime, role: str = "signatory", **other: object) -> None:
    given = {"name": "A. Name", "consent": True, "shown": version.identity, "method": "password"} | other
    version_sign(version=version, desk=desk(house, version.agreement, role), now=now, **given)  # type: ignore[arg-type]  # a test's own words
