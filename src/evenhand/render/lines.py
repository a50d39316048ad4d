"""Rows with aligned cells, each with sentences beneath it; a cell is never cut, however narrow the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.padding import Padding
from rich.text import Text

_GAP = "  "
_BENEATH = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, and whether its cells stand to the right."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and what has to be said beneath it, sentence by sentence."""

    cells: Sequence[Text]
    beneath: Sequence[str] = ()


def aligned(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Text | Padding]:
    """The titles, a rule and the rows; columns without a single cell are left out.

    >>> for line in aligned([Column("Ticket"), Column("Min", right=True), Column("")],
    ...                     [Row([Text("A-1"), Text("5"), Text("")])]):
    ...     print(line)
    Ticket  Min
    ───────────
    A-1       5
    """
    widths = _widths(columns, rows)
    kept = [columns[place] for place in widths]
    yield _line([Text(each.title, style="bold") for each in kept], kept, list(widths.values()))
    yield Text("─" * width_of(columns, rows), no_wrap=True, overflow="crop")
    for row in rows:
        yield _line([row.cells[place] for place in widths], kept, list(widths.values()))
        for sentence in row.beneath:
            yield Padding(Text(sentence, style="dim"), (0, 0, 0, _BENEATH), expand=False)


def width_of(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """How many cells wide the rows are without what stands beneath them."""
    widths = _widths(columns, rows)
    return sum(widths.values()) + len(_GAP) * (len(widths) - 1)


def _widths(columns: Sequence[Column], rows: Sequence[Row]) -> dict[int, int]:
    """The width of each column that has a cell, by its place."""
    return {
        place: max(len(column.title), *(row.cells[place].cell_len for row in rows))
        for place, column in enumerate(columns)
        if any(row.cells[place] for row in rows)
    }


def _line(cells: Sequence[Text], columns: Sequence[Column], widths: Sequence[int]) -> Text:
    line = Text()
    for place, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True)):
        blank = " " * (width - cell.cell_len)
        last = place == len(cells) - 1
        line.append(blank if column.right else "").append_text(cell)
        line.append("" if last else ("" if column.right else blank) + _GAP)
    return line
