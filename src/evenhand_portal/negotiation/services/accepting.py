"""Accepting what lies on the table: one clause as it was shown, or all that remain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.events import tell
from evenhand_portal.negotiation.clauses import ABSENT, digest_of_all
from evenhand_portal.negotiation.decisions import reason_against_moving
from evenhand_portal.negotiation.events import ClausesAccepted
from evenhand_portal.negotiation.models import Acceptance, Negotiation
from evenhand_portal.negotiation.selectors import Table
from evenhand_portal.negotiation.services.common import TableMoved, locked, refuse, tell_if_ready


@transaction.atomic
def clause_accept(*, negotiation: Negotiation, clause: str, digest: str, desk: Desk, now: datetime) -> bool:
    """Accept one clause whose digest was shown (empty: that it is taken out); False when one's side did already.

    Raises TableMoved when the clause says something else by now.
    """
    table = locked(negotiation)
    refuse(reason_against_moving(table.talks))
    if table.talks.table.get(clause, ABSENT) != digest:
        raise TableMoved(table.latest)
    if table.talks.stands_by(desk.side, clause) == digest:
        return False
    _accepted(table, {clause: digest}, desk, now)
    facts = {"table": table.latest.number, "clause": clause, "digest": digest}
    told(
        table.negotiation.agreement,
        "clause-accepted",
        person=desk.person,
        side=desk.side,
        now=now,
        facts=facts,
    )
    tell_if_ready(table.negotiation, now)
    return True


@transaction.atomic
def clauses_accept(
    *, negotiation: Negotiation, number: int, digest: str, desk: Desk, now: datetime
) -> tuple[str, ...]:
    """Accept every clause that one's side does not stand by yet; return their addresses.

    `number` and `digest` (of `digest_of_all`) are those of the text that was shown. Raises TableMoved when another
    lies there by now.
    """
    table = locked(negotiation)
    refuse(reason_against_moving(table.talks))
    if (table.latest.number, digest_of_all(table.talks.table)) != (number, digest):
        raise TableMoved(table.latest)
    accepted = {one.clause: one.digest for one in table.talks.open_for(desk.side)}
    if accepted:
        _accepted(table, accepted, desk, now)
        told(
            table.negotiation.agreement,
            "clauses-accepted",
            person=desk.person,
            side=desk.side,
            now=now,
            facts={"table": number, "number": len(accepted), "clauses": accepted},
        )
        tell_if_ready(table.negotiation, now)
    return tuple(accepted)


def _accepted(table: Table, clauses: Mapping[str, str], desk: Desk, now: datetime) -> None:
    Acceptance.objects.bulk_create(
        Acceptance(
            tabled=table.latest, side=desk.side, person=desk.person, clause=clause, digest=digest, at=now
        )
        for clause, digest in clauses.items()
    )
    tell(ClausesAccepted(table.latest, tuple(clauses), desk.side, desk.person, now))
