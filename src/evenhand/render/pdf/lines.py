"""Runs and Markdown to nodes in a line, as the template takes them: plain values, words too wide for it marked.

The kinds are those of `render.markup.tree`, and `term` and `clause` (with `body` and `to`, a label or nothing) and
`wide`, a text that may be broken anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evenhand.render.anchors import Anchors
from evenhand.render.markup.reading import one_line
from evenhand.render.markup.tree import Node
from evenhand.render.pdf.widths import widest_word
from evenhand.wording.blocks import Run, Words

_BLANKS = re.compile(r"(\s+)")


def from_words(words: Words, anchors: Anchors) -> list[Node]:
    """Runs as nodes; a reference to an address that leads nowhere is plain words."""
    return [_from_run(run, anchors) for run in words]


def fitted(nodes: Iterable[Node], room: int) -> list[Node]:
    """The same words, those marked as `wide` that `room` (thousandths of the type's size) does not hold."""
    return [part for node in nodes for part in _fitted(node, room)]


def _from_run(run: Run, anchors: Anchors) -> Node:
    text: Node = {"kind": "text", "text": one_line(run.text)}
    to = anchors.to(run.target)
    if run.kind == "term" or (run.kind == "clause" and to):
        return {"kind": run.kind, "to": to, "body": [text]}
    return {"kind": "strong", "body": [text]} if run.kind == "strong" else text


def _fitted(node: Node, room: int) -> Iterator[Node]:
    if "body" in node:
        yield {**node, "body": fitted(node["body"], room)}
    elif "text" not in node or widest_word(node["text"]) <= room:
        yield node
    else:
        for part in _BLANKS.split(node["text"]):
            kind = "wide" if widest_word(part) > room else node["kind"]
            yield {"kind": kind, "text": part}
