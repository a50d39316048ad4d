"""The written agreement as Markdown (CommonMark with tables), every word of it data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evenhand.render.markup.markdown import escaped, to_markdown
from evenhand.render.markup.reading import one_line
from evenhand.wording.blocks import (
    Block,
    Bullets,
    Example,
    OwnText,
    Run,
    Section,
    Table,
    Words,
    WrittenAgreement,
)

_DEEPEST_HEADING = 6


def agreement_markdown(written: WrittenAgreement) -> str:
    """The whole agreement."""
    parts = [f"# {escaped(one_line(written.title))}"]
    if written.client and written.provider:
        client, provider = (escaped(one_line(name)) for name in (written.client, written.provider))
        parts.append(f"between **{client}**, client, and **{provider}**, provider")
    if written.facts:
        facts = [(escaped(name), escaped(one_line(value))) for name, value in written.facts]
        parts.append("\n".join(f"- {name}: {value}" for name, value in facts))
    for section in written.sections:
        parts += _section(section, 2)
    return "\n\n".join(parts) + "\n"


def section_markdown(section: Section) -> str:
    """One section and all below it."""
    return "\n\n".join(_section(section, 2)) + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    marks = "#" * min(level, _DEEPEST_HEADING)
    yield f"{marks} {section.number} {escaped(one_line(section.title).strip())}"
    for block in section.blocks:
        yield _block(block)
    for below in section.sections:
        yield from _section(below, level + 1)


def _block(block: Block) -> str:
    match block:
        case OwnText():
            return to_markdown(block.markdown)
        case Bullets():
            marks = (f"{number}." if block.ordered else "-" for number in range(1, len(block.items) + 1))
            return "\n".join(f"{mark} {_line(item)}" for mark, item in zip(marks, block.items, strict=True))
        case Table():
            caption = f"**{escaped(one_line(block.caption))}**\n\n" if block.caption else ""
            return caption + _table(block)
        case Example():
            return f"> *Example:* {_line(block.words)}"
        case _:
            return _line(block.words)


def _table(table: Table) -> str:
    rule = ["--:" if place in table.numbers else "---" for place in range(len(table.head))]
    rows = [[_line(cell) for cell in row] for row in table.rows]
    return "\n".join(_row(cells) for cells in ([_line(cell) for cell in table.head], rule, *rows))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(words: Words) -> str:
    return "".join(_run(run) for run in words)


def _run(run: Run) -> str:
    text = one_line(run.text)
    inner = text.strip()
    if run.kind not in ("strong", "term") or not inner:
        return escaped(text)
    mark = "**" if run.kind == "strong" else "*"
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{escaped(inner)}{mark}{after}"
