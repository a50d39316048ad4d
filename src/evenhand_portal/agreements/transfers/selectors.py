"""Whom an agreement can be handed to, and what is proposed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.transfers.models import Transfer
from evenhand_portal.parties.models import Organisation
from evenhand_portal.parties.selectors import seats_of


def takers(desk: Desk) -> list[Organisation]:
    """Return the organisations that could take this side's place: those that the person manages too."""
    parties = {desk.agreement.client_id, desk.agreement.provider_id}
    return [
        seat.organisation
        for seat in seats_of(desk.person)
        if desk.manages and seat.manages and seat.organisation.pk not in parties
    ]


def transfers_of(desk: Desk) -> list[Transfer]:
    """Return all transfers of an agreement, newest first; both sides see the same."""
    return list(desk.agreement.transfers.select_related("of", "to", "by", "ended_by"))


def transfer_at(desk: Desk, number: int) -> Transfer:
    """Return one of them; raise Http404."""
    transfer = desk.agreement.transfers.filter(pk=number).first()
    if transfer is None:
        raise Http404
    return transfer


def taker(desk: Desk, chosen: str) -> Organisation | None:
    """Return the organisation that a form names, if it can take this side's place."""
    try:
        wanted = UUID(chosen)
    except ValueError:
        return None
    return next((one for one in takers(desk) if one.pk == wanted), None)
