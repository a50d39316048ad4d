"""Back-test record files on this machine: one pass over the tickets for both agreements, batch by batch.

Memory is bounded by the batch, but for the frontier: about twenty bytes for each ticket, from which the needed time
frames follow exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenhand.engines.local import BATCH_ROWS, Progress
from evenhand.figures.backtest.measuring import Backtest, Backtesting
from evenhand.figures.facts import attributes_used
from evenhand.figures.measure import latest_instant
from evenhand.records.charges import CreditRecords
from evenhand.records.outages import Outages
from evenhand.records.readings import Readings
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.report import ImportReport
from evenhand.sources.tickets import open_tickets
from evenhand.terms.agreement import Agreement


@dataclass(frozen=True, slots=True)
class FileBacktest:
    """The back-test of files, and what was found in them on the way."""

    backtest: Backtest
    report: ImportReport


def backtest_files(
    current: Sequence[Agreement],
    draft: Agreement | None,
    tickets: Path | None,
    *,
    mapping: TicketMapping | None = None,
    timezone: str | None = None,
    readings: Readings | None = None,
    outages: Outages | None = None,
    records: CreditRecords | None = None,
    as_of: int | None = None,
    first: date | None = None,
    last: date | None = None,
    batch_rows: int = BATCH_ROWS,
    progress: Progress | None = None,
) -> FileBacktest:
    """Measure a history under what is in force (one or more versions) and under a draft, if there is one.

    As `measure_files` in everything else; without tickets the standards counted from them have no figures.
    """
    if tickets is None:
        latest = latest_instant(None, readings, outages, records) if as_of is None else as_of
        work = Backtesting(current, draft, latest)
        done = work.done(
            tickets=False, readings=readings, outages=outages, records=records, first=first, last=last
        )
        return FileBacktest(done, ImportReport("", "canonical"))
    both = [*current, *([] if draft is None else [draft])]
    with open_tickets(
        tickets,
        mapping=mapping,
        timezone=timezone,
        batch_rows=batch_rows,
        wanted=attributes_used(both),
        progress=progress,
    ) as source:
        if as_of is None:
            as_of = latest_instant(source.latest if source.rows else None, readings, outages, records)
        work = Backtesting(current, draft, as_of)
        for log in source.logs():
            work.take(log)
        done = work.done(readings=readings, outages=outages, records=records, first=first, last=last)
        return FileBacktest(done, source.report)
