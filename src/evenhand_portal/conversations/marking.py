"""An excerpt of a text as HTML: everything escaped, what was searched for marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

LONGEST: Final = 400
BEFORE: Final = 120


def marked(text: str, words: Sequence[str] = (), longest: int = LONGEST) -> Markup:
    """Return the part of a text around the first word found, escaped, with every such word marked.

    >>> print(marked("<b>Late</b> credits & late fees", ["late"]))
    &lt;b&gt;<mark>Late</mark>&lt;/b&gt; credits &amp; <mark>late</mark> fees
    """
    pattern = re.compile(
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE
    )
    first = pattern.search(text) if words else None
    start = max(0, first.start() - BEFORE) if first and len(text) > longest else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    part = text[start : start + longest]
    pieces = list(_pieces(part, pattern)) if words else [escape(part)]
    ends = ("… " if start else "", "…" if start + longest < len(text) else "")
    return Markup("").join([escape(ends[0]), *pieces, escape(ends[1])])


def _pieces(part: str, pattern: re.Pattern[str]) -> Iterator[Markup]:
    at = 0
    for found in pattern.finditer(part):
        yield escape(part[at : found.start()])
        yield Markup("<mark>{}</mark>").format(found.group())
        at = found.end()
    yield escape(part[at:])
