"""What is written is iCalendar as RFC 5545 wants it, the same bytes each time, and stays the same event."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import recurring_ical_events
from icalendar import Calendar

from evenhand.exchange.dates import dates_of
from evenhand.exchange.entry import Entry
from evenhand.exchange.icalendar import calendar_bytes, identifier
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from tests.logs import agreement
from tests.unit.terms.helping import EXAMPLE

TEXT = EXAMPLE.read_text("utf-8")


def read(text: str) -> Agreement:
    found, _ = read_agreement(text, file="a.yaml")
    assert found is not None
    return found


AGREED = read(TEXT)
ENTRIES = dates_of(AGREED)[0]
DATA = calendar_bytes(AGREED, ENTRIES)


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    lines = DATA.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert lines[:3] == [b"BEGIN:VCALENDAR", b"PRODID:-//Evenhand//Evenhand//EN", b"VERSION:2.0"]


def test_every_date_is_an_event_that_can_be_read() -> None:
    events = Calendar.from_ical(DATA).walk("VEVENT")
    assert [
        (event["DTSTART"].dt, str(event["SUMMARY"]), str(event["X-EVENHAND-CLAUSE"])) for event in events
    ] == [(entry.start, entry.summary, entry.clause) for entry in ENTRIES]
    assert [str(event.get("DESCRIPTION", "")) for event in events] == [entry.description for entry in ENTRIES]
    assert all(event["DTEND"].dt > event["DTSTART"].dt for event in events)
    shown = recurring_ical_events.of(Calendar.from_ical(DATA)).between(date(2026, 4, 1), date(2026, 5, 1))
    assert len(shown) == sum(date(2026, 4, 1) <= entry.begins.date() < date(2026, 5, 1) for entry in ENTRIES)


def test_the_same_dates_are_the_same_bytes() -> None:
    assert calendar_bytes(read(TEXT), dates_of(read(TEXT))[0]) == DATA


def test_identifiers_are_unique_and_stay_when_a_date_moves() -> None:
    unfolded = DATA.replace(b"\r\n ", b"").decode()
    identifiers = re.findall(r"^UID:(.*)\r$", unfolded, re.MULTILINE)
    assert len({*identifiers}) == len(ENTRIES)
    later = read(
        TEXT.replace("due: 5 business days after the period", "due: 6 business days after the period")
    )
    moved = calendar_bytes(later, dates_of(later)[0]).replace(b"\r\n ", b"").decode()
    assert sorted(re.findall(r"^UID:(.*)\r$", moved, re.MULTILINE)) == sorted(identifiers)
    assert moved != unfolded
    other = read(TEXT.replace("Harbour Dental Group", "Others"))
    assert identifier(other, "notice") != identifier(AGREED, "notice")


def test_when_it_was_made_is_said_or_follows_from_the_version() -> None:
    assert b"DTSTAMP:20260101T000000Z" in DATA
    assert b"SEQUENCE:0" in DATA
    made = calendar_bytes(AGREED, ENTRIES[:1], datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert b"DTSTAMP:20260301T120000Z" in made
    second = agreement("agreement: A\nversion: 2\nin force from: 2026-04-01\ntimezone: UTC\n")
    entry = Entry.on(date(2026, 5, 1), "k", "duty", "c", "s", alarms=(7, 2))
    assert b"SEQUENCE:2\r\n" in calendar_bytes(second, [entry])
    assert b"DTSTAMP:20260401T000000Z" in calendar_bytes(second, [entry])
    undated = agreement("agreement: A\ntimezone: UTC\n")
    assert b"DTSTAMP:19700101T000000Z" in calendar_bytes(undated, [entry])


def test_alarms_come_some_days_before() -> None:
    [event] = [
        event for event in Calendar.from_ical(DATA).walk("VEVENT") if "notice" in str(event["SUMMARY"])
    ]
    alarms = event.walk("VALARM")
    assert [(str(alarm["ACTION"]), alarm["TRIGGER"].dt.days) for alarm in alarms] == [
        ("DISPLAY", -30),
        ("DISPLAY", -7),
    ]


def test_words_of_the_parties_are_data() -> None:
    text = 'agreement: "A;B,C\\\\n\\nBEGIN:VEVENT"\ntimezone: UTC\nterm: {from: 2026-01-01, to: 2026-01-02}\n'
    hostile = agreement(text)
    data = calendar_bytes(hostile, dates_of(hostile)[0])
    assert data.count(b"\r\nBEGIN:VEVENT\r\n") == 2
    assert str(Calendar.from_ical(data)["X-WR-CALNAME"]) == hostile.agreement
