"""The mails of a negotiation: what lies on the table, what is open, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from evenhand_portal.agreements.letters import WHY
from evenhand_portal.agreements.models import Agreement, Side
from evenhand_portal.agreements.selectors import people_of
from evenhand_portal.negotiation import events
from evenhand_portal.negotiation.clauses import ABSENT
from evenhand_portal.negotiation.overview import summary
from evenhand_portal.negotiation.page import name_of
from evenhand_portal.negotiation.selectors import Table, table_of
from evenhand_portal.notices.kinds import Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person

NEGOTIATING: Final = "Negotiating"
MOST_NAMED: Final = 12
"""So many open clauses are named in a mail; the others are counted."""
declare(
    Kind("table-sent", "the other side sends a text", NEGOTIATING, urgent=True),
    Kind("table-accepted", "the other side has accepted what waited for it", NEGOTIATING),
    Kind("table-ready", "nothing is open any more", NEGOTIATING, urgent=True),
    Kind("table-ended", "the other side ends a negotiation", NEGOTIATING, urgent=True),
)


def sent(event: events.TableSent) -> None:
    """Tell the other side what lies on the table, and for whom it waits."""
    tabled, table = event.tabled, table_of(event.tabled.negotiation)
    agreement, other = tabled.negotiation.agreement, _other(tabled.side)
    if tabled.returns_to:
        headline = (
            f"{tabled.person} took their sending back. Text {tabled.returns_to} lies on the table again."
        )
    else:
        headline = f"{tabled.person} put a text on the table for “{agreement}”."
    letter = Letter(
        headline=headline,
        sentences=(summary(table, other), *_open(table, other)),
        quote=tabled.note,
        quoted=f"{tabled.person} writes",
        button="Look at the table",
    )
    subject = "Taken back" if tabled.returns_to else "For you to answer"
    _to(agreement, (other,), "table-sent", f"table-{tabled.pk}", subject, letter, event.at)


def accepted(event: events.ClausesAccepted) -> None:
    """Tell the other side once nothing waits for those who accept any more, unless all is ready, which is told."""
    table, agreement = table_of(event.tabled.negotiation), event.tabled.negotiation.agreement
    if table.talks.open_for(event.side) or (table.talks.settled and not table.open_reasons):
        return
    letter = Letter(
        headline=f"{event.person} accepted the last clause that waited for the {event.side}.",
        sentences=(summary(table, _other(event.side)),),
        button="Look at the table",
    )
    key = f"accepted-{event.tabled.pk}-{event.side}"
    _to(agreement, (_other(event.side),), "table-accepted", key, "Accepted", letter, event.at)


def ready(event: events.NegotiationReady) -> None:
    """Tell both sides that the text can be offered for signature."""
    agreement = event.tabled.negotiation.agreement
    letter = Letter(
        headline=f"Both sides stand by every clause of “{agreement}”.",
        sentences=("Nothing is open any more. Either side can offer the text for signature.",),
        button="Offer it for signature",
    )
    count = len(table_of(event.tabled.negotiation).talks.yeses)
    key = f"ready-{event.tabled.pk}-{count}"
    _to(agreement, ("client", "provider"), "table-ready", key, "Ready to sign", letter, event.at)


def ended(event: events.NegotiationEnded) -> None:
    """Tell the other side that the negotiation ended, and why."""
    negotiation = event.negotiation
    other = _other(negotiation.ended_side)
    letter = Letter(
        headline=f"{negotiation.ended_by} ended the negotiation of “{negotiation.agreement}”.",
        sentences=("What is in force stays as it is. Every text that lay on the table is kept.",),
        quote=negotiation.reason,
        quoted=f"{negotiation.ended_by} writes",
        button="Look at the table",
    )
    _to(negotiation.agreement, (other,), "table-ended", f"ended-{negotiation.pk}", "Ended", letter, event.at)


def _open(table: Table, side: Side) -> Iterable[str]:
    """Name the clauses that wait for a side."""
    waits = table.talks.open_for(side)
    names = [
        f"{name_of(one.clause)}{' (taken out)' if one.digest == ABSENT else ''}" for one in waits[:MOST_NAMED]
    ]
    if names:
        more = f", and {len(waits) - MOST_NAMED} more" if len(waits) > MOST_NAMED else ""
        yield f"Open: {', '.join(names)}{more}."


def _other(side: str) -> Side:
    return "provider" if side == "client" else "client"


def _to(
    agreement: Agreement,
    sides: Iterable[Side],
    kind: str,
    key: str,
    subject: str,
    letter: Letter,
    at: datetime,
) -> None:
    people: dict[UUID, Person] = {}
    for side in sides:
        people |= {one.pk: one for one in people_of(agreement.party(side), "manager", "signatory")}
    for person in people.values():
        notice_queue(
            key=f"{key}-{person.pk}",
            kind=kind,
            person=person,
            email=person.email,
            subject=f"{subject}: {agreement}",
            letter=_leading(letter, agreement),
            about=agreement.pk,
            now=at,
        )


def _leading(letter: Letter, agreement: Agreement) -> Letter:
    return replace(letter, why=WHY.format(agreement), link=address("table", agreement.pk))
