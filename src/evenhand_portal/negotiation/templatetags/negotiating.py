"""What the page of a draft shows of the negotiation."""

from __future__ import annotations

from typing import Any

from django import template

from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.negotiation.selectors import table_of, under_way
from evenhand_portal.negotiation.services.proposing import behind

register = template.Library()


@register.inclusion_tag("negotiation/sending.html")
def sending(desk: Desk, draft: Draft, reasons: tuple[str, ...] = ()) -> dict[str, Any]:
    """The way from a draft to the table, for those who draft, once both sides are here."""
    parties = desk.agreement.client_id and desk.agreement.provider_id
    offers = desk.manages and draft.state == Draft.State.OPEN and bool(parties)
    negotiation = under_way(desk.agreement) if offers else None
    table = table_of(negotiation, texts=False) if negotiation else None
    return {
        "desk": desk,
        "draft": draft,
        "reasons": reasons,
        "offers": offers,
        "table": table,
        "behind": table is not None and behind(draft, table),
    }


@register.simple_tag
def on_the_table(desk: Desk) -> bool:
    """Whether a negotiation is under way."""
    return under_way(desk.agreement) is not None
