"""Measure record files on this machine, batch by batch: memory is bounded by the batch, not by the file."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from evenhand.errors import UsageError
from evenhand.figures.facts import attributes_used
from evenhand.figures.measure import Measure, latest_instant
from evenhand.figures.measurement import Measurement
from evenhand.figures.part import Part
from evenhand.figures.results import COLUMNS, JudgedStandard, columns
from evenhand.records.charges import CreditRecords
from evenhand.records.outages import Outages
from evenhand.records.readings import Readings
from evenhand.sources.instants import KnownZone
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.report import ImportReport
from evenhand.sources.spreadsheet import safe_cell
from evenhand.sources.tickets import open_tickets
from evenhand.terms.agreement import Agreement

Progress = Callable[[int], None]
Writer = Callable[[Sequence[JudgedStandard]], None]

_INTEGERS = {"version", "elapsed_seconds", "paused_seconds"}
BATCH_ROWS = 2_000_000
"""Rows held in memory at a time: about 100 bytes each."""

SCHEMA = pa.schema([(name, pa.int64() if name in _INTEGERS else pa.string()) for name in COLUMNS])
"""The per-ticket result as Arrow columns."""


@dataclass(frozen=True, slots=True)
class FileMeasurement:
    """The measurement of files, and what was found in them on the way."""

    measurement: Measurement
    report: ImportReport


def measure_files(
    agreements: Sequence[Agreement],
    tickets: Path | None,
    *,
    mapping: TicketMapping | None = None,
    timezone: KnownZone | None = None,
    readings: Readings | None = None,
    outages: Outages | None = None,
    records: CreditRecords | None = None,
    as_of: int | None = None,
    first: date | None = None,
    last: date | None = None,
    by: Sequence[str] = (),
    per_ticket: Path | None = None,
    batch_rows: int = BATCH_ROWS,
    progress: Progress | None = None,
) -> FileMeasurement:
    """Measure a file of tickets, readings, outages and records of credits under the versions of an agreement.

    Without tickets standards that are counted from them have no figures. `as_of` defaults to the latest instant in
    the records (rule 14). `per_ticket` names a .csv or .parquet file for the result of every ticket. Raises
    RecordError for a file that cannot be read, UsageError for another ending, DocumentError when the documents are
    not versions of one agreement.
    """
    if tickets is None:
        measure = Measure(
            agreements, latest_instant(None, readings, outages, records) if as_of is None else as_of
        )
        measurement = measure.figures(
            Part(),
            tickets=False,
            readings=readings,
            outages=outages,
            records=records,
            first=first,
            last=last,
            by=by,
        )
        return FileMeasurement(measurement, ImportReport("", "canonical"))
    whole = Part()
    with (
        _result_file(per_ticket) as write,
        open_tickets(
            tickets,
            mapping=mapping,
            timezone=timezone,
            batch_rows=batch_rows,
            wanted=attributes_used(agreements),
            responses=_asks_for_responses(agreements),
            progress=progress,
        ) as source,
    ):
        if as_of is None:
            as_of = latest_instant(source.latest if source.rows else None, readings, outages, records)
        measure = Measure(agreements, as_of)
        for log in source.logs():
            part = measure.part(log, per_ticket=write is not None)
            if write is not None:
                write(part.judged)
            whole.merge(part)
        measurement = measure.figures(
            whole, readings=readings, outages=outages, records=records, first=first, last=last, by=by
        )
        return FileMeasurement(measurement, source.report)


def _asks_for_responses(agreements: Sequence[Agreement]) -> bool:
    """Whether the clock of any standard stops at the response."""
    clocks = [standard.clock for each in agreements for standard in each.standards.values()]
    return any(clock is not None and clock.stops == "responded" for clock in clocks)


@contextmanager
def _result_file(path: Path | None) -> Iterator[Writer | None]:
    """A writer of per-ticket rows; the file appears under its name only when all is written."""
    if path is None:
        yield None
        return
    if path.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{path.name}: the per-ticket result is written as .csv or .parquet.")
    flat = path.suffix == ".csv"
    unfinished = path.with_name(path.name + ".part")
    make = pa.csv.CSVWriter if flat else pa.parquet.ParquetWriter

    def write(judged: Sequence[JudgedStandard]) -> None:
        for each in judged:
            writer.write_table(pa.table(_harmless(columns(each)) if flat else columns(each), schema=SCHEMA))

    try:
        with make(unfinished, SCHEMA) as writer:
            yield write
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _harmless(cells: dict[str, list[object]]) -> dict[str, list[object]]:
    """The columns with text that came from records made harmless for a spreadsheet."""
    said: dict[str, list[object]] = {
        name: [safe_cell(str(cell)) for cell in cells[name]] for name in ("ticket", "service", "priority")
    }
    return {**cells, **said}
