"""Calendars that repeat without measure, or are damaged."""

import time

import pytest

from evenhand.errors import RecordError
from evenhand.sources import ical
from evenhand.sources.ical import read_calendar
from tests.unit.sources.calendars import AT_TEN, HOUR, calendar, plain, read

ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Own",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
)


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY;COUNT=1000000000",
        "RRULE:FREQ=MINUTELY",
        "RRULE:FREQ=SOMETIMES",
        "RRULE:COUNT=5",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "RRULE:FREQ=DAILY;BYMONTHDAY=31\r\nRRULE:FREQ=WEEKLY;BYMONTHDAY=31\r\nRRULE:FREQ=DAILY;BYMONTHDAY=30",
        "RRULE:FREQ=SEC\r\n ONDLY",
    ],
)
def test_repeats_without_measure_are_refused_at_once(write, rule):
    started = time.perf_counter()
    if "COUNT=5" in rule and "BYMONTHDAY" in rule:
        recorded = read(write, [AT_TEN, HOUR, rule])  # looked for once to the end of all years
        assert len(plain(recorded)) <= 1
    else:
        with pytest.raises(RecordError, match="too-many-times"):
            read(write, [AT_TEN, HOUR, rule])
        assert time.perf_counter() - started < 2


def test_a_thousand_million_times_end_with_the_calendar(write):
    assert len(plain(read(write, [AT_TEN, HOUR, "RRULE:FREQ=WEEKLY;COUNT=1000000000"]))) == 305


@pytest.mark.parametrize(
    "rules",
    [
        ["RRULE:FREQ=SECONDLY"],
        ["RRULE:FREQ=DAILY"],
        ["RRULE:FREQ=YEARLY;BYSECOND=1,2,3"],
        ["RRULE:FREQ=YEARLY"] * 501,
    ],
)
def test_zones_with_rules_that_no_clocks_follow(write, rules):
    with pytest.raises(RecordError, match=r"no clocks follow|secondly"):
        read(write, [AT_TEN, HOUR], extra=[*ZONE, *rules, "END:STANDARD", "END:VTIMEZONE"])


def test_a_repetition_that_cannot_be_reckoned_is_refused(write):
    with pytest.raises(RecordError, match="bad-calendar"):
        read(write, [AT_TEN, HOUR, "RRULE:FREQ=DAILY;COUNT=-5"])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR", "bad-calendar"),
        ("BEGIN:VEVENT", "bad-calendar"),
        (b"BEGIN:VCALENDAR\0", "nul-byte"),
        (b"BEGIN:VCALENDAR\nX-A:\xff\nEND:VCALENDAR", "bad-text"),
    ],
)
def test_damaged_calendars_are_refused(write, content, code):
    with pytest.raises(RecordError, match=code):
        read_calendar(write(content, "plan.ics"))


def test_a_byte_order_mark_does_no_harm(write):
    path = write(b"\xef\xbb\xbf" + calendar([AT_TEN, HOUR]).encode(), "plan.ics")
    assert len(plain(read_calendar(path))) == 1


def test_large_calendars_are_refused(write, monkeypatch):
    monkeypatch.setattr(ical, "LARGEST_BYTES", 10)
    with pytest.raises(RecordError, match="too-large"):
        read(write, [AT_TEN, HOUR])
