"""Maintenance calendars: events, series, zones, services."""

import pytest

from evenhand.errors import RecordError
from evenhand.sources.ical import read_calendar
from evenhand.sources.outage_mapping import read_outage_mapping
from evenhand.units import iso_utc
from tests.unit.sources.calendars import AT_TEN, HOUR, calendar, codes, plain, read


def test_one_event(write):
    recorded = read(
        write,
        [
            AT_TEN,
            HOUR,
            "SUMMARY:New disks",
            "UID:a@b",
            "CREATED:20260201T090000Z",
            "DTSTAMP:20260220T090000Z",
        ],
    )
    assert plain(recorded) == [("shop", "2026-03-01T10:00", 1, "2026-02-01")]
    assert recorded.outages.id.texts() == ["a@b"]
    assert recorded.outages.attributes["title"].texts() == ["New disks"]
    assert (
        iso_utc(recorded.latest) == "2026-02-01T09:00:00Z"
    )  # when it was announced: it may be still to come


def test_announced_by_the_stamp_or_not_at_all(write):
    recorded = read(write, [AT_TEN, HOUR, "DTSTAMP:20260220T090000Z"], ["DTSTART:20260302T100000Z", HOUR])
    assert [row[3] for row in plain(recorded)] == ["2026-02-20", ""]
    broken = read(write, [AT_TEN, HOUR, "CREATED:soon"])
    assert plain(broken)[0][3] == ""


def test_a_weekly_series_with_one_moved_and_one_left_out(write):
    zone = "TZID=Europe/London"
    recorded = read(
        write,
        [
            "UID:w", f"DTSTART;{zone}:20260321T220000", HOUR, "RRULE:FREQ=WEEKLY;COUNT=3",
            f"EXDATE;{zone}:20260328T220000", "CREATED:20260101T000000Z", "DTSTAMP:20260101T000000Z",
        ],
        [
            "UID:w", f"RECURRENCE-ID;{zone}:20260404T220000", f"DTSTART;{zone}:20260405T220000", HOUR,
            "CREATED:20260101T000000Z", "LAST-MODIFIED:20260403T000000Z", "DTSTAMP:20260402T000000Z",
        ],
    )  # fmt: skip
    assert plain(recorded) == [
        ("shop", "2026-03-21T22:00", 1, "2026-01-01"),
        ("shop", "2026-04-05T21:00", 1, "2026-04-03"),
    ]


def test_a_renamed_time_of_a_series_was_announced_with_it(write):
    recorded = read(
        write,
        ["UID:w", AT_TEN, HOUR, "RRULE:FREQ=DAILY;COUNT=2", "CREATED:20260101T000000Z"],
        [
            "UID:w",
            "RECURRENCE-ID:20260302T100000Z",
            "DTSTART:20260302T100000Z",
            HOUR,
            "CREATED:20260101T000000Z",
        ],
    )
    assert [row[3] for row in plain(recorded)] == ["2026-01-01"] * 2


def test_whole_days_are_those_of_the_zone(write):
    days = ["DTSTART;VALUE=DATE:20260328", "RRULE:FREQ=DAILY;COUNT=3"]
    expected = [("2026-03-28T00:00", 24), ("2026-03-29T00:00", 23), ("2026-03-29T23:00", 24)]
    mapping, _ = read_outage_mapping("kind: calendar\ntimezone: Europe/London", "m.yaml", "mine")
    for recorded in (
        read(write, days, zone="Europe/London"),
        read(write, days, mapping=mapping),
        read(write, days, extra=["X-WR-TIMEZONE:Europe/London"]),
    ):
        assert [row[1:3] for row in plain(recorded)] == expected


@pytest.mark.parametrize("zone", [None, "Nowhere/Atall"])
@pytest.mark.parametrize(
    "start", ["DTSTART;VALUE=DATE:20260328", "DTSTART:20260328T100000", "DTSTART;TZID=Mine:20260328T100000"]
)
def test_wall_times_need_a_zone(write, start, zone):
    with pytest.raises(RecordError, match="no-zone"):
        read(write, [start], zone=zone)


