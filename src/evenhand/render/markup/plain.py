"""The parties' own text as plain text: no signs of Markdown, every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenhand.render.markup.tree import Node, blocks, text_of


def to_text(markdown: str) -> str:
    """Return the text with a blank line between paragraphs, points with a dash or their number.

    >>> print(to_text("At *all* sites:\\n\\n1. North\\n2. South"))
    At all sites:
    <BLANKLINE>
    1. North
    2. South
    """
    return "\n\n".join(_block(node) for node in blocks(markdown))


def _block(node: Node) -> str:
    match node["kind"]:
        case "paragraph":
            return text_of(node["body"])
        case "list":
            return "\n".join(_items(node))
        case "quote":
            return _indented("\n\n".join(_block(each) for each in node["blocks"]), "> ", "> ")
        case "table":
            return "\n".join(_rows([node["head"], *node["rows"]]))
        case "rule":
            return "* * *"
        case _:
            return str(node["text"])


def _items(node: Node) -> Iterator[str]:
    for number, item in enumerate(node["items"], start=node["start"]):
        mark = f"{number}. " if node["ordered"] else "- "
        yield _indented("\n".join(_block(each) for each in item), mark, " " * len(mark))


def _rows(rows: Iterable[list[list[Node]]]) -> Iterator[str]:
    for row in rows:
        yield " | ".join(text_of(cell) for cell in row)


def _indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", f"\n{rest}")
