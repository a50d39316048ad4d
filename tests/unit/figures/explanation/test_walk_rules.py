"""Truth tables of the slow walk, every answer reckoned by hand.

Office hours: Monday to Thursday 09:00-17:00, Friday 09:00-13:00; Thursday 5 February 2026 is Founders' Day.
2 February 2026 is a Monday.
"""

import pytest

from tests.unit.figures.explanation.helpers import SIMPLE, agreement, at, result, walk

FOUR = ("within: 4 hours", "calendar: office", "target: 90% per month")
FEB = "2026-02-01"
Row = tuple[str, str, str, int | None, str]


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        # Rule 9: met, to the second; outside hours nothing counts.
        (["02-02 10:00 opened", "02-02 12:00 resolved"], ("met", "02-02 12:00", "02-02 14:00", 120, FEB)),
        (["02-02 10:00 opened", "02-02 14:00 resolved"], ("met", "02-02 14:00", "02-02 14:00", 240, FEB)),
        (
            ["02-02 10:00 opened", "02-02 14:00:01 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 240, FEB),
        ),
        (
            ["02-02 05:00 opened", "02-02 22:00 resolved"],
            ("missed", "02-02 13:00:01", "02-02 13:00", 480, FEB),
        ),
        (["02-02 15:00 opened", "02-03 11:00 resolved"], ("met", "02-03 11:00", "02-03 11:00", 240, FEB)),
        # Rule 5: what uses up the day is due at its closing; rule 4: the holiday.
        (["02-04 13:00 opened", "02-06 08:00 resolved"], ("met", "02-06 08:00", "02-04 17:00", 240, FEB)),
        (
            ["02-04 15:00 opened", "02-06 12:00 resolved"],
            ("missed", "02-06 11:00:01", "02-06 11:00", 300, FEB),
        ),
        # Rule 9: closed without resolved is resolved; a later closing changes nothing.
        (["02-02 10:00 opened", "02-02 12:00 closed"], ("met", "02-02 12:00", "02-02 14:00", 120, FEB)),
        (
            ["02-02 10:00 opened", "02-02 12:00 resolved", "02-09 12:00 closed"],
            ("met", "02-02 12:00", "02-02 14:00", 120, FEB),
        ),
        # Rule 14: open, and missed while open.
        (["02-27 12:00 opened"], ("open", "", "03-02 12:00", 60, "")),
        (["02-26 12:00 opened"], ("missed", "02-26 16:00:01", "02-26 16:00", 540, FEB)),
        # Rule 10: waiting for a reason that is named, and for one that is not.
        (
            [
                "02-02 10:00 opened",
                "02-02 11:00 waiting client",
                "02-02 13:00 resumed",
                "02-02 16:00 resolved",
            ],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting Client", "02-02 13:00 resolved"],
            ("met", "02-02 13:00", "02-02 16:00", 60, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting other", "02-02 15:00 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 300, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting", "02-02 15:00 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 300, FEB),
        ),
        # The limit of 2 open hours, also over two rows of one waiting.
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting vendor", "02-02 16:00 resolved"],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            [
                "02-02 10:00 opened",
                "02-02 11:00 waiting vendor",
                "02-02 12:00 changed",
                "02-02 12:30 waiting vendor",
                "02-02 16:00:01 resolved",
            ],
            ("missed", "02-02 16:00:01", "02-02 16:00", 240, FEB),
        ),
        # Another waiting begins the limit anew.
        (
            [
                "02-02 09:00 opened",
                "02-02 10:00 waiting vendor",
                "02-02 12:00 waiting client",
                "02-02 13:00 waiting vendor",
                "02-02 17:00 resolved",
            ],
            ("met", "02-02 17:00", "02-03 10:00", 180, FEB),
        ),
        # A waiting without a reason ends the one before it.
        (
            [
                "02-02 09:00 opened",
                "02-02 10:00 waiting client",
                "02-02 11:00 waiting",
                "02-02 14:00 resolved",
            ],
            ("met", "02-02 14:00", "02-02 14:00", 240, FEB),
        ),
        # While it waits without a limit nothing falls due; with one it does.
        (["02-26 12:00 opened", "02-26 13:00 waiting client"], ("open", "", "", 60, "")),
        (["02-27 12:00 opened", "02-27 12:30 waiting vendor"], ("open", "", "03-02 14:00", 30, "")),
        (
            [
                "02-26 16:00 opened",
                "02-26 16:30 waiting vendor",
                "02-27 09:30 resumed",
                "02-27 12:30 waiting vendor",
            ],
            ("open", "", "03-02 11:00", 210, ""),
        ),
        (["02-27 09:00 opened", "02-27 09:30 waiting vendor"], ("open", "", "03-02 11:00", 120, "")),
        # Cancelled before and after it was missed; a reopening sets the clock going again.
        (
            ["02-02 10:00 opened", "02-02 12:00 cancelled", "02-02 18:00 closed"],
            ("cancelled", "02-02 12:00", "02-02 14:00", 120, FEB),
        ),
        (["02-02 10:00 opened", "02-03 12:00 merged"], ("missed", "02-02 14:00:01", "02-02 14:00", 600, FEB)),
        (
            ["02-02 10:00 opened", "02-02 12:00 cancelled", "02-03 09:00 reopened", "02-03 10:00 resolved"],
            ("met", "02-03 10:00", "02-03 11:00", 180, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 12:00 resolved", "02-02 13:00 cancelled"],
            ("met", "02-02 12:00", "02-02 14:00", 120, FEB),
        ),
        # Rule 8: an order that cannot be.
        (["02-02 10:00 resolved", "02-02 12:00 opened"], ("irregular", "", "", None, FEB)),
        (["02-02 10:00 opened", "02-04 12:00 opened"], ("irregular", "", "", None, FEB)),
        (["02-02 10:00 resolved"], ("irregular", "", "", None, FEB)),
        # Nothing yet; opened outside the time in force.
        (["03-05 10:00 opened"], ("not listed", "", "", None, "")),
        (["2025-12-31 23:59:59 opened", "02-02 10:00 resolved"], ("not listed", "", "", None, "")),
        # Rule 10: total waiting as reported, taken to lie at the beginning.
        (
            ["02-02 10:00 opened", "02-02 16:00 resolved waited=7200"],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 16:00 resolved", "02-03 16:00 closed waited=7200"],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 12:00 waiting vendor waited=36000", "02-02 17:00 resolved"],
            ("met", "02-02 17:00", "02-03 10:00", 180, FEB),
        ),
        (
            # As long as it is said to be, also beyond the stop and whatever as of is: 10 hours, then 4.
            ["02-02 10:00 opened", "02-02 12:00 resolved waited=36000"],
            ("met", "02-02 12:00", "02-03 16:00", 0, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 12:00 waiting other waited=36000", "02-02 17:00 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 420, FEB),
        ),
    ],
)
def test_one_time_frame(lines: list[str], answer: Row) -> None:
    assert result(walk(agreement(SIMPLE, *FOUR), *lines)) == answer


