"""The words of a mail that was written as a web page, when it brings no plain text beside it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

_BREAKS: Final = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "hr"}
    | {"li", "ol", "p", "pre", "table", "tr", "ul"}
)
_SILENT: Final = frozenset({"head", "script", "style", "title", "template"})


class _Words(HTMLParser):
    """Collects words; quoted blocks are marked line by line, as in plain text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.quotes = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        if tag in _BREAKS:
            self.lines.append("")
        if tag == "blockquote":
            self.quotes += 1
        if tag == "li":
            self._say("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        if tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        if tag in _BREAKS:
            self.lines.append("")
        if tag == "p":
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            before, after = _edges(data)
            self._say(before + " ".join(data.split()) + after)

    def _say(self, words: str) -> None:
        if words.strip() and self.quotes and not self.lines[-1]:
            self.lines[-1] = "> "
        self.lines[-1] += words


def _edges(data: str) -> tuple[str, str]:
    before = " " if data[:1].isspace() else ""
    after = " " if data[-1:].isspace() and data.strip() else ""
    return before, after


def text_of_html(page: str) -> str:
    """Return the words of a page, a line for each block.

    >>> text_of_html("<p>Agreed &amp; <b>done</b>.</p><blockquote>Can you?<br>Today?</blockquote>")
    'Agreed & done.\\n\\n> Can you?\\n> Today?'
    """
    words = _Words()
    words.feed(page)
    words.close()
    lines: list[str] = []
    for line in words.lines:
        line = line.strip() if not line.startswith("> ") else line.rstrip()
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()
