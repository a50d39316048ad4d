"""What a written agreement is made of: numbered sections of paragraphs, lists, tables and examples.

Values only. `wording` makes them from the terms; `render` sets them as text, Markdown, HTML, PDF or Word. Text of
the parties' own stands in runs of kind `own` and in `OwnText`, so that every renderer knows what is data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

RunKind = Literal["plain", "own", "strong", "term", "clause"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one kind.

    `own`: written by the parties, to be shown as it stands. `term`: a word of the glossary. `clause`: a reference
    to the section whose address is `target`.
    """

    text: str
    kind: RunKind = "plain"
    target: str | None = None


Words: TypeAlias = tuple[Run, ...]
"""A sentence or a few, as runs; their texts joined are what is read."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or a few sentences, written from the fields of the clause at `address`."""

    words: Words
    address: str | None = None


@dataclass(frozen=True, slots=True)
class OwnText:
    """Text of the parties' own, in Markdown; renderers sanitise it."""

    markdown: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points; `ordered` when their order means something."""

    items: tuple[Words, ...]
    ordered: bool = False
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row; every row has as many cells as `head`. `numbers`: columns set to the right."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    numbers: frozenset[int] = frozenset()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example, computed from the terms and never part of what is agreed."""

    words: Words
    address: str | None = None


Block: TypeAlias = Paragraph | OwnText | Bullets | Table | Example


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: `number` such as `3.2`, the clause address it is written from, and what it says."""

    number: str
    title: str
    address: str | None = None
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order they are read."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class WrittenAgreement:
    """The whole agreement as people read it; `facts` are label and value pairs for the title page."""

    title: str
    language: str
    client: str | None
    provider: str | None
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """Every section, in the order they are read."""
        for section in self.sections:
            yield from section.walk()


def text_of(words: Words) -> str:
    """Return the runs as one plain text.

    >>> text_of((Run("Within "), Run("4 hours", "strong"), Run(".")))
    'Within 4 hours.'
    """
    return "".join(run.text for run in words)
