"""What people may see of agreements, always scoped to who asks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from evenhand_portal.agreements.models import Agreement, Side
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.parties.selectors import seats_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A person at one side of an agreement, with the roles held now for that side's organisation."""

    agreement: Agreement
    person: Person
    side: Side
    organisation: Organisation
    roles: frozenset[str]

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
        for side in _sides(agreement):
            seat = seats.get(getattr(agreement, f"{side}_id"))
            if seat is not None:
                desks.append(Desk(agreement, person, side, seat.organisation, seat.roles))
    return tuple(desks)


def desk_at(person: Person, agreement_id: UUID, roles: frozenset[str]) -> Desk:
    """Return the person's desk at an agreement; raise Http404 without one, or without one of `roles`.

    Whoever sits on both sides gets the one where a role fits, the client's first.
    """
    for desk in agreements_of(person):
        if desk.agreement.pk == agreement_id and desk.roles & roles:
            return desk
    raise Http404


def _sides(agreement: Agreement) -> tuple[Side, ...]:
    both: tuple[Side, ...] = ("client", "provider")
    return both if agreement.shared_at else tuple(side for side in both if side == agreement.begun_by)
