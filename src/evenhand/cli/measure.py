"""`evenhand measure`: which targets were met, month by month."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.cli.options import (
    Agreements,
    AsOf,
    Charges,
    CheckVouches,
    Claims,
    Conditions,
    Disagreements,
    From,
    Mapping,
    OutageFiles,
    OutagesMapping,
    Readings,
    Tickets,
    Timezone,
    To,
)
from evenhand.cli.output import Format

if TYPE_CHECKING:
    from evenhand.terms.agreement import Agreement


class By(StrEnum):
    """What a breakdown is by."""

    PRIORITY = "priority"
    SERVICE = "service"


def measure(
    agreements: Agreements,
    tickets: Tickets = None,
    mapping: Mapping = None,
    readings: Readings = None,
    outages: OutageFiles = None,
    outages_mapping: OutagesMapping = None,
    check_vouches: CheckVouches = None,
    charges: Charges = None,
    claims: Claims = None,
    conditions: Conditions = None,
    disagreements: Disagreements = None,
    timezone: Timezone = None,
    first: From = None,
    last: To = None,
    period: Annotated[
        str | None, typer.Option("--period", help="Figures of this time: 2026-03, 2026-Q1, 2026.")
    ] = None,
    as_of: AsOf = None,
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
    from dataclasses import replace

    from evenhand.cli.credits import write_statements
    from evenhand.cli.figures import show_measurement
    from evenhand.cli.inputs import read_documents
    from evenhand.cli.moments import moment
    from evenhand.cli.output import progress, show_problems
    from evenhand.cli.paths import existing, refuse_overwriting
    from evenhand.cli.recorded import Given, recorded
    from evenhand.cli.spans import asked, whole_periods
    from evenhand.engines.local import measure_files
    from evenhand.errors import UsageError
    from evenhand.records.left_out import left_out
    from evenhand.sources.mapping_reading import usable_mapping
    from evenhand.terms.unmeasured import unmeasured

    if tickets is None and readings is None and not outages:
        raise UsageError("Say what to measure: --tickets, --outages or --readings.")
    if tickets is None and per_ticket is not None:
        raise UsageError("A result for each ticket needs --tickets.")
    given = Given(
        readings,
        outages,
        outages_mapping,
        check_vouches,
        charges,
        claims,
        conditions,
        disagreements,
        timezone,
    )
    files = (tickets, *given.files)
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
    records = recorded(given, documents)
    with progress("Measuring") as advance:
        measured = measure_files(
            documents,
            tickets,
            mapping=usable_mapping(mapping) if mapping else None,
            timezone=timezone,
            readings=records.readings,
            outages=records.outages,
            records=records.credits,
            as_of=None if as_of is None else moment(as_of, documents[0].timezone),
            first=begins,
            last=ends,
            by=tuple(by or ()),
            per_ticket=per_ticket,
            progress=advance,
        )
    problems = [*measured.report.problems(), *records.problems]
    show_problems(problems)
    measurement = replace(measured.measurement, left_out=left_out(problems))
    show_measurement(measurement, how, zone=documents[0].timezone, whole=begins is not None)
    if said := whole_periods(measurement.figures, begins, ends):
        typer.echo(said, err=True)
    if per_ticket is not None and (begins is not None or ends is not None):
        typer.echo(f"{per_ticket} has the results of all tickets, whenever they were decided.", err=True)
    if statements is not None:
        write_statements(measurement.statements, statements)
    if left := sorted({note.clause or "" for each in documents for note in unmeasured(each)}):
        typer.echo(f"Read, but not measured by this release: {', '.join(left)}.", err=True)


def _availability(document: Agreement) -> bool:
    return any(service.availability for service in document.services.values())
