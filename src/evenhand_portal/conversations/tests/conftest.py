"""What the tests of conversations share: two managers at an agreement, and words said by either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.tests.conftest import ALL, draft, offered, shared  # noqa: F401 - fixtures
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.models import Comment
from evenhand_portal.conversations.services import comment_make

CLAUSE = Subject("clause", "standards.resolve-critical")


@pytest.fixture
def provider(shared: Draft, tidewater: House) -> Desk:  # noqa: F811 - a fixture
    """The provider's manager, at a table to which the client has come."""
    return desk_at(tidewater.manager, shared.agreement_id, ALL)


@pytest.fixture
def client_desk(shared: Draft, harbour: House) -> Desk:  # noqa: F811 - a fixture
    """The client's manager at the same table."""
    return desk_at(harbour.manager, shared.agreement_id, ALL)


@pytest.fixture
def say(now: datetime) -> Callable[..., Comment]:
    """Say something at a desk; to both, unless `audience` says otherwise."""

    def act(
        desk: Desk, text: str, subject: Subject = CLAUSE, audience: str = "both", **other: Any
    ) -> Comment:
        given = {"now": now} | other
        return comment_make(
            agreement=desk.agreement,
            subject=subject,
            audience=audience,
            author=author_at(desk),
            text=text,
            **given,
        )

    return act
