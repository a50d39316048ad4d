"""JSON -> tree, strictly by RFC 8259: no duplicate keys, no NaN, no lone surrogates, numbers kept as text."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Final

from evenhand.trees.tree import UNWRITABLE, Mark, TreeBuilder

MOST_DIGITS: Final = 40

_TOKEN: Final = re.compile(
    r"""[ \t\n\r]*(?:
      (?P<sign>[\[\]{},:])
    | (?P<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")
    | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?P<power>[eE][+-]?[0-9]+)?)(?![\w.])
    | (?P<word>true|false|null)\b
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_AFTER_KEY: Final = ":"
_VALUE: Final = "a value"
_KEY: Final = "a key in quotation marks"


class _Reader:
    """Reads one text from left to right; `expected` are the tokens that may come next."""

    def __init__(self, text: str, builder: TreeBuilder) -> None:
        self.text, self.builder = text, builder
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.open: list[str] = []
        self.expected: tuple[str, ...] = (_VALUE,)

    def mark(self, offset: int) -> Mark:
        line = bisect_right(self.lines, offset)
        return Mark(line, offset - self.lines[line - 1] + 1, offset)

    def read(self) -> None:
        offset = 0
        while True:
            token = _TOKEN.match(self.text, offset)
            group = token.lastgroup if token else None
            if token is None or group is None:
                raise self.wrong(self.blank(offset))
            group = "number" if group == "power" else group
            start = self.mark(token.start(group))
            if group == "end":
                if self.expected:
                    raise self.wrong(start.offset)
                return
            self.take(group, token[group], start, token.end(), bool(token["power"]))
            offset = token.end()

    def take(self, group: str, token: str, start: Mark, end: int, power: bool) -> None:
        if group == "sign":
            self.sign(token, start, end)
        elif group == "string" and _KEY in self.expected:
            self.string(token, start, end)
            self.expected = (_AFTER_KEY,)
        elif _VALUE not in self.expected:
            raise self.wrong(start.offset)
        else:
            if group == "string":
                self.string(token, start, end)
            elif token == "null":
                self.builder.nothing(start)
            else:
                self.number(token, start, power)
                self.builder.text(token, start, end)
            self.after_value()

    def sign(self, token: str, start: Mark, end: int) -> None:
        if token in "[{" and _VALUE in self.expected:
            self.builder.begin({} if token == "{" else [], start)
            self.open.append("}" if token == "{" else "]")
            self.expected = (_KEY, "}") if token == "{" else (_VALUE, "]")
        elif token not in self.expected:
            raise self.wrong(start.offset)
        elif token in "]}":
            self.open.pop()
            self.builder.finish(end)
            self.after_value()
        else:
            self.expected = (_VALUE,) if token == ":" or self.open[-1] == "]" else (_KEY,)

    def after_value(self) -> None:
        self.expected = (",", self.open[-1]) if self.open else ()

    def string(self, token: str, start: Mark, end: int) -> None:
        self.builder.text(json.loads(token), start, end)

    def number(self, token: str, start: Mark, power: bool) -> None:
        if power or len(token) > MOST_DIGITS:
            self.builder.report(
                "bad-number",
                "This number has an exponent or too many digits.",
                f"Write it out with at most {MOST_DIGITS} digits.",
                start,
            )

    def blank(self, offset: int) -> int:
        return offset + len(self.text[offset:]) - len(self.text[offset:].lstrip(" \t\n\r"))

    def wrong(self, offset: int) -> Exception:
        found = UNWRITABLE.sub("?", self.text[offset : offset + 12].split("\n")[0]) or "the end"
        expected = " or ".join(self.expected) or "nothing more"
        return self.builder.refuse(
            "not-json",
            f"The document cannot be read from here on: {expected} should stand here, not {found}",
            "Compare the commas, colons and brackets with the lines above.",
            self.mark(offset),
        )


def read_json(text: str, builder: TreeBuilder) -> None:
    """Feed the parts of `text` to `builder`; raise DocumentError where nothing after it can be trusted."""
    builder.check(text)
    _Reader(text, builder).read()
