"""The written agreement as lines of text: numbers hang in the margin, tables fit the width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from evenhand.render.markup.plain import to_text
from evenhand.render.markup.reading import one_line
from evenhand.render.prose.columns import table_lines
from evenhand.wording.blocks import (
    Block,
    Bullets,
    Example,
    OwnText,
    Section,
    Table,
    Words,
    WrittenAgreement,
    text_of,
)

WIDTH: Final = 80
_UNLIMITED: Final = 1_000_000
_GAP: Final = 2
_UNBROKEN: Final = "\ufdd0"
"""A blank at which no line is broken, until the lines are; `one_line` leaves no such sign in any text."""


def agreement_lines(written: WrittenAgreement, width: int | None = WIDTH) -> Iterator[Text]:
    """The whole agreement line by line; without `width` every paragraph is one line."""
    page = _Page(written.sections, width)
    yield Text(one_line(written.title), style="bold")
    if written.client and written.provider:
        between = f"between {written.client}, client, and {written.provider}, provider"
        yield from page.wrapped(one_line(between), 0)
    yield Text()
    facts = [(one_line(name), one_line(value)) for name, value in written.facts]
    label = max((len(name) for name, _ in facts), default=0) + _GAP
    for name, value in facts:
        yield from page.hanging(name, value, label)
    for section in written.sections:
        yield from page.section(section, 0)


def section_lines(section: Section, width: int | None = WIDTH) -> Iterator[Text]:
    """One section and all below it, line by line."""
    lines = _Page([section], width).section(section, 0)
    yield from (line for place, line in enumerate(lines) if place or line.plain)


class _Page:
    """Lays sections out within a width; the margin is as wide as the longest number."""

    def __init__(self, sections: Iterable[Section], width: int | None) -> None:
        numbers = (each.number for section in sections for each in section.walk())
        self.margin = max(map(len, numbers), default=0) + _GAP
        self.width = width or _UNLIMITED
        self._console = Console(width=self.width)

    def section(self, section: Section, depth: int) -> Iterator[Text]:
        title = one_line(section.title)
        yield Text()
        yield from self.hanging(section.number, title, self.margin, style="bold")
        if depth == 0:
            yield Text("─" * min(WIDTH, self.width))
        for place, block in enumerate(section.blocks):
            yield from [Text()] if place and not isinstance(block, Bullets) else []
            yield from self.block(block)
        for below in section.sections:
            yield from self.section(below, depth + 1)

    def block(self, block: Block) -> Iterator[Text]:
        match block:
            case OwnText():
                for line in to_text(block.markdown).split("\n"):
                    yield from self.wrapped(line, self.margin)
            case Bullets():
                yield from self.points(block.items, ordered=block.ordered)
            case Table():
                yield from self.table(block)
            case Example():
                yield from self.wrapped(f"Example: {_line(block.words)}", self.margin, style="italic")
            case _:
                yield from self.wrapped(_line(block.words), self.margin)

    def points(self, items: Sequence[Words], *, ordered: bool) -> Iterator[Text]:
        for number, item in enumerate(items, start=1):
            mark = f"{number}." if ordered else "–"
            yield from self.hanging(mark, _line(item), len(mark) + 1, indent=self.margin)

    def table(self, table: Table) -> Iterator[Text]:
        if table.caption:
            yield from self.wrapped(one_line(table.caption), self.margin, style="bold")
        cells = [[one_line(text_of(cell)) for cell in row] for row in (table.head, *table.rows)]
        for place, line in enumerate(table_lines(cells, self.width - self.margin, table.numbers)):
            head = place == 0
            yield Text(" " * self.margin + line, style="bold" if head else "", no_wrap=True)

    def hanging(self, mark: str, text: str, room: int, *, indent: int = 0, style: str = "") -> Iterator[Text]:
        """A mark, and beside it the text, its further lines set in as far."""
        for place, line in enumerate(self.wrapped(text, indent + room, style=style)):
            if place == 0:
                line = Text(f"{' ' * indent}{mark:<{room}}{line.plain.strip()}", style=style, no_wrap=True)
            yield line

    def wrapped(self, text: str, indent: int, *, style: str = "") -> Iterator[Text]:
        room = max(self.width - indent, 10)
        for line in Text(text).wrap(self._console, room):
            words = line.plain.rstrip().replace(_UNBROKEN, " ")
            yield Text(" " * indent + words if words.strip() else "", style=style, no_wrap=True)


def _line(words: Words) -> str:
    """The words as one line; numbers that were agreed stay in one piece wherever it is broken."""
    return "".join(
        one_line(run.text).replace(" ", _UNBROKEN) if run.kind == "strong" else one_line(run.text)
        for run in words
    )
