"""Every stretch with its reason and sum; the last sum is the elapsed of the result."""

from fractions import Fraction

import pytest

from evenhand.figures.explanation.result import Walk
from tests.unit.figures.explanation.helpers import SIMPLE, agreement, shown, walk

FOUR = ("within: 4 hours", "calendar: office", "target: 90% per month")


def told(found: Walk) -> list[tuple[str, str, str, str, int]]:
    """From, to, kind, reason (with a mark where past due) and running minutes."""
    return [
        (
            shown(part.start),
            shown(part.end),
            str(part.kind),
            part.reason + ("!" if part.past_due else ""),
            part.so_far_seconds // 60,
        )
        for part in found.stretches
    ]


@pytest.mark.parametrize(
    ("lines", "stretches"),
    [
        (
            ["02-04 16:00 opened", "02-06 12:30 resolved"],
            [
                ("02-04 16:00", "02-04 17:00", "counted", "counted", 60),
                ("02-04 17:00", "02-05 00:00", "outside hours", "outside hours", 60),
                ("02-05 00:00", "02-06 00:00", "holiday", "Founders' Day", 60),
                ("02-06 00:00", "02-06 09:00", "outside hours", "outside hours", 60),
                ("02-06 09:00", "02-06 12:00", "counted", "counted", 240),
                ("02-06 12:00", "02-06 12:30", "counted", "counted!", 270),
            ],
        ),
        (
            [
                "02-02 10:00 opened",
                "02-02 11:00 waiting client",
                "02-03 10:00 resumed",
                "02-03 11:00 resolved",
                "02-03 12:00 reopened",
                "02-03 12:30 resolved",
            ],
            [
                ("02-02 10:00", "02-02 11:00", "counted", "counted", 60),
                ("02-02 11:00", "02-03 10:00", "waiting", "waiting: client", 60),
                ("02-03 10:00", "02-03 11:00", "counted", "counted", 120),
                ("02-03 11:00", "02-03 12:00", "resolved", "resolved, until it was reopened", 120),
                ("02-03 12:00", "02-03 12:30", "counted", "counted", 150),
            ],
        ),
        (
            [
                "02-02 10:00 opened",
                "02-02 11:00 waiting parts",
                "02-02 12:00 waiting",
                "02-02 13:00 resolved",
                "02-02 14:00 waiting client",
            ],
            [
                ("02-02 10:00", "02-02 11:00", "counted", "counted", 60),
                (
                    "02-02 11:00",
                    "02-02 12:00",
                    "counted",
                    "waiting: parts (not a pause under this clause), counted",
                    120,
                ),
                (
                    "02-02 12:00",
                    "02-02 13:00",
                    "counted",
                    "waiting, no reason said (not a pause under this clause), counted",
                    180,
                ),
            ],
        ),
        (
            [
                "02-02 10:00 opened",
                "02-02 11:00 waiting vendor",
                "02-02 14:00 resumed",
                "02-02 14:30 resolved",
            ],
            [
                ("02-02 10:00", "02-02 11:00", "counted", "counted", 60),
                ("02-02 11:00", "02-02 13:00", "waiting", "waiting: vendor", 60),
                (
                    "02-02 13:00",
                    "02-02 14:00",
                    "counted",
                    "waiting: vendor, past its limit, so counted again",
                    120,
                ),
                ("02-02 14:00", "02-02 14:30", "counted", "counted", 150),
            ],
        ),
        (
            [
                "02-02 10:00 opened waited=3600",
                "02-02 11:30 merged",
                "02-02 12:00 reopened",
                "02-02 12:30 resolved",
            ],
            [
                (
                    "02-02 10:00",
                    "02-02 11:00",
                    "waiting as reported",
                    "waiting as reported, not recomputed",
                    0,
                ),
                ("02-02 11:00", "02-02 11:30", "counted", "counted", 30),
                ("02-02 11:30", "02-02 12:00", "cancelled", "called off, until it was reopened", 30),
                ("02-02 12:00", "02-02 12:30", "counted", "counted", 60),
            ],
        ),
    ],
)
def test_stretches(lines: list[str], stretches: list[tuple[str, str, str, str, int]]) -> None:
    found = walk(agreement(SIMPLE, *FOUR), *lines)
    assert told(found) == stretches
    assert found.stretches[-1].so_far_seconds == found.elapsed_seconds


def test_resolved_time_that_counts() -> None:
    found = walk(
        agreement(SIMPLE, *FOUR, "when reopened: counts"),
        "02-02 10:00 opened", "02-02 11:00 resolved", "02-02 12:00 reopened", "02-02 12:30 resolved",
    )  # fmt: skip
    assert told(found)[1] == (
        "02-02 11:00", "02-02 12:00", "counted", "resolved, and counted because it was reopened", 120
    )  # fmt: skip


