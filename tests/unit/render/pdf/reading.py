"""A PDF as others read it: pypdf for its structure, PDFium for what is on the paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2

LEFT, RIGHT, BOTTOM, TOP = 64, 505.5, 40, 770
"""The paper that may be written on, in points: from the numbers in the margin to the end of the lines."""


def opened(paper: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(paper))


def pages(paper: bytes) -> list[str]:
    """The words of each page, in the order they are read."""
    return [page.extract_text() for page in opened(paper).pages]


def body(paper: bytes) -> str:
    """The words of all pages without the lines at their feet."""
    return "\n".join(
        re.sub(r"\n[^\n]*identity [0-9a-f ]{19} Page \d+ of \d+\s*$", "", page) for page in pages(paper)
    )


def letters(text: str) -> str:
    """Text without blanks, which the ends of lines change."""
    return re.sub(r"[\s\u200b]+", "", text)


def outside(paper: bytes) -> list[tuple[int, str, tuple[float, ...]]]:
    """Signs that stand outside the paper that may be written on: page, sign and box."""
    found = []
    document = pypdfium2.PdfDocument(paper)
    for number in range(len(document)):
        text = document[number].get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = box = text.get_charbox(index)
            if text.get_text_range(index, 1).strip() and not (
                left >= LEFT and right <= RIGHT and bottom >= BOTTOM and top <= TOP
            ):
                found.append((number + 1, text.get_text_range(index, 1), box))
    return found


def tags(paper: bytes) -> list[str]:
    """The kinds of the elements of structure, in reading order."""
    return list(_tags(opened(paper).trailer["/Root"]["/StructTreeRoot"]))


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _tags(node["/K"])


def titles(items: Any) -> list[Any]:
    """The bookmarks as nested lists of their titles."""
    return [titles(each) if isinstance(each, list) else str(each.title) for each in items]


def fonts(paper: bytes) -> Iterator[tuple[str, bool]]:
    """The name of every font, and whether the font itself is in the file."""
    for page in opened(paper).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            yield (
                str(font.get_object()["/BaseFont"]),
                any(f"/FontFile{kind}" in described for kind in ("", 2, 3)),
            )
