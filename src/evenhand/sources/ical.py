"""Calendars of planned maintenance (iCalendar, RFC 5545) as maintenance outages.

Each event, and each time of a repeated one, is one maintenance of the services that its categories name. It was
announced when the event was created (CREATED, else DTSTAMP); one time of a series that was moved, when that was
last changed. Dates without a time are whole days. A series without an end is followed for five years after the
last date that the calendar states.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import recurring_ical_events
from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from evenhand.calendars.zones import Zone, load_zone
from evenhand.errors import EvenhandError
from evenhand.records.outages import NOT_ANNOUNCED
from evenhand.sources.bombs import check_text, check_work, extra_times
from evenhand.sources.instants import FIRST_YEAR, LAST_YEAR
from evenhand.sources.outage_mapping import OutageMapping, preset
from evenhand.sources.recorded import Outage, RecordedOutages, latest_instant, of_rows
from evenhand.sources.report import Example, ImportReport
from evenhand.sources.trouble import trouble

LARGEST_BYTES = 8 << 20
READER = "a calendar of planned maintenance"
_YEARS = 5
_DATED = ("DTSTART", "DTEND", "RECURRENCE-ID", "CREATED", "DTSTAMP", "LAST-MODIFIED")
_REPEATS = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_EPOCH = dt.datetime(1970, 1, 1)


class _Wall:
    """Turns the times of a calendar into instants, by the zone rules of the `tzdata` package."""

    def __init__(self, path: str | Path, zone: str | None) -> None:
        self._path, self._zone = path, zone
        self._zones: dict[str, Zone | None] = {}

    def instant(self, moment: dt.date, *, closing: bool = False) -> int:
        """UTC seconds; wall-clock times that came twice or never by rule 3. Raises RecordError without a zone."""
        if not isinstance(moment, dt.datetime):
            return self._local(dt.datetime(moment.year, moment.month, moment.day), self._named(), closing)
        key = getattr(moment.tzinfo, "key", None)
        if moment.tzinfo is None:
            return self._local(moment, self._named(), closing)
        zone = None if key is None else self._rules(key)
        if zone is None:
            return int(moment.timestamp() // 1)
        return self._local(moment.replace(tzinfo=None), zone, closing)

    def _local(self, wall: dt.datetime, zone: Zone, closing: bool) -> int:
        seconds = np.array([int((wall - _EPOCH).total_seconds() // 1)])
        return int((zone.closing_instant if closing else zone.opening_instant)(seconds)[0])

    def _named(self) -> Zone:
        zone = self._rules(self._zone) if self._zone else None
        if zone is None:
            raise trouble(
                self._path,
                "no-zone",
                "The calendar holds times that do not say their zone.",
                "Say the zone these clocks showed, such as --timezone Europe/London.",
            )
        return zone

    def _rules(self, name: str) -> Zone | None:
        if name not in self._zones:
            try:
                self._zones[name] = load_zone(name, FIRST_YEAR, LAST_YEAR)
            except EvenhandError:
                self._zones[name] = None
        return self._zones[name]


def read_calendar(
    path: str | Path, timezone: str | None = None, mapping: OutageMapping | None = None
) -> RecordedOutages:
    """The planned maintenance of a calendar; `timezone` is for times that name no zone.

    Raises RecordError for a file that is no calendar, or one that repeats without measure.
    """
    mapping = mapping or preset("calendar")
    calendar = _parsed(path)
    report = ImportReport(str(path), mapping.name)
    zone = timezone or mapping.timezone or str(calendar.get("X-WR-TIMEZONE", "")) or None
    wall = _Wall(path, zone)
    events = [event for event in calendar.walk("VEVENT") if _usable(event, report)]
    report.rows = len(events)
    last = dt.datetime(max((_last_year(event) for event in events), default=FIRST_YEAR) + _YEARS, 12, 31)
    check_work(path, events, last)
    rows = list(_outages(path, events, last, wall, mapping, report))
    outages, duplicates = of_rows(rows)
    report.add("duplicate", "exact-duplicate", "exact duplicate of an earlier event", duplicates)
    return RecordedOutages(outages, report.problems(), READER, latest_instant(outages))


def _parsed(path: str | Path) -> Calendar:
    with Path(path).open("rb") as file:
        raw = file.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        _refuse(path, "too-large", "The calendar is larger than 8 MB.")
    if b"\0" in raw:
        _refuse(path, "nul-byte", "The calendar holds NUL bytes.")
    try:
        text = raw.decode("utf-8-sig")
        check_text(path, text)
        return Calendar.from_ical(text)
    except UnicodeDecodeError:
        _refuse(path, "bad-text", "The calendar is not UTF-8 text.")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        _refuse(path, "bad-calendar", f"The calendar cannot be read: {_line(error)}.")


def _refuse(path: str | Path, code: str, message: str) -> NoReturn:
    raise trouble(path, code, message, "Export it again as iCalendar (.ics).") from None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _usable(event: Any, report: ImportReport) -> bool:
    """Whether an event takes place, and its times can be read; what cannot be used is reported."""
    said = [Example(str(event.get("SUMMARY", event.get("UID", ""))))]
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        report.add("left out", "cancelled", "event that is cancelled (left out)", 1, said)
        return False
    start = _moment(event, "DTSTART")
    ends = [_moment(event, name) for name in ("DTEND", "DURATION") if name in event]
    broken = any(name in _REPEATS for name, _ in event.errors)
    if start is None or None in ends or broken or not FIRST_YEAR <= start.year <= LAST_YEAR - 2 * _YEARS:
        report.add("dropped", "no-time", "event without usable times (left out)", 1, said, loses=True)
        return False
    end = _moment(event, "DTEND")
    if end is not None and _plain(end) < _plain(start):
        backwards = "event that ends before it starts (left out)"
        report.add("dropped", "ends-before-start", backwards, 1, said, loses=True)
        return False
    return True


def _plain(moment: dt.date) -> dt.datetime:
    """A date or time without its zone, near enough to tell which of two came first."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return dt.datetime(moment.year, moment.month, moment.day)


