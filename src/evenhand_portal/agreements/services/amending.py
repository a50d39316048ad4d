"""Amending what is in force: the text of the version with the next number and a first day that leaves the notice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand.errors import DocumentError
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.editing import added, edited, value_of
from evenhand.units import Duration, Unit
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import draft_begin

WORKDAYS = 5


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
    """Return the text with another version number and first day, all else as it was written."""
    for address, value in (("version", str(number)), ("term.from", start.isoformat())):
        change = added if value_of(text, address) is None else edited
        text = change(text, address, value)
    return text


def suggested_start(terms: Terms, today: date) -> date:
    """Return a first day that leaves the notice of amendments, and is later than that of the version amended.

    Business days are counted Monday to Friday, hours and minutes as one day: a suggestion, to be changed at will.
    """
    amendments = terms.review.amendments if terms.review else None
    notice = amendments.notice if amendments else None
    day = _after(today, notice) if notice else today + timedelta(days=1)
    return max(day, (terms.starts or today) + timedelta(days=1))


def _after(today: date, notice: Duration) -> date:
    amount = -(-notice.amount.numerator // notice.amount.denominator)
    if notice.unit is Unit.DAYS:
        return today + timedelta(days=amount)
    if notice.unit is Unit.MONTHS:
        year, month = divmod(today.year * 12 + today.month - 1 + amount, 12)
        return date(year, month + 1, 1) if today.day > 28 else today.replace(year=year, month=month + 1)
    if notice.unit is Unit.SECONDS:
        return today + timedelta(days=1)
    weeks, rest = divmod(amount, WORKDAYS)
    day = today + timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < WORKDAYS
    return day
