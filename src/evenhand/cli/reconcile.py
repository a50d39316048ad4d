"""`evenhand reconcile`: the desk's own verdicts or due times beside the agreement, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.cli.options import TICKETS, Agreements, AsOf, Mapping, Timezone
from evenhand.cli.output import Exit, Format
from evenhand.errors import UsageError

if TYPE_CHECKING:
    from evenhand.figures.reconciling.desk import InstantReader
    from evenhand.sources.mapping import TicketMapping

AGREED_DUE = "agreed due"
_ORIGINAL = (
    "A file written by import has no column of the desk's own: "
    "give the export itself, with the --mapping it was imported with."
)


class Truth(StrEnum):
    """What `true` says in the desk's column."""

    MET = "met"
    MISSED = "missed"


def reconcile(
    agreements: Agreements,
    tickets: Annotated[Path, TICKETS],
    verdict: Annotated[
        str, typer.Option("--verdict", help="The column with the desk's own verdict, or its due time.")
    ],
    mapping: Mapping = None,
    timezone: Timezone = None,
    standard: Annotated[
        str | None, typer.Option("--standard", help="The standard to compare with, where there are several.")
    ] = None,
    true_means: Annotated[
        Truth | None,
        typer.Option("--true-means", help="What true says in the column; else judged by the column's name."),
    ] = None,
    as_of: AsOf = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=0, help="List so many differing tickets: in a table 20, else all."),
    ] = None,
    how: Annotated[Format, typer.Option("--format", help="How the differences are shown.")] = Format.TABLE,
) -> None:
    """Compare the desk's own verdict or due time with the agreement, and give a reason for each difference.

    Leaves 0 when every ticket compared agrees, 1 when some differ, 2 for wrong use.
    """
    from evenhand.cli.inputs import read_documents
    from evenhand.cli.moments import moment
    from evenhand.cli.output import progress, show_problems
    from evenhand.cli.paths import existing
    from evenhand.cli.reconciled import show_reconciliation
    from evenhand.figures.reconciling.choice import narrowed
    from evenhand.figures.reconciling.desk import DeskColumn
    from evenhand.figures.reconciling.reconciler import Reconciler
    from evenhand.sources.files import open_file
    from evenhand.sources.mapping_reading import CANONICAL, usable_mapping
    from evenhand.sources.tickets import open_tickets

    existing(tickets)
    documents = read_documents(agreements)
    layout = usable_mapping(mapping) if mapping else CANONICAL
    file = open_file(tickets, encoding=layout.encoding)
    extra = _further_columns(verdict, layout, file.columns)
    reader = _times(layout, timezone or layout.timezone or documents[0].timezone)
    column = DeskColumn(verdict, reader, None if true_means is None else true_means.value)
    with (
        progress("Comparing", file.rows_expected) as advance,
        open_tickets(
            tickets, mapping=layout, timezone=timezone, extra_columns=extra, progress=advance
        ) as source,
    ):
        until = source.latest if as_of is None else moment(as_of, documents[0].timezone)
        reconciler = Reconciler(documents, until, column, standard)
        for log in source.logs():
            reconciler.add(log)
    with progress("Looking for reasons") as advance:
        outcome = reconciler.result(advance)
    show_problems(source.report.problems())
    standards = dict.fromkeys(name for each in narrowed(documents, standard) for name in each.standards)
    show_reconciliation(outcome, how, limit, documents[0].timezone, list(standards))
    if outcome.differences:
        raise typer.Exit(Exit.PROBLEMS)


def _further_columns(name: str, mapping: TicketMapping, have: Sequence[str]) -> tuple[str, ...]:
    """The desk's column where the mapping does not keep it already; UsageError when there is none."""
    from evenhand.cli.nearest import unknown
    from evenhand.sources.mapping import found
    from evenhand.sources.mapping_reading import CANONICAL

    if name in mapping.attributes or (name == AGREED_DUE and mapping.agreed_due):
        return ()
    if found((name,), have) is None:
        error = unknown("column", name, have)
        raise UsageError(f"{error} {_ORIGINAL}") if mapping is CANONICAL else error
    return (name,)


def _times(mapping: TicketMapping, zone: str) -> InstantReader:
    """Read times as the mapping reads those of the tickets; one without a zone is wall-clock time in `zone`."""
    import pyarrow as pa

    from evenhand.sources.instants import NEVER, read_instants

    def read(texts: Sequence[str]) -> list[int | None]:
        found = read_instants(pa.array(texts, pa.string()), mapping.dates, zone, mapping.empty)
        return [None if at == NEVER else at for at in found.at.tolist()]

    return read
