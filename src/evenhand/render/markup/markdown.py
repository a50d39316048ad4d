"""The parties' own Markdown written again: its emphasis, lists, links and tables; no HTML, no images, no headings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evenhand.render.markup.tree import Node, blocks

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&!]")
_START = re.compile(r"^([^\S\n]*)([#+=\-]|[0-9]+(?=[.)]))", re.MULTILINE)


def escaped(text: str) -> str:
    """Text of which nothing is read as Markdown.

    >>> print(escaped("1. a *star* & <b>"))
    1\\. a \\*star\\* \\& \\<b\\>
    """
    return _START.sub(_harmless, _SIGNS.sub(r"\\\g<0>", text))


def _harmless(match: re.Match[str]) -> str:
    blank, sign = match.groups()
    return f"{blank}{sign}\\" if sign.isdigit() else f"{blank}\\{sign}"


def to_markdown(markdown: str) -> str:
    """Return the text as Markdown in which only its own few freedoms are left.

    >>> print(to_markdown("# All\\n\\n* *two* <i>sites</i>\\n* one"))
    **All**
    <BLANKLINE>
    - *two* \\<i\\>sites\\</i\\>
    - one
    """
    return _blocks(blocks(markdown))


def _blocks(nodes: Iterable[Node]) -> str:
    return "\n\n".join(_block(node) for node in nodes)


def _block(node: Node) -> str:
    match node["kind"]:
        case "paragraph":
            return _line(node["body"])
        case "list":
            marks = [f"{node['start'] + n}." if node["ordered"] else "-" for n in range(len(node["items"]))]
            items = zip(marks, node["items"], strict=True)
            return "\n".join(
                _indented(_blocks(item), f"{mark} ", " " * (len(mark) + 1)) for mark, item in items
            )
        case "quote":
            return _indented(_blocks(node["blocks"]), "> ", "> ")
        case "table":
            head, *rows = ([_line(cell) for cell in row] for row in (node["head"], *node["rows"]))
            return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
        case "rule":
            return "* * *"
        case _:
            fence = "`" * (max(map(len, re.findall("`+", node["text"])), default=2) + 1)
            fence = fence if len(fence) > 2 else "```"
            return f"{fence}\n{node['text']}\n{fence}"


def _indented(text: str, first: str, rest: str) -> str:
    head, *lines = text.split("\n")
    return "\n".join([first + head, *((rest + line).rstrip() for line in lines)])


def _line(nodes: Iterable[Node]) -> str:
    parts: list[str] = []
    told = ""  # where the link before leads, which paper says after it and a link need not
    for node in nodes:
        if node["kind"] == "text" and node["text"] == told:
            continue
        parts.append(_inline(node))
        told = f" ({node['url']})" if node["kind"] == "link" else ""
    return "".join(parts)


def _inline(node: Node) -> str:
    match node["kind"]:
        case "text":
            return escaped(node["text"])
        case "strong":
            return f"**{_line(node['body'])}**"
        case "emphasis":
            return f"*{_line(node['body'])}*"
        case "link":
            return f"[{_line(node['body'])}](<{_address(node['url'])}>)"
        case "break":
            return "\\\n"
        case _:
            return _code(node["text"])


def _address(url: str) -> str:
    return re.sub(r"[<>\\\n]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _code(text: str) -> str:
    """Code in a line, in quotation marks that it does not have itself."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    mark = "`" * (longest + 1)
    return f"{mark} {text} {mark}" if text[:1] == "`" or text[-1:] == "`" else f"{mark}{text}{mark}"
