"""An agreement of two parties with a version, a draft of the provider, and links to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_begin
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.conftest import House
from evenhand_portal.guests.models import Link
from evenhand_portal.guests.services.links import Wish, link_make

EXAMPLE = (Path(__file__).parents[4] / "examples" / "harbour-dental.yaml").read_text(encoding="utf-8")
ROLES = frozenset({"manager", "signatory", "reader", "auditor"})
Making = Callable[..., tuple[Link, str]]


@pytest.fixture(autouse=True)
def stopped(now: datetime) -> Iterator[datetime]:
    """The clock stands still, so that links are good."""
    with time_machine.travel(now, tick=False):
        yield now


@pytest.fixture
def version(harbour: House, tidewater: House, now: datetime) -> Version:
    """A version that waits for signatures."""
    draft = agreement_begin(
        title="Managed IT services",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )
    Agreement.objects.filter(pk=draft.agreement_id).update(client=harbour.organisation, shared_at=now)
    return version_offer(draft=draft, number=1, side="provider", person=tidewater.manager, now=now)


@pytest.fixture
def draft(version: Version, tidewater: House, now: datetime) -> Draft:
    """A further draft of the provider."""
    return draft_begin(
        agreement=version.agreement, side="provider", text=EXAMPLE, person=tidewater.manager, now=now
    )


@pytest.fixture
def provider(version: Version, tidewater: House) -> Desk:
    """The provider's manager at the agreement."""
    return desk_at(tidewater.manager, version.agreement_id, ROLES)


@pytest.fixture
def client_desk(version: Version, harbour: House) -> Desk:
    """The client's manager at the agreement."""
    return desk_at(harbour.manager, version.agreement_id, ROLES)


@pytest.fixture
def make_link(version: Version, provider: Desk, now: datetime) -> Making:
    """Make links of the provider: to the version, and for both, unless said otherwise."""

    def make(audience: str = "both", **more: object) -> tuple[Link, str]:
        wish = Wish(
            name="Mira Mediator",
            email=str(more.get("email", "")),
            audience=audience,
            speaks=bool(more.get("speaks", True)),
            days=14,
        )
        paper = more.get("paper", version)
        assert isinstance(paper, Version | Draft)
        return link_make(desk=provider, paper=paper, wish=wish, now=now)

    return make
