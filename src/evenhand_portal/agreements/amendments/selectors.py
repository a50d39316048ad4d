"""How the first day of a draft or a version stands to the agreement before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from evenhand.figures.amending import Timing, periods_of, timing
from evenhand.figures.periods import PeriodUnit
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.notified import reasons_against_notifying
from evenhand_portal.agreements.amendments.decisions import (
    consent_to_short_notice,
    cut_periods,
    reason_against_objecting,
    reason_against_telling,
    short_notice,
)
from evenhand_portal.agreements.kept import kept
from evenhand_portal.agreements.models import Agreement, Side, Version
from evenhand_portal.agreements.overview import terms_of, terms_read
from evenhand_portal.agreements.selectors import Desk, version_waiting


@dataclass(frozen=True)
class Change:
    """A change of what was agreed: the version before it with its terms, and when it would begin."""

    before: Version
    terms: Terms
    timing: Timing

    @property
    def short(self) -> str:
        """What is said when the notice is shorter than agreed; empty when it is not."""
        return short_notice(self.timing, self.before.number)

    @property
    def consent(self) -> str:
        """What a signatory says of the shorter notice; empty when it is not shorter."""
        return consent_to_short_notice(self.timing, self.before.number)

    @property
    def cuts(self) -> tuple[str, ...]:
        """What is said of the periods that it cuts."""
        return cut_periods(self.timing, self.before.number)

    @cached_property
    def may_tell(self) -> bool:
        """Whether the agreement lets a side make some changes by telling the other."""
        amendments = self.terms.review.amendments if self.terms.review else None
        return bool(amendments and amendments.notified)


def version_before(agreement: Agreement, number: int) -> Version | None:
    """Return the latest version that was agreed with a lower number."""
    earlier = agreement.versions.exclude(agreed_at=None).filter(number__lt=number)
    return earlier.order_by("-number").first()


def day_at(terms: Terms, now: datetime) -> date:
    """Return the date of an instant in the agreement's zone."""
    return now.astimezone(ZoneInfo(terms.timezone)).date()


def change_of(version: Version) -> Change | None:
    """Return how a version changes the one before it; notice of it was given when it was offered or told."""
    return _change(
        version_before(version.agreement, version.number),
        version.in_force_from,
        version.offered_at,
        told=version.origin == Version.Origin.NOTIFIED,
    )


def change_by(agreement: Agreement, terms: Terms, now: datetime) -> Change | None:
    """Return how a text, offered now, would change the latest version; None for the first, or without a first day."""
    before = agreement.versions.exclude(agreed_at=None).order_by("-number").first()
    return _change(before, terms.starts, now, told=False) if terms.starts else None


def _change(before: Version | None, start: date, at: datetime, *, told: bool) -> Change | None:
    if before is None:
        return None
    terms = terms_of(before)
    periods = _periods(bytes(before.canonical), before.text)
    timed = timing(terms, start, day_at(terms, at), notified=told, periods=periods)
    return Change(before, terms, timed)


@kept
def _periods(canonical: bytes, text: str) -> dict[PeriodUnit, list[str]]:
    return periods_of(terms_read(canonical, text))


def carrying_on(change: Change, terms: Terms) -> Terms:
    """Return the terms with the holidays and zones that the version before carries."""
    return terms.carrying(change.terms.carried) if change.terms.carried else terms


def against_telling(
    change: Change, terms: Terms, side: Side, against_offering: tuple[str, ...], now: datetime
) -> str | None:
    """Say why `side` may not make this change by telling the other now; None when it may."""
    at = timing(change.terms, change.timing.start, day_at(change.terms, now), notified=True)
    kinds = reasons_against_notifying(change.terms, carrying_on(change, terms), side)
    return reason_against_telling(against_offering=against_offering, against_kind=kinds, timing=at)


def may_object(version: Version, desk: Desk, terms: Terms, now: datetime) -> bool:
    """Whether this desk's side may still object to a change that the other side told."""
    return version.origin == Version.Origin.NOTIFIED and not against_objecting(version, desk, terms, now)


def against_objecting(version: Version, desk: Desk, terms: Terms, now: datetime) -> str | None:
    """Say why this desk's side may not object to a version; None when it may."""
    after = version.agreement.versions.exclude(agreed_at=None).filter(number__gt=version.number)
    return reason_against_objecting(
        told=version.origin == Version.Origin.NOTIFIED,
        own=version.offered_by == desk.side,
        objected=version.declined_at is not None,
        in_force_from=version.in_force_from,
        today=day_at(terms, now),
        later=after.exists() or version_waiting(version.agreement) is not None,
    )
