"""A year at a glance: one row for each month, one column for each promise, in 80 characters for the example."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TextIO

from evenhand.cli.figures import short
from evenhand.cli.output import SIGNS, STYLES, console

if TYPE_CHECKING:
    from rich.text import Text

    from evenhand.figures.figure import Figure

_Promise = tuple[str, str]


def show_months(figures: Iterable[Figure], stream: TextIO | None = None) -> None:
    """Write the figures as months by promises; a quarter or a year stands in the row of its last month.

    Breakdowns are left out. Percent signs are left to the row of targets.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    by_promise: dict[_Promise, dict[date, Figure]] = {}
    for figure in figures:
        if not figure.breakdown:
            last = figure.end - timedelta(days=1)
            by_promise.setdefault((figure.clause, figure.priority or ""), {})[last.replace(day=1)] = figure
    months = sorted({month for cells in by_promise.values() for month in cells})
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("")
    for clause, priority in by_promise:
        words = [*short(clause).split("-"), priority]
        table.add_column(
            Text("\n".join(filter(None, words))), justify="right", no_wrap=True, vertical="bottom"
        )
    table.add_row("target", *(_target(list(cells.values())) for cells in by_promise.values()), style="dim")
    for month in months:
        row = [_cell(cells.get(month)) for cells in by_promise.values()]
        table.add_row(
            Text(f"{month:%b}" if len({each.year for each in months}) == 1 else f"{month:%b %Y}"), *row
        )
    console(stream).print(table)


def _target(figures: list[Figure]) -> Text:
    """The target's number; versions with different targets show the last."""
    from rich.text import Text

    target = figures[-1].target
    return Text(
        "–"
        if target is None
        else target.text.split(" per ")[0].removeprefix("at least ").removeprefix("at most ")
    )


def _cell(figure: Figure | None) -> Text:
    from rich.text import Text

    if figure is None:
        return Text("")
    value = figure.value_text.removesuffix("%").rstrip()
    sign = SIGNS.get(figure.result)
    return Text(f"{sign} {value}", style=STYLES[figure.result]) if sign else Text(value, style="dim")
