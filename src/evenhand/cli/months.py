"""A year at a glance: one row for each month, one column for each promise, in 80 characters for the example."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TextIO

from evenhand.cli.figure_words import short
from evenhand.cli.output import console
from evenhand.figures.dates import month_words, period_words
from evenhand.render.verdicts import SIGNS, STYLES

if TYPE_CHECKING:
    from rich.text import Text

    from evenhand.figures.figure import Figure

_Promise = tuple[str, str]


def show_months(figures: Iterable[Figure], stream: TextIO | None = None) -> None:
    """Write monthly figures as months by promises, then a line for each promise with longer periods.

    Breakdowns are left out. In the table percent signs are left to the row of targets.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    monthly: dict[_Promise, dict[date, Figure]] = {}
    longer: dict[_Promise, list[Figure]] = {}
    for figure in figures:
        promise = figure.clause, figure.priority or ""
        if not figure.breakdown and (figure.end - figure.first).days <= 31:
            monthly.setdefault(promise, {})[figure.first.replace(day=1)] = figure
        elif not figure.breakdown:
            longer.setdefault(promise, []).append(figure)
    months = sorted({month for cells in monthly.values() for month in cells})
    table = Table(box=box.SIMPLE_HEAD, padding=0, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("")
    for clause, priority in monthly:
        words = [*short(clause).split("-"), priority]
        table.add_column(
            Text("\n".join(filter(None, words))), justify="right", no_wrap=True, vertical="bottom"
        )
    table.add_row("target", *(_target(list(cells.values())) for cells in monthly.values()), style="dim")
    years = len({month.year for month in months}) > 1
    for month in months:
        table.add_row(
            month_words(month, short=True, year=years),
            *(_cell(cells.get(month)) for cells in monthly.values()),
        )
    screen = console(stream)
    screen.print(table)
    for (clause, priority), group in longer.items():
        head = f"\n{short(clause)} {priority}".rstrip()
        screen.print(Text(head).append(f" (target {group[-1].target})", style="dim"))
        line = Text()
        for figure in group:
            line.append(f"  {period_words(figure.first, figure.end, short=True)} ").append_text(_cell(figure))
        screen.print(line)


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
