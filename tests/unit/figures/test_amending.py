"""When a change may come into force: counted on a wall calendar by hand, and the periods that it would cut."""

from __future__ import annotations

from datetime import date

import pytest

from evenhand.figures.amending import earliest_start, report_start, timing
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import canonical_bytes
from evenhand.terms.document import read_agreement
from evenhand.units import Duration
from tests.unit.terms.helping import EXAMPLE

MONDAY = date(2026, 3, 16)


def agreement(rest: str = "") -> Agreement:
    found, problems = read_agreement(f"agreement: A\ntimezone: Europe/London\n{rest}", file="a.yaml")
    assert found is not None, problems
    return found


def example(old: str = "", new: str = "") -> Agreement:
    found, _ = read_agreement(EXAMPLE.read_text("utf-8").replace(old, new), file="a.yaml")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("notice", "day"),
    [
        # Of the four weeks after 16 March Good Friday (3 April) and Easter Monday (6 April) are holidays in England.
        ("20 business days", date(2026, 4, 16)),
        ("3 business days", date(2026, 3, 20)),
        ("5 business days", date(2026, 3, 24)),
        ("10 days", date(2026, 3, 27)),
        ("1 month", date(2026, 4, 17)),
        ("4 hours", date(2026, 3, 18)),
        ("0 days", date(2026, 3, 17)),
    ],
)
def test_the_first_day_that_leaves_the_notice(notice: str, day: date) -> None:
    assert earliest_start(example(), MONDAY, Duration.parse(notice)) == day


def test_without_a_notice_it_is_the_next_day() -> None:
    assert earliest_start(agreement(), MONDAY, None) == date(2026, 3, 17)


def test_a_signed_version_knows_its_own_years_alone() -> None:
    signed, _ = read_agreement(canonical_bytes(example()), file="agreement.json")
    assert signed is not None
    assert earliest_start(signed, date(2029, 12, 20), Duration.parse("200 business days")) is None
    at = timing(signed, date(2029, 12, 24), date(2029, 12, 20))
    assert at.earliest == date(2030, 1, 1) or at.short


def test_every_period_that_would_be_cut_is_named_with_its_clauses() -> None:
    found = timing(example(), date(2026, 4, 15), MONDAY)
    month, quarter = found.cuts
    assert (month.unit, month.start, month.end) == ("month", date(2026, 4, 1), date(2026, 5, 1))
    assert month.clauses[0] == "reporting.every"
    assert "services.practice-system.availability.target" in month.clauses
    assert "services.practice-system.charge" not in month.clauses
    assert (quarter.unit, quarter.clauses) == ("quarter", ("standards.satisfaction.target",))
    assert found.clean == date(2026, 7, 1)
    assert found.short
    assert not timing(example(), date(2026, 4, 16), MONDAY).short


WEEKS = "reporting: {every: week}\nservices: {a: {availability: {target: 99% per %s}}}\n"


@pytest.mark.parametrize(
    ("terms", "day", "clean"),
    [
        ("", date(2026, 7, 7), date(2026, 7, 7)),
        # The first Monday with which a month begins after 15 April 2026, and a year after 2 January 2024.
        (WEEKS.replace("%s", "month"), date(2026, 4, 15), date(2026, 6, 1)),
        (WEEKS.replace("%s", "year"), date(2024, 1, 2), date(2029, 1, 1)),
    ],
)
def test_the_first_day_that_cuts_nothing(terms: str, day: date, clean: date) -> None:
    assert timing(agreement(terms), day, MONDAY).clean == clean


def test_days_and_trailing_days_are_never_cut() -> None:
    trailing = "reporting: {every: trailing 30 days}\nservices: {a: {availability: {target: 99% per day}}}\n"
    assert timing(agreement(trailing), date(2026, 4, 15), MONDAY).cuts == ()


@pytest.mark.parametrize(
    ("every", "first"),
    [("month", date(2026, 5, 1)), ("quarter", date(2026, 7, 1)), ("trailing 30 days", date(2026, 5, 1))],
)
def test_the_next_report(every: str, first: date) -> None:
    assert report_start(agreement(f"reporting: {{every: {every}}}\n"), date(2026, 4, 16)) == first
    assert report_start(agreement(), date(2026, 5, 1)) == date(2026, 5, 1)


def test_small_changes_have_a_notice_of_their_own() -> None:
    told = "amendments: {notice: 20 business days, notified: [contacts], notice of those: 5 business days}"
    terms = example("amendments: {notice: 20 business days, signed by: both}", told)
    assert timing(terms, date(2026, 3, 24), MONDAY, notified=True).earliest == date(2026, 3, 24)
    assert timing(terms, date(2026, 3, 24), MONDAY).earliest == date(2026, 4, 16)
    assert timing(agreement("review: {every: year}\n"), MONDAY, MONDAY).notice is None
