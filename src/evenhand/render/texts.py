"""All that a written agreement says, clause by clause, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evenhand.render.markup.plain import to_text
from evenhand.render.markup.reading import one_line
from evenhand.wording.blocks import Block, Bullets, OwnText, Table, WrittenAgreement, text_of


def texts(written: WrittenAgreement) -> Iterator[tuple[str | None, str]]:
    """Address and text of everything shown, in reading order; the title page has the address None."""
    parties = (written.title, written.client, written.provider)
    for text in (*parties, *(part for fact in written.facts for part in fact)):
        if text:
            yield None, one_line(text)
    for section in written.walk():
        yield section.address, one_line(section.title)
        for block in section.blocks:
            for text in _block(block):
                yield block.address or section.address, text


def bound(text: str) -> str:
    """Return the text with a number and what follows it kept on one line: `4 hours`, `1 January`.

    >>> bound("within 4 hours of 31 December 2026")
    'within 4\\xa0hours of 31\\xa0December 2026'
    """
    return re.sub(r"(?<=\d) (?=[^\W\d])", "\N{NO-BREAK SPACE}", text)


def _block(block: Block) -> Iterator[str]:
    match block:
        case OwnText():
            yield to_text(block.markdown)
        case Bullets():
            yield from (one_line(text_of(item)) for item in block.items)
        case Table():
            yield one_line(block.caption)
            yield from (one_line(text_of(cell)) for row in (block.head, *block.rows) for cell in row)
        case _:
            yield one_line(text_of(block.words))
