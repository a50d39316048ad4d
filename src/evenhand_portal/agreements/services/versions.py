"""Offering versions for signature, taking them back, and recording what was signed elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from evenhand.errors import EvenhandError, Problem
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.canonical import canonical_bytes, identity
from evenhand.terms.checks.registry import findings
from evenhand.terms.document import read_agreement
from evenhand_portal.agreements.decisions import Standing, Text, reasons_against_offering
from evenhand_portal.agreements.events import (
    VersionConfirmed,
    VersionOffered,
    VersionRecorded,
    VersionWithdrawn,
)
from evenhand_portal.agreements.kept import kept
from evenhand_portal.agreements.models import Agreement, Contract, Draft, Revision, Side, Version
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.events import tell
from evenhand_portal.parties.models import Person

FILE = "agreement.yaml"
HINDRANCES: list[Callable[[Agreement, Draft | None], str | None]] = []
"""What other apps have against a draft becoming a version, such as a negotiation under way; filled in `wiring`."""


@kept
def text_checked(text: str) -> tuple[Terms | None, tuple[Problem, ...]]:
    """Read a text and check it: everything that is found, from mistakes to advice."""
    terms, problems = read_agreement(text, file=FILE)
    return terms, problems if terms is None else (*problems, *findings(terms))


def open_reasons(agreement: Agreement, terms: Terms | None, problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """Return what is open before a text that was read and checked can be offered for signature."""
    return reasons_against_offering(_weighed(terms, problems), _standing(agreement))


@transaction.atomic
def version_offer(*, draft: Draft, number: int, side: Side, person: Person, now: datetime) -> Version:
    """Offer revision `number` of a draft for signature by both; raise ValidationError with the reason against it."""
    agreement = Agreement.objects.select_for_update().get(pk=draft.agreement_id)
    refuse_hindered(agreement, draft)
    revision = Revision.objects.get(draft=draft, number=number)
    locked = latest_locked(draft, number)
    terms, problems = text_checked(revision.text)
    if reasons := open_reasons(agreement, terms, problems):
        raise ValidationError(reasons[0])
    if terms is None:  # a text that cannot be read has mistakes, and was refused above
        raise ValidationError("The text cannot be read.")
    draft_ended(locked, Draft.State.OFFERED)
    version = version_keep(agreement, revision.text, terms, side=side, now=now, draft=draft)
    told(agreement, "version-offered", person=person, side=side, now=now, facts=version_facts(version))
    tell(VersionOffered(version, person, now))
    return version


@transaction.atomic
def version_withdraw(*, version: Version, side: Side, person: Person, now: datetime) -> None:
    """Take a version back that this side offered and that not both have signed; its draft is open again."""
    ended = Version.objects.filter(
        pk=version.pk, offered_by=side, agreed_at=None, declined_at=None, withdrawn_at=None
    ).update(withdrawn_at=now)
    if not ended:
        raise ValidationError("This version does not wait for signatures, or the other side offered it.")
    Draft.objects.filter(pk=version.draft_id).update(state=Draft.State.OPEN)
    told(
        version.agreement,
        "version-withdrawn",
        person=person,
        side=side,
        now=now,
        facts=version_facts(version),
    )
    tell(VersionWithdrawn(version, person, now))


@transaction.atomic
def version_record(
    *,
    draft: Draft,
    number: int,
    side: Side,
    person: Person,
    paper: bytes,
    paper_name: str,
    now: datetime,
) -> Version:
    """Record what was signed elsewhere: the draft's text stands beside the paper, in force from a past day.

    It counts from now on, and is marked until the other side confirms it once. Warnings do not hinder: the paper is
    signed. What both sides stand by already, no side replaces in this way. Raises ValidationError for a text with
    mistakes, and where something was signed or confirmed.
    """
    agreement = Agreement.objects.select_for_update().get(pk=draft.agreement_id)
    refuse_hindered(agreement, draft)
    revision = Revision.objects.get(draft=draft, number=number)
    locked = latest_locked(draft, number)
    terms, problems = text_checked(revision.text)
    errors = sum(problem.severity == "error" for problem in problems)
    if terms is None or errors or terms.starts is None:
        raise ValidationError("The text has mistakes, or no first day. Mend it before you record it.")
    if reason := _against_recording(agreement, side):
        raise ValidationError(reason)
    if _standing(agreement).waiting:
        raise ValidationError("A version waits for signatures. Have it signed, declined or withdrawn first.")
    if agreement.versions.filter(number=terms.version or 1, declined_at=None, withdrawn_at=None).exists():
        raise ValidationError(
            f'Version {terms.version or 1} is there already. Write "version: …" with the next.'
        )
    draft_ended(locked, Draft.State.AGREED)
    version = version_keep(
        agreement,
        revision.text,
        terms,
        side=side,
        now=now,
        draft=draft,
        origin=Version.Origin.ELSEWHERE,
        agreed_at=now,
    )
    contract = Contract(
        version=version, name=paper_name, sha256=hashlib.sha256(paper).hexdigest(), bytes=len(paper)
    )
    contract.file.save(f"{version.pk}.pdf", ContentFile(paper))
    facts = {**version_facts(version), "paper": contract.sha256}
    told(agreement, "version-recorded", person=person, side=side, now=now, version=version, facts=facts)
    tell(VersionRecorded(version, person, now))
    return version


def _against_recording(agreement: Agreement, side: Side) -> str:
    """Say what a contract signed elsewhere would replace; one's own record that nobody confirmed may be replaced."""
    agreed = agreement.versions.exclude(agreed_at=None)
    if agreed.exclude(origin=Version.Origin.ELSEWHERE, confirmed_at=None).exists():
        return "Both sides stand by a version already. Change it by an amendment, which both sign here."
    if agreed.exclude(offered_by=side).exists():
        return (
            "The other side recorded a contract already. Confirm it, or say in a comment what it should say."
        )
    return ""


