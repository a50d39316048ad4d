"""`evenhand backtest`: had these terms been in force, and which time frames would have been enough."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenhand.cli.outages import MAPPING_HELP, OUTAGES_HELP, VOUCHES_HELP
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
    tickets: Annotated[
        Path | None, typer.Option("--tickets", help="Tickets as CSV, Parquet or NDJSON.")
    ] = None,
    mapping: Annotated[
        str | None, typer.Option("--mapping", help="What the columns mean: a preset's name or a file.")
    ] = None,
    outages: Annotated[list[Path] | None, typer.Option("--outages", help=OUTAGES_HELP)] = None,
    outages_mapping: Annotated[str | None, typer.Option("--outages-mapping", help=MAPPING_HELP)] = None,
    check_vouches: Annotated[str | None, typer.Option("--check-vouches", help=VOUCHES_HELP)] = None,
    readings: Annotated[Path | None, typer.Option("--readings", help="Ratings and other readings.")] = None,
    charges: Annotated[
        Path | None, typer.Option("--charges", help="Dated counts and metered amounts.")
    ] = None,
    claims: Annotated[
        Path | None, typer.Option("--claims", help="Credits that the client asked for.")
    ] = None,
    conditions: Annotated[
        Path | None, typer.Option("--conditions", help="From when on conditions hold.")
    ] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="The zone of times without one.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Figures from this date or month on.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Figures up to this date or month.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As known at this time; else the latest in the records.")
    ] = None,
    how: Annotated[Format, typer.Option("--format", help="How the result is shown.")] = Format.TABLE,
) -> None:
    """Put a draft in force over the history: figures, credits, changed tickets, and what would have been enough."""
    import json

    from evenhand.cli.backtested import CSV, flat, show_backtest
    from evenhand.cli.credits import read_records
    from evenhand.cli.inputs import read_documents
    from evenhand.cli.moments import moment
    from evenhand.cli.outages import outages_of
    from evenhand.cli.output import Column, progress, show, show_problems
    from evenhand.cli.paths import existing
    from evenhand.cli.spans import asked
    from evenhand.engines.backtest import backtest_files
    from evenhand.errors import UsageError
    from evenhand.figures.backtest.report import backtest_json
    from evenhand.sources.mapping_reading import usable_mapping
    from evenhand.sources.readings import read_readings

    if tickets is None and readings is None and not outages:
        raise UsageError("Say what happened: --tickets, --outages or --readings.")
    existing(tickets, readings, *(outages or ()), charges, claims, conditions)
    documents = read_documents([*(earlier or ()), current, *([draft] if draft else [])])
    proposed = documents.pop() if draft else None
    begins, ends = asked(documents, first, last, None)
    values, problems = read_readings(readings, timezone) if readings else (None, ())
    everything = [*documents, *([proposed] if proposed else [])]
    down, faults = outages_of(outages or (), everything, timezone, outages_mapping, check_vouches)
    records, troubles = read_records(charges, claims, conditions, None, timezone or documents[0].timezone)
    with progress("Measuring both" if proposed else "Measuring") as advance:
        done = backtest_files(
            documents,
            proposed,
            tickets,
            mapping=usable_mapping(mapping) if mapping else None,
            timezone=timezone,
            readings=values,
            outages=down,
            records=records,
            as_of=None if as_of is None else moment(as_of, documents[0].timezone),
            first=begins,
            last=ends,
            progress=advance,
        )
    show_problems([*done.report.problems(), *problems, *faults, *troubles])
    if how is Format.JSON:
        typer.echo(json.dumps(backtest_json(done.backtest), ensure_ascii=False, indent=2))
    elif how is Format.CSV:
        show(flat(done.backtest), [Column(name, name) for name in CSV], how)
    else:
        show_backtest(done.backtest)
