"""Values as YAML or JSON text: plain where that reads back as the same, in quotation marks where it must be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from evenhand.errors import DocumentError
from evenhand.terms.editing.manuscript import Value
from evenhand.trees.tree import TreeBuilder
from evenhand.trees.yaml_text import read_yaml

LONGEST_LINE: Final = 100
_BREAKS: Final = re.compile("[\x85\u2028\u2029\ufeff]")
_BARE_JSON: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|true|false")


def json_text(value: Value, old: str = "") -> str:
    """Write a value as JSON on one line; numbers stay bare where `old`, what stood there, was bare."""
    if isinstance(value, str):
        bare = _BARE_JSON.fullmatch(value) and _BARE_JSON.fullmatch(old)
        return value if bare else _double(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{json_text(key)}: {json_text(below)}' for key, below in value.items())}}}"
    return f"[{', '.join(json_text(item) for item in value)}]"


def flow_text(value: Value) -> str:
    """Write a value on one line, lists and maps in brackets.

    >>> flow_text({"below": "99%", "note": "a, b", "who": ["x", "yes: no"]})
    '{below: 99%, note: "a, b", who: [x, "yes: no"]}'
    """
    if isinstance(value, str):
        return scalar_text(value, flow=True)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key_text(key, flow=True)}: {flow_text(below)}' for key, below in value.items())}}}"
    return f"[{', '.join(flow_text(item) for item in value)}]"


def key_text(key: str, *, flow: bool = False) -> str:
    """Write a key."""
    *plainer, sure = _forms(key, "")
    forms = (form for form in plainer if _reads_as(f"{{{form}: x}}" if flow else f"{form}: x", {key: "x"}))
    return next(forms, sure)


def scalar_text(text: str, *, flow: bool = False, old: str = "") -> str:
    """Write a text on one line: plain if that is read back as the same text, else in quotation marks.

    Where `old`, what stood there, has quotation marks, so has the new text.

    >>> scalar_text("4 hours"), scalar_text("see: below"), scalar_text("null"), scalar_text("", old="'x'")
    ('4 hours', '"see: below"', '"null"', "''")
    """
    *plainer, sure = _forms(text, old[:1])
    value = [text] if flow else {"k": text}
    return next((form for form in plainer if _reads_as(f"[{form}]" if flow else f"k: {form}", value)), sure)


def _forms(text: str, mark: str) -> Iterator[str]:
    """The ways to write a text on one line, the preferred one first; `mark` is the quotation mark to keep."""
    single = "'" + text.replace("'", "''") + "'"
    if mark not in ("'", '"'):
        yield text
    if mark == "'" or '"' in text or "\\" in text:
        yield single
    yield _double(text)


def _double(text: str) -> str:
    """Write a text in double quotation marks, as JSON and YAML both read it."""
    words = json.dumps(text, ensure_ascii=False)
    return _BREAKS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", words)


def block_text(value: Value, indent: int, step: int, newline: str) -> str:
    """Write a list or a map in lines that begin at `indent`; the first line is not set in.

    Parts that fit on a line are written on one.
    """
    margin = newline + " " * indent
    if isinstance(value, Mapping):
        parts = (
            f"{key_text(key)}:{_behind(below, len(key), indent, step, newline)}"
            for key, below in value.items()
        )
        return margin.join(parts)
    return margin.join(f"- {value_text(item, indent + 2, step, newline, inside=True)}" for item in value)


def _behind(value: Value, used: int, indent: int, step: int, newline: str) -> str:
    """Write what stands behind the colon of a key of so many characters."""
    if isinstance(value, str) or not value or _fits(value, indent + used + 2):
        return " " + value_text(value, indent, step, newline)
    return newline + " " * (indent + step) + block_text(value, indent + step, step, newline)


def value_text(
    value: Value, indent: int, step: int, newline: str, *, inside: bool = False, old: str = ""
) -> str:
    """Write what stands behind a colon or a dash: on one line if it fits, a text of several lines as a block.

    `indent` is that of the key, or, `inside` a list, that of what stands behind the dash.
    """
    if isinstance(value, str):
        base = indent if inside else indent + step
        return _lines(value, base, newline) or scalar_text(value, old=old)
    if inside and value and not _fits(value, indent):
        return block_text(value, indent, step, newline)
    return flow_text(value)


def _fits(value: Value, used: int) -> bool:
    return used + len(flow_text(value)) <= LONGEST_LINE


def _lines(text: str, indent: int, newline: str) -> str | None:
    """Write a text of several lines as a literal block; None where that would not be read back as the same."""
    if "\n" not in text:
        return None
    chomp = "" if text.endswith("\n") else "-"
    margin = " " * indent
    body = newline.join(margin + line if line else "" for line in text.removesuffix("\n").split("\n"))
    form = f"|{chomp}{newline}{body}"
    return form if _reads_as(f"k: {form}{newline}", {"k": text}) else None


def _reads_as(words: str, value: object) -> bool:
    """Whether words are read as this value and nothing is said against them."""
    builder = TreeBuilder("")
    try:
        read_yaml(words, builder)
    except DocumentError:
        return False
    return builder.root is not None and not builder.problems and builder.root.plain() == value
