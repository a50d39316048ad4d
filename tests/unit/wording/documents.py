"""The agreements that the words are tried with."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Block, Bullets, Example, OwnText, Table, Words

ROOT = Path(__file__).parents[3]
EVERYTHING = Path(__file__).parent / "everything.yaml"
EXAMPLE = ROOT / "examples/harbour-dental.yaml"
PUBLISHED = [path for path in sorted((ROOT / "tests/published").glob("*.yaml")) if path.stem != "outages"]
TEMPLATES = sorted((ROOT / "src/evenhand/templates").glob("*.yaml"))
DOCUMENTS = [EXAMPLE, EVERYTHING, *PUBLISHED, *TEMPLATES]


def read(text: str) -> Agreement:
    """The agreement of a text that must be right."""
    agreement, problems = read_agreement(text, file="agreement.yaml")
    assert agreement is not None, "\n".join(map(str, problems))
    return agreement


@cache
def agreement_in(path: Path) -> Agreement:
    """The agreement in a file."""
    return read(path.read_text(encoding="utf-8"))


def small(more: str = "", term: str = "from: 2026-01-01, to: 2026-12-31") -> Agreement:
    """A small agreement with more clauses."""
    return read(f"agreement: A\nterm: {{{term}}}\n{more}")


def said(agreement: Agreement, *, examples: bool = False) -> str:
    """All that is said, one line for each sentence, cell or point; examples are no part of what is agreed."""
    whole = written(agreement)
    lines = [whole.title, whole.client or "", whole.provider or "", *(" ".join(fact) for fact in whole.facts)]
    for section in whole.walk():
        lines.append(section.title)
        for block in section.blocks:
            lines += lines_of(block) if examples or not isinstance(block, Example) else []
    return "\n".join(lines)


def lines_of(block: Block) -> list[str]:
    """The texts of a block."""
    match block:
        case OwnText():
            return [block.markdown]
        case Bullets():
            return [_text(item) for item in block.items]
        case Table():
            return [block.caption, *(_text(cell) for row in (block.head, *block.rows) for cell in row)]
        case _:
            return [_text(block.words)]


def _text(words: Words) -> str:
    """The words without the numbers of other sections, which are no numbers of the document."""
    return "".join(
        run.text for run in words if run.kind != "clause" or not re.fullmatch(r"[A-F0-9.]+", run.text)
    )


def section_text(agreement: Agreement, address: str) -> str:
    """What the section of an address says, without those below it."""
    section = next(each for each in written(agreement).walk() if each.address == address)
    return "\n".join(line for block in section.blocks for line in lines_of(block))
