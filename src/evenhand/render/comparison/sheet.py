"""How a Word file looks: paper, type and rules, and what the file says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from evenhand.render.markup.reading import one_line

_TEXT: Final = "Georgia"
_LABEL: Final = "Arial"
_INK: Final = RGBColor(0x1C, 0x21, 0x26)
_SOFT: Final = RGBColor(0x59, 0x63, 0x6D)
_RULE: Final = "E4E0D7"
_WIDTH: Final = 158
_LETTER: Final = 1.9
_PADDING: Final = 7
_LONGEST: Final = 60
"""Millimetres of a line, of a letter in a table, and around the text of a cell; letters before a cell is broken."""
_WITHOUT_DATE: Final = datetime(1980, 1, 1, tzinfo=UTC)
_HEADINGS: Final = ((1, 15, 20, 8), (2, 12, 14, 4), (3, 11, 10, 3), (4, 10.5, 8, 3))
"""Level, size, space before and after, in points."""


def dress(document: Any, *, title: str, language: str, date: str | None) -> None:
    """Set paper, styles and properties of a new document (python-docx's); later changes are tracked too."""
    paper = document.sections[0]
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    paper.left_margin = paper.right_margin = Mm(26)
    paper.top_margin = paper.bottom_margin = Mm(24)
    _styles(document, language)
    about = document.core_properties
    about.title, about.language, about.author = one_line(title)[:255], language, "Evenhand"
    about.last_modified_by, about.comments, about.revision = "Evenhand", "", 1
    about.created = about.modified = datetime.fromisoformat(date) if date else _WITHOUT_DATE
    stops = document.settings.element.find(qn("w:defaultTabStop"))
    stops.addprevious(OxmlElement("w:trackRevisions"))  # the standard orders the settings


def _styles(document: Any, language: str) -> None:
    styles = document.styles
    _set(styles["Normal"], _TEXT, 10.5, after=6, line=1.35)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), language)
    styles["Normal"].element.get_or_add_rPr().append(tongue)
    _set(styles["Title"], _TEXT, 22, after=14)
    for level, size, before, after in _HEADINGS:
        style = styles[f"Heading {level}"]
        _set(style, _TEXT, size, before=before, after=after)
        style.font.bold = True
        style.paragraph_format.keep_with_next = True
    _set(styles["Caption"], _LABEL, 9, before=6, after=3)
    styles["Caption"].paragraph_format.keep_with_next = True
    _set(styles["Quote"], _TEXT, 10.5, after=6)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Mm(0)
    cells = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style = styles["Normal"]
    _set(cells, _LABEL, 9, before=2, after=2, line=1.2)
    below = styles.add_style("After Table", WD_STYLE_TYPE.PARAGRAPH)
    below.base_style = styles["Normal"]
    _set(below, _TEXT, 4, after=4)


def _set(style: Any, font: str, size: float, *, before: float = 0, after: float = 0, line: float = 0) -> None:
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), _INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in name:
            del fonts.attrib[name]  # a font of the theme would win over the one named here
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line:
        style.paragraph_format.line_spacing = line
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def ruled(table: Any) -> None:
    """Give a table (python-docx's) a rule below each row and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("w:bottom", "w:insideH"):
        rule = OxmlElement(side)
        for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", _RULE)):
            rule.set(qn(name), value)
        borders.append(rule)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(borders) if look is None else look.addprevious(borders)


def fit(table: Any, rows: Iterable[Sequence[str]]) -> None:
    """Give each column the room its longest line needs, all together the width of the paper's text at most."""
    columns = [[*texts] for texts in zip(*rows, strict=True)]
    wanted = [min(max(map(len, texts), default=0), _LONGEST) * _LETTER + _PADDING for texts in columns]
    part = min(1.0, _WIDTH / sum(wanted))
    widths = [Mm(width * part) for width in wanted]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def number_pages(document: Any) -> None:
    """Write `1 / 3` at the foot of every page; word processors count."""
    foot = document.sections[0].footer.paragraphs[0]
    for code, after in (("PAGE", " / "), ("NUMPAGES", "")):
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), code)
        foot._p.append(counted)
        foot.add_run(after)
    document.styles["Footer"].font.size, document.styles["Footer"].font.color.rgb = Pt(8.5), _SOFT
