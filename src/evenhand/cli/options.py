"""Arguments and options that several commands share, each written once: its name, and what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Agreements = Annotated[
    list[Path],
    typer.Argument(metavar="AGREEMENT.yaml…", help="The agreement; several files are its versions."),
]

TICKETS = typer.Option("--tickets", help="Tickets as CSV, Parquet or NDJSON.")
Tickets = Annotated[Path | None, TICKETS]
Mapping = Annotated[
    str | None, typer.Option("--mapping", help="What the columns mean: a preset's name or a file.")
]
Timezone = Annotated[str | None, typer.Option("--timezone", help="The zone of times without one.")]

Readings = Annotated[Path | None, typer.Option("--readings", help="Ratings and other readings.")]
OutageFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--outages",
        help="When services were down: outages, incidents, checks, a Prometheus answer, a calendar. Repeatable.",
    ),
]
OutagesMapping = Annotated[
    str | None,
    typer.Option("--outages-mapping", help="What the columns and words of the outages mean: a file."),
]
CheckVouches = Annotated[
    str | None,
    typer.Option("--check-vouches", help="How long a check of a monitor holds, such as 5 minutes."),
]

Charges = Annotated[Path | None, typer.Option("--charges", help="Dated counts and metered amounts.")]
Claims = Annotated[Path | None, typer.Option("--claims", help="Credits that the client asked for.")]
Conditions = Annotated[Path | None, typer.Option("--conditions", help="From when on conditions hold.")]
Disagreements = Annotated[
    Path | None, typer.Option("--disagreements", help="Disagreements that hold a credit.")
]

From = Annotated[str | None, typer.Option("--from", help="Figures from this date or month on.")]
To = Annotated[str | None, typer.Option("--to", help="Figures up to this date or month.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="As known at this time; else the latest in the records.")
]
