"""Random written agreements, and an edit of one: sections, paragraphs, points and tables come, go and change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

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
)

VOCABULARY = [
    "within",
    "4",
    "8",
    "hours",
    "99.9%",
    "a critical incident",
    "the provider",
    "<b>",
    "résumé",
    "日本",
    ".",
]
OWN = ["One line.", "Another *line*.", "", "- a point"]
RUNS = st.builds(
    Run,
    st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join),
    st.sampled_from(["plain", "own", "strong", "term"]),
)
WORDS: st.SearchStrategy[Words] = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
PLACES = st.sampled_from([None, "standards.a.within", "standards.a.target", "review"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    wide = draw(st.integers(1, 3))
    row = st.lists(WORDS, min_size=wide, max_size=wide).map(tuple)
    caption = draw(st.sampled_from(["", "Targets", "Time frames"]))
    return Table(draw(row), tuple(draw(st.lists(row, max_size=4))), caption, frozenset({0}), draw(PLACES))


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, WORDS, PLACES),
    st.builds(Example, WORDS, PLACES),
    st.builds(OwnText, st.lists(st.sampled_from(OWN), min_size=1).map("\n".join)),
    st.builds(Bullets, st.lists(WORDS, max_size=4).map(tuple), st.booleans(), PLACES),
    tables(),
)  # fmt: skip


@st.composite
def sections(draw: st.DrawFn, depth: int = 0) -> tuple[Section, ...]:
    names = draw(st.lists(st.sampled_from("abcdef"), max_size=4, unique=True))
    return tuple(
        Section(
            number=f"{number}",
            title=draw(st.sampled_from(["Response", "Restoration", name])),
            address=draw(st.sampled_from([f"standards.{name}", f"standards.{name}", None])),
            blocks=tuple(draw(st.lists(BLOCKS, max_size=3))),
            sections=draw(sections(depth + 1)) if depth < 1 else (),
        )
        for number, name in enumerate(names, start=1)
    )


@st.composite
def agreements(draw: st.DrawFn) -> WrittenAgreement:
    facts = draw(
        st.lists(st.sampled_from([("Term", "2026"), ("Term", "2027"), ("Reference", "HDG")]), max_size=2)
    )
    title = draw(st.sampled_from(["Managed IT", "Managed IT services"]))
    return WrittenAgreement(title, "en", "Harbour", "Tidewater", tuple(facts), draw(sections()))


@st.composite
def edits(draw: st.DrawFn) -> tuple[WrittenAgreement, WrittenAgreement]:
    """An agreement and a version of it in which some sections have other blocks, or another number."""
    before = draw(agreements())
    if draw(st.booleans()):
        return before, draw(agreements())
    changed = tuple(
        replace(
            section, number=draw(st.sampled_from([section.number, "9"])), blocks=draw(_other(section.blocks))
        )
        for section in before.sections
    )
    return before, replace(before, sections=changed)


@st.composite
def _other(draw: st.DrawFn, blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    kept = [block for block in blocks if draw(st.booleans())]
    place = draw(st.integers(0, len(kept)))
    return (*kept[:place], *draw(st.lists(BLOCKS, max_size=2)), *kept[place:])


def texts(written: WrittenAgreement) -> list[str]:
    """Every line of an agreement in the order it is read, without empty ones."""
    lines = [written.title, *(part for fact in written.facts for part in fact)]
    for section in written.walk():
        lines.append(f"{section.number} {section.title}")
        for block in section.blocks:
            lines += _block(block)
    return [line for line in lines if line]


def _block(block: Block) -> list[str]:
    match block:
        case OwnText():
            return [line for line in block.markdown.splitlines() if line.strip()]
        case Bullets():
            return [f"{number}. {_text(item)}" if block.ordered else _text(item)
                    for number, item in enumerate(block.items, start=1)]  # fmt: skip
        case Table():
            return [block.caption, *(_text(cell) for row in (block.head, *block.rows) for cell in row)]
        case Example():
            return [f"Example: {_text(block.words)}"]
        case _:
            return [_text(block.words)]


def _text(words: Words) -> str:
    return "".join(run.text for run in words)
