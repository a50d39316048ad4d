"""`evenhand measure`: which targets were met, month by month."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.cli.outages import MAPPING_HELP, OUTAGES_HELP, VOUCHES_HELP
from evenhand.cli.output import Format

if TYPE_CHECKING:
    from evenhand.terms.agreement import Agreement


class By(StrEnum):
    """What a breakdown is by."""

    PRIORITY = "priority"
    SERVICE = "service"


def measure(
    agreements: Annotated[
        list[Path],
        typer.Argument(metavar="AGREEMENT.yaml…", help="The agreement; several files are its versions."),
    ],
    tickets: Annotated[
        Path | None, typer.Option("--tickets", help="Tickets as CSV, Parquet or NDJSON.")
    ] = None,
    mapping: Annotated[
        str | None, typer.Option("--mapping", help="What the columns mean: a preset's name or a file.")
    ] = None,
    readings: Annotated[Path | None, typer.Option("--readings", help="Ratings and other readings.")] = None,
    outages: Annotated[list[Path] | None, typer.Option("--outages", help=OUTAGES_HELP)] = None,
    outages_mapping: Annotated[str | None, typer.Option("--outages-mapping", help=MAPPING_HELP)] = None,
    check_vouches: Annotated[str | None, typer.Option("--check-vouches", help=VOUCHES_HELP)] = None,
    charges: Annotated[
        Path | None, typer.Option("--charges", help="Dated counts and metered amounts.")
    ] = None,
    claims: Annotated[
        Path | None, typer.Option("--claims", help="Credits that the client asked for.")
    ] = None,
    conditions: Annotated[
        Path | None, typer.Option("--conditions", help="From when on conditions hold.")
    ] = None,
    disagreements: Annotated[
        Path | None, typer.Option("--disagreements", help="Disagreements that hold a credit.")
    ] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="The zone of times without one.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Figures from this date or month on.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Figures up to this date or month.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="Figures of this time: 2026-03, 2026-Q1, 2026.")
    ] = None,
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
    from evenhand.cli.inputs import read_documents
    from evenhand.cli.moments import moment
    from evenhand.cli.outages import outages_of
    from evenhand.cli.output import progress, show_problems
    from evenhand.cli.paths import existing, refuse_overwriting
    from evenhand.cli.spans import asked, whole_periods
    from evenhand.engines.local import measure_files
    from evenhand.errors import UsageError
    from evenhand.sources.mapping_reading import usable_mapping
    from evenhand.sources.readings import read_readings
    from evenhand.terms.unmeasured import unmeasured

    if tickets is None and readings is None and not outages:
        raise UsageError("Say what to measure: --tickets, --outages or --readings.")
    if tickets is None and per_ticket is not None:
        raise UsageError("A result for each ticket needs --tickets.")
    files = (tickets, readings, *(outages or ()), charges, claims, conditions, disagreements)
    existing(*files)
    for option, output, others in (
        ("--per-ticket", per_ticket, [statements]),
        ("--statements", statements, []),
    ):
        refuse_overwriting(output, [*agreements, *files, mapping, *others], option)
    documents = read_documents(agreements)
    if not any(each.standards or _availability(each) for each in documents):
        raise UsageError(
            "The agreement has no standards and no availability, so there is nothing to measure."
        )
    begins, ends = asked(documents, first, last, period)
    values, problems = read_readings(readings, timezone) if readings else (None, ())
    down, faults = outages_of(outages or (), documents, timezone, outages_mapping, check_vouches)
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
            first=begins,
            last=ends,
            by=tuple(by or ()),
            per_ticket=per_ticket,
            progress=advance,
        )
    show_problems([*measured.report.problems(), *problems, *faults, *troubles])
    show_measurement(measured.measurement, how, zone=documents[0].timezone, whole=begins is not None)
    if said := whole_periods(measured.measurement.figures, begins, ends):
        typer.echo(said, err=True)
    if per_ticket is not None and (begins is not None or ends is not None):
        typer.echo(f"{per_ticket} has the results of all tickets, whenever they were decided.", err=True)
    if statements is not None:
        write_statements(measured.measurement.statements, statements)
    if left := sorted({note.clause or "" for each in documents for note in unmeasured(each)}):
        typer.echo(f"Read, but not measured by this release: {', '.join(left)}.", err=True)


def _availability(document: Agreement) -> bool:
    return any(service.availability for service in document.services.values())
