"""Which news goes into the outbox: what the ledger of an agreement is told, to both sides, and nothing else.

What is one side's own is not told to the ledger, and so is never sent; names of people and what they wrote stand in
payloads, which are not sent either. `data` holds the facts of the entry and where to read more.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse

from evenhand_portal.agreements.events import ActTold
from evenhand_portal.api.hooks.services import delivery_queue
from evenhand_portal.api.models import Endpoint
from evenhand_portal.events import listen


def bind() -> None:
    """Bind what is heard; the app does so once, when it starts."""
    listen(ActTold, send_on)


def send_on(told: ActTold) -> None:
    """Put what was told into the outbox for every webhook of both parties that asks for its kind."""
    agreement, kind = told.agreement, told.leaf.kind
    parties = [one for one in (agreement.client_id, agreement.provider_id) if one is not None]
    for endpoint in Endpoint.objects.filter(organisation__in=parties, ended_at=None):
        if not endpoint.kinds or kind in endpoint.kinds:
            delivery_queue(endpoint=endpoint, kind=kind, data=_data(told), at=told.at)


def _data(told: ActTold) -> dict[str, Any]:
    entry = json.loads(bytes(told.leaf.entry))
    link = reverse("agreement", kwargs={"agreement_id": told.agreement.pk})
    return {
        "agreement": str(told.agreement.pk),
        "index": told.leaf.index,
        "side": told.side,
        "facts": entry.get("facts", {}),
        "hash": bytes(told.leaf.hash).hex(),
        "link": f"{settings.ORIGIN}{link}",
    }
