"""The words of a mail that was written as a web page, when it brings no plain text beside it.

The parser of Python is not asked: of pages that nobody meant to write, it reads some in time that grows with the
square of their length, and some not at all. Here every sign is looked at a few times at most.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_BREAKS: Final = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "hr"}
    | {"li", "ol", "p", "pre", "table", "tr", "ul"}
)
_SILENT: Final = frozenset({"head", "script", "style", "title", "template"})
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_END_OR_VALUE: Final = re.compile(r">|=\s*([\"'])")
_RAW: Final = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
LONGEST: Final = 1_000_000


class _Words:
    """Collects words; quoted blocks are marked line by line, as in plain text."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.silent = 0
        self.quoted_values = True
        self._read()
        self._break()

    def _read(self) -> None:
        at, page = 0, self.page
        while (opened := page.find("<", at)) >= 0:
            self._words(page[at:opened])
            at = self._mark(opened)
        self._words(page[at:])

    def _mark(self, at: int) -> int:
        """Read what begins with < at that place, and return where it ends; words, if it is nothing else."""
        found = _TAG.match(self.page, at)
        if found is None:
            if self.page.startswith(("<!", "<?", "</"), at):
                return self._comment(at)
            self._words("<")
            return at + 1
        end = self._end_of_tag(found.end())
        if end < 0:
            self._words(self.page[at:])
            return len(self.page)
        name = found[2].lower()
        if found[1]:
            self._close(name)
        elif self.page[end - 2] != "/" or name not in _SILENT:
            self._open(name)
            if name in _RAW:
                closed = _RAW[name].search(self.page, end)
                return closed.start() if closed else len(self.page)
        return end

    def _comment(self, at: int) -> int:
        """Return where a comment ends, or whatever else is not shown; one without an end is the rest of the page."""
        end = "-->" if self.page.startswith("<!--", at) else ">"
        found = self.page.find(end, at + 2)
        return found + len(end) if found >= 0 else len(self.page)

    def _end_of_tag(self, at: int) -> int:
        """Return where a tag ends; a > in a quoted value is no end. -1 without an end.

        When quotes do not fit together, none of them counts from there on: the page is gone through for that once.
        """
        start = at
        while self.quoted_values and (found := _END_OR_VALUE.search(self.page, at)):
            if not found[1]:
                return found.end()
            at = self.page.find(found[1], found.end()) + 1
            self.quoted_values = at > 0
        self.quoted_values = False
        return self.page.find(">", start) + 1 or -1

    def _open(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent += 1
        if tag in _BREAKS:
            self._break()
        if tag == "blockquote":
            self.quotes += 1
        if tag == "li":
            self._say("- ")

    def _close(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        if tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        if tag in _BREAKS:
            self._break()
        if tag == "p":
            self._break()

    def _words(self, page: str) -> None:
        if page and not self.silent:
            words = _unescaped(page)
            before, after = _edges(words)
            self._say(before + " ".join(words.split()) + after)

    def _say(self, words: str) -> None:
        if not self.line and words.strip() and self.quotes:
            self.line.append("> ")
        if self.line or words.strip():
            self.line.append(words)

    def _break(self) -> None:
        self.lines.append("".join(self.line))
        self.line = []


def _unescaped(words: str) -> str:
    """The signs that are meant by &amp; and the like; a number without end means none."""
    try:
        return unescape(words)
    except ValueError:
        return words


def _edges(words: str) -> tuple[str, str]:
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return before, after


def text_of_html(page: str) -> str:
    """Return the words of a page, a line for each block; of a page of more than a million signs, its beginning.

    >>> text_of_html("<p>Agreed &amp; <b>done</b>.</p><blockquote>Can you?<br>Today?</blockquote>")
    'Agreed & done.\\n\\n> Can you?\\n> Today?'
    """
    lines: list[str] = []
    for line in _Words(page[:LONGEST]).lines:
        line = line.strip() if not line.startswith("> ") else line.rstrip()
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()
