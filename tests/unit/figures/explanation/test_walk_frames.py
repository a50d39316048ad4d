"""Time frames in business days, on the wall, and as agreed; every answer reckoned by hand (rules 6 and 14).

The hours are those of test_walk_rules.
"""

from fractions import Fraction

import pytest

from tests.unit.figures.explanation.helpers import SIMPLE, agreement, result, shown, walk

FOUR = ("within: 4 hours", "calendar: office", "target: 90% per month")
BY_PRIORITY = (
    "within: {P1: 2 hours, P2: 4 hours, P3: 1 business day}",
    "calendar: office",
    "target: 90% per month",
)
FEB = "2026-02-01"
Row = tuple[str, str, str, int | None, str]


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        # Opened 30 % through Monday: 1 business day is due 30 % through Tuesday.
        (["02-02 11:24 opened", "02-03 11:24 resolved"], ("met", "02-03 11:24", "02-03 11:24", 480, FEB)),
        (
            ["02-02 11:24 opened", "02-03 11:24:01 resolved"],
            ("missed", "02-03 11:24:01", "02-03 11:24", 480, FEB),
        ),
        # Half of Wednesday, the holiday, half of the short Friday: 4 h + 2 h.
        (["02-04 13:00 opened", "02-06 11:00 resolved"], ("met", "02-06 11:00", "02-06 11:00", 360, FEB)),
        (["02-06 11:00 opened", "02-09 13:00 resolved"], ("met", "02-09 13:00", "02-09 13:00", 360, FEB)),
    ],
)
def test_business_days_are_shares_of_dates(lines: list[str], answer: Row) -> None:
    first, *rest = lines
    found = walk(agreement(SIMPLE, *BY_PRIORITY), f"{first} priority=P3", *rest)
    assert result(found) == answer
    assert found.elapsed_days == 1 or found.verdict == "missed"


def test_business_days_are_exact() -> None:
    terms = agreement(SIMPLE, "within: 2.5 business days", "calendar: office", "target: none")
    found = walk(terms, "02-03 10:00 opened", "02-06 12:59:59 resolved")
    # Tuesday 7/8, Wednesday 1, Friday 14,399 of 14,400 seconds.
    assert found.elapsed_days == Fraction(7, 8) + 1 + Fraction(14_399, 14_400)
    assert (found.verdict, shown(found.due)) == ("missed", "02-06 11:30")
    assert found.period_start is not None


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("0.5 business days", "02-03 10:00"),
        ("1 day", "02-03 14:00"),
        ("90 minutes", "02-02 15:30"),
    ],
)
def test_units_of_a_pause_limit(limit: str, due: str) -> None:
    terms = agreement(
        f"clock: {{starts: opened, stops: resolved, pauses: [{{client: at most {limit}}}]}}", *FOUR
    )
    found = walk(terms, "02-02 10:00 opened", "02-02 11:00 waiting client", as_of="02-02 11:00")
    assert shown(found.due) == due


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("2 days", "02-04 15:00"),
        ("1 week", "02-09 15:00"),
        ("1 month", "03-02 15:00"),
        ("2 months", "04-02 14:00"),
    ],
)
def test_time_frames_on_the_wall(within: str, due: str) -> None:
    # Two months later London is an hour ahead of UTC.
    terms = agreement(SIMPLE, f"within: {within}", "target: 90% per month")
    found = walk(terms, "02-02 15:00 opened", as_of="02-02 16:00")
    assert (shown(found.due), found.calendar, found.elapsed_seconds) == (due, "", 3600)


def test_a_pause_pushes_a_wall_time_frame_on() -> None:
    terms = agreement(SIMPLE, "within: 2 days", "calendar: office", "target: 90% per month")
    found = walk(terms, "02-02 15:00 opened", "02-02 20:00 waiting client", "02-03 20:00 resumed")
    assert (found.verdict, shown(found.due)) == ("missed", "02-05 15:00")


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["02-02 12:00 resolved"], ("", "", "", 120, "")),
        (["02-02 12:00 cancelled"], ("", "", "", 120, "")),
        (["02-02 11:00 changed agreed_due=2026-02-02T11:30Z", "02-02 11:30 resolved"],
         ("met", "02-02 11:30", "02-02 11:30", 90, FEB)),
        (["02-02 11:00 changed agreed_due=2026-02-02T11:30", "02-02 11:31 resolved"],
         ("missed", "02-02 11:30:01", "02-02 11:30", 91, FEB)),
        # Said later: moved on, or past already.
        (["02-02 11:00 changed agreed_due=2026-02-02T11:30", "02-02 11:20 changed agreed_due=2026-02-02T13:00Z",
          "02-02 12:00 resolved"], ("met", "02-02 12:00", "02-02 13:00", 120, FEB)),
        (["02-02 11:00 changed agreed_due=2026-02-02T10:30", "02-02 12:00 resolved"],
         ("missed", "02-02 11:00", "02-02 10:30", 120, FEB)),
        (["02-02 11:00 changed agreed_due=soon", "02-02 12:00 resolved"], ("", "", "", 120, "")),
        # Reopened when it is past.
        (["02-02 11:00 changed agreed_due=2026-02-02T13:00Z", "02-02 12:00 resolved", "02-02 14:00 reopened",
          "02-02 15:00 resolved"], ("missed", "02-02 14:00", "02-02 13:00", 180, FEB)),
        (["02-27 11:00 changed agreed_due=2026-03-03T10:00Z"], ("open", "", "03-03 10:00", 135 * 60, "")),
    ],
)  # fmt: skip
def test_as_agreed_on_the_ticket(lines: list[str], answer: Row) -> None:
    terms = agreement(SIMPLE, "within: as agreed on the ticket", "calendar: office", "target: 90% per month")
    found = walk(terms, "02-02 10:00 opened", *lines)
    assert result(found) == answer
    assert (found.reason == "") == (answer[0] != "")
