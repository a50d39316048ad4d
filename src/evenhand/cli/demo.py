"""`evenhand demo`: a year of records for the example agreement, measured and explained."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where the example's files are written.")] = Path(
        "demo"
    ),
    seed: Annotated[int, typer.Option("--seed", help="Another seed gives another year.")] = 2026,
) -> None:
    """Measure a made-up year under the example agreement."""
    from evenhand.demo.history import history, write

    year = history(seed)
    tickets, readings = write(year, folder)
    typer.echo(f"{len(year.tickets)} events in {tickets}, {len(year.readings)} ratings in {readings}.")
