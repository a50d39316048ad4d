"""What the page of a standard text's own agreement says of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from evenhand_portal.agreements.overview import Move
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.masters.models import Master


def moves(desks: Sequence[Desk]) -> dict[Desk, Move]:
    """Return which agreements are standard texts of whoever looks, and where their clients are, in one query."""
    at = {desk.agreement.pk for desk in desks}
    masters = Master.objects.filter(draft__agreement__in=at).select_related("draft")
    found = {(one.draft.agreement_id, one.organisation_id): one for one in masters}
    return {
        desk: _move(found[place])
        for desk in desks
        if (place := (desk.agreement.pk, desk.organisation.pk)) in found
    }


def _move(master: Master) -> Move:
    place = {"organisation_id": master.organisation_id, "master_id": master.pk}
    return Move(
        "nobody",
        "This is a standard text: agreements with clients are made from it.",
        "Its clients",
        reverse("master", kwargs=place),
    )
