"""Markdown to a tree of plain values, for renderers that take data and never source.

A node is a dict with its `kind`. In a line: `text` and `code` (with `text`), `strong` and `emphasis` (with `body`),
`link` (with `url` and `body`), `break`. As blocks: `paragraph` (with `body`), `list` (with `ordered`, `start` and
`items`, each a list of blocks), `quote` (with `blocks`), `code` (with `text`), `table` (with `head` and `rows` of
cells, each a list of nodes in a line) and `rule`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from evenhand.render.markup.reading import cleaned, tokens

Node = dict[str, Any]


def blocks(markdown: str) -> list[Node]:
    """Read the parties' own text.

    >>> blocks("At *all* sites")
    [{'kind': 'paragraph', 'body': [{'kind': 'text', 'text': 'At '},
      {'kind': 'emphasis', 'body': [{'kind': 'text', 'text': 'all'}]}, {'kind': 'text', 'text': ' sites'}]}]
    """
    found = tokens(markdown)
    if found is None:
        return [_as_it_stands(part) for part in cleaned(markdown).split("\n\n") if part.strip()]
    return list(_blocks(SyntaxTreeNode(found).children))


def text_of(nodes: Iterable[Node]) -> str:
    """The words of nodes in a line."""
    return "".join(
        "\n" if node["kind"] == "break" else node["text"] if "text" in node else text_of(node["body"])
        for node in nodes
    )


def _as_it_stands(part: str) -> Node:
    body: list[Node] = []
    for line in part.strip("\n").split("\n"):
        body += [{"kind": "break"}] * bool(body) + [{"kind": "text", "text": line}]
    return {"kind": "paragraph", "body": body}


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Node]:
    for node in nodes:
        match node.type:
            case "paragraph":
                yield {"kind": "paragraph", "body": _line(node)}
            case "heading":  # the numbered headings are the agreement's own
                yield {"kind": "paragraph", "body": [{"kind": "strong", "body": _line(node)}]}
            case "bullet_list" | "ordered_list":
                start = int(node.attrs.get("start", 1))
                items = [list(_blocks(item.children)) for item in node.children]
                ordered = node.type == "ordered_list"
                yield {"kind": "list", "ordered": ordered, "start": start, "items": items}
            case "blockquote":
                yield {"kind": "quote", "blocks": list(_blocks(node.children))}
            case "table":
                rows = [
                    [_line(cell) for cell in row.children] for part in node.children for row in part.children
                ]
                yield {"kind": "table", "head": rows[0], "rows": rows[1:]}
            case "hr":
                yield {"kind": "rule"}
            case _:  # code, fenced or indented
                yield {"kind": "code", "text": node.content.rstrip("\n")}


def _line(block: SyntaxTreeNode) -> list[Node]:
    return [each for part in block.children for each in _inline(part.children)]


def _inline(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Node]:
    for node in nodes:
        match node.type:
            case "strong" | "em":
                kind = "strong" if node.type == "strong" else "emphasis"
                yield {"kind": kind, "body": list(_inline(node.children))}
            case "link":
                yield from _link(str(node.attrs["href"]), list(_inline(node.children)))
            case "code_inline":
                yield {"kind": "code", "text": node.content}
            case "softbreak":
                yield {"kind": "text", "text": " "}
            case "hardbreak":
                yield {"kind": "break"}
            case _:
                yield {"kind": "text", "text": node.content}


def _link(url: str, body: list[Node]) -> Iterator[Node]:
    """A link, and on paper where it leads, unless its words say so already."""
    yield {"kind": "link", "url": url, "body": body}
    if text_of(body) not in (url, url.partition(":")[2]):
        yield {"kind": "text", "text": f" ({url})"}
