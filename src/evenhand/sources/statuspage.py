"""Incidents of a status page as outages: one outage for each component an incident names.

An incident in `incidents.csv` becomes an outage of each component from the begin to the end of its downtime, with
the state that its impact stands for. Where the folder also holds `segments.csv`, maintenance begins with the work
and not with its announcement, and the announcement is kept as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenhand.records.outages import NO_END, NOT_ANNOUNCED
from evenhand.sources.cells import Coded
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.outage_mapping import LEFT_OUT, UP, OutageMapping, preset
from evenhand.sources.recorded import Outage, RecordedOutages, latest_instant, of_rows
from evenhand.sources.report import MOST_EXAMPLES, Example, ImportReport
from evenhand.sources.small import SmallTable
from evenhand.sources.trouble import trouble
from evenhand.units import tidy

INCIDENTS, SEGMENTS = "incidents.csv", "segments.csv"
READER = "incidents of a status page"
_SCHEDULED = ("scheduled",)
_WORK = ("in progress", "verifying", "update")
_STATE = (
    "Say under `states` in a mapping what it means: down, degraded, unknown, maintenance, up or left out."
)
_WHOSE = "Say `service:` or `without component:` in a mapping, and they count for that service."


@dataclass(slots=True)
class Work:
    """What the segments of one incident say of its maintenance: when it was announced, and when it was done."""

    announced: int = NOT_ANNOUNCED
    start: int = NEVER
    end: int = NEVER


@dataclass(slots=True)
class _Findings:
    """Rows with something to be said about them, by what is said."""

    rows: dict[str, list[int]] = field(default_factory=dict)

    def note(self, what: str, row: int) -> None:
        self.rows.setdefault(what, []).append(row)


def read_statuspage(
    path: str | Path, timezone: KnownZone | None = None, mapping: OutageMapping | None = None
) -> RecordedOutages:
    """The outages of a file of incidents, or of a folder with `incidents.csv` and perhaps `segments.csv`.

    Raises RecordError when they cannot be read, or when no column is there that the mapping names.
    """
    mapping = mapping or preset("incidents")
    folder = Path(path)
    if folder.is_dir():
        if not (folder / INCIDENTS).is_file():
            message = f"The folder holds no file {INCIDENTS}."
            raise trouble(path, "no-incidents", message, "Name the file with the incidents.")
        path = folder / INCIDENTS
    segments = folder / SEGMENTS if folder.is_dir() else Path()
    zone = timezone or mapping.timezone
    works = _works(segments, zone) if segments.is_file() else {}
    table = _table(path, zone, mapping)
    rows = list(_outages(table, mapping, works))
    outages, duplicates = of_rows(rows)
    table.report.add("duplicate", "exact-duplicate", "exact duplicate of an earlier row", duplicates)
    _overlaps(table.report, outages.service.codes, outages.start, outages.end)
    return RecordedOutages(outages, table.report.problems(), READER, latest_instant(outages))


def _table(path: str | Path, zone: KnownZone | None, mapping: OutageMapping) -> SmallTable:
    columns = {**mapping.columns, **mapping.attributes}
    optional = [name for name in columns if name not in ("start", "state")]
    return SmallTable(path, zone, ("start", "state"), optional, known_as=columns)


def _outages(table: SmallTable, mapping: OutageMapping, works: dict[str, Work]) -> Iterator[Outage]:
    texts = {name: table.text(name) for name in ("id", "component", "state", "end", *mapping.attributes)}
    start = table.instants("start", "row left out", NEVER)
    end = table.instants("end", "row left out", NEVER)
    announced = table.instants("announced", "not said", NOT_ANNOUNCED)
    written = texts["end"].codes >= 0
    table.drop(start == NEVER, "no-time", "incident without a usable start", "id")
    table.drop(written & (end == NEVER), "no-time", "incident without a usable end", "id")
    table.drop(written & (end < start), "ends-before-start", "incident that ends before it starts", "id")
    known = texts["state"].marks(lambda cell: tidy(cell) in mapping.states)
    table.drop(~known, "unknown-impact", "impact that is not known (incident left out)", "state", _STATE)
    left = texts["state"].marks(lambda cell: mapping.states.get(tidy(cell)) in (LEFT_OUT, UP))
    _leave(table, left, "impact that stands for no outage (incident left out)", texts["state"])
    nobody = (texts["component"].codes < 0) & (not mapping.service_of(""))
    table.drop(nobody, "no-component", "incident that names no component (left out)", "id", _WHOSE)
    findings = _Findings()
    for row in np.flatnonzero(table.batch.keep).tolist():
        said = {name: column.name(int(column.codes[row])) for name, column in texts.items()}
        state = mapping.states[tidy(said["state"])]
        first, last = int(start[row]), int(end[row]) if written[row] else NO_END
        notice = int(announced[row])
        work = works.get(said["id"])
        if state == "maintenance" and work is not None and work.start != NEVER:
            first, last, notice = work.start, work.end, work.announced
        elif state == "maintenance" and notice == NOT_ANNOUNCED:
            findings.note("unannounced", row)
        if first == last:
            findings.note("empty", row)
        extra = {name: said[name] for name in mapping.attributes}
        for component in _components(said["component"], mapping.separator):
            service = mapping.service_of(component)
            attributes = {"component": component, **extra}
            yield Outage(service, first, last, state, notice, id=said["id"], attributes=attributes)
    _say(table, findings, texts["id"])


def _leave(table: SmallTable, rows: NDArray[np.bool_], message: str, shown: Coded) -> None:
    table.batch.find("left out", "no-outage", message, rows, lambda row: shown.name(int(shown.codes[row])))
    table.batch.keep &= ~rows


def _say(table: SmallTable, findings: _Findings, id: Coded) -> None:
    sentences = {
        "unannounced": (
            "begins-with-announcement",
            "maintenance that may begin with its announcement",
            f"Give the folder with {SEGMENTS} beside {INCIDENTS}, which tells the one from the other.",
        ),
        "empty": ("no-length", "incident of zero length: listed, and counts nothing", ""),
    }
    for what, rows in findings.rows.items():
        code, message, mend = sentences[what]
        shown = [
            Example(id.name(int(id.codes[row])), int(table.batch.numbers[row]))
            for row in rows[:MOST_EXAMPLES]
        ]
        table.report.add("note", code, message, len(rows), shown, mend)


def _components(cell: str, separator: str) -> list[str]:
    """The components a cell names, each once; one nameless component for an empty cell."""
    parts = cell.split(separator) if separator else [cell]
    return list(dict.fromkeys(name for part in parts if (name := part.strip()))) or [""]


def _overlaps(
    report: ImportReport, service: NDArray[np.int32], start: NDArray[np.int64], end: NDArray[np.int64]
) -> None:
    """Note how many outages begin before an earlier one of their service has ended."""
    count = 0
    for one in np.unique(service):
        mine = service == one
        count += int((start[mine][1:] < np.maximum.accumulate(end[mine])[:-1]).sum())
    report.add("note", "overlap", "outage that overlaps an earlier one: each second counts once", count)


def _works(path: Path, zone: KnownZone | None) -> dict[str, Work]:
    """Announcement and work of every incident whose segments say that it was scheduled."""
    table = SmallTable(path, zone, ("incident_id", "start_at", "status"), ("end_at",))
    ids, status = table.text("incident_id"), table.text("status")
    start = table.instants("start_at", "segment left out", NEVER)
    end = table.instants("end_at", "segment left out", NO_END)
    scheduled = status.marks(lambda cell: tidy(cell) in _SCHEDULED)
    doing = status.marks(lambda cell: tidy(cell) in _WORK)
    works: dict[str, Work] = {}
    for row in np.flatnonzero(scheduled & (start != NEVER)).tolist():
        work = works.setdefault(ids.name(int(ids.codes[row])), Work())
        first = int(start[row])
        work.announced = first if work.announced == NOT_ANNOUNCED else min(work.announced, first)
    for row in np.flatnonzero(doing & (start != NEVER)).tolist():
        work_done = works.get(ids.name(int(ids.codes[row])))
        if work_done is not None:
            first = int(start[row])
            work_done.start = first if work_done.start == NEVER else min(work_done.start, first)
            work_done.end = max(work_done.end, int(end[row]))
    return works
