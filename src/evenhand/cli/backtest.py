"""`evenhand backtest`: had these terms been in force, and which time frames would have been enough."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenhand.cli.options import (
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


def backtest(
    current: Annotated[Path, typer.Argument(metavar="CURRENT.yaml", help="The agreement in force.")],
    draft: Annotated[
        Path | None,
        typer.Argument(metavar="[DRAFT.yaml]", help="The draft; without it what is in force alone."),
    ] = None,
    earlier: Annotated[
        list[Path] | None, typer.Option("--earlier", help="An earlier version of CURRENT. Repeatable.")
    ] = None,
    tickets: Tickets = None,
    mapping: Mapping = None,
    outages: OutageFiles = None,
    outages_mapping: OutagesMapping = None,
    check_vouches: CheckVouches = None,
    readings: Readings = None,
    charges: Charges = None,
    claims: Claims = None,
    conditions: Conditions = None,
    disagreements: Disagreements = None,
    timezone: Timezone = None,
    first: From = None,
    last: To = None,
    as_of: AsOf = None,
    how: Annotated[Format, typer.Option("--format", help="How the result is shown.")] = Format.TABLE,
) -> None:
    """Put a draft in force over the history: figures, credits, changed tickets, and what would have been enough."""
    import json

    from evenhand.cli.backtested import CSV, flat, show_backtest
    from evenhand.cli.inputs import read_documents
    from evenhand.cli.moments import moment
    from evenhand.cli.output import Column, progress, show, show_problems
    from evenhand.cli.paths import existing
    from evenhand.cli.recorded import Given, recorded
    from evenhand.cli.spans import asked
    from evenhand.engines.backtest import backtest_files
    from evenhand.errors import UsageError
    from evenhand.figures.backtest.report import backtest_json
    from evenhand.records.left_out import left_out
    from evenhand.sources.mapping_reading import usable_mapping

    if tickets is None and readings is None and not outages:
        raise UsageError("Say what happened: --tickets, --outages or --readings.")
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
    existing(tickets, *given.files)
    documents = read_documents([*(earlier or ()), current, *([draft] if draft else [])])
    proposed = documents.pop() if draft else None
    begins, ends = asked(documents, first, last, None)
    records = recorded(given, [*documents, *([proposed] if proposed else [])])
    with progress("Measuring both" if proposed else "Measuring") as advance:
        done = backtest_files(
            documents,
            proposed,
            tickets,
            mapping=usable_mapping(mapping) if mapping else None,
            timezone=timezone,
            readings=records.readings,
            outages=records.outages,
            records=records.credits,
            as_of=None if as_of is None else moment(as_of, documents[0].timezone),
            first=begins,
            last=ends,
            progress=advance,
        )
    problems = [*done.report.problems(), *records.problems]
    show_problems(problems)
    result = done.backtest.beside(left_out(problems))
    if how is Format.JSON:
        typer.echo(json.dumps(backtest_json(result), ensure_ascii=False, indent=2))
    elif how is Format.CSV:
        show(flat(result), [Column(name, name) for name in CSV], how)
    else:
        show_backtest(result)