def test_floating_times_and_zones_of_other_names(write):
    recorded = read(
        write,
        ["DTSTART:20260701T100000", HOUR],
        ["DTSTART;TZID=W. Europe Standard Time:20260702T100000", HOUR],
        ["DTSTART;TZID=Own:20260703T100000", HOUR],
        zone="Europe/London",
        extra=[
            "BEGIN:VTIMEZONE", "TZID:Own", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0330", "RRULE:FREQ=YEARLY;BYMONTH=1", "END:STANDARD", "END:VTIMEZONE",
        ],
    )  # fmt: skip
    assert [row[1][11:] for row in plain(recorded)] == ["09:00", "08:00", "06:30"]


def test_hours_that_came_twice_or_never(write):
    zone = "TZID=Europe/London"
    never = [f"DTSTART;{zone}:20260329T010000", f"DTEND;{zone}:20260329T020000"]
    twice = [f"DTSTART;{zone}:20261025T010000", f"DTEND;{zone}:20261025T013000"]
    assert [row[1:3] for row in plain(read(write, never, twice))] == [
        ("2026-03-29T01:00", 0),
        ("2026-10-25T00:00", 1.5),
    ]


def test_services(write):
    event = [AT_TEN, HOUR, "CATEGORIES:mail,shop", "CATEGORIES:web"]
    assert sorted(row[0] for row in plain(read(write, event))) == ["mail", "shop", "web"]
    mapping, _ = read_outage_mapping("kind: calendar\nservice: page", "m.yaml", "mine")
    assert [row[0] for row in plain(read(write, event, mapping=mapping))] == ["page"]
    text = calendar([AT_TEN, HOUR]).replace("CATEGORIES:shop\r\n", "")
    recorded = read_calendar(write(text, "plan.ics"))
    assert (plain(recorded), codes(recorded)) == ([], ["no-service"])


def test_what_cannot_be_used_is_said(write):
    recorded = read(
        write,
        [AT_TEN, HOUR],
        [AT_TEN, HOUR, "STATUS:CANCELLED"],
        ["DTEND:20260301T100000Z"],
        ["DTSTART:20269901T100000Z"],
        ["DTSTART:15000101T100000Z"],
        [AT_TEN, "DTEND:20250301T100000Z"],
        ["DTSTART;VALUE=DATE:20260301", "DTEND;VALUE=DATE:20250301"],
        [AT_TEN, "DTEND:soon"],
        [AT_TEN, HOUR, "EXDATE:soon"],
        [AT_TEN, HOUR, "RRULE:FREQ=DAILY;COUNT=x"],
    )
    assert len(plain(recorded)) == 1
    counts = {problem.code: problem.message.split()[0] for problem in recorded.problems}
    assert counts == {"no-time": "6", "ends-before-start": "2", "cancelled": "1"}


def test_exact_duplicates_count_once(write):
    recorded = read(write, ["UID:a", AT_TEN, HOUR], ["UID:b", AT_TEN, HOUR])
    assert len(plain(recorded)) == 2
    recorded = read(write, [AT_TEN, HOUR, "CATEGORIES:shop,shop"])
    assert len(plain(recorded)) == 1


def test_further_times_and_periods(write):
    recorded = read(
        write,
        [AT_TEN, HOUR, "RDATE:20260401T100000Z", "RDATE;VALUE=PERIOD:20260501T100000Z/PT2H"],
        [AT_TEN, HOUR, "UID:z"],
    )
    assert [row[1][:10] for row in plain(recorded)] == [
        "2026-03-01",
        "2026-03-01",
        "2026-04-01",
        "2026-05-01",
    ]


def test_a_series_without_an_end_is_followed_for_five_years(write):
    forever = plain(read(write, [AT_TEN, HOUR, "RRULE:FREQ=MONTHLY;BYDAY=1SU"]))
    assert (len(forever), forever[-1][1][:4]) == (70, "2031")
    until = plain(read(write, [AT_TEN, HOUR, "RRULE:FREQ=WEEKLY;UNTIL=20260331T000000Z"]))
    assert len(until) == 5
    days = plain(read(write, ["DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=YEARLY"], zone="Etc/UTC"))
    assert len(days) == 6
    floating = plain(
        read(write, ["DTSTART:20260301T100000", "RRULE:FREQ=YEARLY;UNTIL=20990101"], zone="Etc/UTC")
    )
    assert len(floating) == 6


def test_a_calendar_without_events(write):
    recorded = read(write)
    assert (plain(recorded), codes(recorded)) == ([], [])
