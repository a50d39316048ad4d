"""Numbers for the sections, and words of the glossary marked, when everything has been written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from evenhand.wording.blocks import Block, Bullets, OwnText, Paragraph, Run, Section, Table, Words
from evenhand.wording.phrases import say

_NEVER: Final = re.compile("(?!)")


def numbered(sections: Iterable[Section], number: Callable[[int], str]) -> tuple[Section, ...]:
    """Return sections with their numbers: `number` gives that of each by its place, from 1."""
    return tuple(_numbered(section, number(place)) for place, section in enumerate(sections, start=1))


def _numbered(section: Section, number: str) -> Section:
    return replace(
        section, number=number, sections=numbered(section.sections, lambda place: f"{number}.{place}")
    )


def finished(sections: Sequence[Section], glossary: Iterable[str]) -> tuple[Section, ...]:
    """Return numbered sections in which references name their numbers and words of the glossary are terms."""
    numbers = {
        section.address: section.number for each in sections for section in each.walk() if section.address
    }
    words = _Words(numbers, [*glossary])
    return tuple(words.section(section) for section in sections)


class _Words:
    """Fills in references, and marks each word of the glossary where a section first uses it."""

    def __init__(self, numbers: dict[str, str], glossary: Sequence[str]) -> None:
        self.numbers = numbers
        self.glossary = {word.lower(): word for word in glossary}
        longest_first = sorted(self.glossary, key=len, reverse=True)
        pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first)
        self.pattern = re.compile(pattern, re.IGNORECASE) if pattern else _NEVER
        self.marked: set[str] = set()

    def section(self, section: Section) -> Section:
        self.marked = set()
        written = [each for each in section.blocks if not isinstance(each, Paragraph) or each.words]
        blocks = tuple(self.block(block) for block in written)
        return replace(
            section, blocks=blocks, sections=tuple(self.section(below) for below in section.sections)
        )

    def block(self, block: Block) -> Block:
        match block:
            case OwnText():
                return block
            case Bullets():
                return replace(block, items=tuple(self.words(item) for item in block.items))
            case Table():
                rows = tuple(tuple(self.words(cell) for cell in row) for row in block.rows)
                return replace(block, rows=rows)
            case _:
                return replace(block, words=self.words(block.words))

    def words(self, words: Words) -> Words:
        return say(*(piece for run in words for piece in self.run(run)))

    def run(self, run: Run) -> Iterator[Run]:
        if run.kind == "clause" and not run.text:
            yield replace(run, text=self.numbers[run.target or ""])
        elif run.kind == "own" and run.text.lower() in self.glossary:
            yield self.term(run.text)
        elif run.kind == "plain":
            yield from self.terms(run.text)
        else:
            yield run

    def terms(self, text: str) -> Iterator[Run]:
        done = 0
        for match in self.pattern.finditer(text):
            if match[0].lower() not in self.marked:
                yield Run(text[done : match.start()])
                yield self.term(match[0])
                done = match.end()
        yield Run(text[done:])

    def term(self, text: str) -> Run:
        self.marked.add(text.lower())
        return Run(text, "term", f"glossary.{self.glossary[text.lower()]}")
