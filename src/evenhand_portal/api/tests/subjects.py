"""Things of the interface for the names that stand in addresses: of the client's house."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from evenhand_portal.api.models import Delivery, Endpoint, Token
from evenhand_portal.conftest import House
from evenhand_portal.conversations.models import Comment
from evenhand_portal.guests.models import Held, Link, Proposed


def interface_subjects(house: House, now: datetime) -> dict[str, Any]:
    token = Token.objects.create(
        person=house.auditor,
        organisation=house.organisation,
        name="An export",
        scopes=["read"],
        secret_hash="0" * 64,
        made_at=now,
        expires_at=now + timedelta(days=30),
    )
    endpoint = Endpoint.objects.create(
        organisation=house.organisation, url="https://hooks.example.org/", made_by=house.manager, made_at=now
    )
    delivery = Delivery.objects.create(
        endpoint=endpoint, kind="test", body="{}", made_at=now, due_at=now, state="delivered"
    )
    return {"token_id": token.pk, "endpoint_id": endpoint.pk, "delivery_id": delivery.pk}


def waiting_subjects(link: Link, comment: Comment, now: datetime) -> dict[str, Any]:
    """What waits for somebody to decide: a held reply, and words that a file proposes."""
    said = {"name": "Mira", "email": "mira@example.org", "text": "Win!", "reason": "Too fast.", "at": now}
    held = Held.objects.create(link=link, **said)
    clause = {"clause": "term", "before": ["one year"], "after": ["two years"]}
    proposed = Proposed.objects.create(link=link, comment=comment, **clause)
    return {"held_id": held.pk, "proposed_id": proposed.pk}
