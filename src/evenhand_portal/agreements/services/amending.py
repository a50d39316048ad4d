"""Amending what is in force: the text of the version with the next number and a first day that leaves the notice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand.errors import DocumentError
from evenhand.figures.amending import earliest_start, report_start
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.editing import added, edited, value_of
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import draft_begin


@transaction.atomic
def amendment_begin(*, version: Version, desk: Desk, now: datetime) -> Draft:
    """Begin this side's draft of the next version; raise ValidationError where `version` is not the latest agreed.

    The day from which it would be in force is a suggestion: the notice of amendments, from today.
    """
    latest = version.agreement.versions.exclude(agreed_at=None).order_by("-number").first()
    if latest is None or latest.pk != version.pk:
        raise ValidationError("Only the latest version that was agreed can be amended.")
    terms = terms_of(version)
    today = now.astimezone(ZoneInfo(terms.timezone)).date()
    try:
        text = amended(version.text, version.number + 1, suggested_start(terms, today))
    except DocumentError as error:
        raise ValidationError(str(error.problems[0])) from error
    return draft_begin(
        agreement=version.agreement,
        side=desk.side,
        text=text,
        person=desk.person,
        now=now,
        based_on=version,
        note=f"begun from version {version.number}",
    )


def amended(text: str, number: int, start: date) -> str:
    """Return the text with another version number and day from which it is in force, all else as it was written."""
    for address, value in (("version", str(number)), ("in force from", start.isoformat())):
        change = added if value_of(text, address) is None else edited
        text = change(text, address, value)
    return text


def suggested_start(terms: Terms, today: date) -> date:
    """Return a first day that leaves the notice of amendments, begins a reporting period, and is later than before.

    Late in the term no such day may be left: then one within the term that cuts a period, and at last one that is
    short of the notice. After the term its dates have to be changed first. A suggestion, to be changed at will.
    """
    amendments = terms.review.amendments if terms.review else None
    earliest = earliest_start(terms, today, amendments.notice if amendments else None) or today
    first = max(earliest, (terms.starts or today) + timedelta(days=1))
    clean, last = report_start(terms, first), terms.term.to if terms.term else None
    return clean if last is None or clean <= last or last < today else min(first, last)
