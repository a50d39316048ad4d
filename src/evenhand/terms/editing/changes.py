"""One clause set, added or removed by its text span; every other byte stays, comments too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from evenhand.terms.editing.manuscript import Manuscript, Value
from evenhand.terms.editing.writing import (
    LONGEST_LINE,
    block_text,
    flow_text,
    json_text,
    key_text,
    scalar_text,
    value_text,
)
from evenhand.trees.tree import Node, Path

# From the colon of a key to a value on another line: blanks and remarks alone.
_TO_BLOCK: Final = re.compile(r":((?:\s|#[^\r\n]*[\r\n])*)$")
_TO_COMMA: Final = re.compile(r"((?:\s|#[^\r\n]*[\r\n])*),")
_DASH: Final = re.compile(r"-\s+$")
_BROKEN: Final = re.compile(r"[\r\n]\s*")


def set_value(paper: Manuscript, path: Path, value: Value) -> str:
    """Return the text with another value in one place."""
    node = paper.node(path)
    start, end = node.span.value.offset, paper.end(node)
    old = paper.text[start:end]
    if paper.json:
        return paper.replaced(start, end, json_text(value, old))
    if paper.in_flow(path):
        words = scalar_text(value, flow=True, old=old) if isinstance(value, str) else flow_text(value)
        return paper.replaced(start, end, words)
    inside = bool(path) and isinstance(path[-1], int)
    if isinstance(node.value, str) or paper.is_flow(node):
        return _over_line(paper, node, value, inside)
    return _over_block(paper, node, value, inside)


def _over_line(paper: Manuscript, node: Node, value: Value, inside: bool) -> str:
    """Write a value over what stands behind its key or dash."""
    start, end, indent = node.span.value.offset, paper.end(node), node.span.key.column - 1
    old = paper.text[start:end]
    words = value_text(value, indent, paper.step, paper.newline, inside=inside, old=old)
    if words.startswith("|"):
        return _lines_over(paper, start, end, words)
    used = indent + start - node.span.key.offset
    if not inside and _has_parts(value) and used + len(words) > LONGEST_LINE:
        start, words = len(paper.text[:start].rstrip(" ")), _below(paper, value, indent + paper.step)
    return paper.replaced(start, end, words)


def _lines_over(paper: Manuscript, start: int, end: int, words: str) -> str:
    """Write a text of several lines; a remark behind the old value stays on its line."""
    sign, body = words.split(paper.newline, 1)
    line_end = paper.line_end(end)
    remark = paper.text[end:line_end].rstrip("\r\n")
    rest = paper.text[end + len(remark) : line_end]
    return paper.replaced(start, line_end, sign + remark + paper.newline + body + rest)


def _over_block(paper: Manuscript, node: Node, value: Value, inside: bool) -> str:
    """Write a value over the lines of a list or a map; remarks between its key and them stay."""
    start, end, indent = node.span.value.offset, paper.end(node), node.span.key.column - 1
    column = node.span.value.column - 1
    dashes = isinstance(value, Mapping) and not inside and column <= indent and node is not paper.root
    if _has_parts(value) and not dashes:
        return paper.replaced(start, end, _block(paper, value, column))
    gap = _TO_BLOCK.search(paper.text[node.span.key.offset : start])
    if inside or gap is None:
        return paper.replaced(start, end, value_text(value, indent, paper.step, paper.newline, inside=inside))
    remark = gap[1].rstrip()
    if _has_parts(value):
        words = _below(paper, value, indent + paper.step)
    elif isinstance(value, str) and paper.newline in remark:
        words = " " + scalar_text(value)
    else:
        words = " " + value_text(value, indent, paper.step, paper.newline)
    first, line_break, rest = words.partition(paper.newline)
    return paper.replaced(node.span.key.offset + gap.start(1), end, first + remark + line_break + rest)


def _has_parts(value: Value) -> bool:
    return bool(value) and not isinstance(value, str)


def _block(paper: Manuscript, value: Value, column: int) -> str:
    return block_text(value, column, paper.step, paper.newline)


def _below(paper: Manuscript, value: Value, column: int) -> str:
    return paper.newline + " " * column + _block(paper, value, column)


def add_part(paper: Manuscript, path: Path, key: str | int, value: Value) -> str:
    """Return the text with one part more in a list or map that has some; `key` is its name or number."""
    parent = paper.node(path)
    siblings = [node for _, node in parent.children()]
    before = siblings[key] if isinstance(key, int) and key < len(siblings) else None
    if paper.json or paper.is_flow(parent):
        return _added_in_brackets(paper, parent, siblings, before, _entry(paper, key, value))
    column = parent.span.value.column - 1
    margin = " " * column
    words = _block(paper, [value] if isinstance(key, int) else {key: value}, column)
    if before is not None:
        dash = _DASH.search(paper.text[: before.span.key.offset])
        at = dash.start() if dash else before.span.key.offset
        return paper.replaced(at, at, words + paper.newline + margin)
    return _added_behind(paper, siblings[-1], margin + words)


def _entry(paper: Manuscript, key: str | int, value: Value) -> str:
    if paper.json:
        return json_text(value) if isinstance(key, int) else f"{json_text(key)}: {json_text(value)}"
    return flow_text(value) if isinstance(key, int) else f"{key_text(key, flow=True)}: {flow_text(value)}"


def _added_in_brackets(
    paper: Manuscript, parent: Node, siblings: Sequence[Node], before: Node | None, words: str
) -> str:
    opening = parent.span.value.offset + 1
    before_first = paper.text[opening : siblings[0].span.key.offset]
    lead = _BROKEN.search(before_first, len(before_first.rstrip()))
    margin = lead[0].lstrip("\r\n") if lead else ""
    gap = f",{paper.newline}{margin}" if lead else ", "
    if before is not None:
        return paper.replaced(before.span.key.offset, before.span.key.offset, words + gap)
    at = siblings[-1].span.end
    return paper.replaced(at, at, gap + words)


def _added_behind(paper: Manuscript, last: Node, line: str) -> str:
    at = paper.line_end(max(paper.end(last), last.span.value.offset))
    broken = paper.text[at - 1] in "\r\n"
    return paper.replaced(at, at, line + paper.newline if broken else paper.newline + line)


def remove_part(paper: Manuscript, path: Path) -> str:
    """Return the text without one part of a list or map that has several."""
    parent = paper.node(path[:-1])
    siblings = [node for _, node in parent.children()]
    place = [part for part, _ in parent.children()].index(path[-1])
    node, following = siblings[place], siblings[place + 1 : place + 2]
    if paper.json or paper.is_flow(parent):
        if following:
            return paper.replaced(node.span.key.offset, following[0].span.key.offset, "")
        before = siblings[place - 1].span.end
        gap = _TO_COMMA.sub(r"\1", paper.text[before : node.span.key.offset], count=1)
        return paper.replaced(before, node.span.end, gap if "#" in gap else "")
    start = node.span.key.offset
    if isinstance(path[-1], int) and (dash := _DASH.search(paper.text[:start])):
        start = dash.start()
    line = paper.line_start(start)
    if paper.text[line:start].strip(" "):  # the first key of an item stands behind its dash
        return paper.replaced(node.span.key.offset, following[0].span.key.offset, "")
    end = paper.line_end(paper.end(node))
    if end == len(paper.text) and paper.text[end - 1] not in "\r\n":
        return paper.replaced(len(paper.text[:line].rstrip("\r\n")), end, "")
    return paper.replaced(line, end, "")


def wanted(plain: Any, path: Path, change: Any) -> Any:
    """Return a plain tree with `change` applied to what stands at `path`; the tree itself stays as it is."""
    if not path:
        return change(plain)
    first, rest = path[0], path[1:]
    if isinstance(plain, Mapping):
        return {key: wanted(below, rest, change) if key == first else below for key, below in plain.items()}
    return [wanted(below, rest, change) if number == first else below for number, below in enumerate(plain)]
