"""Whose move a change that was told is: the other side may object until it is in force."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from evenhand.figures.dates import day_words
from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.overview import Move
from evenhand_portal.agreements.selectors import Desk


def moves(desks: Sequence[Desk]) -> dict[Desk, Move]:
    """Return at which desks one may object to a change that the other side told, in one query."""
    at = {desk.agreement.pk for desk in desks}
    told = Version.objects.filter(
        agreement__in=at,
        origin=Version.Origin.NOTIFIED,
        in_force_from__gt=timezone.now().date(),
    ).exclude(agreed_at=None)
    found: dict[tuple[UUID, str], Version] = {
        (one.agreement_id, one.offered_by): one for one in told.defer("text", "canonical")
    }
    return {
        desk: _move(desk, found[desk.agreement.pk, desk.other])
        for desk in desks
        if (desk.agreement.pk, desk.other) in found
    }


def _move(desk: Desk, version: Version) -> Move:
    day = day_words(version.in_force_from)
    link = reverse("version", kwargs={"agreement_id": desk.agreement.pk, "version_id": version.pk})
    sentence = f"The {desk.other} changes something from {day}. Object before that day if you do not agree."
    return Move(desk.side, sentence, "Look at it", link)
