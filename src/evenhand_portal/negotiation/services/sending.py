"""Putting a text on the table, and taking one's latest sending back."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.document import read_agreement
from evenhand_portal.agreements.models import Agreement, Draft, Revision, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk, version_waiting, versions_agreed
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.events import tell
from evenhand_portal.negotiation.clauses import digest_of_all, digests_of
from evenhand_portal.negotiation.decisions import (
    Talks,
    reason_against_sending,
    reason_against_taking_back,
)
from evenhand_portal.negotiation.events import TableSent
from evenhand_portal.negotiation.models import Negotiation, Proposal, Tabled
from evenhand_portal.negotiation.selectors import Table, proposal_of, table_of, under_way
from evenhand_portal.negotiation.services.common import TableMoved, locked, refuse, tell_if_ready
from evenhand_portal.negotiation.services.ending import ended

UNREADABLE = "The draft has mistakes, and cannot be read as an agreement. Mend them first."
TAKEN_BACK = "The first sending was taken back."


@transaction.atomic
def table_send(*, draft: Draft, number: int, desk: Desk, note: str, now: datetime) -> Tabled:
    """Put revision `number` of one's own draft on the table, with a note; the first sending opens the negotiation.

    One's side stands by every clause of what it sent. The draft stays open, to go on with. Raises TableMoved when the
    draft was made from another text than the one on the table, and ValidationError with any other reason against it.
    """
    agreement = (
        Agreement.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=desk.agreement.pk)
    )
    current = Draft.objects.get(pk=draft.pk)
    if current.side != desk.side or current.state != Draft.State.OPEN or current.latest != number:
        raise ValidationError("Somebody changed the draft in between. Look at it before you send it.")
    revision = Revision.objects.get(draft=current, number=number)
    terms, _ = read_agreement(revision.text, file=FILE)
    if terms is None:
        raise ValidationError(UNREADABLE)
    negotiation = under_way(agreement)
    table = table_of(negotiation) if negotiation else None
    talks = table.talks if table else Talks(_start(_base(agreement)))
    proposal = proposal_of(current)
    seen = proposal.seen.number if proposal and proposal.negotiation == negotiation else 0
    if table and seen != talks.number:
        raise TableMoved(table.latest)
    refuse(
        reason_against_sending(
            talks,
            clauses=digests_of(terms),
            seen=seen,
            parties_known=bool(agreement.client_id and agreement.provider_id),
            version_waits=version_waiting(agreement) is not None,
        )
    )
    return _sent(negotiation or _opened(agreement, desk, now), revision, terms, desk, note, now)


def _base(agreement: Agreement) -> Version | None:
    return max(versions_agreed(agreement), key=lambda version: version.number, default=None)


def _start(base: Version | None) -> dict[str, str]:
    return digests_of(terms_of(base)) if base else {}


def _opened(agreement: Agreement, desk: Desk, now: datetime) -> Negotiation:
    base = _base(agreement)
    return Negotiation.objects.create(
        agreement=agreement, base=base, start=_start(base), opened_by=desk.side, opened_at=now
    )


def _sent(
    negotiation: Negotiation, revision: Revision, terms: Terms, desk: Desk, note: str, now: datetime
) -> Tabled:
    number = negotiation.tabled.count() + 1
    tabled = Tabled.objects.create(
        negotiation=negotiation,
        number=number,
        side=desk.side,
        person=desk.person,
        revision=revision,
        text=revision.text,
        clauses=digests_of(terms),
        note=note.strip(),
        at=now,
    )
    Proposal.objects.update_or_create(
        draft=revision.draft, defaults={"negotiation": negotiation, "seen": tabled}
    )
    told(
        negotiation.agreement,
        "table-sent",
        person=desk.person,
        side=desk.side,
        now=now,
        facts=_facts(tabled),
        payload={"note": tabled.note},
    )
    tell(TableSent(tabled, now))
    tell_if_ready(negotiation, now)
    return tabled


@transaction.atomic
def sending_take_back(*, negotiation: Negotiation, number: int, desk: Desk, now: datetime) -> Negotiation:
    """Take back what lies on the table as text `number`, while the other side has not moved since.

    The text before lies there again; without one the negotiation ends. One's own draft keeps the changes.
    """
    table = locked(negotiation)
    if table.latest.number != number:
        raise TableMoved(table.latest)
    refuse(reason_against_taking_back(table.talks, desk.side))
    own = table.negotiation
    if len(table.talks.standing) == 1:
        told(
            own.agreement,
            "sending-taken-back",
            person=desk.person,
            side=desk.side,
            now=now,
            facts=_facts(table.latest),
        )
        return ended(own, desk.person, desk.side, TAKEN_BACK, now)
    _taken_back(table, desk, now)
    return own


def _taken_back(table: Table, desk: Desk, now: datetime) -> None:
    """Put the text before on the table again; the draft from which the sending came goes on from there."""
    before = table.rows[table.talks.standing[-2].number]
    again = Tabled.objects.create(
        negotiation=table.negotiation,
        number=table.latest.number + 1,
        side=desk.side,
        person=desk.person,
        revision=before.revision,
        text=before.text,
        clauses=before.clauses,
        at=now,
        returns_to=before.number,
    )
    Proposal.objects.filter(seen=table.latest, draft__side=desk.side).update(seen=again)
    told(
        table.negotiation.agreement,
        "sending-taken-back",
        person=desk.person,
        side=desk.side,
        now=now,
        facts=_facts(table.sending),
    )
    tell(TableSent(again, now))


def _facts(tabled: Tabled) -> dict[str, str | int]:
    text = sha256(tabled.text.encode()).hexdigest()
    return {"table": tabled.number, "text": text, "clauses": digest_of_all(tabled.clauses)}
