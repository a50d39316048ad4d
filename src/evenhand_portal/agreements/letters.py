"""The mails about agreements: what, why, by when, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.template.loader import render_to_string

from evenhand.proof.note import written_key
from evenhand_portal.agreements import events
from evenhand_portal.agreements.models import Agreement, Sides
from evenhand_portal.agreements.selectors import people_of, signatories_of
from evenhand_portal.agreements.services.joining import other_side_bounced
from evenhand_portal.ledger.services import signing_key
from evenhand_portal.notices.events import NoticeBounced
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person

OTHER_SIDE: Final = "other-side-"


def ask_other_side(event: events.OtherSideInvited) -> None:
    """Ask the other side to the table."""
    invitation = event.invitation
    facts = {"invitation": invitation, "link": address("other-side", event.secret)}
    notice_queue(
        key=f"{OTHER_SIDE}{invitation.pk}",
        kind="other-side",
        email=invitation.email,
        subject=f"{invitation.invited_by} invites you to agree on “{invitation.agreement}”",
        text=render_to_string("agreements/mail/other_side.txt", facts),
        now=event.at,
    )


def invitation_came_back(event: NoticeBounced) -> None:
    """Show beside the invitation that its mail was refused."""
    if event.notice.kind == "other-side":
        pk = UUID(event.notice.key.removeprefix(OTHER_SIDE))
        other_side_bounced(invitation_id=pk, reason=event.reason, now=event.at)


def other_side_came(event: events.OtherSideCame) -> None:
    """Tell those who began that the other side is there."""
    agreement = event.agreement
    began = agreement.client if agreement.begun_by == "client" else agreement.provider
    facts = {"person": event.person, "organisation": _other(agreement)}
    _to(people_of(began, "manager"), "other-side-came", f"came-{agreement.pk}", agreement, event, facts)


def offered(event: events.VersionOffered) -> None:
    """Ask everybody who may sign, on both sides, to sign."""
    agreement, version = event.version.agreement, event.version
    facts = {
        "version": version,
        "person": event.person,
        "link": address("version-sign", agreement.pk, version.pk),
    }
    for side in Sides.values:
        to = signatories_of(agreement.client if side == "client" else agreement.provider)
        _to(to, "offered", f"offered-{version.pk}", agreement, event, facts)


def signed(event: events.VersionSigned) -> None:
    """Tell the other side that it is its turn, or nobody when both have signed."""
    version = event.signature.version
    if version.signatures.count() > 1:
        return
    agreement = version.agreement
    other = agreement.provider if event.signature.side == "client" else agreement.client
    facts = {"signature": event.signature, "link": address("version-sign", agreement.pk, version.pk)}
    _to(signatories_of(other), "signed", f"signed-{event.signature.pk}", agreement, event, facts)


def agreed(event: events.AgreementSigned) -> None:
    """Tell both that it is agreed, with the signed head of the ledger to keep."""
    agreement = event.version.agreement
    facts = {
        "version": event.version,
        "note": event.note,
        "key": written_key(signing_key().public_key()),
        "link": address("version", agreement.pk, event.version.pk),
    }
    _to(_both(agreement), "agreed", f"agreed-{event.version.pk}", agreement, event, facts)


def declined(event: events.VersionDeclined) -> None:
    """Tell both that a side declined, and why."""
    version = event.refusal.version
    facts = {"refusal": event.refusal, "link": address("version", version.agreement_id, version.pk)}
    _to(_both(version.agreement), "declined", f"declined-{version.pk}", version.agreement, event, facts)


def withdrawn(event: events.VersionWithdrawn) -> None:
    """Tell both that a version was taken back."""
    facts = {"version": event.version, "person": event.person}
    agreement = event.version.agreement
    _to(_both(agreement), "withdrawn", f"withdrawn-{event.version.pk}", agreement, event, facts)


def delegated(event: events.SigningDelegated) -> None:
    """Ask the colleague to sign."""
    version = event.delegation.version
    link = address("version-sign", version.agreement_id, version.pk)
    facts = {"delegation": event.delegation, "link": link}
    key = f"delegated-{event.delegation.pk}"
    _to([event.delegation.to], "delegated", key, version.agreement, event, facts)


def recorded(event: events.VersionRecorded) -> None:
    """Ask the other side, once it is there, to confirm what was recorded."""
    agreement = event.version.agreement
    other = agreement.provider if event.version.offered_by == "client" else agreement.client
    facts = {
        "version": event.version,
        "person": event.person,
        "link": address("version", agreement.pk, event.version.pk),
    }
    _to(
        people_of(other, "signatory", "manager"),
        "recorded",
        f"recorded-{event.version.pk}",
        agreement,
        event,
        facts,
    )


def confirmed(event: events.VersionConfirmed) -> None:
    """Tell those who recorded that the other side confirmed."""
    agreement = event.version.agreement
    own = agreement.client if event.version.offered_by == "client" else agreement.provider
    facts = {"version": event.version, "person": event.person}
    _to(people_of(own, "manager"), "confirmed", f"confirmed-{event.version.pk}", agreement, event, facts)


SUBJECTS = {
    "other-side-came": "The other side is here: {}",
    "offered": "For your signature: {}",
    "signed": "The other side has signed, it is your turn: {}",
    "agreed": "Signed by both: {}",
    "declined": "Not signed: {}",
    "withdrawn": "Taken back: {}",
    "delegated": "You are asked to sign: {}",
    "recorded": "Recorded, for you to confirm: {}",
    "confirmed": "Confirmed by the other side: {}",
}


def _to(
    people: Iterable[Person], kind: str, key: str, agreement: Agreement, event: Any, facts: dict[str, Any]
) -> None:
    link = address("agreement", agreement.pk)
    for person in people:
        text = render_to_string(
            f"agreements/mail/{kind.replace('-', '_')}.txt",
            {"to": person, "agreement": agreement, "link": link, **facts},
        )
        notice_queue(
            key=f"{key}-{person.pk}",
            kind=kind,
            person=person,
            email=person.email,
            subject=SUBJECTS[kind].format(agreement),
            text=text,
            now=event.at,
        )


def _both(agreement: Agreement) -> list[Person]:
    client = people_of(agreement.client, "manager", "signatory")
    return [
        *client,
        *(one for one in people_of(agreement.provider, "manager", "signatory") if one not in client),
    ]


def _other(agreement: Agreement) -> object:
    return agreement.provider if agreement.begun_by == "client" else agreement.client
