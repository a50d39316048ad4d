"""Negotiating: what lies on the table, accepting, proposing another wording, ending, offering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import StaleRevision
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.operations.drafts import Number, Seen, stale
from evenhand_portal.api.problems import Refused
from evenhand_portal.api.showing import difference_shown, draft_shown, ends_of, revision_shown, version_shown
from evenhand_portal.negotiation.clauses import digest_of_all
from evenhand_portal.negotiation.decisions import turn
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.overview import summary
from evenhand_portal.negotiation.page import name_of
from evenhand_portal.negotiation.selectors import (
    Table,
    draft_of,
    negotiation_shown,
    table_of,
    under_way,
)
from evenhand_portal.negotiation.services.accepting import clause_accept, clauses_accept
from evenhand_portal.negotiation.services.common import TableMoved
from evenhand_portal.negotiation.services.ending import negotiation_end
from evenhand_portal.negotiation.services.offering import negotiation_offer
from evenhand_portal.negotiation.services.proposing import Clashes, proposal_begin, proposal_carry
from evenhand_portal.negotiation.services.sending import sending_take_back, table_send

router = Router(tags=["Negotiation"])
TABLE = "/agreements/{agreement_id}/table"
Digest = Annotated[str, Field(max_length=100)]


class Send(Seen):
    """The revision to send, with a note to the other side."""

    note: str = Field("", max_length=5_000)


class AcceptClause(Schema, extra="forbid"):
    """A clause, and the digest of what it said when it was read."""

    clause: str = Field(max_length=400)
    digest: Digest


class AcceptAll(Schema, extra="forbid"):
    """The number of the text that was read, and the digest of all its clauses."""

    number: Number
    digest: Digest


class OnTable(Schema, extra="forbid"):
    """The number of the text that was read."""

    number: Number


class Reason(Schema, extra="forbid"):
    """Why."""

    reason: str = Field(max_length=5_000)


class Carry(Seen):
    """For each clause that both sides changed, whose wording the draft shall have."""

    chosen: Annotated[dict[str, Literal["mine", "theirs"]], Field(max_length=1_000)] = Field(
        default_factory=dict
    )


class Which(Schema):
    """A text that lay on the table, by number."""

    number: Number


@reads(router, TABLE, values.Table, summary="The table")
def table(request: Called, agreement_id: UUID) -> values.Table:
    """The negotiation under way, or else the latest one; 404 where there was none."""
    negotiation = negotiation_shown(request.desk)
    if negotiation is None:
        raise Http404
    return _shown(request.desk, table_of(negotiation))


@reads(router, f"{TABLE}/difference", values.Difference, summary="What one sending changed")
def table_difference(
    request: Called, agreement_id: UUID, asked: Annotated[Which, Query()]
) -> values.Difference:
    """What a text that lay on the table changed in the one before."""
    negotiation = negotiation_shown(request.desk)
    if negotiation is None:
        raise Http404
    found = table_of(negotiation)
    if asked.number not in found.rows:
        raise Http404
    return difference_shown(found.text_of(asked.number - 1), found.text_of(asked.number))


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/send",
    values.Table,
    scope="draft",
    status=201,
    summary="Send a draft to the table",
)
def draft_send(request: Called, agreement_id: UUID, draft_id: UUID, body: Send) -> values.Table:
    """One's side stands by every clause of what it sends; the first sending opens the negotiation."""
    desk = request.desk
    with_moved(
        desk,
        lambda: table_send(
            draft=request.draft, number=body.revision, desk=desk, note=body.note, now=request.now
        ),
    )
    return _now(desk)


@acts(router, f"{TABLE}/accept", values.Table, scope="draft", summary="Accept a clause")
def table_accept(request: Called, agreement_id: UUID, body: AcceptClause) -> values.Table:
    """Accept one clause as it was read; 409 with the difference when it says something else by now."""
    desk, negotiation = request.desk, _under_way(request)
    with_moved(
        desk,
        lambda: clause_accept(
            negotiation=negotiation, clause=body.clause, digest=body.digest, desk=desk, now=request.now
        ),
    )
    return _now(desk)


@acts(router, f"{TABLE}/accept-all", values.Table, scope="draft", summary="Accept all that is open")
def table_accept_all(request: Called, agreement_id: UUID, body: AcceptAll) -> values.Table:
    """Accept every clause that waits for one's side, of exactly the text that was read."""
    desk, negotiation = request.desk, _under_way(request)
    with_moved(
        desk,
        lambda: clauses_accept(
            negotiation=negotiation, number=body.number, digest=body.digest, desk=desk, now=request.now
        ),
        body.number,
    )
    return _now(desk)


