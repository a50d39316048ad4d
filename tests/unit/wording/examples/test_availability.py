"""The room for downtime, against hours walked date by date and the middle found by sorting."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from evenhand.figures.explanation.hours_walk import OpenHours
from evenhand.figures.explanation.wall import zone_rules
from evenhand.terms.agreement import Agreement
from evenhand.wording.blocks import text_of
from evenhand.wording.examples.availability import availability_examples
from evenhand.wording.names import Names
from tests.unit.wording.documents import EXAMPLE, TEMPLATES, agreement_in, small

SENTENCE = re.compile(
    r"service time is (.*) if nothing is left out: ([0-9.]+)% leaves room for (.*) of downtime\."
)


def seconds(text: str) -> int:
    """The seconds of `310 hours`, `3 h 36 min` or `4 min 19 s`."""
    sizes = {"h": 3600, "min": 60, "s": 1, "hour": 3600, "minute": 60, "second": 1}
    return sum(
        int(number) * sizes[unit.removesuffix("s") if len(unit) > 3 else unit]
        for number, unit in re.findall(r"(\d+) ([a-z]+)", text)
    )


def walked(agreement: Agreement, service: str, first: date, end: date) -> int:
    """The open seconds of a service's hours, found date by date."""
    name = agreement.services[service].hours
    hours = OpenHours(zone_rules(agreement.timezone), lambda year: agreement.calendar(name, [year]))
    return sum(piece.seconds for piece in hours.pieces(hours.midnight(first), hours.midnight(end)))


@pytest.mark.parametrize("path", [EXAMPLE, *TEMPLATES], ids=lambda path: path.stem)
def test_the_room_is_the_most_whole_minutes_that_keep_the_target(path):
    agreement = agreement_in(path)
    for service, terms in agreement.services.items():
        for clause in terms.availability.values():
            for example in availability_examples(service, clause, Names(agreement)):
                match = SENTENCE.search(text_of(example.words))
                agreed, room = seconds(match[1]), seconds(match[3])
                target = Fraction(match[2]) / 100
                assert Fraction(agreed - room, agreed) >= target
                assert Fraction(agreed - room - 60, agreed) < target


def test_the_month_is_the_middle_one_of_those_without_a_change_of_clocks():
    agreement = agreement_in(EXAMPLE)
    months = [date(2026, month, 1) for month in range(1, 13)]
    ends = [*months[1:], date(2027, 1, 1)]
    sizes = [
        walked(agreement, "practice-system", first, end)
        for first, end in zip(months, ends, strict=True)
        if first.month not in (3, 10)
    ]
    clause = agreement.services["practice-system"].availability[""]
    [example] = availability_examples("practice-system", clause, Names(agreement))
    assert text_of(example.words) == (
        "In April 2026, an ordinary month of these hours, the agreed service time is 310 hours if nothing is left "
        "out: 99.9% leaves room for 18 minutes of downtime."
    )
    assert sorted(sizes)[4] == 310 * 3600 == walked(agreement, "practice-system", months[3], ends[3])


@pytest.mark.parametrize(
    ("target", "term", "expected"),
    [
        ("100% per month", "from: 2026-01-01", "100% leaves no room for any downtime."),
        ("99% per day", "from: 2026-01-05, to: 2026-01-05", "the agreed service time is 8 hours"),
        (
            "99% per trailing 7 days",
            "from: 2026-01-05",
            "From 5 January to 11 January 2026, the agreed service",
        ),
        ("99.99% per week", "from: 2026-01-05", "99.99% leaves room for 14 seconds of downtime."),
    ],
)
def test_other_targets(target, term, expected):
    agreement = small(
        "timezone: Europe/London\ncalendars: {office: {hours: {mon-fri: 09:00-17:00}}}\n"
        f"services: {{s: {{hours: office, availability: {{target: {target}}}}}}}",
        term,
    )
    [example] = availability_examples("s", agreement.services["s"].availability[""], Names(agreement))
    assert expected in text_of(example.words)


def test_nothing_is_said_where_holidays_are_not_known():
    agreement = small(
        "calendars: {c: {hours: {mon: 09:00-10:00}, holidays: {country: GB}}}\n"
        "services: {s: {hours: c, availability: {target: 99% per month}}}",
        "from: 2180-01-01",
    )
    assert not [*availability_examples("s", agreement.services["s"].availability[""], Names(agreement))]


@pytest.mark.parametrize(
    ("availability", "term"),
    [
        ("{target: 99% per month}", "from: 2026-01-02, to: 2026-01-30"),
        ("{target: 99% per trailing 90 days}", "from: 2026-01-02, to: 2026-01-30"),
        ("{target: none}", "from: 2026-01-01"),
        ("{target: 99% per day}", "from: 2026-01-03, to: 2026-01-03"),
    ],
)
def test_nothing_is_said_where_there_is_no_whole_period_or_no_target(availability, term):
    agreement = small(
        "calendars: {office: {hours: {mon-fri: 09:00-17:00}}}\n"
        f"services: {{s: {{hours: office, availability: {availability}}}}}",
        term,
    )
    assert not [*availability_examples("s", agreement.services["s"].availability[""], Names(agreement))]
