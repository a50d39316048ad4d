"""A negotiation under way in the demonstration: a second agreement, three texts on the table, two clauses open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Agreement, Draft, Side
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_save
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.selectors import table_of
from evenhand_portal.negotiation.services.accepting import clause_accept
from evenhand_portal.negotiation.services.proposing import proposal_begin
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.models import Organisation, Person

BEGUN: Final = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
TITLE: Final = "IT services for the new surgery"
ROLES: Final = frozenset({"manager", "signatory"})
COUNTER: Final = {
    "standards.resolve-critical.within": "2 hours",
    "standards.resolve-other.within.P2": "6 hours",
}
ANSWER: Final = {
    "standards.resolve-critical.within": "3 hours",
    "credits.at most": "25% of the total charge per month",
}


def negotiate(
    text: str, *, client: Organisation, provider: Organisation, owner: Person, service: Person
) -> Agreement:
    """Begin a second agreement and negotiate it for three rounds; the client is to move."""
    text = edited(edited(text, "agreement", TITLE), "reference", "HDG-2027")
    draft = agreement_begin(
        title=TITLE, side="provider", organisation=provider, text=text, person=service, now=BEGUN
    )
    desk = desk_at(service, draft.agreement_id, ROLES)
    asked = other_side_invite(desk=desk, email=owner.email, name=owner.name, note="", now=BEGUN)
    agreement = other_side_join(
        invitation=asked, organisation=client, person=owner, now=BEGUN + timedelta(hours=2)
    )
    _send(draft, desk_at(service, agreement.pk, ROLES), "As for the four sites.", BEGUN + timedelta(days=1))
    theirs = desk_at(owner, agreement.pk, ROLES)
    negotiation = Negotiation.objects.get(agreement=agreement)
    _accept_all_but(negotiation, theirs, COUNTER, BEGUN + timedelta(days=2))
    _propose(negotiation, "client", theirs, COUNTER, "The surgery cannot wait four hours.", 3)
    ours = desk_at(service, agreement.pk, ROLES)
    _propose(negotiation, "provider", ours, ANSWER, "Three hours we can do, with the spare parts on site.", 4)
    return agreement


def _accept_all_but(negotiation: Negotiation, desk: Desk, kept: dict[str, str], now: datetime) -> None:
    for one in table_of(negotiation).talks.open_for(desk.side):
        if not any(address.startswith(f"{one.clause}.") for address in kept):
            clause_accept(negotiation=negotiation, clause=one.clause, digest=one.digest, desk=desk, now=now)


def _propose(
    negotiation: Negotiation, side: Side, desk: Desk, changes: dict[str, str], note: str, days: int
) -> None:
    now = BEGUN + timedelta(days=days)
    own = proposal_begin(negotiation=negotiation, desk=desk, now=now)
    text = own.revisions.get(number=own.latest).text
    for address, value in changes.items():
        text = edited(text, address, value)
    draft_save(draft=own, based_on_number=own.latest, text=text, author=desk.person, now=now)
    _send(own, desk, note, now)


def _send(draft: Draft, desk: Desk, note: str, now: datetime) -> None:
    latest = Draft.objects.get(pk=draft.pk)
    table_send(draft=latest, number=latest.latest, desk=desk, note=note, now=now)
