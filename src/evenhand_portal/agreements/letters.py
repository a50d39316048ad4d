"""The mails about agreements: what, why, by when, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from evenhand.figures.dates import day_words
from evenhand.proof.note import written_key
from evenhand_portal.agreements import events
from evenhand_portal.agreements.models import Agreement, Sides
from evenhand_portal.agreements.selectors import people_of, signatories_of
from evenhand_portal.agreements.services.joining import other_side_bounced
from evenhand_portal.ledger.services import signing_key
from evenhand_portal.notices.events import NoticeBounced
from evenhand_portal.notices.kinds import Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person

OTHER_SIDE: Final = "other-side-"
SIGNING: Final = "Signing"
IN_FULL: Final = "Read it in full, then sign or say why not."
WHY: Final = "You get this because you act for one of the parties of “{}”."
declare(
    Kind(
        "other-side",
        "you are invited to agree with somebody",
        "Signing in and security",
        must=True,
        secret=True,
    ),
    Kind("offered", "a version waits for your signature", SIGNING, must=True),
    Kind("signed", "the other side has signed and it is your turn", SIGNING, must=True),
    Kind("delegated", "a colleague asks you to sign", SIGNING, must=True),
    Kind("reminder", "your signature is still missing", SIGNING, must=True),
    Kind("agreed", "both sides have signed", SIGNING, must=True),
    Kind("recorded", "a contract is recorded for you to confirm", SIGNING, must=True),
    Kind("declined", "a side declines to sign", SIGNING, urgent=True),
    Kind("withdrawn", "a version is taken back", SIGNING, urgent=True),
    Kind("confirmed", "the other side confirms a recorded contract", SIGNING),
    Kind("other-side-came", "the other side takes its place", "The agreement"),
)


def ask_other_side(event: events.OtherSideInvited) -> None:
    """Ask the other side to the table."""
    invitation = event.invitation
    letter = Letter(
        headline=(
            f"{invitation.invited_by} invites you to agree on “{invitation.agreement}”, as {invitation.side}."
        ),
        sentences=(
            "On Evenhand both sides see the same text, the same figures, and how each figure came about.",
        ),
        quote=invitation.note,
        quoted=f"{invitation.invited_by} writes",
        by=f"Read it until {day_words(invitation.expires_at.date())}.",
        button="Read the text",
        link=address("other-side", event.secret),
        why=f"If you do not know {invitation.invited_by}, do nothing; the link stops working by itself.",
    )
    notice_queue(
        key=f"{OTHER_SIDE}{invitation.pk}",
        kind="other-side",
        email=invitation.email,
        subject=f"{invitation.invited_by} invites you to agree on “{invitation.agreement}”",
        letter=letter,
        about=invitation.agreement_id,
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
    other = agreement.provider if agreement.begun_by == "client" else agreement.client
    letter = Letter(
        headline=f"{event.person} has taken the place of {other} in “{agreement}”.",
        sentences=("You can offer the text for signature now.",),
    )
    _to(people_of(began, "manager"), "other-side-came", f"came-{agreement.pk}", agreement, letter, event.at)


def offered(event: events.VersionOffered) -> None:
    """Ask everybody who may sign, on both sides, to sign."""
    agreement, version = event.version.agreement, event.version
    letter = Letter(
        headline=(
            f"Version {version.number} of “{agreement}” waits for your signature. {event.person} offered it."
        ),
        sentences=(IN_FULL,),
        by=f"It would be in force from {day_words(version.in_force_from)}.",
        button="Read and sign",
        link=address("version-sign", agreement.pk, version.pk),
    )
    for side in Sides.values:
        to = signatories_of(agreement.client if side == "client" else agreement.provider)
        _to(to, "offered", f"offered-{version.pk}", agreement, letter, event.at)


def signed(event: events.VersionSigned) -> None:
    """Tell the other side that it is its turn, or nobody when both have signed."""
    signature, version = event.signature, event.signature.version
    if version.signatures.count() > 1:
        return
    agreement = version.agreement
    other = agreement.provider if signature.side == "client" else agreement.client
    letter = Letter(
        headline=(
            f"{signature.name} has signed version {version.number} of “{agreement}” for "
            f"{signature.organisation}. It is your turn."
        ),
        sentences=(IN_FULL,),
        by=f"It would be in force from {day_words(version.in_force_from)}.",
        button="Read and sign",
        link=address("version-sign", agreement.pk, version.pk),
    )
    _to(signatories_of(other), "signed", f"signed-{signature.pk}", agreement, letter, event.at)


def agreed(event: events.AgreementSigned) -> None:
    """Tell both that it is agreed, with the signed head of the ledger to keep."""
    agreement, version = event.version.agreement, event.version
    letter = Letter(
        headline=f"Both sides have signed version {version.number} of “{agreement}”.",
        sentences=(
            f"It is in force from {day_words(version.in_force_from)}. Nothing is left to do.",
            "Keep the lines at the end. They bind whoever runs this server: with them anybody can check later that "
            "nothing was changed. The first is the key that signs them; keep it too.",
        ),
        button="Text, signatures and certificate",
        link=address("version", agreement.pk, version.pk),
        keep=f"{written_key(signing_key().public_key())}\n\n{event.note}",
    )
    _to(_both(agreement), "agreed", f"agreed-{version.pk}", agreement, letter, event.at)


def declined(event: events.VersionDeclined) -> None:
    """Tell both that a side declined, and why."""
    refusal, version = event.refusal, event.refusal.version
    letter = Letter(
        headline=f"{refusal.person} declined to sign version {version.number} of “{version.agreement}”.",
        sentences=("The draft is open again. Change it, and offer it anew.",),
        quote=refusal.reason,
        quoted=f"{refusal.person} writes",
        button="Look at the version",
        link=address("version", version.agreement_id, version.pk),
    )
    agreement = version.agreement
    _to(_both(agreement), "declined", f"declined-{version.pk}", agreement, letter, event.at)


def withdrawn(event: events.VersionWithdrawn) -> None:
    """Tell both that a version was taken back."""
    agreement, version = event.version.agreement, event.version
    letter = Letter(
        headline=f"{event.person} has taken version {version.number} of “{agreement}” back.",
        sentences=("There is nothing to sign now.",),
    )
    _to(_both(agreement), "withdrawn", f"withdrawn-{version.pk}", agreement, letter, event.at)


def delegated(event: events.SigningDelegated) -> None:
    """Ask the colleague to sign."""
    delegation, version = event.delegation, event.delegation.version
    letter = Letter(
        headline=(
            f"{delegation.by} asks you to sign version {version.number} of “{version.agreement}” in their place."
        ),
        sentences=(IN_FULL,),
        quote=delegation.note,
        quoted=f"{delegation.by} writes",
        button="Read and sign",
        link=address("version-sign", version.agreement_id, version.pk),
    )
    _to([delegation.to], "delegated", f"delegated-{delegation.pk}", version.agreement, letter, event.at)


def recorded(event: events.VersionRecorded) -> None:
    """Ask the other side, once it is there, to confirm what was recorded."""
    agreement, version = event.version.agreement, event.version
    other = agreement.provider if version.offered_by == "client" else agreement.client
    letter = Letter(
        headline=f"{event.person} has recorded “{agreement}”, which was signed elsewhere.",
        sentences=(
            f"It is in force from {day_words(version.in_force_from)}.",
            "Look whether it says what you signed, and confirm it once.",
        ),
        button="Look and confirm",
        link=address("version", agreement.pk, version.pk),
    )
    to = people_of(other, "signatory", "manager")
    _to(to, "recorded", f"recorded-{version.pk}", agreement, letter, event.at)


def confirmed(event: events.VersionConfirmed) -> None:
    """Tell those who recorded that the other side confirmed."""
    agreement, version = event.version.agreement, event.version
    own = agreement.client if version.offered_by == "client" else agreement.provider
    letter = Letter(
        headline=f"{event.person} has confirmed that “{agreement}” says what was signed elsewhere."
    )
    _to(people_of(own, "manager"), "confirmed", f"confirmed-{version.pk}", agreement, letter, event.at)


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
    "reminder": "Still for your signature: {}",
}


def _to(
    people: Iterable[Person], kind: str, key: str, agreement: Agreement, letter: Letter, at: datetime
) -> None:
    for person in people:
        tell_one(person, kind, f"{key}-{person.pk}", agreement, letter, at)


def tell_one(person: Person, kind: str, key: str, agreement: Agreement, letter: Letter, at: datetime) -> None:
    """Queue one letter about an agreement; without a page of its own it leads to the agreement's."""
    link = letter.link or address("agreement", agreement.pk)
    button = letter.button or "Open the agreement"
    notice_queue(
        key=key,
        kind=kind,
        person=person,
        email=person.email,
        subject=SUBJECTS[kind].format(agreement),
        letter=replace(letter, why=WHY.format(agreement), button=button, link=link),
        about=agreement.pk,
        now=at,
    )


def _both(agreement: Agreement) -> list[Person]:
    client = people_of(agreement.client, "manager", "signatory")
    return [
        *client,
        *(one for one in people_of(agreement.provider, "manager", "signatory") if one not in client),
    ]
