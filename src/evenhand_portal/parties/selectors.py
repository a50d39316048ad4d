"""What people may see of organisations, always scoped to who asks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from evenhand_portal.parties.models import Invitation, Membership, Organisation, Person
from evenhand_portal.parties.services import secret_hash


@dataclass(frozen=True, slots=True)
class Seat:
    """A person at an organisation's table, with the roles held now."""

    organisation: Organisation
    person: Person
    roles: frozenset[str]

    @property
    def manages(self) -> bool:
        """Whether this person may draft, upload and invite."""
        return "manager" in self.roles


def seats_of(person: Person | AnonymousUser) -> tuple[Seat, ...]:
    """Return every organisation the person belongs to now, by name, with the roles there."""
    if not isinstance(person, Person):
        return ()
    held: dict[Organisation, set[str]] = {}
    for one in Membership.objects.filter(person=person, until=None).select_related("organisation"):
        held.setdefault(one.organisation, set()).add(one.role)
    return tuple(
        Seat(organisation, person, frozenset(roles))
        for organisation, roles in sorted(held.items(), key=lambda item: (item[0].name, item[0].pk))
    )


def seat_at(person: Person, organisation_id: UUID, roles: frozenset[str]) -> Seat:
    """Return the person's seat; raise Http404 without one, or without one of `roles`."""
    for seat in seats_of(person):
        if seat.organisation.pk == organisation_id and seat.roles & roles:
            return seat
    raise Http404


def members_of(organisation: Organisation) -> tuple[Membership, ...]:
    """Return all roles held now, oldest first."""
    return tuple(organisation.memberships.filter(until=None).select_related("person"))


def invitations_of(organisation: Organisation) -> tuple[Invitation, ...]:
    """Return all invitations that have not led to a membership and were not withdrawn, newest first."""
    return tuple(
        organisation.invitations.filter(accepted_at=None, withdrawn_at=None).select_related("invited_by")
    )


def invitation_by_secret(secret: str) -> Invitation:
    """Return the invitation whose link holds that secret; raise Http404."""
    found = Invitation.objects.filter(secret_hash=secret_hash(secret), withdrawn_at=None)
    invitation = found.select_related("organisation", "invited_by").first()
    if invitation is None:
        raise Http404
    return invitation
