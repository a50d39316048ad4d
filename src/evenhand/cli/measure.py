"""`evenhand measure`: which targets were met, month by month."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from evenhand.cli.output import Format


class By(StrEnum):
    """What a breakdown is by."""

    PRIORITY = "priority"
    SERVICE = "service"


def measure(
    agreements: Annotated[
        list[Path],
        typer.Argument(
            metavar="AGREEMENT.yaml…", help="The agreement; several files are its versions.", exists=True
        ),
    ],
    tickets: Annotated[
        Path | None, typer.Option("--tickets", help="Tickets as CSV, Parquet or NDJSON.", exists=True)
    ] = None,
    mapping: Annotated[
        str | None, typer.Option("--mapping", help="What the columns mean: a preset's name or a file.")
    ] = None,
    readings: Annotated[
        Path | None, typer.Option("--readings", help="Ratings and other readings.", exists=True)
    ] = None,
    outages: Annotated[
        Path | None, typer.Option("--outages", help="When services were down or maintained.", exists=True)
    ] = None,
    charges: Annotated[
        Path | None, typer.Option("--charges", help="Dated counts and metered amounts.", exists=True)
    ] = None,
    claims: Annotated[
        Path | None, typer.Option("--claims", help="Credits that the client asked for.", exists=True)
    ] = None,
    conditions: Annotated[
        Path | None, typer.Option("--conditions", help="From when on conditions hold.", exists=True)
    ] = None,
    disagreements: Annotated[
        Path | None, typer.Option("--disagreements", help="Disagreements that hold a credit.", exists=True)
    ] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="The zone of times without one.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Figures from this date on.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Figures up to this date.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As known at this time; else the latest in the records.")
    ] = None,
    by: Annotated[
        list[By] | None, typer.Option("--by", help="Break figures down; may be given twice.")
    ] = None,
    per_ticket: Annotated[
        Path | None, typer.Option("--per-ticket", help="Write each ticket's result to this .csv or .parquet.")
    ] = None,
    statements: Annotated[
        Path | None, typer.Option("--statements", help="Write every line of the credits to this .csv.")
    ] = None,
    how: Annotated[Format, typer.Option("--format", help="How the figures are shown.")] = Format.TABLE,
) -> None:
    """Say which targets were met, and what is credited where they were not."""
    from evenhand.cli.credits import read_records, write_statements
    from evenhand.cli.figures import show_measurement
    from evenhand.cli.inputs import day, read_documents
    from evenhand.cli.moments import moment
    from evenhand.cli.output import progress, show_problems
    from evenhand.engines.local import measure_files
    from evenhand.errors import UsageError
    from evenhand.sources.mapping_reading import usable_mapping
    from evenhand.sources.outages import read_outages
    from evenhand.sources.readings import read_readings
    from evenhand.terms.unmeasured import unmeasured

    if tickets is None and readings is None and outages is None:
        raise UsageError("Say what to measure: --tickets, --outages or --readings.")
    if tickets is None and per_ticket is not None:
        raise UsageError("A result for each ticket needs --tickets.")
    documents = read_documents(agreements)
    values, problems = read_readings(readings, timezone) if readings else (None, ())
    down, faults = read_outages(outages, timezone) if outages else (None, ())
    zone = timezone or documents[0].timezone
    records, troubles = read_records(charges, claims, conditions, disagreements, zone)
    with progress("Measuring") as advance:
        measured = measure_files(
            documents,
            tickets,
            mapping=usable_mapping(mapping) if mapping else None,
            timezone=timezone,
            readings=values,
            outages=down,
            records=records,
            as_of=None if as_of is None else moment(as_of, documents[0].timezone),
            first=day(first),
            last=day(last),
            by=tuple(by or ()),
            per_ticket=per_ticket,
            progress=advance,
        )
    show_problems([*measured.report.problems(), *problems, *faults, *troubles])
    show_measurement(measured.measurement, how)
    if statements is not None:
        write_statements(measured.measurement.statements, statements)
    if left := sorted({note.clause or "" for each in documents for note in unmeasured(each)}):
        typer.echo(f"Read, but not measured by this release: {', '.join(left)}.", err=True)
