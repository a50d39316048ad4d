"""A negotiation in one sentence: what is open, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from evenhand_portal.agreements.overview import Move
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.negotiation.decisions import Side, turn
from evenhand_portal.negotiation.selectors import Table, tables_under_way


def moves(desks: Sequence[Desk]) -> dict[Desk, Move]:
    """Return whose move it is in the negotiations under way, in three queries."""
    found = {table.negotiation.agreement_id: table for table in tables_under_way(desks)}
    return {desk: _move(desk, table) for desk in desks if (table := found.get(desk.agreement.pk))}


def move(desk: Desk) -> Move | None:
    """Return whose move it is in the negotiation under way; None without one."""
    return moves([desk]).get(desk)


def _move(desk: Desk, table: Table) -> Move:
    link = reverse("table", kwargs={"agreement_id": desk.agreement.pk})
    return Move(turn(table.talks), summary(table, desk.side), "Look at the table", link)


def summary(table: Table, side: Side) -> str:
    """Say what is open and for whom it waits, to one side; both sides are told the same."""
    talks = table.talks
    if talks.state == "agreed":
        return "Both sides signed what was negotiated."
    if talks.state == "ended":
        return f"The {table.negotiation.ended_side} ended the negotiation."
    if talks.state == "offered":
        return "Both sides stand by every clause. The text waits for signatures."
    waits = {one: len(talks.open_for(one)) for one in ("client", "provider")}
    parts = [
        f"{_counted(number)} for {'you' if one == side else f'the {one}'}"
        for one, number in waits.items()
        if number
    ]
    if parts:
        return f"{' and '.join(parts)}, of {len(talks.table)} on the table."
    if table.open_reasons:
        return f"Both sides stand by every clause. Before it can be signed: {table.open_reasons[0]}"
    return "Both sides stand by every clause. Either of you can offer it for signature."


def _counted(number: int) -> str:
    return "1 clause waits" if number == 1 else f"{number} clauses wait"
