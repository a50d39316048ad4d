"""Calendars of a few events, and what is read of them."""

from evenhand.records.outages import MAINTENANCE, NOT_ANNOUNCED
from evenhand.sources.ical import read_calendar
from evenhand.units import iso_utc

AT_TEN = "DTSTART:20260301T100000Z"
HOUR = "DURATION:PT1H"


def calendar(*events, extra=()):
    """The text of a calendar; an event is a list of lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *extra]
    for number, event in enumerate(events):
        own = [] if any(line.startswith("UID") for line in event) else [f"UID:{number}"]
        lines += ["BEGIN:VEVENT", *own, "CATEGORIES:shop", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def plain(recorded):
    """(service, start, hours, announced)."""
    outages = recorded.outages
    assert set(outages.state.tolist()) <= {MAINTENANCE}
    return [
        (
            service,
            iso_utc(start)[:16],
            (end - start) / 3600,
            "" if told == NOT_ANNOUNCED else iso_utc(told)[:10],
        )
        for service, start, end, told in zip(
            outages.service.texts(),
            outages.start.tolist(),
            outages.end.tolist(),
            outages.announced.tolist(),
            strict=True,
        )
    ]


def read(write, *events, zone=None, mapping=None, extra=()):
    """Read a calendar of some events."""
    return read_calendar(write(calendar(*events, extra=extra), "plan.ics"), zone, mapping)


def codes(recorded):
    """The codes of what was said."""
    return [problem.code for problem in recorded.problems]
