"""Deadlines in examples, against business days counted one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from evenhand.figures.dates import day_words
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Example, text_of
from tests.unit.wording.documents import EXAMPLE, agreement_in, small

CLOSED = {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31"}
"""Written down from the government's list."""


def after(day: date, number: int) -> str:
    """The close of the business day so many after a date, in the example's office hours."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day.isoformat() not in CLOSED
    return f"{17 if day.weekday() == 4 else 18}:00 on {day_words(day, weekday=True)}"


def examples(agreement, address: str) -> list[str]:
    section = next(each for each in written(agreement).walk() if each.address == address)
    return [text_of(block.words) for block in section.blocks if isinstance(block, Example)]


def of_the_example(address: str) -> str:
    [text] = examples(agreement_in(EXAMPLE), address)
    return text


def test_reports():
    due, questioned = after(date(2026, 1, 31), 5), after(date(2026, 2, 6), 10)
    assert of_the_example("reporting") == (
        f"The report for January 2026 is due by {due}. If it comes on that day, its figures can be questioned "
        f"until {questioned}."
    )
    assert due == "17:00 on Friday 6 February 2026"


def test_disagreements():
    raised, managers = after(date(2026, 2, 6), 20), after(date(2026, 3, 6), 5)
    directors = after(date(2026, 3, 13), 10)
    mediator = day_words(date(2026, 3, 27) + timedelta(days=30), weekday=True)
    assert of_the_example("disagreements") == (
        "A figure of January 2026, reported on Friday 6 February 2026, can be disputed until "
        f"{raised}. If it is disputed on that day, the stages end by {managers}, {directors} and the end of "
        f"{mediator} at the latest."
    )


def test_duties():
    assert of_the_example("responsibilities.provider.restore-test") == (
        f"For Q1 2026 this is done by {after(date(2026, 3, 31), 10)}."
    )
    assert of_the_example("responsibilities.client.named-caller") == (
        "This is done by the end of Wednesday 31 December 2025."
    )
    assert of_the_example("responsibilities.client.answer-questions") == (
        f"Asked for on Thursday 2 April 2026, this is done by {after(date(2026, 4, 2), 1)}."
    )


@pytest.mark.parametrize(
    ("more", "address", "expected"),
    [
        ("reporting: {every: quarter, due: 10 days after the period}", "reporting",
         ["The report for Q1 2026 is due by the end of Friday 10 April 2026."]),
        ("reporting: {every: month, due: 2 days after the incident}", "reporting", []),
        ("reporting: {every: month}", "reporting", []),
        ("reporting: {due: 10 days after the period}", "reporting", []),
        ("reporting: {every: year, due: 9000000 days after the period}", "reporting", []),
        ("credits: {claimed: within 30 days of the period}", "credits",
         ["A credit for January 2026 must be claimed by the end of Monday 2 March 2026."]),
        ("credits: {claimed: within 30 days of the incident}", "credits", []),
        ("credits: {claimed: 2026-05-05}", "credits", []),
        ("credits: {claimed: automatically}", "credits", []),
        ("disagreements: {raise within: 10 days of the report, stages: {a: {who: b}}}", "disagreements",
         ["A figure of January 2026, reported on Saturday 31 January 2026, can be disputed until the end of "
          "Tuesday 10 February 2026."]),
        ("disagreements: {raise within: 10 days of the period, stages: {a: {who: b, within: 3 days}, c: {who: d}}}",
         "disagreements",
         ["A figure of January 2026 can be disputed until the end of Tuesday 10 February 2026. If it is disputed on "
          "that day, the first stage ends by the end of Friday 13 February 2026 at the latest."]),
        ("disagreements: {raise within: 10 days of the incident}", "disagreements", []),
        ("disagreements: {raise within: 2026-05-05}", "disagreements", []),
        ("disagreements: {}", "disagreements", []),
        ("responsibilities: {client: {a: {text: T., due: 5 days before the last day}}}",
         "responsibilities.client.a", ["This is done by the end of Saturday 26 December 2026."]),
        ("responsibilities: {client: {a: {text: T., due: 5 days after the period}}}",
         "responsibilities.client.a", []),
        ("responsibilities: {client: {a: {text: T., every: trailing 30 days, due: 5 days after the period}}}",
         "responsibilities.client.a", []),
        ("responsibilities: {client: {a: {text: T., within: 2 hours}}}", "responsibilities.client.a", []),
        ("responsibilities: {client: {a: {text: T., within: 2 months}}}", "responsibilities.client.a",
         ["Asked for on Friday 2 January 2026, this is done by the end of Monday 2 March 2026."]),
    ],
)  # fmt: skip
def test_other_deadlines(more, address, expected):
    assert examples(small(more), address) == expected


def test_nothing_is_said_where_holidays_are_not_known():
    more = (
        "calendars: {office: {hours: {mon-fri: 09:00-17:00}, holidays: {country: GB}}}\n"
        "business days: {calendar: office}\nreporting: {every: month, due: 5 business days after the period}"
    )
    assert not examples(small(more, "from: 2180-01-01"), "reporting")


def test_an_agreement_without_a_beginning_has_no_examples():
    agreement = small("reporting: {every: month, due: 5 days after the period}")
    without = agreement.model_copy(update={"term": None})
    assert examples(agreement, "reporting")
    assert not examples(without, "reporting")
    assert examples(without.model_copy(update={"in_force_from": date(2026, 1, 1)}), "reporting")
