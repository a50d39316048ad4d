"""Acts on people and organisations: each in one transaction, keyword only, with `now` as an argument."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from evenhand_portal.events import tell
from evenhand_portal.parties.decisions import INVITATION_LASTS, Held, invitation_state, reason_against_leaving
from evenhand_portal.parties.events import MembershipBegan, MembershipEnded, PersonInvited
from evenhand_portal.parties.models import Invitation, Membership, Organisation, Person, Role


def secret_hash(secret: str) -> str:
    """Return what is kept of a secret that travels in a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def organisation_found(*, name: str, by: Person, now: datetime) -> Organisation:
    """Found an organisation; its founder manages and signs for it until somebody else does."""
    organisation = Organisation.objects.create(name=name, founded_at=now)
    for role in (Role.MANAGER, Role.SIGNATORY):
        Membership.objects.create(organisation=organisation, person=by, role=role, since=now)
    return organisation


@transaction.atomic
def invitation_send(
    *, organisation: Organisation, email: str, name: str, role: str, by: Person, now: datetime
) -> Invitation:
    """Invite somebody by e-mail; an open invitation of the same address and role is replaced.

    Raises ValidationError for an address that is none, and for somebody who holds the role.
    """
    validate_email(email)
    email = email.lower()
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Membership.objects.filter(
        organisation=organisation, person__email=email, role=role, until=None
    ).exists():
        raise ValidationError({"email": f"{email} has this role already."})
    Invitation.objects.filter(
        organisation=organisation, email=email, role=role, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        name=name,
        role=role,
        invited_by=by,
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
        secret_hash=secret_hash(secret),
    )
    tell(PersonInvited(invitation, secret, now))
    return invitation


@transaction.atomic
def invitation_accept(*, invitation: Invitation, person: Person, now: datetime) -> Membership:
    """Join; raises ValidationError when the invitation is not open, or meant for another address."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    state = state_of(locked, now)
    if state not in ("open", "bounced"):
        raise ValidationError(f"This invitation is {state}. Ask {locked.invited_by} for a new one.")
    if person.email != locked.email:
        raise ValidationError(
            f"This invitation is for {locked.email}, and you are signed in as {person.email}. "
            "Sign in with that address, or ask for an invitation to yours."
        )
    locked.accepted_at, locked.accepted_by = now, person
    locked.save(update_fields=["accepted_at", "accepted_by"])
    membership, begun = Membership.objects.get_or_create(
        organisation=locked.organisation,
        person=person,
        role=locked.role,
        until=None,
        defaults={"since": now},
    )
    if begun:
        tell(MembershipBegan(membership, now))
    return membership


@transaction.atomic
def invitation_withdraw(*, invitation: Invitation, now: datetime) -> None:
    """Take an open invitation back; its link stops working."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)


@transaction.atomic
def invitation_bounced(*, invitation_id: UUID, reason: str, now: datetime) -> None:
    """Note that the mail of an invitation was refused; whoever sees the invitation sees why."""
    open_one = Invitation.objects.filter(pk=invitation_id, accepted_at=None, withdrawn_at=None)
    open_one.update(bounced_at=now, bounce_reason=reason)


@transaction.atomic
def membership_end(*, membership: Membership, by: Person, now: datetime) -> None:
    """End a role; raises ValidationError for the last manager and for the last signatory."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    held = [
        Held(str(one.person_id), one.role)
        for one in Membership.objects.filter(organisation=membership.organisation_id, until=None)
    ]
    leaving = Held(str(membership.person_id), membership.role)
    if reason := reason_against_leaving(held, leaving):
        raise ValidationError(reason)
    if Membership.objects.filter(pk=membership.pk, until=None).update(until=now):
        tell(MembershipEnded(membership, by, now))


def state_of(invitation: Invitation, now: datetime) -> str:
    """Return what people see beside the invitation."""
    return invitation_state(
        now=now,
        expires_at=invitation.expires_at,
        bounced=invitation.bounced_at is not None,
        accepted=invitation.accepted_at is not None,
        withdrawn=invitation.withdrawn_at is not None,
    )
