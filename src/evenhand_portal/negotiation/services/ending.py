"""The end of a negotiation: without a result, or signed; and its way back from a version that was not signed."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from evenhand_portal.agreements.events import (
    AgreementSigned,
    ChangeObjected,
    VersionDeclined,
    VersionWithdrawn,
)
from evenhand_portal.agreements.models import Draft, Side, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.events import tell
from evenhand_portal.negotiation.decisions import reason_against_moving
from evenhand_portal.negotiation.events import NegotiationEnded
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.services.common import locked, refuse
from evenhand_portal.parties.models import Person


@transaction.atomic
def negotiation_end(*, negotiation: Negotiation, desk: Desk, reason: str, now: datetime) -> Negotiation:
    """End a negotiation without a result, with a reason; what is in force stays, and drafts stay their sides' own."""
    if not reason.strip():
        raise ValidationError("Say why you end it, so that the other side knows.")
    table = locked(negotiation)
    refuse(reason_against_moving(table.talks))
    return ended(table.negotiation, desk.person, desk.side, reason.strip(), now)


def ended(negotiation: Negotiation, person: Person, side: Side, reason: str, now: datetime) -> Negotiation:
    """Write the end of a negotiation down and tell it; within the transaction of the act that leads to it."""
    negotiation.state = Negotiation.State.ENDED
    negotiation.ended_at, negotiation.ended_by, negotiation.ended_side = now, person, side
    negotiation.reason = reason
    negotiation.save(update_fields=["state", "ended_at", "ended_by", "ended_side", "reason"])
    told(
        negotiation.agreement,
        "negotiation-ended",
        person=person,
        side=side,
        now=now,
        payload={"reason": reason},
    )
    tell(NegotiationEnded(negotiation, now))
    return negotiation


def version_came_back(event: VersionDeclined | VersionWithdrawn) -> None:
    """Have the text on the table again when its version was declined or taken back."""
    version = event.refusal.version if isinstance(event, VersionDeclined) else event.version
    if _of(version).update(state=Negotiation.State.OPEN):
        Draft.objects.filter(pk=version.draft_id).update(state=Draft.State.DROPPED)


def version_agreed(event: AgreementSigned) -> None:
    """End the negotiation whose text both signed; drafts that would go on from it are given up."""
    negotiation = _of(event.version).first()
    if negotiation is not None:
        _of(event.version).update(state=Negotiation.State.AGREED, ended_at=event.at)
        open_ones = Draft.objects.filter(proposal__negotiation=negotiation, state=Draft.State.OPEN)
        open_ones.update(state=Draft.State.DROPPED)


def version_objected(event: ChangeObjected) -> None:
    """End what is negotiated about a version that was told and objected to.

    It began with that version as settled between both, which it never was.
    """
    refusal = event.refusal
    reason = (
        f"Version {refusal.version.number}, on which it rests, was objected to. Begin from what is agreed."
    )
    for one in Negotiation.objects.filter(base=refusal.version, state=Negotiation.State.OPEN):
        ended(one, refusal.person, cast("Side", refusal.side), reason, event.at)


def _of(version: Version) -> QuerySet[Negotiation]:
    return Negotiation.objects.filter(state=Negotiation.State.OFFERED, offered=version.draft_id)
