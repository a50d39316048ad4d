"""The dates on which a calendar is closed or open other than its week says, to calendars and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from evenhand.calendars.hours import Calendar
from evenhand.calendars.zones import DAY_SECONDS
from evenhand.exchange.entry import Entry, Kind
from evenhand.terms.agreement import Agreement

_EPOCH: Final = date(1970, 1, 1)


def closures_of(agreement: Agreement, first: date, last: date) -> Iterator[Entry]:
    """Yield holidays, closures and extra openings of each calendar from `first` to `last`, both included.

    A holiday on a date on which the calendar has no hours anyway is left out.
    """
    for name in agreement.calendars:
        calendar = agreement.calendar(name, range(first.year, last.year + 1))
        for day, words in calendar.closed.items():
            if first <= day <= last and calendar.weekly[day.weekday()] and day not in calendar.open:
                key, clause = f"closed-{name}-{day}", f"calendars.{name}"
                unnamed = words == "closed"
                summary = f"{name} closed" if unnamed else f"{words} ({name} closed)"
                yield Entry.on(day, key, "closed", clause, summary, "" if unnamed else words)
        yield from _parts(agreement, name, calendar, "closed", first, last)
        yield from _parts(agreement, name, calendar, "open", first, last)


def _parts(
    agreement: Agreement, name: str, calendar: Calendar, kind: Kind, first: date, last: date
) -> Iterator[Entry]:
    dated = calendar.closed_parts if kind == "closed" else calendar.open
    zone = agreement.zone(calendar.zone, first.year - 1, last.year + 1)
    for day, spans in dated.items():
        for start, end in spans if first <= day <= last else ():
            local = (day - _EPOCH).days * DAY_SECONDS
            begins, ends = zone.opening_instant(local + start), zone.closing_instant(local + end)
            yield Entry(
                f"{kind}-{name}-{day}-{start}",
                kind,
                f"calendars.{name}",
                datetime.fromtimestamp(int(begins), UTC),
                datetime.fromtimestamp(int(ends), UTC),
                f"{name} {kind}",
            )