@acts(router, f"{TABLE}/propose", values.Draft, scope="draft", status=201, summary="Propose other words")
def table_propose(request: Called, agreement_id: UUID) -> values.Draft:
    """Return one's own draft of what lies on the table, begun when there is none: change it and send it."""
    desk, negotiation = request.desk, _under_way(request)
    return draft_shown(
        with_moved(desk, lambda: proposal_begin(negotiation=negotiation, desk=desk, now=request.now))
    )


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/carry",
    values.Revision,
    scope="draft",
    status=201,
    summary="Bring changes onto a newer text",
)
def draft_carry(request: Called, agreement_id: UUID, draft_id: UUID, body: Carry) -> values.Revision:
    """Bring a draft's changes onto the text on the table; 409 names the clauses that both sides changed."""
    desk = request.desk
    try:
        made = with_moved(
            desk,
            lambda: proposal_carry(
                draft=request.draft, number=body.revision, desk=desk, chosen=body.chosen, now=request.now
            ),
        )
    except StaleRevision as error:
        raise stale(error.latest, error.latest.text) from None
    return revision_shown(made)


@acts(router, f"{TABLE}/take-back", values.Done, scope="draft", summary="Take one's sending back")
def table_take_back(request: Called, agreement_id: UUID, body: OnTable) -> values.Done:
    """While the other side has not moved; the text before lies on the table again."""
    desk, negotiation = request.desk, _under_way(request)
    with_moved(
        desk,
        lambda: sending_take_back(negotiation=negotiation, number=body.number, desk=desk, now=request.now),
        body.number,
    )
    return values.Done(sentence="Taken back; your draft keeps your changes.")


@acts(router, f"{TABLE}/end", values.Done, scope="draft", summary="End the negotiation")
def table_end(request: Called, agreement_id: UUID, body: Reason) -> values.Done:
    """With a reason, which the other side reads."""
    negotiation_end(negotiation=_under_way(request), desk=request.desk, reason=body.reason, now=request.now)
    return values.Done(sentence="The negotiation is ended. The other side has been told.")


@acts(router, f"{TABLE}/offer", values.Version, scope="draft", status=201, summary="Offer what is settled")
def table_offer(request: Called, agreement_id: UUID, body: OnTable) -> values.Version:
    """Offer the text on the table for signature, once both sides stand by every clause."""
    desk, negotiation = request.desk, _under_way(request)
    version = with_moved(
        desk,
        lambda: negotiation_offer(negotiation=negotiation, number=body.number, desk=desk, now=request.now),
        body.number,
    )
    return version_shown(version, ends_of(desk.agreement), desk.side)


def with_moved(desk: Desk, act: Callable[[], Any], number: int = 0) -> Any:
    """Act; where the table moved meanwhile, say so with what differs from the text that was read."""
    try:
        return act()
    except Clashes as error:
        raise Refused(
            "stale",
            "Both sides changed the same clauses.",
            "Say for each whose wording the draft shall have.",
            more={"draft": str(error.draft.pk), "clauses": list(error.clauses)},
        ) from None
    except TableMoved as error:
        negotiation = negotiation_shown(desk)
        found = table_of(negotiation) if negotiation else None
        before = found.rows[number].text if found and number in found.rows else ""
        latest = error.latest
        more: dict[str, Any] = {"number": latest.number if latest else None}
        if before and latest:
            more["difference"] = difference_shown(before, latest.text).model_dump(mode="json")
        raise Refused(
            "stale", "Another text lies on the table by now.", "Read the table again.", more=more
        ) from None


def _under_way(request: Called) -> Negotiation:
    negotiation = under_way(request.desk.agreement)
    if negotiation is None:
        raise Refused("refused", "No negotiation is under way.", "Send a draft to the table.")
    return negotiation


def _now(desk: Desk) -> values.Table:
    negotiation = negotiation_shown(desk)
    assert negotiation is not None
    return _shown(desk, table_of(negotiation))


def _shown(desk: Desk, found: Table) -> values.Table:
    negotiation, talks = found.negotiation, found.talks
    own = draft_of(negotiation, desk) if negotiation.under_way else None
    return values.Table(
        id=negotiation.pk,
        state=talks.state,
        turn=turn(talks),
        summary=summary(found, desk.side),
        number=found.latest.number,
        digest=digest_of_all(talks.table),
        text=found.latest.text,
        open=[
            values.OpenClause(
                clause=one.clause,
                name=name_of(one.clause),
                digest=one.digest,
                waits_for=list(one.waits_for),
            )
            for one in talks.open
        ],
        sent=[
            values.Sent(
                number=row.number,
                side="client" if row.side == "client" else "provider",
                person=str(row.person),
                note=row.note,
                at=row.at,
                returns_to=row.returns_to,
            )
            for row in found.rows.values()
        ],
        ready=talks.settled and not found.open_reasons,
        reasons=list(found.open_reasons),
        draft=own.pk if own else None,
    )
