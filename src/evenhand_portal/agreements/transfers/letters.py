"""The mails about transfers: what is asked, and what became of it, to both sides."""

from __future__ import annotations

from dataclasses import replace

from evenhand_portal.agreements.letters import WHY
from evenhand_portal.agreements.models import Side
from evenhand_portal.agreements.selectors import people_of
from evenhand_portal.agreements.transfers.events import TransferEnded, TransferProposed
from evenhand_portal.agreements.transfers.models import Transfer
from evenhand_portal.notices.kinds import Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Organisation

declare(
    Kind("transfer-proposed", "the other side wants to hand an agreement over", must=True),
    Kind("transfer-ended", "a transfer is agreed, declined or taken back", urgent=True),
)
_BECAME = {
    "agreed": "From now on {to} takes the place of {of} as {side} of “{agreement}”.",
    "declined": "“{agreement}” stays with {of}: the other side does not agree that {to} takes its place.",
    "withdrawn": "“{agreement}” stays with {of}: the {side} has taken back that {to} takes its place.",
}


def proposed(event: TransferProposed) -> None:
    """Ask those who may sign for the other side, and tell its managers."""
    transfer = event.transfer
    letter = Letter(
        f"{transfer.of} wants to hand “{transfer.agreement}” to {transfer.to}, as {transfer.side}.",
        (
            "It happens only if somebody who may sign for your side agrees.",
            "What was signed keeps the name under which it was signed.",
        ),
        quote=transfer.reason,
        quoted=f"{transfer.by} writes",
        button="Look at it and answer",
    )
    other = transfer.agreement.party("client" if transfer.side == "provider" else "provider")
    _send(transfer, [other], "transfer-proposed", "To be answered", letter, event)


def ended(event: TransferEnded) -> None:
    """Tell both sides, and the organisation that was to take over, what became of it."""
    transfer = event.transfer
    words = {"of": transfer.of, "to": transfer.to, "side": transfer.side, "agreement": transfer.agreement}
    letter = Letter(_BECAME[transfer.outcome].format(**words), button="Open it")
    side: Side = "client" if transfer.side == "provider" else "provider"
    houses = [transfer.of, transfer.to, transfer.agreement.party(side)]
    _send(transfer, houses, "transfer-ended", f"Transfer {transfer.outcome}", letter, event)


def _send(
    transfer: Transfer,
    houses: list[Organisation | None],
    kind: str,
    subject: str,
    letter: Letter,
    event: TransferProposed | TransferEnded,
) -> None:
    agreement = transfer.agreement
    told = {person.pk: person for house in houses for person in people_of(house, "manager", "signatory")}
    for person in told.values():
        notice_queue(
            key=f"{kind}-{transfer.pk}-{person.pk}",
            kind=kind,
            person=person,
            email=person.email,
            subject=f"{subject}: {agreement}",
            letter=replace(letter, link=address("transfer", agreement.pk), why=WHY.format(agreement)),
            about=agreement.pk,
            now=event.at,
        )