def test_paused_seconds_are_the_open_seconds_of_waiting() -> None:
    terms = agreement(SIMPLE, *FOUR)
    waiting = [
        "02-02 15:00 opened",
        "02-02 16:00 waiting client",
        "02-03 10:00 resumed",
        "02-03 12:00 resolved",
    ]
    assert walk(terms, *waiting).paused_seconds == 2 * 3600
    both = [
        "02-02 10:00 opened",
        "02-02 10:30 waiting client waited=3600",
        "02-02 11:30 resumed",
        "02-02 13:00 resolved",
    ]
    assert walk(terms, *both).paused_seconds == 90 * 60


@pytest.mark.parametrize(
    ("starts", "lines", "answer"),
    [
        (
            "responded",
            ["02-02 11:00 responded", "02-02 12:00 resolved"],
            ("met", "02-02 12:00", "02-02 15:00", 60, FEB),
        ),
        ("responded", ["02-02 12:00 resolved"], ("met", "02-02 12:00", "02-02 16:00", 0, FEB)),
        ("responded", [], ("not listed", "", "", None, "")),
        # A waiting that began before the clock: its limit runs from its own beginning.
        (
            "responded",
            ["02-02 10:30 waiting vendor", "02-02 12:00 responded", "02-02 13:00 resolved"],
            ("met", "02-02 13:00", "02-02 16:30", 30, FEB),
        ),
        (
            "responded",
            ["02-02 11:00 cancelled", "02-02 12:00 closed"],
            ("not listed", "", "", None, ""),
        ),
    ],
)
def test_other_starts(starts: str, lines: list[str], answer: Row) -> None:
    terms = agreement(SIMPLE.replace("starts: opened", f"starts: {starts}"), *FOUR)
    assert result(walk(terms, "02-02 10:00 opened", *lines)) == answer


def test_as_of_hides_what_comes_later() -> None:
    terms = agreement(SIMPLE, *FOUR)
    lines = ["02-02 10:00 opened", "02-02 12:00 resolved"]
    assert [walk(terms, *lines, as_of=f"02-02 {hour}").verdict for hour in ("11:00", "12:00")] == [
        "open",
        "met",
    ]
    assert walk(terms, *lines, as_of="02-02 09:00").reason == "nothing is recorded of it yet"
    assert at("02-02 10:00") == walk(terms, *lines).started
