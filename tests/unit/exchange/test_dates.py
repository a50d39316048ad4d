"""The dates of an agreement, as counted on a calendar of paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from evenhand.errors import Problem
from evenhand.exchange.dates import dates_of
from evenhand.exchange.entry import Entry
from evenhand.terms.document import read_agreement
from tests.logs import agreement
from tests.unit.terms.helping import EXAMPLE

HEAD = "agreement: Test\ntimezone: Europe/London\n"
YEAR = HEAD + "term: {from: 2026-01-01, to: 2026-12-31}\n"


def told(text: str, last: date | None = None) -> list[tuple[str, str]]:
    return [(str(entry.start), entry.summary) for entry in dates_of(agreement(text), last)[0]]


def notes(text: str) -> list[tuple[str, str | None]]:
    return [(problem.message, problem.clause) for problem in dates_of(agreement(text))[1]]


@pytest.fixture(scope="module")
def example() -> list[Entry]:
    found, _ = read_agreement(EXAMPLE.read_bytes(), file="example.yaml")
    assert found is not None
    entries, problems = dates_of(found)
    assert problems == ()
    return list(entries)


def test_reports_are_due_on_the_fifth_business_day(example: list[Entry]) -> None:
    """January: Monday 2 to Friday 6 February. March: past Good Friday and Easter Monday."""
    due = {entry.key: (entry.start, entry.description) for entry in example if entry.kind == "report"}
    assert len(due) == 12
    assert due["report-2026-01-01"][0] == date(2026, 2, 6)
    assert due["report-2026-03-01"][0] == date(2026, 4, 9)
    assert due["report-2026-12-01"][0] == date(2027, 1, 8)
    assert due["report-2026-01-01"][1].startswith("By 17:00 (Europe/London). To client.practice-manager, ")


def test_the_term_and_its_notice(example: list[Entry]) -> None:
    """90 days before 31 December are 2 October."""
    term = [
        (entry.start, entry.summary, entry.alarms) for entry in example if entry.kind in ("term", "notice")
    ]
    assert term == [
        (date(2026, 1, 1), "Managed IT services: first day", ()),
        (date(2026, 10, 2), "Managed IT services: last day to give notice", (30, 7)),
        (date(2026, 12, 31), "Managed IT services: last day", (30,)),
    ]


def test_reviews_follow_their_quarters(example: list[Entry]) -> None:
    days = [entry.start for entry in example if entry.kind == "review"]
    assert days == [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2026, 12, 31)]


def test_duties_are_due_once_or_after_each_period(example: list[Entry]) -> None:
    duties = [(entry.start, entry.clause, entry.summary) for entry in example if entry.kind == "duty"]
    assert duties[0] == (
        date(2025, 12, 31),
        "responsibilities.client.named-caller",
        "Harbour Dental Group: Names one person per site who may raise critical incidents.",
    )
    assert [day for day, clause, _ in duties[1:]] == [
        date(2026, 4, 16),
        date(2026, 7, 14),
        date(2026, 10, 14),
        date(2027, 1, 15),
    ]
    assert duties[1][2].endswith("and shows the result. (Q1 2026)")


def test_holidays_that_would_be_worked_are_told(example: list[Entry]) -> None:
    closed = {str(entry.start): entry.summary for entry in example if entry.kind == "closed"}
    assert closed["2026-04-03"] == "Good Friday (office closed)"
    assert closed["2026-12-24"] == "office closed"
    assert "2026-12-26" not in closed  # a Saturday
    [opening] = [entry for entry in example if entry.kind == "open"]
    assert (opening.start, opening.end) == (
        datetime(2026, 5, 2, 8, tzinfo=UTC),
        datetime(2026, 5, 2, 12, tzinfo=UTC),
    )


def test_hours_that_are_closed_are_told_as_instants() -> None:
    text = YEAR + (
        "calendars:\n  a:\n    hours: {mon-fri: 08:00-18:00}\n"
        "    closed: [{date: 2026-07-01, hours: 12:00-18:00}, {date: 2027-07-01, hours: 12:00-18:00}]\n"
        "    open: [{date: 2026-05-02, hours: 09:00-13:00}, {date: 2026-01-01, hours: 09:00-10:00}]\n"
        "    holidays: [2026-01-01]\n"
    )
    found = dates_of(agreement(text))[0]
    assert [(str(entry.start), entry.kind) for entry in found if entry.kind in ("open", "closed")] == [
        ("2026-01-01 09:00:00+00:00", "open"),
        ("2026-05-02 08:00:00+00:00", "open"),
        ("2026-07-01 11:00:00+00:00", "closed"),
    ]


def test_without_a_first_day_there_is_no_date() -> None:
    entries, [problem] = dates_of(agreement(HEAD))
    assert entries == ()
    assert problem == Problem(
        "no-first-day", "Without a first day no date can be told.", 'Add "term: {from: …}".', "warning",
        "test.yaml", clause="term",
    )  # fmt: skip


def test_without_a_last_day_three_years_are_told() -> None:
    text = HEAD + "term: {from: 2026-02-28}\nreview: {every: year}\n"
    assert told(text) == [
        ("2026-02-28", "Test: first day"),
        ("2027-01-01", "Review of 28 February to 31 December 2026"),
        ("2028-01-01", "Review of 2027"),
        ("2029-01-01", "Review of 2028"),
    ]
    assert notes(text) == [("It has no last day; its dates are told up to 28 February 2029.", "term")]
    assert told(text, date(2026, 12, 31)) == [("2026-02-28", "Test: first day")]
    assert told(text, date(2031, 1, 1))[-1] == ("2031-01-01", "Review of 2030")


def test_a_version_without_a_term_has_dates_from_its_first_day() -> None:
    text = HEAD + "in force from: 2026-01-01\nreview: {every: year}\n"
    assert told(text, date(2027, 1, 1)) == [("2027-01-01", "Review of 2026")]


@pytest.mark.parametrize(
    ("renewal", "words"),
    [("automatic", "It is renewed unless notice is given."), ("by agreement", "It is renewed if both agree."),
     ("none", "It ends with this day.")],
)  # fmt: skip
def test_the_last_day_says_what_follows(renewal: str, words: str) -> None:
    text = YEAR.replace("to: 2026-12-31", f"to: 2026-12-31, renewal: {renewal}")
    last = dates_of(agreement(text))[0][-1]
    assert (last.summary, last.description) == ("Test: last day", words)
    assert told(text, date(2026, 6, 30)) == [("2026-01-01", "Test: first day")]


def test_a_report_without_a_deadline_is_due_when_its_period_ends() -> None:
    days = [day for day, words in told(YEAR + "reporting: {every: quarter}\n") if "Report" in words]
    assert days == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]


def test_calendar_days_end_at_midnight() -> None:
    text = YEAR + "reporting: {every: quarter, due: 10 days after the period}\n"
    found = [entry for entry in dates_of(agreement(text))[0] if entry.kind == "report"]
    assert [(str(entry.start), entry.description) for entry in found][:2] == [
        ("2026-04-10", ""),
        ("2026-07-10", ""),
    ]


DUTY = (
    YEAR
    + "reporting: {every: quarter, due: 10 days after the period}\nresponsibilities: {provider: {a: {text: Does it"
)


@pytest.mark.parametrize(
    ("terms", "day"),
    [
        ("due: 2026-03-01", "2026-03-01"),
        ("due: 10 days before the last day", "2026-12-21"),
        ("due: before the first day", "2025-12-31"),
        ("every: quarter", "2026-03-31"),
        ("every: quarter, due: 5 days after the report", "2026-04-15"),
        ("every: year, due: 5 days after the period", "2027-01-05"),
    ],
)
def test_when_a_duty_is_due(terms: str, day: str) -> None:
    found = [entry for entry in dates_of(agreement(f"{DUTY}, {terms}}}}}}}\n"))[0] if entry.kind == "duty"]
    assert str(found[0].start) == day
    assert found[0].summary.startswith("Provider: Does it")


@pytest.mark.parametrize(
    ("terms", "note"),
    [
        ("due: 5 days after the period", "It is counted from the period, which is no date yet."),
        (
            "every: month, due: 5 days after the incident",
            "It is counted from the incident, which is no date yet.",
        ),
        ("within: 1 business day", None),
        ("due: 5 days before the last day", None),
        ("every: trailing 30 days", "Trailing 30 days are no calendar periods."),
        ("due: 900 months after the last day", None),
        ("due: 9000 months after the last day", "This deadline lies too far ahead."),
    ],
)
def test_what_has_no_date(terms: str, note: str | None) -> None:
    found = notes(f"{DUTY}, {terms}}}}}}}\n")
    assert [message for message, _ in found] == ([note] if note else [])
    assert all(clause and clause.startswith("responsibilities.provider.a") for _, clause in found)


def test_a_last_date_cuts_no_period_and_moves_no_deadline() -> None:
    text = YEAR + "reporting: {every: quarter, due: 10 days after the period}\nreview: {every: quarter}\n"
    whole = told(text)
    for last in (date(2026, 2, 15), date(2026, 4, 1), date(2026, 4, 10), date(2027, 6, 1)):
        assert told(text, last) == [(day, words) for day, words in whole if day <= str(last)]


def test_without_a_last_day_nothing_is_counted_from_it() -> None:
    text = DUTY.replace(", to: 2026-12-31", "") + ", due: 5 days before the last day}}}\n"
    assert notes(text)[1:] == [("There is no last day to count from.", "responsibilities.provider.a")]


def test_reporting_without_a_period_has_no_dates() -> None:
    assert len(told(YEAR + "reporting: {to: x}\nreview: {attend: y}\n".replace("to: x", "accepted within: 1 day")
                    .replace("attend: y", "amendments: {notice: 1 day}"))) == 2  # fmt: skip
