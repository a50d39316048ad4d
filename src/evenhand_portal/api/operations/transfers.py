"""An agreement goes over to another organisation of the same party, once the other side agrees."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from ninja import Path, Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.transfers.models import Transfer
from evenhand_portal.agreements.transfers.selectors import taker, transfer_at
from evenhand_portal.agreements.transfers.services import (
    transfer_agree,
    transfer_decline,
    transfer_propose,
    transfer_withdraw,
)
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.operations.versions import Prove
from evenhand_portal.api.paging import Paged, page_of

router = Router(tags=["Transfers"])
ALL = "/agreements/{agreement_id}/transfers"
OF = f"{ALL}/{{transfer}}"
Which = Annotated[int, Path()]


class Propose(Schema, extra="forbid"):
    """Which organisation of one's own takes the place, and why."""

    to: UUID
    reason: str = Field(max_length=500)


@reads(router, ALL, values.Page[values.Transfer], summary="Transfers")
def transfers(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.Transfer]:
    """All that were proposed, newest first; both sides see the same."""
    rows = request.desk.agreement.transfers.select_related("of", "to", "by")
    return page_of(rows, ("-at", "id"), asked, _shown)


@acts(router, ALL, values.Done, scope="admin", status=201, summary="Propose a transfer")
def transfer_proposed(request: Called, agreement_id: UUID, body: Propose) -> values.Done:
    """Another organisation that one manages takes one's side's place; where nobody has to agree, at once."""
    to = taker(request.desk, str(body.to))
    if to is None:
        raise ValidationError({"to": "Choose an organisation that you manage."})
    transfer_propose(desk=request.desk, to=to, reason=body.reason, now=request.now)
    return values.Done(sentence="It is proposed. Where nobody else has to agree, it is done.")


@acts(router, f"{OF}/agree", values.Done, scope="sign", proof=True, summary="Agree to a transfer")
def transfer_agreed(request: Called, agreement_id: UUID, transfer: Which, body: Prove) -> values.Done:
    """As the other side, with the password again."""
    found = _found(request, transfer)
    transfer_agree(transfer=found, desk=request.desk, now=request.now)
    return values.Done(sentence=f"{found.to} takes the place of {found.of}.")


@acts(router, f"{OF}/decline", values.Done, scope="sign", summary="Decline a transfer")
def transfer_declined(request: Called, agreement_id: UUID, transfer: Which) -> values.Done:
    """As the other side: nothing changes."""
    transfer_decline(transfer=_found(request, transfer), desk=request.desk, now=request.now)
    return values.Done(sentence="You have declined; both sides are told.")


@acts(router, f"{OF}/withdraw", values.Done, scope="admin", summary="Take a transfer back")
def transfer_withdrawn(request: Called, agreement_id: UUID, transfer: Which) -> values.Done:
    """As the side that proposed it."""
    transfer_withdraw(transfer=_found(request, transfer), desk=request.desk, now=request.now)
    return values.Done(sentence="The transfer is taken back.")


def _found(request: Called, number: int) -> Transfer:
    if not 0 < number < 1 << 62:
        raise Http404
    return transfer_at(request.desk, number)


def _shown(one: Transfer) -> values.Transfer:
    facts: dict[str, Any] = {"side": one.side, "outcome": one.outcome}
    return values.Transfer(
        id=one.pk, of=one.of.name, to=one.to.name, by=str(one.by), reason=one.reason, at=one.at, **facts
    )
