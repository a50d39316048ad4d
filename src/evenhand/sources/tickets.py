"""The door for ticket records: a file and a mapping in, ticket logs of whole tickets out, in bounded memory."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenhand.records.tickets import TicketLog
from evenhand.sources.columns import Plan, plan_for, report_absent
from evenhand.sources.files import open_file, streamed
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.mapping_reading import CANONICAL, usable_mapping
from evenhand.sources.prepare import Preparer
from evenhand.sources.preset_files import presets
from evenhand.sources.report import ImportReport
from evenhand.sources.rows import EventRows, together
from evenhand.sources.spill import Spill
from evenhand.sources.trouble import trouble
from evenhand.sources.whole import whole_tickets
from evenhand.sources.zone_hints import known_zone

_READ_ROWS = 1 << 20
_NO_RESPONSES = (
    "no ticket in these records has a response of its own; "
    "where a standard asks for one, the resolution was taken (rule 9)"
)
_SAY_RESPONSES = (
    "Name the column of the first response in the mapping, or do not rely on figures of responses."
)


class TicketSource:
    """The tickets of one file. Use it as a context manager: temporary files go when it is left.

    `rows` read, `latest` instant of all usable records; `report` is complete once `logs()` is exhausted.
    """

    def __init__(
        self, rows: EventRows | Spill, plan: Plan, latest: int, report: ImportReport, *, responses: bool
    ) -> None:
        """Made by `open_tickets`."""
        self._responses = responses
        self._rows = rows
        self._plan = plan
        self.latest = latest
        self.report = report
        self.rows = report.rows

    def logs(self) -> Iterator[TicketLog]:
        """Logs of whole tickets, each of about as many rows as a batch. To be taken once."""
        parts = self._rows.parts() if isinstance(self._rows, Spill) else iter((self._rows,))
        for rows in parts:
            yield whole_tickets(rows, self._plan.mapping, self.report)
        events = self.report.events
        if self._responses and "responded" not in events and events.keys() & {"resolved", "closed"}:
            self.report.say("warning", "no-responses", _NO_RESPONSES, _SAY_RESPONSES)

    def __enter__(self) -> Self:
        """The source itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove temporary files."""
        if isinstance(self._rows, Spill):
            self._rows.close()


def open_tickets(
    path: str | Path,
    *,
    mapping: TicketMapping | str | Path | None = None,
    timezone: KnownZone | None = None,
    batch_rows: int = 2_000_000,
    extra_columns: Sequence[str] | Literal["all"] = (),
    wanted: Sequence[str] = (),
    spill_dir: str | Path | None = None,
    progress: Callable[[int], object] | None = None,
    looked_for: str | None = None,
    responses: bool = False,
) -> TicketSource:
    """Read a file of ticket records with a mapping (a preset, a YAML file, or Evenhand's own columns if None).

    `timezone` is the zone of times that say none, and wins over the mapping's. `extra_columns` names columns of
    the file to keep as attributes beside those of the mapping, `wanted` those to keep where it has them. A file of
    more than `batch_rows` rows is split by ticket into files under `spill_dir`. `progress` is called with the number
    of rows after each batch. `looked_for`: a ticket of which the report is to say what rules left it out.
    `responses`: whether somebody asks for them, so that the report warns when there are none.
    Raises RecordError for a file or a mapping that cannot be used, UsageError for an unknown zone.
    """
    if not isinstance(mapping, TicketMapping):
        mapping = CANONICAL if mapping is None else usable_mapping(mapping)
    if isinstance(timezone, str):
        timezone = known_zone(timezone) if timezone else None
    file = open_file(path, encoding=mapping.encoding)
    extra = extra_columns
    if extra != "all":
        extra = tuple(dict.fromkeys([*extra, *(name for name in wanted if name in file.columns)]))
    plan = plan_for(mapping, file.columns, path, extra=extra, presets=_preset_mappings)
    report = ImportReport(str(path), mapping.name, looked_for=looked_for)
    if mapping is not CANONICAL:
        report_absent(plan, report)
    for name in sorted(file.repeated & plan.plain):
        said = f'several columns are named "{name}": the first of them is read'
        report.say("note", "repeated-column", said)
    preparer = Preparer(plan, path, timezone, report)
    batches = streamed(file, path, plan.columns, min(batch_rows, _READ_ROWS), may_repeat=plan.plain)
    rows = _read(batches, file.rows_expected, preparer, batch_rows, spill_dir, progress)
    if preparer.latest == NEVER:
        first = next(each for each in report.ordered() if each.counted).problem(str(path))
        raise trouble(path, "no-records", f"No row can be used. {first.message}", first.mend, line=first.line)
    preparer.finish()
    return TicketSource(rows, plan, preparer.latest, report, responses=responses)


def _preset_mappings() -> dict[str, TicketMapping]:
    return {name: usable_mapping(name) for name in ("canonical", *presets())}


def _read(
    batches: Iterator[tuple[pa.RecordBatch, NDArray[np.int64]]],
    rows_expected: int,
    preparer: Preparer,
    batch_rows: int,
    spill_dir: str | Path | None,
    progress: Callable[[int], object] | None,
) -> EventRows | Spill:
    """All rows in memory, or, when they are more than `batch_rows`, set aside in files by ticket."""
    held: list[EventRows] = []
    spill: Spill | None = None
    count = 0
    try:
        for cells, numbers in batches:
            held.append(preparer.rows(cells, numbers))
            count += len(held[-1])
            if spill is None and count > batch_rows:
                expected = max(rows_expected, count)
                spill = Spill(-(-expected * 5 // (batch_rows * 4)), spill_dir)
            while spill is not None and held:
                spill.add(held.pop(0))
            if progress is not None:
                progress(len(cells))
    except BaseException:
        if spill is not None:
            spill.close()
        raise
    return together(held) if spill is None else spill
