"""Short notations for the tests of explanations; times are winter times in London, so also UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.result import Walk
from evenhand.figures.explanation.walk import Walker
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement

DOCUMENT = """
agreement: Test
timezone: Europe/London
term: {{from: 2026-01-01, to: 2026-12-31}}
calendars:
  always: {{hours: always}}
  office:
    hours: {{mon-thu: "09:00-17:00", fri: "09:00-13:00"}}
    holidays: [{{date: 2026-02-05, name: Founders' Day}}]
  evening: {{hours: {{mon-sun: "18:00-22:00"}}}}
priorities: {priorities}
services:
  desk: {{hours: office}}
  lab: {{hours: evening}}
{extra}
standards:
  s:
    title: Solving
    {standard}
"""
PRIORITIES = "{P1: {}, P2: {}, P3: {}}"
SIMPLE = "clock: {starts: opened, stops: resolved, pauses: [client, {vendor: at most 2 hours}]}"


def agreement(*lines: str, extra: str = "", priorities: str = PRIORITIES, **replaced: str) -> Agreement:
    """A document with one standard `s`; `replaced` exchanges pieces of its text."""
    text = DOCUMENT.format(standard="\n    ".join(lines), extra=extra, priorities=priorities)
    for old, new in replaced.items():
        assert TEXTS[old] in text
        text = text.replace(TEXTS[old], new)
    found, problems = read_agreement(text, file="test.yaml")
    assert found is not None, problems
    return found


TEXTS = {
    "term": "term: {from: 2026-01-01, to: 2026-12-31}",
    "zone": "timezone: Europe/London",
    "lab": "  lab: {hours: evening}\n",
    "desk": "desk: {hours: office}",
    "name": "agreement: Test",
    "hours": 'hours: {mon-thu: "09:00-17:00", fri: "09:00-13:00"}\n',
}


def at(text: str) -> int:
    """`02-03 09:00` of 2026 in UTC, with seconds or another year where they are written."""
    text = text if text.count("-") == 2 else f"2026-{text}"
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def shown(instant: int | None) -> str:
    """An instant in the notation of `at`."""
    if instant is None:
        return ""
    return f"{datetime.fromtimestamp(instant, UTC):%m-%d %H:%M:%S}".removesuffix(":00")


def rows(*lines: str) -> list[TicketEvent]:
    """Events such as `02-03 09:00 opened priority=P2 service=desk`; `waiting client` gives the reason.

    `waited=600` is the total waiting a source reports, `received=…` hours after which the record arrived.
    """
    found = []
    for line in lines:
        day, time, event, *rest = line.split()
        pairs = [part if "=" in part else f"reason={part}" for part in rest]
        said: dict[str, str] = dict(pair.split("=") for pair in pairs)
        waited, received = said.pop("waited", None), said.pop("received", None)
        when = at(f"{day} {time}")
        said = {name.replace("_", " "): value.replace("_", " ") for name, value in said.items()}
        found.append(
            TicketEvent(
                when,
                event,
                said,
                None if waited is None else int(waited),
                None if received is None else when + int(received) * 3600,
            )
        )
    return found


def walk(
    terms: Agreement | list[Agreement], *lines: str, as_of: str = "03-01 00:00", standard: str = "s"
) -> Walk:
    """Walk the ticket T through some events."""
    versions = [terms] if isinstance(terms, Agreement) else terms
    return Walker(versions, at(as_of)).walk("T", rows(*lines), standard)


def result(found: Walk) -> tuple[str, str, str, int | None, str]:
    """Verdict, decided, due, elapsed in minutes, period: what the truth tables compare."""
    minutes = None if found.elapsed_seconds is None else found.elapsed_seconds // 60
    return (
        found.verdict if found.listed else "not listed",
        shown(found.decided),
        shown(found.due),
        minutes,
        "" if found.period_start is None else found.period_start.isoformat(),
    )
