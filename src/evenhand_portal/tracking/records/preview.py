"""What is in a file, before anything is taken: counts, the first events, and what is wrong with which line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import open_recorded
from evenhand.errors import Problem, RecordError
from evenhand.figures.explanation.events import ticket_events
from evenhand.figures.explanation.samples import plain_readings
from evenhand.records.outages import NO_END, STATES, Outages
from evenhand.records.tickets import TicketLog
from evenhand.terms.agreement import Agreement as Terms
from evenhand.units import iso_utc
from evenhand_portal.tracking.records.matching import columns_of

FIRST_ROWS: Final = 8
MOST_PROBLEMS: Final = 60
LONGEST: Final = 400
LONGEST_CELL: Final = 80
_COUNTED = re.compile(r"([\d,]+) × ")
Report = dict[str, Any]
Progress = Callable[[int], None]


def preview(
    kind: str,
    path: Path,
    reading: Mapping[str, str],
    terms: Sequence[Terms],
    progress: Progress | None = None,
) -> Report:
    """Read the whole file as it would be read for figures; return plain values to be shown.

    `dropped` is the number of rows that cannot be used. Raises RecordError when nothing of it can be read.
    """
    reader = {"tickets": _tickets, "outages": _outages, "readings": _readings}[kind]
    return reader(path, reading, terms, progress)


def refused(error: RecordError) -> Report:
    """Return the report of a file of which nothing can be read."""
    return {"problems": problems_shown(error.problems)}


def problems_shown(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain values, without the place of the file on the server; the worst first."""
    ranks = ("error", "warning", "advice", "note")
    ordered = sorted(problems, key=lambda each: ranks.index(each.severity))
    return [
        {
            "code": each.code,
            "severity": each.severity,
            "line": each.line,
            "message": each.message[:LONGEST],
            "mend": _mend_here(each.mend)[:LONGEST],
        }
        for each in ordered[:MOST_PROBLEMS]
    ]


def _mend_here(mend: str) -> str:
    """What to do about it on a page: advice about the command line is said as it is done here."""
    if "--timezone" in mend:
        return "Say below which time zone these clocks showed."
    if "--mapping" in mend or "evenhand mapping" in mend or "in the mapping" in mend:
        return "Say below what the columns mean."
    return mend


def _tickets(
    path: Path, reading: Mapping[str, str], terms: Sequence[Terms], progress: Progress | None
) -> Report:
    first: list[list[str]] = []
    with open_recorded(terms, [Recorded("tickets", path, reading)], progress=progress) as opened:
        for log in opened.logs:
            if not first:
                first = list(islice(_events(log), FIRST_ROWS))
        (source,) = opened.sources
        report = source.report
        dropped, doubled = report.count("dropped"), report.count("duplicate")
        return {
            "rows": report.rows,
            "tickets": report.tickets,
            "events": dict(report.events),
            "dropped": dropped,
            "duplicates": doubled,
            "latest": iso_utc(source.latest),
            "head": ["Ticket", "When (UTC)", "Event", "Service", "Priority"],
            "first": first,
            "columns": list(columns_of(path)),
            "problems": problems_shown(opened.problems()),
        }


def _events(log: TicketLog) -> Iterator[list[str]]:
    for place, ticket in enumerate(log.tickets.tolist()):
        for each in ticket_events(log, place):
            cells = each.attributes.get("service", ""), each.attributes.get("priority", "")
            yield [_cut(cell) for cell in (str(ticket), iso_utc(each.at), each.event, *cells)]


def _outages(
    path: Path, reading: Mapping[str, str], terms: Sequence[Terms], progress: Progress | None
) -> Report:
    with open_recorded(terms, [Recorded("outages", path, reading)], progress=progress) as opened:
        outages, problems = opened.outages, opened.problems()
    assert outages is not None
    return {
        "rows": len(outages),
        "events": dict(Counter(STATES[code] for code in outages.state.tolist())),
        "dropped": _left_out(problems),
        "latest": iso_utc(opened.latest),
        "head": ["Service", "From (UTC)", "To (UTC)", "State"],
        "first": [_outage(outages, row) for row in range(min(FIRST_ROWS, len(outages)))],
        "problems": problems_shown(problems),
    }


def _outage(outages: Outages, row: int) -> list[str]:
    end = int(outages.end[row])
    service = outages.service.texts()[row]
    return [
        _cut(service),
        iso_utc(int(outages.start[row])),
        "still lasts" if end == NO_END else iso_utc(end),
        STATES[int(outages.state[row])],
    ]


def _readings(
    path: Path, reading: Mapping[str, str], terms: Sequence[Terms], progress: Progress | None
) -> Report:
    with open_recorded(terms, [Recorded("readings", path, reading)], progress=progress) as opened:
        found, problems = opened.readings, opened.problems()
    assert found is not None
    shown = plain_readings(found)
    return {
        "rows": len(shown),
        "events": dict(Counter(each.name[:LONGEST_CELL] for each in shown).most_common(20)),
        "dropped": _left_out(problems),
        "latest": iso_utc(opened.latest),
        "head": ["Name", "When (UTC)", "Value", "Service", "Ticket"],
        "first": [
            [_cut(cell) for cell in (each.name, iso_utc(each.at), str(each.value), each.service, each.ticket)]
            for each in shown[:FIRST_ROWS]
        ],
        "problems": problems_shown(problems),
    }


def _left_out(problems: Sequence[Problem]) -> int:
    """How many rows were left out, as the warnings say; what is doubled only counts once."""
    told = [
        _COUNTED.match(each.message)
        for each in problems
        if each.severity in ("error", "warning") and each.code != "exact-duplicate"
    ]
    return sum(int(found[1].replace(",", "")) for found in told if found)


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else f"{cell[: LONGEST_CELL - 1]}…"
