"""Reminders to those who have not signed yet: after three days and after seven, each once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from evenhand.figures.dates import day_words
from evenhand_portal.agreements.letters import tell_one
from evenhand_portal.agreements.models import Sides, Version
from evenhand_portal.agreements.selectors import signatories_of
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.models import Notice

DAYS: Final = (3, 7)


def reminders_due(*, now: datetime) -> int:
    """Queue what is due at `now`, and return how many mails that were; asked again it queues nothing twice.

    After a standstill only the latest reminder of each version is sent, not those that were missed.
    """
    waiting = Version.objects.filter(agreed_at=None, declined_at=None, withdrawn_at=None)
    queued = 0
    for version in waiting.filter(offered_at__lte=now - timedelta(days=DAYS[0])):
        days = max(each for each in DAYS if version.offered_at + timedelta(days=each) <= now)
        queued += _remind(version, days, now)
    return queued


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