def _last_year(event: Any) -> int:
    """The last year that an event states, of those that can be meant."""
    moments = [_moment(event, name) for name in _DATED]
    moments += [each.dt[0] if isinstance(each.dt, tuple) else each.dt for each in extra_times(event)]
    years = [moment.year for moment in moments if isinstance(moment, dt.date)]
    return min(max(years), LAST_YEAR - 2 * _YEARS)


def _moment(event: Any, name: str) -> Any:
    """A date, time or length that an event states; None where it states none, or none that can be read."""
    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _outages(
    path: str | Path,
    events: Sequence[Any],
    last: dt.datetime,
    wall: _Wall,
    mapping: OutageMapping,
    report: ImportReport,
) -> Iterator[Outage]:
    whole = Calendar()
    for event in events:
        whole.add_component(event)
    try:
        times = recurring_ical_events.of(whole).between(dt.datetime(FIRST_YEAR, 1, 2), last)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        _refuse(path, "bad-calendar", f"A repetition in the calendar cannot be read: {_line(error)}.")
    for time in times:
        summary = str(time.get("SUMMARY", ""))
        start, end = wall.instant(time.start), wall.instant(time.end, closing=True)
        services = [name for each in _categories(time) or [""] if (name := mapping.service_of(each))]
        if not services:
            message = "event that names no service (left out)"
            mend = "Put the service into the event's categories, or say `service:` in a mapping."
            report.add("dropped", "no-service", message, 1, [Example(summary)], mend, loses=True)
        for service in dict.fromkeys(services):
            yield Outage(
                service,
                start,
                end,
                "maintenance",
                _announced(time, wall),
                id=str(time.get("UID", "")),
                attributes={"title": summary},
            )


def _categories(event: Any) -> list[str]:
    found = event.get("CATEGORIES", [])
    lists = found if isinstance(found, list) else [found]
    return [name for each in lists for part in getattr(each, "cats", ()) if (name := str(part).strip())]


def _announced(event: Any, wall: _Wall) -> int:
    """When an event was announced: when it was made, or for a moved time of a series, when that was changed."""
    changed = ("LAST-MODIFIED", "DTSTAMP", "CREATED") if _moved(event) else ("CREATED", "DTSTAMP")
    for name in changed:
        moment = _moment(event, name)
        if isinstance(moment, dt.datetime):
            return wall.instant(moment)
    return NOT_ANNOUNCED


def _moved(event: Any) -> bool:
    planned = _moment(event, "RECURRENCE-ID")
    return planned is not None and planned != event.start
