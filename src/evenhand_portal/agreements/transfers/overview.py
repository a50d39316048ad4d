"""Whose move a transfer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from evenhand_portal.agreements.overview import Move
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.transfers.models import Transfer


def moves(desks: Sequence[Desk]) -> Mapping[Desk, Move]:
    """Return for each desk at which a transfer waits for an answer whose move it is."""
    open_ = Transfer.objects.filter(
        agreement__in={desk.agreement.pk for desk in desks}, outcome=Transfer.Outcome.OPEN
    )
    found = {one.agreement_id: one for one in open_.select_related("of", "to")}
    return {desk: _move(desk, found[desk.agreement.pk]) for desk in desks if desk.agreement.pk in found}


def _move(desk: Desk, transfer: Transfer) -> Move:
    link = reverse("transfer", kwargs={"agreement_id": desk.agreement.pk})
    mine = transfer.side == desk.side
    sentence = f"{transfer.of} wants to hand the agreement to {transfer.to}."
    return Move(desk.other if mine else desk.side, sentence, "Look" if mine else "Answer", link)
