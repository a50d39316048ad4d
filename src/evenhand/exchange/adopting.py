"""Closures from a calendar file into an agreement: holidays of a company, a shutdown, a day of stocktaking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from icalendar import Calendar

from evenhand.calendars.zones import DAY_SECONDS
from evenhand.errors import Problem
from evenhand.exchange.icalendar import CLAUSE
from evenhand.records.outages import Outages
from evenhand.records.tickets import Labels
from evenhand.sources.ical import read_calendar
from evenhand.sources.outage_mapping import OutageMapping
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.notations import span_form
from evenhand.terms.editing import Value, added, edited, value_of

_EPOCH: Final = date(1970, 1, 1)
_OTHERS: Final = ("term", "notice", "review", "report", "duty")
"""Categories of our own events that are no closures; those of other programs all are."""


@dataclass(frozen=True)
class Closure:
    """A date on which a calendar is closed or open, wholly or for some hours (seconds from midnight)."""

    kind: str
    day: date
    span: tuple[int, int]
    name: str

    @property
    def whole(self) -> bool:
        """Whether it is the date from midnight to midnight."""
        return self.span == (0, DAY_SECONDS)

    def value(self) -> Value:
        """As a document writes it."""
        hours = {} if self.whole and self.kind == "closed" else {"hours": span_form(*self.span)}
        name = {"name": self.name} if self.name and self.kind == "closed" else {}
        return {"date": self.day.isoformat(), **hours, **name} if hours or name else self.day.isoformat()


def adopted(
    text: str, agreement: Agreement, calendar: str, path: Path, *, file: str
) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of an agreement with the closures of a calendar file in one of its calendars.

    Every other byte stays. Of a file that Evenhand wrote only what is of that calendar is taken. Dates outside the
    term and closures that are there already are left out, and said. Raises RecordError for a file that is no
    calendar, DocumentError where the agreement cannot be changed.
    """
    zone = agreement.calendars[calendar].timezone or agreement.timezone
    mapping = OutageMapping(
        "closures", "calendar", service="closed", services={kind: kind for kind in ("open", *_OTHERS)}
    )
    recorded = read_calendar(path, zone, mapping)
    found = list(dict.fromkeys(_closures(path, recorded.outages, agreement, calendar, zone)))
    inside = [each for each in found if _within(agreement, each.day)]
    new = [each for each in inside if not _there(agreement, calendar, each)]
    for kind in ("closed", "open"):
        address, values = f"calendars.{calendar}.{kind}", [each.value() for each in new if each.kind == kind]
        if values:
            old = value_of(text, address, file=file)
            several = [*old, *values] if isinstance(old, list) else values
            text = (added if old is None else edited)(text, address, several, file=file)
    notes = (
        _note("outside-term", len(found) - len(inside), "outside the term", path),
        _note("closed-already", len(inside) - len(new), "in the agreement already", path),
    )
    return text, (*recorded.problems, *(note for note in notes if note))


def _note(code: str, number: int, why: str, path: Path) -> Problem | None:
    if not number:
        return None
    what = "1 date is" if number == 1 else f"{number} dates are"
    return Problem(code, f"{what} {why}, and left out.", "", "note", str(path))


def _closures(
    path: Path, outages: Outages, agreement: Agreement, calendar: str, zone: str
) -> Iterator[Closure]:
    """The closures and openings of a file, each cut into the dates of the calendar's zone."""
    own = _own_events(path)
    titles = outages.attribute("title")
    for place in range(len(outages)):
        kind = outages.service.names[outages.service.codes[place]]
        uid = _label(outages.id, place)
        clause, words = own.get(uid, (f"calendars.{calendar}", _label(titles, place)))
        if kind in _OTHERS or clause != f"calendars.{calendar}":
            continue
        for day, span in _dates(int(outages.start[place]), int(outages.end[place]), agreement, zone):
            yield Closure(kind, day, span, words)


def _own_events(path: Path) -> dict[str, tuple[str, str]]:
    """The clause and the name of each event that Evenhand wrote, by its identifier."""
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {
        str(event["UID"]): (str(event[CLAUSE]), str(event.get("DESCRIPTION", "")))
        for event in events
        if CLAUSE in event and "UID" in event
    }


def _label(labels: Labels, place: int) -> str:
    code = labels.codes[place]
    return labels.names[code] if code >= 0 else ""


def _dates(start: int, end: int, agreement: Agreement, name: str) -> Iterator[tuple[date, tuple[int, int]]]:
    """The local dates that a stretch of time touches, with the hours of each as seconds from its midnight."""
    year = _EPOCH.year + start // 31_556_952
    zone = agreement.zone(name, year - 1, year + 2 + (end - start) // 31_556_952)
    begins, ends = (int(at) for at in zone.local_seconds([start, end]))
    for number in range(begins // DAY_SECONDS, -(-ends // DAY_SECONDS)):
        midnight = number * DAY_SECONDS
        yield (
            _EPOCH + timedelta(days=number),
            (max(begins - midnight, 0), min(ends - midnight, DAY_SECONDS)),
        )


def _within(agreement: Agreement, day: date) -> bool:
    last = agreement.term.to if agreement.term else None
    return (agreement.starts or day) <= day <= (last or day)


def _there(agreement: Agreement, calendar: str, closure: Closure) -> bool:
    """Whether the agreement says so already."""
    known = agreement.calendar(calendar, [closure.day.year])
    if closure.kind == "open":
        return closure.span in known.open.get(closure.day, ())
    return closure.day in known.closed or closure.span in known.closed_parts.get(closure.day, ())
