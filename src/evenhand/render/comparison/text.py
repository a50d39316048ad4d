"""A comparison for a terminal, or plain when piped: one sentence, then each section with its changes and its words.

Deleted words stand as `[-so-]` and inserted ones as `{+so+}`; colour is added and never needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evenhand.render.markup.reading import cleaned
from evenhand.wording.change_words import ChangeWords, told
from evenhand.wording.comparison import Comparison, Part
from evenhand.wording.redline import Line, Mark, MarkedBlock, MarkedRow, MarkedTable

_STYLES: Final[dict[Mark, str]] = {"kept": "", "inserted": "green", "deleted": "red"}
_SIGNS: Final[dict[Mark, str]] = {"kept": "~", "inserted": "+", "deleted": "-"}
_BRACKETS: Final[dict[Mark, tuple[str, str]]] = {
    "kept": ("", ""), "inserted": ("{+", "+}"), "deleted": ("[-", "-]")
}  # fmt: skip
_BETWEEN_CELLS: Final = " | "


def comparison_page(comparison: Comparison) -> RenderableType:
    """The sentence, and below it every section that differs."""
    parts: list[RenderableType] = [Text(comparison.sentence, style="bold")]
    for part in comparison.parts:
        parts += ["", _heading(part), *(_told(told(change, _address(part))) for change in part.changes)]
        if part.section:
            lines = [line for block in part.section.blocks for line in _lines(block)]
            parts += ["", *lines] if lines and part.changes else lines
    return Group(*parts)


def _address(part: Part) -> str | None:
    return part.section.address if part.section else None


def _heading(part: Part) -> Text:
    if part.section is None:
        return Text("Beside the numbered clauses", style="bold")
    heading = _words(part.section.heading)
    heading.stylize("bold")
    return heading.append(f"  {part.section.address or ''}".rstrip(), style="dim")


def _told(words: ChangeWords) -> RenderableType:
    first = Text(cleaned(f"{words.heading}: {words.values}" if words.values else words.heading))
    judgement = Text(words.judgement, style="dim")
    return Group(Padding(first, (0, 0, 0, 2), expand=False), Padding(judgement, (0, 0, 0, 4), expand=False))


def _lines(block: MarkedBlock) -> Iterator[RenderableType]:
    """The lines of a block that differ."""
    if isinstance(block, MarkedTable):
        if block.caption.runs and block.caption.differs:
            yield _line(_words(block.caption), block.caption.mark)
        yield from (_row(row) for row in (block.head, *block.rows) if row.differs)
    else:
        yield from (_line(_words(line), line.mark) for line in block.lines() if line.differs)


def _row(row: MarkedRow) -> RenderableType:
    return _line(Text(_BETWEEN_CELLS).join(_words(cell) for cell in row.cells), row.mark)


def _line(words: Text, mark: Mark) -> RenderableType:
    """A line with its sign before it; what follows of a long one stands below its beginning."""
    sign = Text(f"  {_SIGNS[mark]} ", style=_STYLES[mark])
    table = Table.grid(padding=0)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row(sign, words)
    return table


def _words(line: Line) -> Text:
    """The runs of a line; one that as a whole was inserted or deleted needs no brackets."""
    text = Text()
    for mark, runs in groupby(line.runs, key=lambda run: run.mark):
        before, after = ("", "") if line.mark != "kept" else _BRACKETS[mark]
        text.append(f"{before}{cleaned(''.join(run.text for run in runs))}{after}", style=_STYLES[mark])
    return text
