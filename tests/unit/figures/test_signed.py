"""A signed version measures by what it carries, whatever the packages say later (rules 7 and 27)."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from evenhand.calendars import dates as calendar_dates
from evenhand.calendars import zones as calendar_zones
from evenhand.calendars.zones import Zone
from evenhand.cli.due import reckon_due
from evenhand.errors import OutOfRange
from evenhand.figures.deadlines import closes, local_date, report_due
from evenhand.figures.explanation import carried_zone
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.measure import measure_log
from evenhand.figures.versions import EVER
from evenhand.terms import carried as terms_carried
from evenhand.terms import hours as terms_hours
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import canonical_bytes, carrying
from evenhand.terms.deadlines import Deadline
from evenhand.terms.document import from_canonical
from tests.logs import agreement, at, log

DOCUMENT = """
agreement: Test
timezone: Europe/London
currency: GBP
term: {from: 2026-01-01, to: 2026-12-31}
calendars:
  office: {hours: {mon-fri: 09:00-17:00}, holidays: {country: GB, subdivision: ENG}}
business days: {calendar: office}
services:
  desk:
    hours: office
    charge: 1000.00 per month
    availability: {target: 99% per month, credits: [{below: 99%, credit: 10%}]}
standards:
  resolve:
    clock: {starts: opened, stops: resolved}
    within: 2 business days
    target: 90% per month
    credits: {base: total charge, tiers: {below: 90%, credit: 5%}}
reporting: {every: month, due: 5 business days after the period}
credits: {claimed: within 10 business days of the report}
"""
# Opened on the Thursday before Good Friday 2026 and on the evening before the clocks go forward.
LOG = """
a 2026-04-02T12:00 opened service=desk
a 2026-04-08T09:30 resolved
b 2026-03-27T17:30 opened service=desk
b 2026-03-31T15:00 resolved
"""
"""Resolved in time only because Good Friday, Easter Monday and summer time are what they are."""
AS_OF = at("2026-05-20T12:00")


def figures(document: Agreement) -> Any:
    return measure_log([document], log(LOG), as_of=AS_OF).to_json()


@pytest.fixture
def other_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages of another year: no holidays any more, and every zone is an hour east of Greenwich."""

    def none(*args: Any, **more: Any) -> dict[date, str]:
        return {}

    def east(name: str, first_year: int, last_year: int) -> Zone:
        start = (first_year - 1970) * 31_556_952 - 10**6
        end = (last_year - 1969) * 31_556_952 + 10**6
        return Zone(name, np.empty(0, np.int64), np.array([3600]), start, end, "another year")

    for module in (terms_carried, terms_hours, carrying, calendar_dates):
        if hasattr(module, "resolve_holidays"):
            monkeypatch.setattr(module, "resolve_holidays", none)
    for module in (terms_carried, carrying, calendar_zones):
        monkeypatch.setattr(module, "load_zone", east)
    monkeypatch.setattr(carried_zone, "zone_rules", lambda name: zone_rules("Asia/Tokyo"))


DRAFT = agreement(DOCUMENT)
BYTES = canonical_bytes(DRAFT)
TODAY = figures(DRAFT)


def test_signing_alone_changes_no_figure() -> None:
    assert figures(from_canonical(BYTES)) == TODAY


@pytest.mark.usefixtures("other_packages")
def test_a_signed_version_keeps_its_figures() -> None:
    signed = from_canonical(BYTES)
    assert figures(signed) == TODAY
    assert canonical_bytes(signed) == BYTES


@pytest.mark.usefixtures("other_packages")
def test_a_draft_follows_the_packages() -> None:
    assert figures(DRAFT) != TODAY
    assert canonical_bytes(DRAFT) != BYTES


@pytest.mark.usefixtures("other_packages")
def test_an_explanation_and_deadlines_keep_to_it_too() -> None:
    signed = from_canonical(BYTES)
    walk = reckon_due(signed, "resolve", at("2026-04-02T12:00"), None, "desk")
    assert walk.due == at("2026-04-08T12:00")
    assert report_due(signed, date(2026, 3, 31)) == date(2026, 4, 9)
    assert local_date(at("2026-03-28T23:30"), signed) == date(2026, 3, 28)
    assert local_date(at("2026-03-29T23:30"), signed) == date(2026, 3, 30)


def test_beyond_what_it_carries_nothing_is_known() -> None:
    signed = from_canonical(BYTES)
    assert signed.known_years(1990, 2100) == (2024, 2029)
    with pytest.raises(OutOfRange, match="2031-01-01T00:00:00Z lies outside the time for which"):
        local_date(at("2031-01-01T00:00"), signed)
    far = Deadline.parse("60 months after the last day")
    assert closes(far, {"last day": date(2026, 12, 31)}, signed) == EVER
    assert closes(far, {"last day": date(2026, 12, 31)}, DRAFT) == at("2032-01-01T00:00")
    many = Deadline.parse("900 business days after the last day")
    assert closes(many, {"last day": date(2026, 12, 31)}, signed) == EVER
    assert closes(many, {"last day": date(2030, 12, 31)}, signed) == EVER


def test_another_zone_or_region_than_carried_is_looked_up() -> None:
    """As a desk is asked for what it might have counted by."""
    signed = from_canonical(BYTES)
    assert signed.zone("Asia/Tokyo", 2026, 2026).rules.startswith("tzdata")
    assert signed.zone("Europe/London", 2026, 2026).rules == "carried by the signed version"
