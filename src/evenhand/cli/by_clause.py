"""Figures for people, clause by clause: a line for each period, which fits 80 columns and is never cut.

What has to be said beside a figure stands below the table under a number, so that the columns stay narrow. Periods
one after the other in which there was nothing to measure are one line, unless all were asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from evenhand.cli.figure_words import counted, notes_of, short
from evenhand.cli.output import console
from evenhand.figures.dates import period_words
from evenhand.render.verdicts import STYLES, signed

if TYPE_CHECKING:
    from rich.text import Text

    from evenhand.figures.figure import Figure

_NOTHING = "nothing to measure"
_INDENT, _GAP = "    ", "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the period, what was counted, the value, the result with the numbers of its notes."""

    period: str
    counted: str
    value: str
    result: str
    style: str


@dataclass(slots=True)
class Notes:
    """The notes of a table, each with the number under which it is found below."""

    found: dict[str, int] = field(default_factory=dict)

    def numbers(self, notes: Iterable[str]) -> str:
        """The numbers of some notes, as they stand beside a result."""
        numbers = {self.found.setdefault(note, len(self.found) + 1) for note in notes}
        return "".join(f" [{number}]" for number in sorted(numbers))


def show_by_clause(figures: Sequence[Figure], *, whole: bool = False, stream: TextIO | None = None) -> None:
    """Write the figures to stdout (or `stream`); `whole` writes every period, also those with nothing in them."""
    from rich.text import Text

    screen = console(sys.stdout if stream is None else stream)
    notes = Notes()
    groups = [
        (clause, [(head, list(_lines(part, notes, whole=whole))) for head, part in _parts(group)])
        for clause, group in ((clause, list(group)) for clause, group in groupby(figures, _clause))
    ]
    every = [line for _, parts in groups for _, lines in parts for line in lines if line.value]
    widths = [
        max((len(getattr(line, name)) for line in every), default=0)
        for name in ("period", "counted", "value")
    ]
    for clause, parts in groups:
        screen.print()
        screen.print(clause)
        for head, lines in parts:
            screen.print(Text(f"  {head}", style="dim"))
            for line in lines:
                screen.print(_drawn(line, widths))
    if notes.found:
        screen.print()
    for note, number in notes.found.items():
        screen.print(Text(f"[{number}] {note}"))


def _clause(figure: Figure) -> Text:
    from rich.text import Text

    name = short(figure.clause)
    if figure.title == name:
        return Text(name, style="bold")
    return Text(figure.title, style="bold").append(f" ({name})", style="not bold")


def _parts(figures: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    """The figures of a clause by what they are about, in the order of their first."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(_head(figure), []).append(figure)
    yield from found.items()


def _head(figure: Figure) -> str:
    names = [name for name in (figure.service, figure.instance, figure.priority) if name]
    if figure.breakdown:
        return f"of these, {' '.join(names)}"
    return ", ".join([*names, f"target {figure.target}" if figure.target else "no target"])


def _lines(figures: Sequence[Figure], notes: Notes, *, whole: bool) -> Iterator[Line]:
    for nothing, run in groupby(figures, lambda figure: figure.result == _NOTHING):
        several = list(run)
        if nothing and not whole and len(several) > 1:
            told = notes.numbers(note for figure in several for note in notes_of(figure))
            yield Line(
                period_words(several[0].first, several[-1].end, short=True), "", "", _NOTHING + told, "dim"
            )
            continue
        for figure in several:
            result = "" if figure.breakdown else figure.result
            yield Line(
                period_words(figure.first, figure.end, short=True),
                counted(figure),
                figure.value_text,
                f"{signed(result)}{notes.numbers(notes_of(figure))}",
                STYLES.get(result, "dim"),
            )


def _drawn(line: Line, widths: Sequence[int]) -> Text:
    from rich.text import Text

    if not line.value:
        return Text(f"{_INDENT}{line.period}: {line.result}", style="dim")
    period, count, value = widths
    cells = (f"{line.period:<{period}}", f"{line.counted:>{count}}", f"{line.value:>{value}}")
    return Text(_INDENT + _GAP.join(cells) + _GAP).append(line.result, style=line.style)
