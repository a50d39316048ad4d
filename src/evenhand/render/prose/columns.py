"""A table as lines of text: columns beside each other, cells broken where the width asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_BETWEEN: Final = "   "
_NARROWEST: Final = 6


def table_lines(
    rows: Sequence[Sequence[str]], room: int, numbers: AbstractSet[int] = frozenset()
) -> Iterator[str]:
    """The heading row, a rule and the other rows, none wider than `room` where words allow it.

    >>> for line in table_lines([["Priority", "Within"], ["High", "1 hour"], ["Low", "10 business days"]], 24):
    ...     print(line)
    Priority   Within
    ────────────────────────
    High       1 hour
    Low        10 business
               days
    """
    widths = _widths(rows, room)
    for place, row in enumerate(rows):
        yield from _row(row, widths, numbers)
        if place == 0:
            yield "─" * (sum(widths) + len(_BETWEEN) * (len(widths) - 1))


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The widths of the columns: as wide as their cells, the widest narrowed until they fit."""
    columns = [*zip(*rows, strict=True)]
    widths = [max(map(cell_len, column)) for column in columns]
    words = [max(cell_len(word) for cell in column for word in (*cell.split(), "")) for column in columns]
    least = [min(max(word, _NARROWEST), width) for word, width in zip(words, widths, strict=True)]
    free = room - len(_BETWEEN) * (len(columns) - 1)
    while sum(widths) > free and widths != least:
        place = max(range(len(widths)), key=lambda each: (widths[each] > least[each], widths[each]))
        widths[place] -= 1
    return widths


def _row(row: Sequence[str], widths: Sequence[int], numbers: AbstractSet[int]) -> Iterator[str]:
    console = Console(width=max(widths, default=1))
    cells = [
        [line.plain.rstrip() for line in Text(cell).wrap(console, width)]
        for cell, width in zip(row, widths, strict=True)
    ]
    for line in zip_longest(*cells, fillvalue=""):
        parts = []
        for place, (text, width) in enumerate(zip(line, widths, strict=True)):
            blank = " " * (width - cell_len(text))
            parts.append(blank + text if place in numbers else text + blank)
        yield _BETWEEN.join(parts).rstrip()
