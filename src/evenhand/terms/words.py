"""Where each clause stands in the document, and its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evenhand.terms.base import FrozenMap
from evenhand.trees.tree import Node, Span, address_of

_REMARK: Final = re.compile(r"[ \t]*#[^\n]*")


@dataclass(frozen=True)
class Words:
    """The text of a document and the span of each clause in it, by address."""

    file: str | None = None
    text: str = ""
    spans: FrozenMap[str, Span] = FrozenMap({})  # noqa: RUF009 - a FrozenMap does not change

    @classmethod
    def of(cls, file: str, text: str, root: Node) -> Words:
        """Index the document below `root`; the first of two clauses with one address is kept."""
        return cls(
            file, text, FrozenMap({address_of(path): node.span for path, node in reversed([*root.walk()])})
        )

    def place_of(self, address: str) -> tuple[int, int]:
        """Return line and column, counted from 1; raise KeyError for an unknown address."""
        mark = self.spans[address].key
        return mark.line, mark.column

    def text_of(self, address: str) -> str:
        """Return the text of a clause from its key to its end with a remark behind it, dedented."""
        span = self.spans[address]
        remark = _REMARK.match(self.text, span.end)
        first, *rest = self.text[span.key.offset : remark.end() if remark else span.end].rstrip().splitlines()
        margin = re.compile(f" {{0,{span.key.column - 1}}}")
        return "\n".join([first, *(margin.sub("", line, count=1) for line in rest)])
