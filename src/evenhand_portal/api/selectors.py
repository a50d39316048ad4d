"""Which tokens and webhooks a person may see, and whom a token stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import Http404

from evenhand_portal.agreements.selectors import Desk, agreements_of
from evenhand_portal.api.decisions import token_state
from evenhand_portal.api.models import Delivery, Endpoint, Token
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.parties.selectors import Seat, seats_of
from evenhand_portal.parties.services import secret_hash


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a token, and the seat of its person as it is now."""

    token: Token
    seat: Seat

    @property
    def person(self) -> Person:
        """The person whose token it is."""
        return self.seat.person

    @property
    def organisation(self) -> Organisation:
        """The organisation for which it was made."""
        return self.seat.organisation

    def desks(self) -> tuple[Desk, ...]:
        """The person's desks at agreements of the token's organisation."""
        return tuple(one for one in agreements_of(self.person) if one.organisation == self.organisation)

    def desk(self, agreement_id: UUID, roles: frozenset[str]) -> Desk:
        """The desk at one agreement; raise Http404 without it, or without one of `roles`."""
        for desk in self.desks():
            if desk.agreement.pk == agreement_id and desk.roles & roles:
                return desk
        raise Http404


def caller_of(secret: str, now: datetime) -> Caller | None:
    """Return who calls with that secret; None where the token is not known or not good any more."""
    found = Token.objects.select_related("person", "organisation").filter(secret_hash=secret_hash(secret))
    token = found.first()
    if token is None or not token.person.is_active:
        return None
    seat = next((one for one in seats_of(token.person) if one.organisation == token.organisation), None)
    if state_of(token, now, seated=seat is not None) != "open" or seat is None:
        return None
    return Caller(token, seat)


def state_of(token: Token, now: datetime, *, seated: bool = True) -> str:
    """Return what people see beside a token."""
    return token_state(
        now=now, expires_at=token.expires_at, revoked=token.revoked_at is not None, seated=seated
    )


def tokens_seen(seat: Seat) -> Sequence[Token]:
    """Return the person's own tokens for the organisation; a manager sees everybody's."""
    tokens = seat.organisation.tokens.select_related("person")
    return list(tokens if seat.manages else tokens.filter(person=seat.person))


def token_seen(seat: Seat, token_id: UUID) -> Token:
    """Return one of them; raise Http404."""
    for token in tokens_seen(seat):
        if token.pk == token_id:
            return token
    raise Http404


def endpoint_seen(seat: Seat, endpoint_id: UUID) -> Endpoint:
    """Return one of the organisation's webhooks, also one that is no longer used; raise Http404."""
    endpoint = Endpoint.objects.filter(organisation=seat.organisation, pk=endpoint_id).first()
    if endpoint is None:
        raise Http404
    return endpoint


def endpoints_with_latest(seat: Seat) -> list[tuple[Endpoint, Delivery | None]]:
    """Return the organisation's webhooks, each with the latest piece of news; two queries, however many there are."""
    endpoints = list(Endpoint.objects.filter(organisation=seat.organisation))
    newest = (
        Delivery.objects.filter(endpoint=OuterRef("endpoint")).order_by("-made_at", "-pk").values("pk")[:1]
    )
    latest = Delivery.objects.filter(endpoint__in=endpoints, pk=Subquery(newest)).defer("body")
    found = {one.endpoint_id: one for one in latest}
    return [(one, found.get(one.pk)) for one in endpoints]
