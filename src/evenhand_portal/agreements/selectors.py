"""What people may see of agreements, always scoped to who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from evenhand_portal.agreements.models import Agreement, Draft, Side, Version
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.parties.selectors import seats_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A person at one side of an agreement, with the roles held now for that side's organisation.

    `both`: this person belongs to both organisations and sits on the other side too; a page is of one side alone.
    """

    agreement: Agreement
    person: Person
    side: Side
    organisation: Organisation
    roles: frozenset[str]
    both: bool = False

    @property
    def other(self) -> Side:
        """The other side."""
        return "provider" if self.side == "client" else "client"

    @property
    def manages(self) -> bool:
        """Whether this person may draft, upload and invite for this side."""
        return "manager" in self.roles

    @property
    def signs(self) -> bool:
        """Whether this person may sign for this side."""
        return "signatory" in self.roles


def agreements_of(person: Person) -> tuple[Desk, ...]:
    """Return every agreement the person may see, by title; one that is private only on the side that began it."""
    seats = {seat.organisation.pk: seat for seat in seats_of(person)}
    found = Agreement.objects.filter(Q(client__in=seats) | Q(provider__in=seats)).select_related(
        "client", "provider", "ledger"
    )
    desks = []
    for agreement in found:
        here = [
            (side, seats[party])
            for side in _sides(agreement)
            if (party := getattr(agreement, f"{side}_id")) in seats
        ]
        desks += [
            Desk(agreement, person, side, seat.organisation, seat.roles, both=len(here) > 1)
            for side, seat in here
        ]
    return tuple(desks)


def desk_at(
    person: Person, agreement_id: UUID, roles: frozenset[str], side: str = "", *, acts: bool = False
) -> Desk:
    """Return the person's desk at an agreement; raise Http404 without one, or without one of `roles`.

    Whoever sits on both sides gets the one of `side` where a role fits there, else the one where a role fits, the
    client's first. Who `acts` does so for the side that was chosen, or not at all.
    """
    mine = [desk for desk in agreements_of(person) if desk.agreement.pk == agreement_id]
    if acts and any(desk.side == side for desk in mine):
        mine = [desk for desk in mine if desk.side == side]
    for desk in sorted(mine, key=lambda desk: desk.side != side):
        if desk.roles & roles:
            return desk
    raise Http404


def _sides(agreement: Agreement) -> tuple[Side, ...]:
    both: tuple[Side, ...] = ("client", "provider")
    return both if agreement.shared_at else tuple(side for side in both if side == agreement.begun_by)


def drafts_seen(desk: Desk) -> QuerySet[Draft]:
    """Return the drafts this side may see: its own. What is offered to both is a version."""
    return desk.agreement.drafts.filter(side=desk.side)


def draft_seen(desk: Desk, draft_id: UUID) -> Draft:
    """Return one of this side's drafts; raise Http404."""
    draft = drafts_seen(desk).select_related("agreement", "based_on").filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    return draft


def versions_seen(desk: Desk) -> QuerySet[Version]:
    """Return all versions that were offered or recorded, newest first: both sides see the same."""
    return desk.agreement.versions.prefetch_related("signatures__organisation")


def version_seen(desk: Desk, version_id: UUID) -> Version:
    """Return a version of the agreement; raise Http404."""
    version = versions_seen(desk).select_related("agreement").filter(pk=version_id).first()
    if version is None:
        raise Http404
    return version


def version_waiting(agreement: Agreement) -> Version | None:
    """Return the version that waits for signatures, if there is one."""
    return agreement.versions.filter(agreed_at=None, declined_at=None, withdrawn_at=None).first()


def versions_agreed(agreement: Agreement) -> list[Version]:
    """Return the versions that were agreed, in the order in which they come into force."""
    return list(agreement.versions.exclude(agreed_at=None).order_by("in_force_from"))


def version_in_force(agreement: Agreement, day: date) -> Version | None:
    """Return the version in force on that day, by the calendar of the agreement's zone (rule 13)."""
    begun = [version for version in versions_agreed(agreement) if version.in_force_from <= day]
    if not begun or (begun[-1].last_day is not None and begun[-1].last_day < day):
        return None
    return begun[-1]


def signatories_of(organisation: Organisation | None) -> list[Person]:
    """Return the people who may sign for an organisation now."""
    return people_of(organisation, "signatory")


def people_of(organisation: Organisation | None, *roles: str) -> list[Person]:
    """Return the people with one of `roles` in an organisation now, each once."""
    found = Person.objects.filter(
        memberships__organisation=organisation, memberships__role__in=roles, memberships__until=None
    )
    return list(found.distinct().order_by("name", "pk")) if organisation else []
