"""`evenhand demo`: a year of records for the example agreement, measured and explained."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.figures.dates import month_words

if TYPE_CHECKING:
    from evenhand.demo.files import Files
    from evenhand.figures.measurement import Measurement


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where the example's files are written.")] = Path(
        "demo"
    ),
    seed: Annotated[int, typer.Option("--seed", help="Another seed gives another year.")] = 2026,
    brief: Annotated[bool, typer.Option("--brief", help="Only what it comes to.")] = False,
) -> None:
    """Measure a made-up year under the example agreement."""
    from evenhand.cli.explain import explain
    from evenhand.cli.inputs import read_document
    from evenhand.cli.months import show_months
    from evenhand.demo.files import write
    from evenhand.demo.history import history
    from evenhand.engines.local import measure_files
    from evenhand.sources.readings import read_readings

    year = history(seed)
    files = write(year, folder)
    for note in files.notes:
        typer.echo(f"note: {note}", err=True)
    agreement = read_document(files.agreement)
    readings, _ = read_readings(files.readings, None)
    measured = measure_files([agreement], files.tickets, readings=readings)
    typer.echo(f"{agreement.agreement} ({agreement.reference}): a made-up year at four dental sites\n")
    if brief:
        typer.echo(
            f"{_summary(measured.measurement)}\n\nEvery figure, and one ticket explained:\n  {_program()} demo"
        )
        return
    typer.echo(measured.report.text() + "\n")
    show_months(measured.measurement.figures)
    typer.echo("\n" + _summary(measured.measurement))
    typer.echo("\nOne of the missed tickets, explained:\n")
    explain([files.agreement], files.tickets, ticket=year.told, standard="resolve-other")
    typer.echo("\n" + _next(files, year.told))


def _summary(measurement: Measurement) -> str:
    """How many figures were met and missed, where most were missed, and why a low figure can be met."""
    scored = [figure for figure in measurement.figures if figure.result in ("met", "missed")]
    missed = [figure for figure in scored if figure.result == "missed"]
    worst = Counter(month_words(figure.first, year=False) for figure in missed).most_common(1)
    where = f", {worst[0][1]} of them in {worst[0][0]}" if worst else ""
    low = any(
        figure.result == "met" and figure.target and not figure.target.met_by(figure.value)
        for figure in scored
        if figure.value is not None
    )
    few = (
        "\n✓ below its target: so few tickets that one missed is allowed (`or at most: 1 missed`)."
        if low
        else ""
    )
    return f"{len(scored)} figures were scored: {len(scored) - len(missed)} met, {len(missed)} missed{where}.{few}"


def _program() -> str:
    """How the program is called here, ready to be copied."""
    return "evenhand" if shutil.which("evenhand") else sys.argv[0]


def _next(files: Files, ticket: str) -> str:
    """What to ask next, ready to be copied."""
    program = _program()
    asked = f"{program} explain {files.agreement} --tickets {files.tickets}"
    return "\n".join([
        "Ask on:",
        f"  {asked} --ticket {ticket} --standard respond-other",
        f"  {asked} --figure resolve-other --period 2026-10",
        f"  {program} measure {files.agreement} --tickets {files.tickets} --readings {files.readings}",
        f"  {program} check {files.agreement}",
    ])  # fmt: skip
