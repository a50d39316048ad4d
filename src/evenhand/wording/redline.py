"""A redline: the words of two written agreements as one text in which every run is kept, inserted or deleted.

Values only, made by `evenhand.wording.redlining` and set by the renderers, so that screen, HTML, portal and Word show
the same. With all insertions accepted it is the later agreement, with all rejected the earlier one, line by line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from evenhand.wording.blocks import RunKind

WORD_CLAUSES: Final = "urn:evenhand:clauses"
"""The namespace of the part of a Word file that says which bookmark is which clause."""

Mark = Literal["kept", "inserted", "deleted"]
Sort = Literal["paragraph", "own", "example"]


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """Some words of one kind (see `Run`) that stand in both agreements, or in the later or the earlier alone."""

    text: str
    mark: Mark = "kept"
    kind: RunKind = "plain"
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a point or a cell; `mark` says whether the line as such stands in both agreements."""

    runs: tuple[MarkedRun, ...]
    mark: Mark = "kept"

    @property
    def differs(self) -> bool:
        """Whether anything in it was inserted or deleted."""
        return self.mark != "kept" or any(run.mark != "kept" for run in self.runs)

    @property
    def before(self) -> str:
        """Its text in the earlier agreement."""
        return "".join(run.text for run in self.runs if run.mark != "inserted")

    @property
    def after(self) -> str:
        """Its text in the later agreement."""
        return "".join(run.text for run in self.runs if run.mark != "deleted")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A paragraph; `own` is text of the parties in Markdown, shown as it is written, `example` a worked example."""

    line: Line
    sort: Sort = "paragraph"
    address: str | None = None

    def lines(self) -> Iterator[Line]:
        """All lines, in the order they are read."""
        yield self.line


@dataclass(frozen=True, slots=True)
class MarkedBullets:
    """A list of points; when their order means something each begins with its number, which is part of the words."""

    items: tuple[Line, ...]
    ordered: bool = False
    address: str | None = None

    def lines(self) -> Iterator[Line]:
        """All lines, in the order they are read."""
        yield from self.items


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row of a table: the row as such, and its cells."""

    cells: tuple[Line, ...]
    mark: Mark = "kept"

    @property
    def differs(self) -> bool:
        """Whether the row or a cell was inserted, deleted or changed."""
        return self.mark != "kept" or any(cell.differs for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A table; the caption is empty where it has none, and the heading row never differs from row to row in width."""

    caption: Line
    head: MarkedRow
    rows: tuple[MarkedRow, ...]
    numbers: frozenset[int] = frozenset()
    address: str | None = None

    def lines(self) -> Iterator[Line]:
        """All lines, in the order they are read."""
        yield self.caption
        for row in (self.head, *self.rows):
            yield from row.cells


MarkedBlock: TypeAlias = MarkedText | MarkedBullets | MarkedTable


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """A section: its number and title as one line, its address, what it says, and the sections below it.

    `number` and `address` are those of the later agreement, or of the earlier one when the section is deleted.
    """

    number: str
    heading: Line
    address: str | None
    blocks: tuple[MarkedBlock, ...]
    sections: tuple[MarkedSection, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, MarkedSection]]:
        """This section and all below it, each with its depth, in the order they are read."""
        yield depth, self
        for section in self.sections:
            yield from section.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Redline:
    """Two written agreements as one text; `facts` are rows of label and value for the title page."""

    title: Line
    language: str
    client: str | None
    provider: str | None
    facts: tuple[MarkedRow, ...]
    sections: tuple[MarkedSection, ...]

    def walk(self) -> Iterator[tuple[int, MarkedSection]]:
        """Every section with its depth from 0, in the order they are read."""
        for section in self.sections:
            yield from section.walk()

    def lines(self) -> Iterator[Line]:
        """Every line, in the order they are read."""
        yield self.title
        for row in self.facts:
            yield from row.cells
        for _, section in self.walk():
            yield section.heading
            for block in section.blocks:
                yield from block.lines()
