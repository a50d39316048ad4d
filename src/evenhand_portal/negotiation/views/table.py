"""The table as both sides see it, an earlier text that lay there, and the effect of a clause on the history."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import scoped
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.agreements.views.revisions import changes_between
from evenhand_portal.negotiation.clauses import digest_of_all
from evenhand_portal.negotiation.decisions import reason_against_taking_back, turn
from evenhand_portal.negotiation.effects import effect_of
from evenhand_portal.negotiation.overview import summary
from evenhand_portal.negotiation.page import name_of, page_of
from evenhand_portal.negotiation.selectors import (
    Table,
    draft_of,
    negotiation_seen,
    negotiation_shown,
    table_of,
)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The text on the table with what is open in it, for whom it waits, and what can be done."""
    negotiation = negotiation_shown(desk)
    if negotiation is None:
        return render(request, "negotiation/nothing.html", {"desk": desk, "here": "table"})
    found = table_of(negotiation)
    return render(request, "negotiation/table.html", facts_of(desk, found))


def facts_of(desk: Desk, found: Table) -> dict[str, object]:
    """What the page of the table knows."""
    negotiation, talks = found.negotiation, found.talks
    moves = desk.manages and negotiation.state == "open"
    return {
        "desk": desk,
        "here": "table",
        "negotiation": negotiation,
        "latest": found.latest,
        "sending": found.sending,
        "page": page_of(found, desk.side),
        "shown": digest_of_all(talks.table),
        "turn": turn(talks),
        "summary": summary(found, desk.side),
        "moves": moves,
        "takes_back": moves and reason_against_taking_back(talks, desk.side) is None,
        "ready": talks.settled and not found.open_reasons,
        "reasons": found.open_reasons if talks.settled else (),
        "own": draft_of(negotiation, desk) if negotiation.under_way else None,
        "rows": [*reversed(found.rows.values())],
    }


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def text(request: HttpRequest, desk: Desk, negotiation_id: UUID, number: int) -> HttpResponse:
    """One text that lay on the table: its note, and what it changed in the one before."""
    found = table_of(negotiation_seen(desk, negotiation_id))
    if number not in found.rows:
        raise Http404
    before = found.text_of(number - 1)
    facts = {
        "desk": desk,
        "here": "table",
        "row": found.rows[number],
        "first": not before,
        **(changes_between(before, found.rows[number].text) if before else {}),
    }
    return render(request, "negotiation/text.html", facts)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def effect(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a clause on the table would have done to the history that both sides see."""
    negotiation = negotiation_shown(desk)
    if negotiation is None:
        raise Http404
    clause = request.GET.get("clause", "")[:400]
    facts = {"desk": desk, "here": "table", "name": name_of(clause)}
    facts |= effect_of(desk, table_of(negotiation).latest, clause, timezone.now())
    piece = "negotiation/effect.html" if request.headers.get("HX-Request") else "negotiation/effect_page.html"
    return render(request, piece, facts)
