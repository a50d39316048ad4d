"""What is in a file, before anything is taken: counts, the first events, and what is wrong with which line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import open_recorded
from evenhand.errors import RecordError
from evenhand.figures.explanation.events import ticket_events
from evenhand.records.outages import NO_END, STATES, Outages
from evenhand.records.tickets import TicketLog
from evenhand.terms.agreement import Agreement as Terms
from evenhand_portal.tracking.records.beside import preview_beside
from evenhand_portal.tracking.records.matching import columns_of
from evenhand_portal.tracking.records.shown import FIRST_ROWS, Report, cut, moment, problems_shown, rows_lost

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
    if kind == "tickets":
        return _tickets(path, reading, terms, progress)
    if kind == "outages":
        return _outages(path, reading, terms, progress)
    return preview_beside(kind, path, reading, terms)


def refused(error: RecordError) -> Report:
    """Return the report of a file of which nothing can be read."""
    return {"problems": problems_shown(error.problems)}


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
        doubled = report.count("duplicate")
        return {
            "rows": report.rows,
            "tickets": report.tickets,
            "events": dict(report.events),
            "dropped": report.lost,
            "duplicates": doubled,
            "latest": f"{moment(source.latest)} UTC",
            "head": ["Ticket", "When (UTC)", "Event", "Service", "Priority"],
            "first": first,
            "columns": list(columns_of(path)),
            "problems": problems_shown(opened.problems()),
        }


def _events(log: TicketLog) -> Iterator[list[str]]:
    for place, ticket in enumerate(log.tickets.tolist()):
        for each in ticket_events(log, place):
            cells = each.attributes.get("service", ""), each.attributes.get("priority", "")
            yield [cut(cell) for cell in (str(ticket), moment(each.at), each.event, *cells)]


def _outages(
    path: Path, reading: Mapping[str, str], terms: Sequence[Terms], progress: Progress | None
) -> Report:
    with open_recorded(terms, [Recorded("outages", path, reading)], progress=progress) as opened:
        outages, problems = opened.outages, opened.problems()
    assert outages is not None
    return {
        "rows": len(outages),
        "events": dict(Counter(STATES[code] for code in outages.state.tolist())),
        "dropped": rows_lost(problems),
        "latest": f"{moment(opened.latest)} UTC",
        "head": ["Service", "From (UTC)", "To (UTC)", "State"],
        "first": [_outage(outages, row) for row in range(min(FIRST_ROWS, len(outages)))],
        "problems": problems_shown(problems),
    }


def _outage(outages: Outages, row: int) -> list[str]:
    end = int(outages.end[row])
    service = outages.service.texts()[row]
    return [
        cut(service),
        moment(int(outages.start[row])),
        "still lasts" if end == NO_END else moment(end),
        STATES[int(outages.state[row])],
    ]
