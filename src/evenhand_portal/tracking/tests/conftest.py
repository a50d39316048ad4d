"""What the tests of records share: files of the example, desks, an agreement that both have signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

from evenhand.demo.files import _csv
from evenhand.demo.history import TICKET_COLUMNS, history
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.tests.conftest import draft, offered, shared, sign  # noqa: F401 - fixtures
from evenhand_portal.conftest import House
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.services import upload_read, upload_receive, upload_take
from evenhand_portal.tracking.selectors import terms_for_reading

MANAGER = frozenset({"manager"})
HEAD = "ticket,at,event,service,priority\n"
SMALL = (
    HEAD
    + "T-1,2026-01-05 09:00,opened,service-desk,P1\nT-1,2026-01-05 10:00,responded,,\n"
    + "T-1,2026-01-05 18:00,resolved,,\nT-2,2026-01-06 09:00,opened,service-desk,P1\n"
    + "T-2,2026-01-06 09:05,responded,,\nT-2,2026-01-06 10:00,resolved,,\n"
).encode()
OUTAGES = b"service,start,end,state\npractice-system,2026-01-07 10:00,2026-01-07 11:30,down\n"


@pytest.fixture(scope="session")
def year() -> bytes:
    """The tickets of the example's year."""
    return _csv(TICKET_COLUMNS, history(7).tickets)


@pytest.fixture
def alone(draft: Draft, tidewater: House) -> Desk:  # noqa: F811 - a fixture
    """The provider's manager, with a draft that nobody else sees."""
    return desk_at(tidewater.manager, draft.agreement_id, MANAGER)


@pytest.fixture
def agreed(offered: Version, tidewater: House, harbour: House, now: datetime) -> Version:  # noqa: F811 - a fixture
    """A version that both have signed."""
    sign(offered, tidewater, now)
    sign(offered, harbour, now)
    return Version.objects.get(pk=offered.pk)


@pytest.fixture
def desks(agreed: Version, tidewater: House, harbour: House) -> tuple[Desk, Desk]:
    """Both managers at the agreement: the provider's and the client's."""
    return (
        desk_at(tidewater.manager, agreed.agreement_id, MANAGER),
        desk_at(harbour.manager, agreed.agreement_id, MANAGER),
    )


@pytest.fixture
def send(now: datetime) -> Callable[..., Upload]:
    """Upload a file, have it read, and take it over unless `take` is False."""

    def act(desk: Desk, content: bytes, kind: str = "tickets", *, take: bool = True, **other: Any) -> Upload:
        given = {"name": "export.csv", "timezone": "Europe/London"} | other
        upload = upload_receive(desk=desk, kind=kind, file=ContentFile(content), now=now, **given)
        upload_read(upload=upload, terms=terms_for_reading(desk))
        if take:
            upload_take(upload=upload, desk=desk, digest=upload.digest, partial=True, now=now)
            upload.refresh_from_db()
        return upload

    return act
