"""The Word file: accepted it reads as the later agreement, rejected as the earlier; text is data; same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from hypothesis import given, settings
from lxml import etree

from evenhand.render.comparison.word import comparison_word_file
from evenhand.wording.blocks import WrittenAgreement
from evenhand.wording.comparison import Comparison, compared
from tests.unit.wording.written import edits, texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def xml(file: bytes, name: str) -> Any:
    return etree.fromstring(ZipFile(io.BytesIO(file)).read(name))


def decided(file: bytes, *, accept: bool) -> list[str]:
    """The lines of the document once every change is accepted, or every one rejected, without empty ones.

    By the standard (ISO/IEC 29500-1, 17.13.5): what goes are the runs in `w:del` or `w:ins`, rows so marked, and
    paragraphs whose mark is; what lies in the others stays.
    """
    going = "del" if accept else "ins"
    body = xml(file, "word/document.xml").find(f"{W}body")
    for row in [*body.iter(f"{W}tr")]:
        if row.find(f"{W}trPr/{W}{going}") is not None:
            row.getparent().remove(row)
    return [text for paragraph in body.iter(f"{W}p") if (text := "".join(_left(paragraph, going)))]


def _left(element: Any, going: str) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}{going}" and child.getparent().tag == f"{W}p":
            continue
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag == f"{W}br":
            yield "\n"
        else:
            yield from _left(child, going)


def compare(pair: tuple[WrittenAgreement, WrittenAgreement]) -> Comparison:
    return compared(*pair, ())


@given(edits())
@settings(max_examples=60)
def test_accepted_it_is_the_later_and_rejected_the_earlier(pair):
    file = comparison_word_file(compare(pair))
    assert decided(file, accept=True) == texts(pair[1])
    assert decided(file, accept=False) == texts(pair[0])
