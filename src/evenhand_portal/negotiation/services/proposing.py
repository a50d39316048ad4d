"""A side's own draft that goes on from the table, and its changes carried onto a newer text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand.terms.document import read_agreement
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import draft_begin, draft_save
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.negotiation.carrying import Carried, Choice, Text, carried
from evenhand_portal.negotiation.clauses import digests_of
from evenhand_portal.negotiation.decisions import reason_against_moving
from evenhand_portal.negotiation.models import Negotiation, Proposal
from evenhand_portal.negotiation.selectors import Table, draft_of, proposal_of, under_way
from evenhand_portal.negotiation.services.common import locked, refuse

NONE = "No negotiation is under way."
MISTAKES = (
    "Your draft has mistakes, and cannot be brought onto the newer text. Mend them, or give the draft up."
)


class Clashes(Exception):  # noqa: N818 - the name says what was found
    """Both sides changed the same clauses; nothing was done, and one of both is to be chosen for each."""

    def __init__(self, draft: Draft, clauses: tuple[str, ...]) -> None:
        self.draft, self.clauses = draft, clauses
        super().__init__(", ".join(clauses))


@transaction.atomic
def proposal_begin(*, negotiation: Negotiation, desk: Desk, now: datetime) -> Draft:
    """Return this side's draft that goes on from the text on the table; it is begun when there is none.

    Changes made on an older text are brought along. Raises Clashes when both sides changed the same clauses.
    """
    table = locked(negotiation)
    refuse(reason_against_moving(table.talks))
    own = draft_of(table.negotiation, desk)
    if own is None:
        own = draft_begin(
            agreement=desk.agreement,
            side=desk.side,
            text=table.latest.text,
            person=desk.person,
            now=now,
            based_on=table.negotiation.base,
            note=f"begun from text {table.latest.number} on the table",
        )
        Proposal.objects.create(draft=own, negotiation=table.negotiation, seen=table.latest)
    elif behind(own, table):
        proposal_carry(draft=own, number=own.latest, desk=desk, chosen={}, now=now)
    return own


@transaction.atomic
def proposal_carry(
    *, draft: Draft, number: int, desk: Desk, chosen: Mapping[str, Choice], now: datetime
) -> Revision:
    """Bring the changes of one's own draft, as revision `number` has them, onto the text on the table.

    `chosen` says for a clause that both sides changed whose wording the draft shall have. Raises Clashes for those
    without a choice, and StaleRevision when somebody saved the draft in between. The revision before is kept.
    """
    negotiation = under_way(desk.agreement)
    if negotiation is None or draft.side != desk.side:
        raise ValidationError(NONE)
    table = locked(negotiation)
    found = onto_table(draft, number, table, chosen)
    if found.clashes:
        raise Clashes(draft, found.clashes)
    Proposal.objects.update_or_create(
        draft=draft, defaults={"negotiation": negotiation, "seen": table.latest}
    )
    return draft_save(
        draft=draft,
        based_on_number=number,
        text=found.words,
        author=desk.person,
        now=now,
        note=f"brought onto text {table.latest.number} on the table",
    )


def behind(draft: Draft, table: Table) -> bool:
    """Whether a draft was not made from the text that lies on the table now."""
    return _seen(draft, table) != table.latest.number


def onto_table(draft: Draft, number: int, table: Table, chosen: Mapping[str, Choice]) -> Carried:
    """Return what the text on the table would say with the changes of a draft. Raises ValidationError."""
    text = Revision.objects.get(draft=draft, number=number).text
    terms, _ = read_agreement(text, file=FILE)
    if terms is None:
        raise ValidationError(MISTAKES)
    seen = _seen(draft, table)
    before = table.rows[seen].clauses if seen else table.talks.start
    return carried(
        seen=Text(table.text_of(seen), before),
        mine=Text(text, digests_of(terms)),
        table=Text(table.latest.text, table.talks.table),
        chosen=chosen,
    )


def _seen(draft: Draft, table: Table) -> int:
    proposal = proposal_of(draft)
    return proposal.seen.number if proposal and proposal.negotiation == table.negotiation else 0
