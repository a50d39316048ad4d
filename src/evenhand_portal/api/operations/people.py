"""Whom the token stands for, the organisation, its people and invitations."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.paging import Paged, page_of, page_of_list
from evenhand_portal.api.showing import party_shown, person_shown
from evenhand_portal.parties import services
from evenhand_portal.parties.models import Invitation, Membership

router = Router(tags=["People"])
Name = Annotated[str, Field(max_length=200)]


class Invite(Schema, extra="forbid"):
    """Whom to invite, and as what."""

    email: str = Field(max_length=254)
    name: Name = ""
    role: Literal["manager", "signatory", "reader", "auditor"]


@reads(router, "/me", values.Me, summary="Whom the token stands for")
def me(request: Called) -> values.Me:
    """The person, the organisation, the roles held now, and what the token allows."""
    caller = request.caller
    party = party_shown(caller.organisation)
    assert party is not None
    return values.Me(
        person=person_shown(caller.person),
        organisation=party,
        roles=sorted(caller.seat.roles),
        scopes=caller.token.scopes,
        token=caller.token.pk,
        token_name=caller.token.name,
        expires_at=caller.token.expires_at,
    )


@reads(router, "/organisations", values.Page[values.Organisation], summary="The organisation of the token")
def organisations(request: Called, asked: Paged) -> values.Page[values.Organisation]:
    """The organisations that the token may see: the one it was made for."""
    seat = request.caller.seat
    one = values.Organisation(id=seat.organisation.pk, name=seat.organisation.name, roles=sorted(seat.roles))
    return page_of_list([one], asked, lambda each: [each.name, str(each.id)])


@reads(
    router,
    "/organisations/{organisation_id}/people",
    values.Page[values.Member],
    summary="Who belongs to it",
)
def people(request: Called, organisation_id: UUID, asked: Paged) -> values.Page[values.Member]:
    """Every role held now, oldest first."""
    held = request.seat.organisation.memberships.filter(until=None).select_related("person")
    return page_of(held, ("since", "id"), asked, _member)


@reads(
    router,
    "/organisations/{organisation_id}/invitations",
    values.Page[values.Invitation],
    summary="Who is invited",
)
def invitations(request: Called, organisation_id: UUID, asked: Paged) -> values.Page[values.Invitation]:
    """Invitations that nobody has taken up, newest first."""
    waiting = request.seat.organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    return page_of(waiting, ("-invited_at", "id"), asked, lambda one: invitation_shown(one, request))


@acts(
    router,
    "/organisations/{organisation_id}/invitations",
    values.Invitation,
    scope="admin",
    status=201,
    summary="Invite somebody",
)
def invite(request: Called, organisation_id: UUID, body: Invite) -> values.Invitation:
    """Invite somebody by e-mail; an open invitation of the same address and role is replaced."""
    made = services.invitation_send(
        organisation=request.seat.organisation,
        email=body.email,
        name=body.name,
        role=body.role,
        by=request.caller.person,
        now=request.now,
    )
    return invitation_shown(made, request)


@acts(
    router,
    "/organisations/{organisation_id}/invitations/{invitation_id}/withdraw",
    values.Done,
    scope="admin",
    summary="Take an invitation back",
)
def invitation_withdraw(request: Called, organisation_id: UUID, invitation_id: UUID) -> values.Done:
    """Its link stops working."""
    found = request.seat.organisation.invitations.filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    services.invitation_withdraw(invitation=found, now=request.now)
    return values.Done(sentence=f"The invitation of {found.email} is withdrawn.")


@acts(
    router,
    "/organisations/{organisation_id}/people/{membership_id}/end",
    values.Done,
    scope="admin",
    summary="End a role",
)
def membership_end(request: Called, organisation_id: UUID, membership_id: int) -> values.Done:
    """End anybody's role, one's own too; the last manager and the last signatory stay."""
    small = 0 < membership_id < 1 << 62
    held = request.seat.organisation.memberships.filter(pk=membership_id if small else 0, until=None).first()
    if held is None:
        raise Http404
    services.membership_end(membership=held, by=request.caller.person, now=request.now)
    return values.Done(sentence=f"{held.person} is no longer {held.role} here.")


def invitation_shown(one: Invitation, request: Called) -> values.Invitation:
    """An invitation as it stands now."""
    return values.Invitation(
        id=one.pk,
        email=one.email,
        name=one.name,
        role=one.role,
        state=services.state_of(one, request.now),
        invited_at=one.invited_at,
        expires_at=one.expires_at,
    )


def _member(one: Membership) -> values.Member:
    return values.Member(id=one.pk, person=person_shown(one.person), role=one.role, since=one.since)
