"""Offering the text on the table for signature; and no other text while a negotiation is under way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import draft_begin
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.negotiation.decisions import reason_against_offering
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.selectors import under_way
from evenhand_portal.negotiation.services.common import TableMoved, locked, refuse

UNDER_WAY = "A negotiation is under way. Send the draft to the table, or end the negotiation first."


@transaction.atomic
def negotiation_offer(*, negotiation: Negotiation, number: int, desk: Desk, now: datetime) -> Version:
    """Offer text `number`, which lies on the table and by which both sides stand, for signature by both.

    A version that is declined or taken back leads back to the table.
    """
    table = locked(negotiation)
    if table.latest.number != number:
        raise TableMoved(table.latest)
    refuse(reason_against_offering(table.talks, table.open_reasons))
    own = table.negotiation
    draft = draft_begin(
        agreement=own.agreement,
        side=desk.side,
        text=table.latest.text,
        person=desk.person,
        now=now,
        based_on=own.base,
        note=f"text {number} of the negotiation",
    )
    own.offered, own.state = draft, Negotiation.State.OFFERED
    own.save(update_fields=["offered", "state"])
    return version_offer(draft=draft, number=1, side=desk.side, person=desk.person, now=now)


def hindrance(agreement: Agreement, draft: Draft | None) -> str | None:
    """Say why a draft may not be offered or recorded: a negotiation is under way, and it is not its text."""
    negotiation = under_way(agreement)
    if negotiation is None or (draft is not None and draft.pk == negotiation.offered_id):
        return None
    return UNDER_WAY
