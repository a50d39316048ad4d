"""Signing: one side, one person, exactly one text."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand.figures.dates import day_words
from evenhand_portal.agreements.amendments.selectors import change_of
from evenhand_portal.agreements.decisions import reason_against_signing
from evenhand_portal.agreements.events import (
    AgreementSigned,
    SigningDelegated,
    VersionDeclined,
    VersionSigned,
)
from evenhand_portal.agreements.models import Delegation, Draft, Refusal, Side, Signature, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.events import tell
from evenhand_portal.ledger.services import head_sign
from evenhand_portal.parties.models import Membership, Person

STATEMENT = (
    "I have read version {number} of “{title}” in full. By signing I agree, for {organisation}, to be bound by it "
    "from {day}. The text I sign has the identity {identity}."
)


def statement_of(version: Version, desk: Desk) -> str:
    """Return the sentences to which a signatory says yes; a shorter notice than agreed is one of them."""
    change = change_of(version)
    statement = STATEMENT.format(
        number=version.number,
        title=version.agreement.title,
        organisation=desk.organisation.name,
        day=day_words(version.in_force_from),
        identity=version.identity,
    )
    return f"{statement} {change.consent}" if change and change.consent else statement


@transaction.atomic
def version_sign(
    *, version: Version, desk: Desk, name: str, consent: bool, shown: str, method: str, now: datetime
) -> Signature:
    """Sign for one side; once both have, the version is agreed and the head of the ledger is signed.

    `shown` is the identity of the text that the person was shown, `method` how they proved who they are. Raises
    ValidationError with the reason against it.
    """
    locked = Version.objects.select_for_update().get(pk=version.pk)
    so_far = [(one.side, str(one.person_id)) for one in locked.signatures.all()]
    held = Membership.objects.select_for_update().filter(
        organisation=desk.organisation, person=desk.person, role="signatory", until=None
    )
    reason = reason_against_signing(
        may=held.exists(),
        waiting=not (locked.agreed_at or locked.declined_at or locked.withdrawn_at),
        shown=shown,
        identity=locked.identity,
        name=name,
        consent=consent,
        signed_by=so_far,
        side=desk.side,
        person=str(desk.person.pk),
    )
    if reason:
        raise ValidationError(reason)
    signature = Signature.objects.create(
        version=locked,
        side=desk.side,
        organisation=desk.organisation,
        person=desk.person,
        name=name.strip(),
        identity=locked.identity,
        statement=statement_of(locked, desk),
        method=method,
        signed_at=now,
    )
    facts = {"number": locked.number, "identity": locked.identity, "side": desk.side, "method": method}
    payload = {"name": signature.name, "statement": signature.statement}
    agreement = locked.agreement
    told(
        agreement,
        "version-signed",
        person=desk.person,
        side=desk.side,
        now=now,
        version=locked,
        facts=facts,
        payload=payload,
    )
    tell(VersionSigned(signature, now))
    if so_far:
        locked.agreed_at = now
        locked.save(update_fields=["agreed_at"])
        Draft.objects.filter(pk=locked.draft_id).update(state=Draft.State.AGREED)
        told(
            agreement,
            "version-agreed",
            person=desk.person,
            side=desk.side,
            now=now,
            version=locked,
            facts={"number": locked.number, "identity": locked.identity},
        )
        tell(AgreementSigned(locked, head_sign(ledger=agreement.ledger, now=now), now))
    return signature


@transaction.atomic
def version_decline(*, version: Version, side: Side, person: Person, reason: str, now: datetime) -> Refusal:
    """Decline to sign, with a reason; the draft is open again, and what was signed stays on record."""
    if not reason.strip():
        raise ValidationError("Say why, so that the other side knows what to change.")
    ended = Version.objects.filter(pk=version.pk, agreed_at=None, declined_at=None, withdrawn_at=None)
    if not ended.update(declined_at=now):
        raise ValidationError("This version no longer waits for signatures. Read what became of it.")
    refusal = Refusal.objects.create(version=version, side=side, person=person, reason=reason.strip(), at=now)
    Draft.objects.filter(pk=version.draft_id).update(state=Draft.State.OPEN)
    told(
        version.agreement,
        "version-declined",
        person=person,
        side=side,
        now=now,
        facts={"number": version.number, "identity": version.identity},
        payload={"reason": refusal.reason},
    )
    tell(VersionDeclined(refusal, now))
    return refusal


@transaction.atomic
def signing_delegate(*, version: Version, desk: Desk, to: Person, note: str, now: datetime) -> Delegation:
    """Ask a colleague who may sign to do it; raise ValidationError for anybody who may not.

    Both sides are told who was asked; the note is for the colleague alone.
    """
    may = Membership.objects.filter(
        organisation=desk.organisation, person=to, role="signatory", until=None
    ).exists()
    if not may or to == desk.person:
        raise ValidationError(
            f"Only another signatory of {desk.organisation} can sign. Make your colleague one first."
        )
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if locked.agreed_at or locked.declined_at or locked.withdrawn_at:
        raise ValidationError("This version no longer waits for signatures.")
    delegation = Delegation.objects.create(
        version=version, side=desk.side, by=desk.person, to=to, at=now, note=note
    )
    told(
        version.agreement,
        "signing-delegated",
        person=desk.person,
        side=desk.side,
        now=now,
        facts={"number": version.number},
        payload={"to": str(to)},
    )
    tell(SigningDelegated(delegation, now))
    return delegation