def test_part_of_a_date_that_is_closed() -> None:
    part = 'closed: [{date: 2026-02-03, hours: "10:00-12:00"}]'
    terms = agreement(
        SIMPLE, *FOUR, hours=f'hours: {{mon-thu: "09:00-17:00", fri: "09:00-13:00"}}\n    {part}\n'
    )
    found = walk(terms, "02-03 09:30 opened", "02-03 12:30 resolved")
    assert told(found) == [
        ("02-03 09:30", "02-03 10:00", "counted", "counted", 30),
        ("02-03 10:00", "02-03 12:00", "holiday", "closed", 30),
        ("02-03 12:00", "02-03 12:30", "counted", "counted", 60),
    ]


def test_time_before_the_clock_starts_or_begins_again() -> None:
    responded = agreement(SIMPLE.replace("starts: opened", "starts: responded"), *FOUR)
    found = walk(responded, "02-02 10:00 opened", "02-02 11:00 responded", "02-02 12:00 resolved")
    assert told(found)[0] == ("02-02 10:00", "02-02 11:00", "before the clock", "before the clock starts", 0)
    change = agreement(SIMPLE, *FOUR, "when reprioritised: from change", "when reopened: restarts")
    events = ["02-02 10:00 opened priority=P2", "02-02 11:00 changed priority=P1", "02-02 12:00 resolved"]
    assert told(walk(change, *events))[0][3] == "before the priority changed, when the clock began again"
    again = walk(change, *events, "02-03 09:00 reopened", "02-03 10:00 resolved")
    assert told(again)[0] == (
        "02-02 10:00", "02-03 09:00", "before the clock", "before it was reopened, when a new clock began", 0
    )  # fmt: skip


def test_time_after_a_miss_when_the_clock_began_again() -> None:
    change = agreement(SIMPLE, *FOUR, "when reprioritised: from change")
    found = walk(
        change, "02-02 10:00 opened priority=P2", "02-02 15:00 changed priority=P1", "02-02 16:00 resolved"
    )
    assert told(found)[-1][2:] == (
        "after the clock", "the clock began again when the priority changed; the miss stands", 300
    )  # fmt: skip


def test_business_days_add_up_exactly() -> None:
    found = walk(
        agreement(SIMPLE, "within: 1 business day", "calendar: office", "target: none"),
        "02-03 16:00 opened", "02-06 09:00:01 resolved",
    )  # fmt: skip
    parts = [part for part in found.stretches if part.counts_seconds]
    assert [part.counts_days for part in parts] == [
        Fraction(1, 8),
        Fraction(7, 8),
        Fraction(1, 8),
        Fraction(1, 14_400),
    ]
    assert [part.past_due for part in parts] == [False, False, True, True]
    assert found.elapsed_days == Fraction(9, 8) + Fraction(1, 14_400) == parts[-1].so_far_days


def test_the_rules_that_were_applied() -> None:
    terms = agreement(SIMPLE, *FOUR)
    plain = walk(terms, "02-02 10:00 opened", "02-02 12:00 resolved")
    assert plain.rules == (3, 5, 9, 13, 14, 15, 18)
    waited = walk(
        terms,
        "02-04 10:00 opened",
        "02-04 12:00 waiting client",
        "02-06 10:00 resolved",
        "02-09 09:00 reopened",
    )
    assert {10, 11} <= set(waited.rules)
    holiday = walk(
        agreement(SIMPLE, "within: 2 days", "target: none"), "02-04 10:00 opened", "02-06 12:00 resolved"
    )
    assert holiday.rules == (5, 9, 13, 14, 15, 18)
    days = agreement(SIMPLE, "within: 1 business day", "calendar: office", "target: none")
    assert {4, 6} <= set(walk(days, "02-04 10:00 opened", "02-06 12:00 resolved").rules)
    change = agreement(SIMPLE, *FOUR, "when reprioritised: from change")
    assert 12 in walk(change, "02-02 10:00 opened priority=P2", "02-02 11:00 changed priority=P1").rules


def test_a_walk_as_json() -> None:
    terms = agreement(SIMPLE, "within: 1 business day", "calendar: office", "target: 90% per month")
    found = walk(terms, "02-02 10:00 opened subject=Printer", "02-02 14:00 resolved").to_json()
    assert (found["subject"], found["verdict"], found["due"]) == ("Printer", "met", "2026-02-03T10:00:00Z")
    assert (found["elapsed_seconds"], found["elapsed_days"], found["period"]) == (14_400, "1/2", "2026-02-01")
    assert found["stretches"] == [
        {
            "from": "2026-02-02T10:00:00Z",
            "to": "2026-02-02T14:00:00Z",
            "kind": "counted",
            "reason": "counted",
            "past_due": False,
            "open_seconds": 14_400,
            "counts_seconds": 14_400,
            "so_far_seconds": 14_400,
            "counts_days": "1/2",
            "so_far_days": "1/2",
        }
    ]
    assert found["clause"].startswith("s:\n  title: Solving")
    seconds = walk(agreement(SIMPLE, *FOUR), "02-02 10:00 opened").to_json()
    assert seconds["elapsed_days"] is None
    assert "counts_days" not in seconds["stretches"][0]
