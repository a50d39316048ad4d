"""Blocks of the written agreement and of the parties' own Markdown to nodes that the template sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from evenhand.render.anchors import Anchors
from evenhand.render.markup.reading import one_line
from evenhand.render.markup.tree import Node, blocks, text_of
from evenhand.render.pdf.lines import fitted, from_words
from evenhand.render.pdf.widths import SPACE_AFTER, column_widths, width_of
from evenhand.wording.blocks import Block, Bullets, Example, OwnText, Table

ROOM = 34_000
"""How wide the column of text is, in thousandths of the size of its type."""
TABLE_ROOM = 43_300
"""How wide a table may be, in thousandths of the size of its type."""
MOST_COLUMNS = 8
"""A table of more columns is told row by row."""

_STEP = 1_800
_HIGH_HEAD, _HIGH_ROW, _HIGH_TABLE = 4, 12, 8
"""Lines up to which a heading row comes again on every page, and a row and a table stay on one page."""


def from_block(block: Block, anchors: Anchors) -> list[Node]:
    """The nodes of one block; those written by the parties may be several."""
    match block:
        case OwnText():
            return [_fitted(node, ROOM, 0) for node in blocks(block.markdown)]
        case Table():
            head = [from_words(cell, anchors) for cell in block.head]
            rows = [[from_words(cell, anchors) for cell in row] for row in block.rows]
            return [_table(head, rows, one_line(block.caption), block.numbers, TABLE_ROOM)]
        case Bullets():
            items = [[_paragraph(fitted(from_words(item, anchors), ROOM - _STEP))] for item in block.items]
            return [{"kind": "list", "ordered": block.ordered, "start": 1, "items": items}]
        case _:
            kind = "example" if isinstance(block, Example) else "paragraph"
            return [{"kind": kind, "body": fitted(from_words(block.words, anchors), ROOM)}]


def _paragraph(body: list[Node]) -> Node:
    return {"kind": "paragraph", "body": body}


def _fitted(node: Node, room: int, lost: int) -> Node:
    """A block of the parties' own, its words fitted into what `lost` by the indents of lists and quotes leaves."""
    within = lost + _STEP
    match node["kind"]:
        case "paragraph":
            return _paragraph(fitted(node["body"], room - lost))
        case "list":
            items = [[_fitted(each, room, within) for each in item] for item in node["items"]]
            return {**node, "items": items}
        case "quote":
            return {**node, "blocks": [_fitted(each, room, within) for each in node["blocks"]]}
        case "table":
            return _table(node["head"], node["rows"], "", frozenset(), TABLE_ROOM - lost * TABLE_ROOM // ROOM)
        case "code":
            lines = [
                fitted([{"kind": "code", "text": line}], room - lost) for line in node["text"].split("\n")
            ]
            return {"kind": "code", "lines": lines}
        case _:
            return node


def _table(
    head: list[list[Node]], rows: list[list[list[Node]]], caption: str, numbers: Set[int], room: int
) -> Node:
    if len(head) > MOST_COLUMNS:
        return _told(head, rows, room)
    texts = [[text_of(row[column]) for row in (head, *rows)] for column in range(len(head))]
    widths = column_widths(texts, room)
    fit = [room] * len(head) if widths is None else [max(width - SPACE_AFTER, 1) for width in widths]
    high = [
        max(width_of(text) // room for text, room in zip(row, fit, strict=True))
        for row in zip(*texts, strict=True)
    ]
    return {
        "kind": "table",
        "caption": fitted([{"kind": "text", "text": caption}] if caption else [], room),
        "head": _row(head, fit),
        "rows": [_row(row, fit) for row in rows],
        "widths": widths,
        "numbers": [column in numbers for column in range(len(head))],
        "repeated": high[0] <= _HIGH_HEAD,
        "whole": max(high) <= _HIGH_ROW,
        "together": sum(high) + len(high) <= _HIGH_TABLE,
    }


def _row(cells: Iterable[list[Node]], fit: Sequence[int]) -> list[list[Node]]:
    return [fitted(cell, room) for cell, room in zip(cells, fit, strict=True)]


def _told(head: list[list[Node]], rows: list[list[list[Node]]], room: int) -> Node:
    """A very wide table as a list: of every row each cell behind its heading."""
    items = [
        [_paragraph(fitted([*name, {"kind": "text", "text": ": "}, *cell], room - _STEP))]
        for row in rows
        for name, cell in zip(head, row, strict=True)
    ]
    return {"kind": "list", "ordered": False, "start": 1, "items": items}
