"""Dates of an agreement as iCalendar (RFC 5545): written so that a later version moves the same events."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, vText

from evenhand.exchange.entry import Entry
from evenhand.terms.agreement import Agreement

PRODUCT: Final = "-//Evenhand//Evenhand//EN"
CLAUSE: Final = "X-EVENHAND-CLAUSE"


def calendar_bytes(agreement: Agreement, entries: Iterable[Entry], stamp: datetime | None = None) -> bytes:
    """Return dates as a calendar file, the same bytes for the same dates.

    `stamp` says when it was made, in UTC (DTSTAMP); without it, the midnight (UTC) with which the version comes into
    force. The number of the version is the events' SEQUENCE, and their identifiers stay from version to version, so
    that a calendar replaces what it has.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar["X-WR-CALNAME"] = _text(agreement.agreement)
    calendar.add("x-wr-timezone", agreement.timezone)
    made = stamp or datetime.combine(agreement.starts or date(1970, 1, 1), time(), UTC)
    for entry in entries:
        calendar.add_component(_event(agreement, entry, made))
    data: bytes = calendar.to_ical(sorted=False)
    return data


def _event(agreement: Agreement, entry: Entry, made: datetime) -> Event:
    event = Event()
    event.add("uid", identifier(agreement, entry.key))
    event.add("dtstamp", made)
    event.add("sequence", agreement.version or 0)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.summary)
    if entry.description:
        event.add("description", entry.description)
    event.add("categories", [entry.kind])
    event[CLAUSE] = _text(entry.clause)
    event.add("transp", "TRANSPARENT")
    for days in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", -timedelta(days=days))
        event.add_component(alarm)
    return event


def _text(words: str) -> vText:
    """The text of a property that the standard does not know, with its kind, so that its signs are read as text."""
    return vText(words, params={"VALUE": "TEXT"})


def identifier(agreement: Agreement, key: str) -> str:
    """The UID of a date: the same for all versions of an agreement, another for every other agreement."""
    parties = (agreement.parties.client, agreement.parties.provider)
    names = [agreement.reference or agreement.agreement, *(party.name for party in parties if party), key]
    return f"{hashlib.sha256(chr(10).join(names).encode()).hexdigest()[:32]}@evenhand"
