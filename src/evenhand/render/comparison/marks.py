"""Tracked changes in the XML of a Word file: runs, paragraphs and rows that are inserted or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evenhand.render.markup.reading import cleaned
from evenhand.wording.redline import Line, Mark, MarkedRun

_TAGS: Final[dict[Mark, str]] = {"inserted": "w:ins", "deleted": "w:del"}


@dataclass
class Tracker:
    """Makes the marks of one file: who changed it and, if said, when (`2026-03-01T00:00:00Z`)."""

    author: str
    date: str | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def mark(self, mark: Mark) -> Any:
        """An empty `w:ins` or `w:del`."""
        element = OxmlElement(_TAGS[mark])
        element.set(qn("w:id"), str(next(self._numbers)))
        element.set(qn("w:author"), cleaned(self.author))
        if self.date:
            element.set(qn("w:date"), self.date)
        return element

    def fill(self, paragraph: Any, line: Line, *, bold: bool = False, italic: bool = False) -> None:
        """Put a line into an empty paragraph (python-docx's), with its marks."""
        for run in line.runs:
            holder = paragraph._p
            if run.mark != "kept":
                holder = self.mark(run.mark)
                paragraph._p.append(holder)
            holder.append(_run(run, bold=bold or run.kind == "strong", italic=italic))
        if line.mark != "kept":
            properties = paragraph._p.get_or_add_pPr()
            about_mark = OxmlElement("w:rPr")
            about_mark.append(self.mark(line.mark))
            properties.append(about_mark)

    def row(self, row: Any, mark: Mark) -> None:
        """Mark a whole row of a table (python-docx's)."""
        if mark != "kept":
            row._tr.get_or_add_trPr().append(self.mark(mark))


def _run(run: MarkedRun, *, bold: bool, italic: bool) -> Any:
    """A run of text; in deleted ones it is `w:delText`. A break of lines in it stays one."""
    element = OxmlElement("w:r")
    if bold or italic:
        properties = OxmlElement("w:rPr")
        for wanted, tag in ((bold, "w:b"), (italic, "w:i")):
            if wanted:
                properties.append(OxmlElement(tag))
        element.append(properties)
    for place, text in enumerate(cleaned(run.text).split("\n")):
        if place:
            element.append(OxmlElement("w:br"))
        words = OxmlElement("w:delText" if run.mark == "deleted" else "w:t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = text
        element.append(words)
    return element
