"""A clause in the words of the agreement that governs: its sentences, not its notation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from evenhand.figures.versions import in_force
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.canonical.texts import name_form
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Block, Bullets, Paragraph, Table, text_of


def clause_shown(
    terms: Sequence[Terms], address: str, version: int | None, rules: Sequence[int], zone: str
) -> dict[str, Any]:
    """Return the sentences of a clause in that version, its number there, and by which rules it was counted."""
    numbered = {each.number: each.agreement for each in in_force(terms)}
    agreement = numbered.get(version or 0, terms[-1])
    sections = {name_form(each.address): each for each in written(agreement).walk() if each.address}
    address = name_form(address)
    section = sections.get(address) or sections.get(address.rsplit(".", 1)[0])
    return {
        "address": address,
        "number": section.number if section else "",
        "version": version,
        "words": [text for block in section.blocks for text in _texts(block)] if section else [],
        "rules": ", ".join(str(rule) for rule in rules),
        "zone": zone,
    }


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield text_of(block.words)
    elif isinstance(block, Bullets):
        yield from (text_of(item) for item in block.items)
    elif isinstance(block, Table):
        heads = [text_of(head) for head in block.head]
        for row in block.rows:
            yield "; ".join(f"{head}: {text_of(cell)}" for head, cell in zip(heads, row, strict=True))
