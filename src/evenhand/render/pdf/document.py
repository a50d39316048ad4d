"""The agreement as a PDF: tagged, with bookmarks, its fonts inside, the machine-readable document attached.

PDF/A-3a and PDF/UA-1, so that it can be kept for decades and read aloud; the same agreement gives the same bytes.
An archive wants a date: an agreement that names no first day is PDF/UA-1 alone.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import typst

from evenhand.errors import DocumentError
from evenhand.render.fonts import MONO, SANS, SERIF, chain, folders, needs_east
from evenhand.render.imprint import Imprint
from evenhand.render.pdf.data import data_of
from evenhand.render.pdf.signs import unwritable
from evenhand.render.texts import texts
from evenhand.wording.blocks import WrittenAgreement


def to_pdf(written: WrittenAgreement, imprint: Imprint) -> bytes:
    """Return the PDF; raises DocumentError (`missing-glyph`) for signs that no installed font can write."""
    said = list(texts(written))
    if problems := list(unwritable(said)):
        raise DocumentError(problems)
    east = needs_east("".join(text for _, text in said))
    compiler = typst.Compiler(
        sources(written, imprint, east=east),  # type: ignore[type-var]  # documented, unknown to the stub
        font_paths=_fonts(east),
    )
    paper = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"] if imprint.dated else ["ua-1"])
    assert isinstance(paper, bytes)  # several only for pictures of pages
    return paper


def sources(written: WrittenAgreement, imprint: Imprint, *, east: bool = False) -> dict[str, bytes]:
    """Return the files that typst reads, by name: our template, the agreement as data, what is attached."""
    data = data_of(written, imprint)
    data["fonts"] = {
        role: chain(first, written.language, east=east)
        for role, first in (("serif", SERIF), ("sans", SANS), ("mono", MONO))
    }
    return {
        "main.typ": _template(),
        "agreement.json": json.dumps(data).encode(),
        **{f"attachments/{number}": each.content for number, each in enumerate(imprint.attachments)},
    }


@cache
def _template() -> bytes:
    return (files(__package__) / "agreement.typ").read_bytes()


@cache
def _fonts(east: bool) -> typst.Fonts:
    """The project's own fonts and no others, so that every machine sets the same pages."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders(east))
