"""Two written agreements to one redline: sections by their address, blocks and points one by one, words by token."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from evenhand.wording.blocks import (
    Block,
    Bullets,
    Example,
    OwnText,
    Paragraph,
    Run,
    Section,
    Table,
    Words,
    WrittenAgreement,
    text_of,
)
from evenhand.wording.redline import (
    Line,
    Mark,
    MarkedBlock,
    MarkedBullets,
    MarkedRow,
    MarkedSection,
    MarkedTable,
    MarkedText,
    Redline,
    Sort,
)
from evenhand.wording.words_between import alike, line, line_between, matched

Row = tuple[Words, ...]
_EXAMPLE: Final = Run("Example: ")
_SORTS: Final[dict[type, Sort]] = {Paragraph: "paragraph", OwnText: "own", Example: "example"}


def redline(
    before: WrittenAgreement, after: WrittenAgreement, names: Mapping[str, str] | None = None
) -> Redline:
    """Return both agreements as one text.

    `names` gives the later address of every clause that has another one now, by its earlier address.
    """
    old = _Names(names or {})
    facts = matched(_facts(before), _facts(after), key=_first, near=_never)
    return Redline(
        title=_between((Run(before.title, "own"),), (Run(after.title, "own"),)),
        language=after.language,
        client=after.client or before.client,
        provider=after.provider or before.provider,
        facts=tuple(_row(one, other) for one, other in facts),
        sections=tuple(_sections([old.section(each) for each in before.sections], after.sections)),
    )


def _facts(written: WrittenAgreement) -> list[Row]:
    return [((Run(label),), (Run(value, "own"),)) for label, value in written.facts]


def _first(row: Row) -> str:
    return text_of(row[0])


def _never(before: object, after: object) -> bool:
    return False


class _Names:
    """Puts the later addresses of clauses in the place of the earlier ones."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def section(self, section: Section) -> Section:
        return replace(
            section,
            address=self.address(section.address),
            blocks=tuple(replace(block, address=self.address(block.address)) for block in section.blocks),
            sections=tuple(self.section(each) for each in section.sections),
        )

    def address(self, address: str | None) -> str | None:
        for old, new in self.names.items():
            if address is not None and f"{address}.".startswith(f"{old}."):
                return new + address[len(old) :]
        return address


def _sections(before: Sequence[Section], after: Sequence[Section]) -> Iterator[MarkedSection]:
    """Pair sections with the same address; those without one by their title."""
    for one, other in matched(before, after, key=_key, near=_never):
        shown = other or one
        assert shown is not None
        yield MarkedSection(
            number=shown.number,
            heading=_between(_heading(one), _heading(other)),
            address=shown.address,
            blocks=tuple(_blocks(one.blocks if one else (), other.blocks if other else ())),
            sections=tuple(_sections(one.sections if one else (), other.sections if other else ())),
        )


def _key(section: Section) -> Hashable:
    return ("title", section.title) if section.address is None else ("address", section.address)


def _heading(section: Section | None) -> Words | None:
    return (Run(f"{section.number} "), Run(section.title)) if section else None


def _between(before: Words | None, after: Words | None) -> Line:
    """A line of two, or one that stands in one agreement alone."""
    if before is None:
        return line(after or (), "inserted")
    return line(before, "deleted") if after is None else line_between(before, after)


def _blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[MarkedBlock]:
    old, new = [*_lines_apart(before)], [*_lines_apart(after)]
    for one, other in matched(old, new, key=lambda block: block, near=_same_sort):
        yield _block(one, other)


def _lines_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every line of the parties' own text as a block of its own."""
    for block in blocks:
        if isinstance(block, OwnText):
            yield from (
                OwnText(words, block.address) for words in block.markdown.splitlines() if words.strip()
            )
        else:
            yield block


def _same_sort(before: Block, after: Block) -> bool:
    """Whether two blocks are to be shown as one that changed."""
    if type(before) is not type(after):
        return False
    if isinstance(before, Table) and isinstance(after, Table):
        return before.address == after.address and len(before.head) == len(after.head)
    if isinstance(before, Bullets) and isinstance(after, Bullets):
        return before.address == after.address and before.ordered == after.ordered
    if before.address is not None and before.address == after.address:
        return True
    return alike(_words(before), _words(after))


def _words(block: Block) -> Words:
    if isinstance(block, OwnText):
        return (Run(block.markdown, "own"),)
    if isinstance(block, Example):
        return (_EXAMPLE, *block.words)
    assert isinstance(block, Paragraph)
    return block.words


def _block(before: Block | None, after: Block | None) -> MarkedBlock:
    shown = after or before
    if isinstance(shown, Bullets):
        return _bullets(before, after, shown)
    if isinstance(shown, Table):
        return _table(before, after, shown)
    assert shown is not None
    words = _between(_words(before) if before else None, _words(after) if after else None)
    return MarkedText(words, _SORTS[type(shown)], shown.address)


def _bullets(before: Block | None, after: Block | None, shown: Bullets) -> MarkedBullets:
    old, new = (_points(points) if isinstance(points, Bullets) else [] for points in (before, after))
    pairs = matched(
        old, new, key=lambda point: text_of(point[1]), near=lambda one, other: alike(one[1], other[1])
    )
    items = (_between(one and (*one[0], *one[1]), other and (*other[0], *other[1])) for one, other in pairs)
    return MarkedBullets(tuple(items), shown.ordered, shown.address)


def _points(bullets: Bullets) -> list[tuple[Words, Words]]:
    """Every point with its number before it, if the order means something."""
    return [
        ((Run(f"{number}. "),) if bullets.ordered else (), item)
        for number, item in enumerate(bullets.items, 1)
    ]


def _table(before: Block | None, after: Block | None, shown: Table) -> MarkedTable:
    old, new = (table if isinstance(table, Table) else None for table in (before, after))
    captions = [(Run(table.caption),) if table else None for table in (old, new)]
    rows = matched(old.rows if old else (), new.rows if new else (), key=_texts, near=_alike_rows)
    return MarkedTable(
        caption=_between(*captions),
        head=_row(old.head if old else None, new.head if new else None),
        rows=tuple(_row(one, other) for one, other in rows),
        numbers=shown.numbers,
        address=shown.address,
    )


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(text_of(cell) for cell in row)


def _alike_rows(before: Row, after: Row) -> bool:
    return _first(before) == _first(after) or sum(
        one == other for one, other in zip(_texts(before), _texts(after), strict=True)
    ) * 2 > len(before)


def _row(before: Row | None, after: Row | None) -> MarkedRow:
    if before is None or after is None:
        mark: Mark = "inserted" if before is None else "deleted"
        return MarkedRow(tuple(line(cell, mark) for cell in before or after or ()), mark)
    cells = (line_between(one, other) for one, other in zip(before, after, strict=True))
    return MarkedRow(tuple(cells))
