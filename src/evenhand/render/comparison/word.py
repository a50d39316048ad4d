"""A comparison as a Word file with tracked changes: accepted it is the later agreement, rejected the earlier one.

Numbers of clauses are text and so the same as on the screen. The text of both parties is data: it stands in text
nodes and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evenhand.render.comparison.marks import Tracker
from evenhand.render.comparison.package import Bookmarks, saved
from evenhand.render.comparison.sheet import dress, fit, number_pages, ruled
from evenhand.render.markup.reading import cleaned
from evenhand.wording.change_words import ChangeWords, told
from evenhand.wording.comparison import Comparison, Part
from evenhand.wording.redline import Line, MarkedBlock, MarkedBullets, MarkedRow, MarkedSection, MarkedTable

_DEEPEST: Final = 9
NOTES_BY: Final = "Evenhand"
"""The author of the comments that say whom a change favours."""


def comparison_word_file(
    comparison: Comparison, *, author: str = "Evenhand", date: str | None = None, identity: str | None = None
) -> bytes:
    """Return the bytes of the `.docx`; `author` and `date` (ISO 8601, UTC) are those of the tracked changes.

    Without a date the changes bear none. `identity` is that of the later agreement: when the file comes back, it says
    what it was made from. The same comparison gives the same bytes.
    """
    page = _Page(author, date, identity)
    page.write(comparison)
    return saved(page.document)


class _Page:
    def __init__(self, author: str, date: str | None, identity: str | None) -> None:
        self.document: Any = Document()
        self.tracker = Tracker(author, date)
        self.bookmarks = Bookmarks(identity)
        self.date = date

    def write(self, comparison: Comparison) -> None:
        redline = comparison.redline
        dress(self.document, title=redline.title.after, language=redline.language, date=self.date)
        self.tracker.fill(self.document.add_paragraph(style="Title"), redline.title)
        if redline.facts:
            self.table(redline.facts, frozenset())
        notes = {id(part.section): part for part in comparison.parts}
        for depth, section in redline.walk():
            self.section(depth, section, notes.get(id(section)))
        number_pages(self.document)
        self.bookmarks.attach(self.document)

    def section(self, depth: int, section: MarkedSection, note: Part | None) -> None:
        heading = self.document.add_paragraph(style=f"Heading {min(depth + 1, _DEEPEST)}")
        self.tracker.fill(heading, section.heading)
        if note and note.changes:
            self.note(heading, note)
        elements = [heading._p]
        for block in section.blocks:
            made = self.block(block)
            elements += made
            if made and block.address != section.address:
                self.bookmarks.put(block.address, made[0], made[-1])
        self.bookmarks.put(section.address, elements[0], elements[-1])

    def block(self, block: MarkedBlock) -> list[Any]:
        """Add a block; returns the elements it is made of."""
        if isinstance(block, MarkedTable):
            made = []
            if block.caption.runs:
                caption = self.document.add_paragraph(style="Caption")
                self.tracker.fill(caption, block.caption)
                made.append(caption._p)
            return [*made, *self.table(block.rows, block.numbers, block.head)]
        if isinstance(block, MarkedBullets):
            style = "List" if block.ordered else "List Bullet"
            return [self.paragraph(line, style) for line in block.items]
        style = {"paragraph": "Normal", "own": "Quote", "example": "Normal"}[block.sort]
        return [self.paragraph(block.line, style, italic=block.sort == "example")]

    def paragraph(self, line: Line, style: str, *, italic: bool = False) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        self.tracker.fill(paragraph, line, italic=italic)
        return paragraph._p

    def table(
        self, rows: Iterable[MarkedRow], numbers: frozenset[int], head: MarkedRow | None = None
    ) -> list[Any]:
        """Add a table and the empty line after it, which keeps tables apart."""
        whole = [*([head] if head else []), *rows]
        table = self.document.add_table(rows=0, cols=max(len(row.cells) for row in whole))
        ruled(table)
        for number, row in enumerate(whole):
            made = table.add_row()
            self.tracker.row(made, row.mark)
            if head and number == 0:
                made._tr.get_or_add_trPr().insert(0, OxmlElement("w:tblHeader"))
            for place, (cell, line) in enumerate(zip(made.cells, row.cells, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.style = self.document.styles["Table Text"]
                self.tracker.fill(paragraph, line, bold=bool(head) and number == 0)
                if place in numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        fit(
            table,
            [
                [line.before + line.after if line.differs else line.after for line in row.cells]
                for row in whole
            ],
        )
        after = self.document.add_paragraph(style="After Table")
        return [table._tbl, after._p]

    def note(self, heading: Any, part: Part) -> None:
        """Say in a comment at the heading what changed and whom it favours."""
        section = part.section.address if part.section else None
        comment = self.document.part._comments_part.comments.add_comment(author=NOTES_BY, initials="E")
        element = comment._comment_elm
        del element.attrib[qn("w:date")]
        if self.date:
            element.set(qn("w:date"), self.date)
        for number, change in enumerate(part.changes):
            paragraph = comment.add_paragraph() if number else comment.paragraphs[0]
            paragraph.add_run(cleaned(_note(told(change, section))))
        _refer(heading._p, str(comment.comment_id))


def _note(words: ChangeWords) -> str:
    return (
        f"{words.heading}: {words.values}. {words.judgement}"
        if words.values
        else f"{words.heading}. {words.judgement}"
    )


def _refer(paragraph: Any, number: str) -> None:
    """Lead from a whole paragraph to a comment."""
    start, end, run, reference = (
        OxmlElement(tag) for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:r", "w:commentReference")
    )
    for element in (start, end, reference):
        element.set(qn("w:id"), number)
    properties = paragraph.find(qn("w:pPr"))
    properties.addnext(start)
    run.append(reference)
    paragraph.extend((end, run))
