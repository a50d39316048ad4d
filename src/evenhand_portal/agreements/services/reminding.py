"""Reminders to those who have not signed yet: after three days and after seven, each once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Case, DateTimeField, Exists, F, OuterRef, QuerySet, When

from evenhand.figures.dates import day_words
from evenhand_portal.agreements.letters import tell_one
from evenhand_portal.agreements.models import Side, Sides, Signature, Version
from evenhand_portal.agreements.selectors import signatories_of
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership

DAYS: Final = (3, 7)


def reminders_due(*, now: datetime) -> int:
    """Queue what is due at `now`, and return how many mails that were; asked again it queues nothing twice.

    After a standstill only the latest reminder of each version is sent, not those that were missed.
    """
    queued = 0
    for version in _due(now):
        days = max(each for each in DAYS if version.offered_at + timedelta(days=each) <= now)
        queued += _remind(version, days, now)
    return queued


def _due(now: datetime) -> QuerySet[Version]:
    """The versions of which somebody who may sign was not reminded yet since the latest of the days: one query."""
    reached = [
        When(offered_at__lte=now - timedelta(days=each), then=F("offered_at") + timedelta(days=each))
        for each in reversed(DAYS)
    ]
    waiting = Version.objects.filter(agreed_at=None, declined_at=None, withdrawn_at=None)
    late = waiting.filter(offered_at__lte=now - timedelta(days=DAYS[0])).annotate(
        reached=Case(*reached, output_field=DateTimeField())
    )
    due = late.filter(_left_out("client") | _left_out("provider"))
    return due.select_related("agreement__client", "agreement__provider").defer("text", "canonical")


def _left_out(side: Side) -> Exists:
    """Whether a side has not signed, and somebody of it who may sign was not reminded."""
    reminded = Notice.objects.filter(
        kind="reminder",
        person=OuterRef("person"),
        about=OuterRef(OuterRef("agreement")),
        made_at__gte=OuterRef(OuterRef("reached")),
    )
    signed = Signature.objects.filter(version=OuterRef(OuterRef("pk")), side=side)
    people = Membership.objects.filter(
        ~Exists(reminded),
        ~Exists(signed),
        organisation=OuterRef(f"agreement__{side}"),
        role="signatory",
        until=None,
    )
    return Exists(people)


@transaction.atomic
def _remind(version: Version, days: int, now: datetime) -> int:
    agreement = version.agreement
    signed = set(version.signatures.values_list("side", flat=True))
    letter = Letter(
        headline=(
            f"Version {version.number} of “{agreement}” has waited for your side's signature for {days} days."
        ),
        sentences=("Read it in full, then sign, say why not, or ask a colleague to sign.",),
        by=f"It would be in force from {day_words(version.in_force_from)}.",
        button="Read and sign",
        link=address("version-sign", agreement.pk, version.pk),
    )
    people = {
        person.pk: person
        for side in Sides.values
        if side not in signed
        for person in signatories_of(agreement.client if side == "client" else agreement.provider)
    }
    queued = 0
    for person in people.values():
        key = f"reminder-{days}-{version.pk}-{person.pk}"
        if Notice.objects.filter(key=key).exists():
            continue
        tell_one(person, "reminder", key, agreement, letter, now)
        queued += 1
    return queued
