"""Beginning standard texts, beginning agreements from them, and sending a change to all clients in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand.errors import DocumentError
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import added, edited, removed, value_of
from evenhand_portal.agreements.models import Agreement, Draft, Side
from evenhand_portal.agreements.selectors import Desk, versions_agreed
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.agreements.starting import copied
from evenhand_portal.masters.models import Master, Rollout, Schedule, Sending
from evenhand_portal.masters.selectors import (
    behind,
    clients_of,
    edition,
    previews,
    schedules_held,
    seen_hash,
    side_of,
)
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.selectors import Seat

STANDARD = "Standard text"


class PreviewStale(Exception):  # noqa: N818 - the name says what was found
    """Something changed since the page was shown: the standard text, a client's text, or who is a client."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is a client's own: who it is, its days, and clauses that it has otherwise (None takes one out)."""

    name: str
    reference: str
    first: date
    last: date | None
    exceptions: Mapping[str, Any]


@transaction.atomic
def master_begin(*, desk: Desk, text: str, now: datetime) -> Master:
    """Make the words of an agreement a standard text; that agreement is the first under it, once it was agreed.

    Raises ValidationError where the text cannot be read.
    """
    name = f"The {desk.other}"
    try:
        plain = copied(text, side=desk.other, name=name)
    except DocumentError as error:
        raise ValidationError(_said(error)) from error
    terms, problems = read_agreement(plain, file=FILE)
    if terms is None:
        raise ValidationError(f"{problems[0].message} {problems[0].mend}")
    draft = agreement_begin(
        title=f"{STANDARD}: {terms.agreement}"[:300],
        side=desk.side,
        organisation=desk.organisation,
        text=plain,
        person=desk.person,
        now=now,
        note=f"the words of “{desk.agreement}”"[:300],
    )
    master = Master.objects.create(
        organisation=desk.organisation, draft=draft, begun_by=desk.person, begun_at=now
    )
    if versions_agreed(desk.agreement) and not _under_a_text(desk):
        schedule_attach(master=master, desk=desk, now=now)
    return master


@transaction.atomic
def schedule_attach(*, master: Master, desk: Desk, now: datetime) -> Schedule:
    """Put an agreement that there is already under a standard text: what it has otherwise are its exceptions.

    Raises ValidationError where the organisation stands on the other side, or has it under a standard text already.
    """
    Agreement.objects.select_for_update().get(pk=desk.agreement.pk)
    if desk.organisation.pk != master.organisation_id or desk.side != side_of(master):
        raise ValidationError("In this agreement your organisation stands on the other side.")
    if Master.objects.filter(draft__agreement=desk.agreement).exists():
        raise ValidationError("A standard text is not a client's agreement.")
    if _under_a_text(desk):
        raise ValidationError("This agreement is under a standard text already.")
    number = Draft.objects.get(pk=master.draft_id).latest
    return Schedule.objects.create(master=master, agreement=desk.agreement, edition=number, begun_at=now)


@transaction.atomic
def schedule_begin(*, master: Master, given: Particulars, person: Person, now: datetime) -> Schedule:
    """Begin an agreement for a client from the latest standard text; raise ValidationError if it cannot be made."""
    draft = Draft.objects.select_related("agreement").get(pk=master.draft_id)
    text = client_text(edition(master, draft.latest), given, clients_of(master))
    terms, problems = read_agreement(text, file=FILE)
    if terms is None:
        raise ValidationError(f"{problems[0].message} {problems[0].mend}")
    begun = agreement_begin(
        title=terms.agreement,
        side=side_of(master),
        organisation=master.organisation,
        text=text,
        person=person,
        now=now,
        note=f"from “{master}”, revision {draft.latest}"[:300],
    )
    return Schedule.objects.create(
        master=master, agreement=begun.agreement, edition=draft.latest, begun_at=now
    )


def client_text(text: str, given: Particulars, client: Side) -> str:
    """Return the standard text with a client's particulars and exceptions; raise ValidationError with the clause."""
    own: dict[str, Any] = {
        f"parties.{client}.name": given.name,
        "version": None,
        "in force from": None,
        "reference": given.reference or None,
        "term.from": given.first.isoformat(),
        "term.to": given.last.isoformat() if given.last else None,
    }
    for address, value in (own | dict(given.exceptions)).items():
        try:
            there = value_of(text, address) is not None
            if value is None:
                text = removed(text, address) if there else text
            else:
                text = (edited if there else added)(text, address, value)
        except DocumentError as error:
            raise ValidationError(f"{address}: {_said(error)}") from error
    return text


@transaction.atomic
def rollout_begin(*, master: Master, seat: Seat, seen: str, start: date, note: str, now: datetime) -> Rollout:
    """Send the latest standard text to every client that stands on an earlier one, as the page showed it.

    The worker does it, client by client. The same page confirmed twice gives the first answer again. Raises
    PreviewStale when anything on it changed since, and ValidationError when there is nothing to send.
    """
    Master.objects.select_for_update(of=("self",)).get(pk=master.pk)
    again = Rollout.objects.filter(master=master, seen=seen).first()
    if again is not None:
        return again
    schedules = behind(master)
    if seen_hash(master, schedules, start) != seen:
        raise PreviewStale
    shown = previews(master, schedules, start, now)
    if not shown:
        raise ValidationError("Every client stands on the latest standard text.")
    rollout = Rollout.objects.create(
        master=master,
        edition=master.draft.latest,
        in_force_from=start,
        note=note.strip(),
        seen=seen,
        side=side_of(master),
        by=seat.person,
        at=now,
    )
    Sending.objects.bulk_create(
        Sending(rollout=rollout, schedule=one.schedule, basis=one.own.basis) for one in shown
    )
    return rollout


def hindrance(agreement: Agreement, draft: Draft | None) -> str | None:
    """Say that a standard text itself is never offered to anybody; None for other agreements."""
    if Master.objects.filter(draft__agreement=agreement).exists():
        return "This is a standard text. Begin an agreement for a client from it, and offer that."
    return None


def against_transfer(agreement: Agreement) -> str | None:
    """Say that a standard text itself is never handed over; None for other agreements."""
    if Master.objects.filter(draft__agreement=agreement).exists():
        return (
            "A standard text stays with its organisation. Hand the agreements made from it over, and make a standard "
            "text from one of them there."
        )
    return None


def _under_a_text(desk: Desk) -> bool:
    """Whether the organisation has the agreement under a standard text; the other side's texts are its own affair."""
    mine = schedules_held().filter(master__organisation=desk.organisation)
    return mine.filter(agreement=desk.agreement).exists()


def _said(error: DocumentError) -> str:
    return f"{error.problems[0].message} {error.problems[0].mend}"
