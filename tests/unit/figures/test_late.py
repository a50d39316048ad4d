"""Records that arrive later than the agreement accepts (rule 26)."""

import pytest

from evenhand.figures.measure import measure_log
from tests.logs import agreement, log

TEXT = """
agreement: Test
timezone: Europe/London
term: {{from: 2026-01-01, to: 2026-12-31}}
calendars: {{office: {{hours: {{mon-fri: 09:00-17:00}}, closed: [2026-04-01]}}}}
{business}
services: {{desk: {{hours: office}}}}
tracking: {{sources: {{tickets: {{from: desk, late records accepted for: {limit}}}}}}}
standards:
  fix: {{clock: {{starts: opened, stops: resolved}}, within: 4 hours, target: 90% per month}}
"""
BUSINESS = "business days: {calendar: office}"


def verdicts(limit: str, received: str, business: str = BUSINESS, more: str = "") -> str:
    """How a ticket stands whose resolution on Tue 31 March 2026 at 09:30 London arrived then."""
    rows = f"""
    A 2026-03-31T08:00 opened
    A 2026-03-31T08:30 resolved received={received} {more}
    """
    measured = measure_log([agreement(TEXT.format(limit=limit, business=business))], log(rows))
    (row,) = measured.tickets()
    assert measured.counts.get("late records", 0) == (row["verdict"] == "open")
    return row["verdict"]


@pytest.mark.parametrize(
    ("limit", "last", "too_late"),
    [
        ("90 minutes", "2026-03-31T10:00:00", "2026-03-31T10:00:01"),
        ("2 days", "2026-04-02T23:00:00", "2026-04-02T23:00:01"),  # midnight in London
        ("1 month", "2026-04-30T23:00:00", "2026-04-30T23:00:01"),
        # Wed 1 April is closed: the second business day after the 31st is Friday, until it closes
        ("2 business days", "2026-04-03T16:00:00", "2026-04-03T16:00:01"),
    ],
)
def test_until_when_a_record_counts(limit, last, too_late):
    assert verdicts(limit, last) == "met"
    assert verdicts(limit, too_late) == "open"


def test_without_business_days_every_date_counts():
    assert verdicts("2 business days", "2026-04-02T23:00:00", business="") == "met"
    assert verdicts("2 business days", "2026-04-02T23:00:01", business="") == "open"


def test_a_late_record_counts_when_both_agree():
    assert verdicts("1 days", "2026-05-31T10:00:00", more="accepted=both") == "met"
    assert verdicts("1 days", "2026-05-31T10:00:00", more="accepted=client") == "open"


def test_a_ticket_of_late_records_alone_is_not_there():
    rows = "A 2026-03-31T08:00 opened received=2026-06-01T00:00\nB 2026-03-31T08:00 opened"
    text = TEXT.format(limit="1 days", business=BUSINESS)
    assert [row["ticket"] for row in measure_log([agreement(text)], log(rows)).tickets()] == ["B"]
    only = "A 2026-03-31T08:00 opened received=2026-06-01T00:00"
    measured = measure_log([agreement(text)], log(only))
    assert list(measured.tickets()) == []
    assert measured.notes == ("1 record arrived too late to count unless both agree.",)