@transaction.atomic
def version_confirm(*, version: Version, side: Side, person: Person, now: datetime) -> None:
    """Confirm, as the other side, that a recorded contract says what was signed."""
    confirmed = Version.objects.filter(
        pk=version.pk, origin=Version.Origin.ELSEWHERE, confirmed_at=None
    ).exclude(offered_by=side)
    if not confirmed.update(confirmed_at=now):
        raise ValidationError("This version needs no confirmation, or your own side recorded it.")
    told(
        version.agreement,
        "version-confirmed",
        person=person,
        side=side,
        now=now,
        version=version,
        facts=version_facts(version),
    )
    tell(VersionConfirmed(version, person, now))


def latest_locked(draft: Draft, number: int) -> Draft:
    """Lock the draft, so that nobody saves until it is decided; raise ValidationError when somebody just did."""
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    if locked.latest != number:
        raise ValidationError("Somebody saved the draft in between. Read the latest revision first.")
    return locked


def draft_ended(locked: Draft, state: Draft.State) -> None:
    """Say what became of a locked draft; raise ValidationError when it is not open any more."""
    if locked.state != Draft.State.OPEN:
        raise ValidationError("This draft is not open.")
    locked.state = state
    locked.save(update_fields=["state"])


def refuse_hindered(agreement: Agreement, draft: Draft) -> None:
    """Raise ValidationError with what another app has against a draft becoming a version."""
    for hindrance in HINDRANCES:
        if reason := hindrance(agreement, draft):
            raise ValidationError(reason)


def version_keep(
    agreement: Agreement,
    text: str,
    terms: Terms,
    *,
    side: Side,
    now: datetime,
    draft: Draft,
    origin: str = Version.Origin.HERE,
    agreed_at: datetime | None = None,
) -> Version:
    """Keep a text that was read as a version of its agreement; the words of it never change any more."""
    try:
        canonical = canonical_bytes(terms)
    except EvenhandError as error:  # such as a term that ends after the last year whose holidays are known
        raise ValidationError(str(error)) from error
    Agreement.objects.filter(pk=agreement.pk).update(title=terms.agreement)
    return Version.objects.create(
        agreement=agreement,
        number=terms.version or 1,
        text=text,
        canonical=canonical,
        identity=identity(terms),
        in_force_from=terms.starts or date.min,
        last_day=terms.term.to if terms.term else None,
        origin=origin,
        offered_by=side,
        offered_at=now,
        agreed_at=agreed_at,
        draft=draft,
    )


def version_facts(version: Version) -> dict[str, str | int]:
    """Return what the ledger is told of a version."""
    return {"number": version.number, "identity": version.identity}


def _standing(agreement: Agreement) -> Standing:
    newest = agreement.versions.exclude(agreed_at=None).order_by("-number").first()
    waiting = agreement.versions.filter(agreed_at=None, declined_at=None, withdrawn_at=None).exists()
    return Standing(
        parties_known=bool(agreement.client_id and agreement.provider_id),
        latest=newest.number if newest else 0,
        latest_from=newest.in_force_from if newest else None,
        waiting=waiting,
    )


def _weighed(terms: Terms | None, problems: tuple[Problem, ...]) -> Text:
    count = {kind: sum(one.severity == kind for one in problems) for kind in ("error", "warning")}
    return Text(
        errors=count["error"] or int(terms is None),
        warnings=count["warning"],
        version=terms.version if terms else None,
        in_force_from=terms.starts if terms else None,
    )
