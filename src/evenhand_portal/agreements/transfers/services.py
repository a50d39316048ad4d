"""Handing an agreement over: proposed by a manager of both organisations, agreed by a signatory of the other side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.selectors import Desk, people_of, version_waiting
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.agreements.transfers.events import TransferEnded, TransferProposed
from evenhand_portal.agreements.transfers.models import Transfer
from evenhand_portal.agreements.transfers.selectors import takers
from evenhand_portal.events import tell
from evenhand_portal.parties.models import Organisation

Outcome = Transfer.Outcome
WAITS = "A version waits for signatures. Have it signed, declined or withdrawn first."
HINDRANCES: list[Callable[[Agreement], str | None]] = []
"""What other apps have against an agreement being handed over; filled in `wiring`."""


@transaction.atomic
def transfer_propose(*, desk: Desk, to: Organisation, reason: str, now: datetime) -> Transfer:
    """Propose that `to` takes this side's place; without another side at the table it does so at once.

    Raises ValidationError for an organisation that the person does not manage, while another transfer is open,
    without a reason, and with what another app has against it.
    """
    agreement = Agreement.objects.select_for_update().get(pk=desk.agreement.pk)
    if to not in takers(desk):
        raise ValidationError("You can hand it only to another organisation that you manage.")
    if not reason.strip():
        raise ValidationError("Say why, so that the other side can judge it.")
    if agreement.transfers.filter(outcome=Outcome.OPEN).exists():
        raise ValidationError("A transfer is open already. Wait for the answer, or take it back.")
    _refuse_hindered(agreement)
    transfer = Transfer.objects.create(
        agreement=agreement,
        side=desk.side,
        of=desk.organisation,
        to=to,
        by=desk.person,
        at=now,
        reason=reason.strip()[:500],
    )
    _told(transfer, "transfer-proposed", desk, now)
    if agreement.party(desk.other) is None:
        _take_over(transfer, agreement, desk, now)
    else:
        tell(TransferProposed(transfer, now))
    return transfer


@transaction.atomic
def transfer_agree(*, transfer: Transfer, desk: Desk, now: datetime) -> None:
    """Agree, as the other side: from now on the new organisation acts for that side.

    Raises ValidationError while a version waits for signatures, where nobody manages the new organisation any more,
    and with what another app has against it.
    """
    agreement, held = _open(transfer)
    if held.side == desk.side:
        raise ValidationError("The other side agrees to it, not your own.")
    _refuse_hindered(agreement)
    _take_over(held, agreement, desk, now)


@transaction.atomic
def transfer_decline(*, transfer: Transfer, desk: Desk, now: datetime) -> None:
    """Decline, as the other side: nothing changes."""
    _, held = _open(transfer)
    if held.side == desk.side:
        raise ValidationError("Your own side proposed it. Take it back instead.")
    _end(held, Outcome.DECLINED, desk, now)


@transaction.atomic
def transfer_withdraw(*, transfer: Transfer, desk: Desk, now: datetime) -> None:
    """Take it back, as the side that proposed it."""
    _, held = _open(transfer)
    if held.side != desk.side:
        raise ValidationError("The other side proposed it. Decline it instead.")
    _end(held, Outcome.WITHDRAWN, desk, now)


def _open(transfer: Transfer) -> tuple[Agreement, Transfer]:
    agreement = Agreement.objects.select_for_update().get(pk=transfer.agreement_id)
    held = Transfer.objects.select_related("of", "to", "by").get(pk=transfer.pk)
    if held.outcome != Outcome.OPEN:
        raise ValidationError(f"This transfer is {held.outcome} already.")
    return agreement, held


def _refuse_hindered(agreement: Agreement) -> None:
    for hindrance in HINDRANCES:
        if reason := hindrance(agreement):
            raise ValidationError(reason)


def _take_over(transfer: Transfer, agreement: Agreement, desk: Desk, now: datetime) -> None:
    if version_waiting(agreement) is not None:
        raise ValidationError(WAITS)
    taken = {agreement.client_id, agreement.provider_id}
    if transfer.to_id in taken:
        raise ValidationError(f"{transfer.to} is a party of this agreement already.")
    if not any(person.is_active for person in people_of(transfer.to, "manager")):
        raise ValidationError(
            f"Nobody manages {transfer.to} any more. Decline it, and have {transfer.of} propose an organisation "
            "with a manager."
        )
    Agreement.objects.filter(pk=agreement.pk).update(**{transfer.side: transfer.to})
    _end(transfer, Outcome.AGREED, desk, now)


def _end(transfer: Transfer, outcome: str, desk: Desk, now: datetime) -> None:
    transfer.outcome, transfer.ended_by, transfer.ended_at = outcome, desk.person, now
    transfer.save(update_fields=["outcome", "ended_by", "ended_at"])
    _told(transfer, f"transfer-{outcome}", desk, now)
    tell(TransferEnded(transfer, now))


def _told(transfer: Transfer, kind: str, desk: Desk, now: datetime) -> None:
    told(
        transfer.agreement,
        kind,
        person=desk.person,
        side=desk.side,
        now=now,
        payload={"of": str(transfer.of), "to": str(transfer.to), "reason": transfer.reason},
        facts={
            "party": transfer.side,
            "of_organisation": str(transfer.of_id),
            "to_organisation": str(transfer.to_id),
        },
    )
