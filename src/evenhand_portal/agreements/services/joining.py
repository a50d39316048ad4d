"""The other side comes to the table."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from evenhand_portal.agreements.events import OtherSideCame, OtherSideInvited
from evenhand_portal.agreements.models import Agreement, PartyInvitation
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.events import tell
from evenhand_portal.parties.decisions import INVITATION_LASTS, invitation_state
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.parties.services import secret_hash


@transaction.atomic
def other_side_invite(*, desk: Desk, email: str, name: str, note: str, now: datetime) -> PartyInvitation:
    """Ask the other side to the table by e-mail; an open invitation is replaced by this one.

    From then on the agreement is no longer private. Raises ValidationError when the other side is there already.
    """
    agreement = Agreement.objects.select_for_update().get(pk=desk.agreement.pk)
    if agreement.party(desk.other) is not None:
        raise ValidationError(f"The {desk.other} is here already.")
    validate_email(email)
    open_ones = agreement.invitations.filter(accepted_at=None, withdrawn_at=None)
    open_ones.update(withdrawn_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = PartyInvitation.objects.create(
        agreement=agreement,
        side=desk.other,
        email=email.lower(),
        name=name,
        note=note,
        invited_by=desk.person,
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
        secret_hash=secret_hash(secret),
    )
    if agreement.shared_at is None:
        agreement.shared_at = now
        agreement.save(update_fields=["shared_at"])
    told(
        agreement,
        "other-side-invited",
        person=desk.person,
        side=desk.side,
        now=now,
        payload={"email": invitation.email, "name": name},
    )
    tell(OtherSideInvited(invitation, secret, now))
    return invitation


@transaction.atomic
def other_side_bounced(*, invitation_id: UUID, reason: str, now: datetime) -> None:
    """Note that the mail of an invitation was refused; whoever sees the invitation sees why."""
    open_one = PartyInvitation.objects.filter(pk=invitation_id, accepted_at=None, withdrawn_at=None)
    open_one.update(bounced_at=now, bounce_reason=reason)


@transaction.atomic
def other_side_join(
    *, invitation: PartyInvitation, organisation: Organisation, person: Person, now: datetime
) -> Agreement:
    """Take the other side's place for an organisation; raise ValidationError with the reason against it."""
    agreement = Agreement.objects.select_for_update().get(pk=invitation.agreement_id)
    locked = PartyInvitation.objects.get(pk=invitation.pk)
    state = state_of(locked, now)
    if state not in ("open", "bounced"):
        raise ValidationError(f"This invitation is {state}. Ask {locked.invited_by} for a new one.")
    if person.email != locked.email:
        raise ValidationError(
            f"This invitation is for {locked.email}, and you are signed in as {person.email}. "
            "Sign in with that address, or ask for an invitation to yours."
        )
    if organisation in (agreement.client, agreement.provider):
        raise ValidationError(f"{organisation} is the other party already. Choose another organisation.")
    setattr(agreement, locked.side, organisation)
    agreement.save(update_fields=[locked.side])
    locked.accepted_at, locked.accepted_by = now, person
    locked.save(update_fields=["accepted_at", "accepted_by"])
    told(
        agreement,
        "other-side-came",
        person=person,
        side=locked.side,
        now=now,
        payload={"organisation": organisation.name},
    )
    tell(OtherSideCame(agreement, person, now))
    return agreement


def state_of(invitation: PartyInvitation, now: datetime) -> str:
    """Return what people see beside the invitation."""
    return invitation_state(
        now=now,
        expires_at=invitation.expires_at,
        bounced=invitation.bounced_at is not None,
        accepted=invitation.accepted_at is not None,
        withdrawn=invitation.withdrawn_at is not None,
    )
