"""Hours that are longer or shorter are compared by their dates, and judged by what runs on them."""

from __future__ import annotations

import pytest

from tests.unit.terms.difference.test_favours import changes

HOURS = """
agreement: Hours
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars:
  office: {hours: {mon-fri: 09:00-17:00}, holidays: {country: GB}}
  long: {hours: {mon-sun: 06:00-22:00}}
  same: {hours: {mon-fri: [09:00-12:00, 12:00-17:00]}, holidays: {country: GB}}
  unused: {hours: always}
services:
  desk: {hours: office}
  mail: {hours: long}
standards:
  fix: {service: desk, clock: {starts: opened, stops: resolved}, within: 4 hours, target: 90% per month}
  ask: {service: desk, measure: count, target: at most 9 per month}
  answer: {service: mail, calendar: long, clock: {starts: waiting, stops: resumed}, within: 1 hour}
"""
OFFICE = "office: {hours: {mon-fri: 09:00-17:00}, holidays: {country: GB}}"


@pytest.mark.parametrize(
    ("old", "new", "favours"),
    [
        (OFFICE, "office: {hours: {mon-fri: 08:00-17:00}, holidays: {country: GB}}", "client"),
        (OFFICE, "office: {hours: {mon-fri: 10:00-18:00}, holidays: {country: GB}}", "not decidable"),
        (OFFICE, "office: {hours: {mon-fri: 09:00-17:00}}", "client"),
        (OFFICE, OFFICE.replace("}}", "}, closed: [2026-07-01]}"), "provider"),
        (OFFICE, OFFICE.replace("}}", "}, closed: [2026-07-04]}"), "neither"),  # a Saturday
        (OFFICE, OFFICE.replace("}}", "}, open: [{date: 2026-07-04, hours: 09:00-12:00}]}"), "client"),
        ("unused: {hours: always}", "unused: {hours: {mon-fri: 09:00-17:00}}", "neither"),
        ("desk: {hours: office}", "desk: {hours: long}", "client"),
        ("desk: {hours: office}", "desk: {hours: same}", "neither"),
        ("desk: {hours: office}", "desk: {hours: office, availability: {target: 99% per month}}", "client"),
        ("within: 1 hour", "within: 2 hours", "not decidable"),  # this clock times the client
        ("fix: {service: desk,", "fix: {service: desk, calendar: long,", "not decidable"),
        ("measure: count,", "measure: count, calendar: long,", "neither"),
        ("services:\n", "services:\n  more: {name: More}\n", "client"),
        ("services:\n", "services:\n  more: {charge: 10.00 per month}\n", "not decidable"),
    ],
)
def test_hours_are_compared_by_their_dates(old, new, favours):
    found = changes(old, new, HOURS)
    assert [change.favours for change in found] == [favours], found


@pytest.mark.parametrize(
    "more",
    [
        "business days: {calendar: office}\n",
        "standards:\n  days: {service: desk, clock: {starts: opened, stops: resolved}, within: 2 business days}\n",
        "priorities: [P1]\nstandards:\n  days: {calendar: {P1: office}, applies to: {priority: P1}, within: "
        "{P1: 2 hours}, clock: {starts: opened, stops: resolved, pauses: [{waiting: at most 1 business day}]}}\n",
    ],
)
def test_hours_on_which_other_things_run_are_not_decidable(more):
    text = HOURS.replace("standards:\n", more) if "standards" in more else HOURS + more
    [change] = changes(OFFICE, "office: {hours: {mon-fri: 08:00-17:00}, holidays: {country: GB}}", text)
    assert change.favours == "not decidable"
    [change] = changes("mail: {hours: long}", "mail: {hours: office}", text)
    assert change.favours == "provider"


def test_hours_of_availability_are_not_decidable():
    text = HOURS.replace("mail: {hours: long}", "mail: {hours: long, availability: {target: 99% per month}}")
    [change] = changes("long: {hours: {mon-sun: 06", "long: {hours: {mon-sun: 05", text)
    assert change.favours == "not decidable"


def test_a_service_on_whose_hours_business_days_run_is_not_decidable():
    text = HOURS.replace("within: 4 hours", "within: 2 business days")
    [change] = changes("desk: {hours: office}", "desk: {hours: long}", text)
    assert change.favours == "not decidable"


@pytest.mark.parametrize(
    ("term", "favours"),
    [
        ("", "client"),
        ("term: {from: 2026-01-01}", "client"),
        ("term: {from: 2190-01-01}", "not decidable"),  # nobody knows the holidays of these years
        ("term: {from: 1950-01-01, to: 2150-12-31}", "client"),
    ],
)
def test_hours_are_compared_over_the_term(term, favours):
    text = HOURS.replace("term: {from: 2026-01-01, to: 2026-12-31}", term)
    [change] = changes(OFFICE, "office: {hours: {mon-fri: 08:00-17:00}, holidays: {country: GB}}", text)
    assert change.favours == favours
