"""`evenhand import`: an export of a help desk to events in Evenhand's own columns."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from evenhand.cli.options import Timezone


class ReportFormat(StrEnum):
    """How the report is written."""

    TABLE = "table"
    JSON = "json"


def import_(
    file: Annotated[Path, typer.Argument(help="The export: CSV, Parquet or NDJSON.")],
    mapping: Annotated[
        str,
        typer.Option(
            "--mapping",
            help="What the columns mean: a name of those that `evenhand mapping` lists, canonical, or a YAML file.",
        ),
    ],
    events: Annotated[Path, typer.Option("--output", "-o", help="The Parquet file of events to write.")],
    timezone: Timezone = None,
    how: Annotated[ReportFormat, typer.Option("--format", help="The report.")] = ReportFormat.TABLE,
) -> None:
    """Turn an export into events, with a report.

    Leaves 0 when every row could be used, 1 when rows were dropped or words were not known, 2 for wrong use.
    """
    import json

    from evenhand.cli.output import progress
    from evenhand.cli.paths import refuse_overwriting
    from evenhand.errors import UsageError
    from evenhand.sources.export import EventFile
    from evenhand.sources.files import open_file
    from evenhand.sources.mapping_reading import CANONICAL, usable_mapping
    from evenhand.sources.tickets import open_tickets

    if events.suffix.lower() != ".parquet":
        raise UsageError(
            f"{events}: events are written as Parquet. Give the file a name that ends in .parquet."
        )
    refuse_overwriting(events, [file, mapping], "--output")
    chosen = usable_mapping(mapping)
    extra = "all" if chosen is CANONICAL else ()
    expected = open_file(file, encoding=chosen.encoding).rows_expected
    with (
        progress("Importing", expected) as advance,
        open_tickets(
            file,
            mapping=chosen,
            timezone=timezone,
            extra_columns=extra,
            progress=advance,
            responses=True,
        ) as source,
        EventFile(events) as output,
    ):
        for log in source.logs():
            output.write(log)
    report = source.report
    if how is ReportFormat.JSON:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        typer.echo(f"{report.text()}\nWritten to {events}.")
    if report.count("dropped") or report.count("unmapped"):
        raise typer.Exit(1)
