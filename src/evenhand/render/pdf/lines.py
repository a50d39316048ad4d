"""Runs and Markdown to nodes in a line, as the template takes them: plain values, words too wide for it marked.

The kinds are those of `render.markup.tree`, and `term` and `clause` (with `body` and `to`, a label or nothing) and
`wide`, a text that may be broken anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenhand.render.anchors import Anchors
from evenhand.render.markup.reading import inked, one_line
from evenhand.render.markup.tree import Node, text_of
from evenhand.render.pdf.widths import too_wide
from evenhand.render.texts import bound
from evenhand.wording.blocks import Run, Words


def from_words(words: Words, anchors: Anchors) -> list[Node]:
    """Runs as nodes; a reference to an address that leads nowhere is plain words."""
    return [_from_run(run, anchors) for run in words]


def fitted(nodes: Iterable[Node], room: int) -> list[Node]:
    """The same words, those marked as `wide` that `room` (thousandths of the type's size) does not hold.

    A word may go on from node to node, as in `**Note**s`.
    """
    nodes = list(nodes)
    wide = too_wide(text_of(nodes), room)
    return _marked(nodes, wide, 0) if wide else nodes


def _from_run(run: Run, anchors: Anchors) -> Node:
    own = run.kind == "own"
    text: Node = {"kind": "text", "text": one_line(run.text) if own else bound(one_line(run.text))}
    # Signs that leave no ink are nothing to click on.
    to = anchors.to(run.target) if any(map(inked, run.text)) else ""
    if run.kind == "term" or (run.kind == "clause" and to):
        return {"kind": run.kind, "to": to, "body": [text]}
    return {"kind": "strong", "body": [text]} if run.kind == "strong" else text


def _marked(nodes: Iterable[Node], wide: list[range], at: int) -> list[Node]:
    """Nodes whose words begin at `at`, the text within `wide` in nodes of its own."""
    found: list[Node] = []
    for node in nodes:
        if "body" in node:
            found.append({**node, "body": _marked(node["body"], wide, at)})
        elif "text" in node:
            found += _parted(node, wide, at)
        else:
            found.append(node)
        at += len(text_of([node]))
    return found


def _parted(node: Node, wide: list[range], at: int) -> Iterator[Node]:
    text, end = node["text"], at + len(node["text"])
    done = at
    for word in wide:
        start, stop = max(word.start, at), min(word.stop, end)
        if start < stop:
            yield {**node, "text": text[done - at : start - at]}
            yield {"kind": "wide", "text": text[start - at : stop - at]}
            done = stop
    yield {**node, "text": text[done - at :]}
