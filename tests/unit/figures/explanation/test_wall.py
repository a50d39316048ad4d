"""The clock on the wall: gaps, overlaps, dates and months (rule 3)."""

from datetime import UTC, date, datetime

import pytest

from evenhand.figures.explanation.wall import (
    closing,
    later_on_the_wall,
    local_date,
    opening,
    readings,
    zone_rules,
)


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("zone", "day", "seconds", "first", "second"),
    [
        ("Europe/London", date(2026, 1, 5), 32_400, "2026-01-05T09:00", "2026-01-05T09:00"),
        ("Europe/London", date(2026, 7, 6), 32_400, "2026-07-06T08:00", "2026-07-06T08:00"),
        # 29 March 2026: 01:00 to 02:00 does not exist.
        ("Europe/London", date(2026, 3, 29), 3_600, "2026-03-29T01:00", "2026-03-29T01:00"),
        ("Europe/London", date(2026, 3, 29), 5_400, "2026-03-29T01:00", "2026-03-29T01:00"),
        ("Europe/London", date(2026, 3, 29), 7_200, "2026-03-29T01:00", "2026-03-29T01:00"),
        # 25 October 2026: 01:00 to 02:00 comes twice.
        ("Europe/London", date(2026, 10, 25), 5_400, "2026-10-25T00:30", "2026-10-25T01:30"),
        ("Europe/London", date(2026, 10, 25), 7_200, "2026-10-25T02:00", "2026-10-25T02:00"),
        # Lord Howe moves by half an hour: 01:30 to 02:00 comes twice on 5 April 2026.
        ("Australia/Lord_Howe", date(2026, 4, 5), 6_300, "2026-04-04T14:45", "2026-04-04T15:15"),
        # 30:00 is 06:00 of the next date.
        ("Europe/London", date(2026, 1, 5), 108_000, "2026-01-06T06:00", "2026-01-06T06:00"),
    ],
)
def test_both_readings(zone: str, day: date, seconds: int, first: str, second: str) -> None:
    assert readings(zone_rules(zone), day, seconds) == (utc(first), utc(second))


def test_hours_open_at_the_first_and_close_at_the_last_occurrence() -> None:
    zone, day = zone_rules("Europe/London"), date(2026, 10, 25)
    assert opening(zone, day, 5_400) == utc("2026-10-25T00:30")
    assert closing(zone, day, 5_400) == utc("2026-10-25T01:30")


def test_midnight_that_comes_twice_ends_the_date_the_first_time() -> None:
    # Havana, 1 November 2026: 01:00 goes back to 00:00 of the same date.
    zone = zone_rules("America/Havana")
    assert closing(zone, date(2026, 10, 31), 86_400) == utc("2026-11-01T04:00")
    assert local_date(zone, utc("2026-11-01T03:59:59")) == date(2026, 10, 31)
    assert local_date(zone, utc("2026-11-01T04:00")) == date(2026, 11, 1)


def test_a_repeated_evening_belongs_to_the_date_that_had_begun() -> None:
    # St. John's, 7 November 2010: at 00:01 the clock went back to 23:01 of the day before.
    zone = zone_rules("America/St_Johns")
    assert local_date(zone, utc("2010-11-07T02:29:59")) == date(2010, 11, 6)
    assert local_date(zone, utc("2010-11-07T02:30")) == date(2010, 11, 7)
    assert local_date(zone, utc("2010-11-07T02:45")) == date(2010, 11, 7)


@pytest.mark.parametrize(
    ("start", "days", "months", "end"),
    [
        ("2026-01-05T09:00", 2, 0, "2026-01-07T09:00"),
        ("2026-03-28T09:00", 1, 0, "2026-03-29T08:00"),
        ("2026-03-28T01:30", 1, 0, "2026-03-29T01:00"),  # lands in the gap: when it ends
        ("2026-10-24T00:30", 1, 0, "2026-10-25T00:30"),  # lands in the overlap: its first occurrence
        ("2026-01-31T09:00", 0, 1, "2026-02-28T09:00"),
        ("2026-11-30T09:00:07", 0, 3, "2027-02-28T09:00:07"),
    ],
)
def test_later_on_the_wall(start: str, days: int, months: int, end: str) -> None:
    assert later_on_the_wall(zone_rules("Europe/London"), utc(start), days=days, months=months) == utc(end)
