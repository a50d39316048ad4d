"""Pieces for the frames of other pages say the same as the whole page."""

from __future__ import annotations

from pathlib import Path

from evenhand.render.anchors import Anchors
from evenhand.render.html.comparison import comparison_html
from evenhand.render.html.page import to_html_page
from evenhand.render.html.pieces import marked_html, part_html, section_html
from evenhand.terms.difference import difference
from evenhand.terms.document import read_agreement
from evenhand.wording.agreement import written
from evenhand.wording.comparison import compared
from tests.unit.render.helping import IMPRINT

EXAMPLE = (Path(__file__).resolve().parents[4] / "examples" / "harbour-dental.yaml").read_text("utf-8")


def read(text: str):
    agreement, _ = read_agreement(text, file="agreement.yaml")
    assert agreement
    return agreement


def test_every_section_stands_in_the_page_as_its_piece_says_it():
    document = written(read(EXAMPLE))
    page, anchors = to_html_page(document, IMPRINT), Anchors(document)
    for section in document.walk():
        anchors.here(section.address)
        for piece in section_html(section, anchors).split("\n<p"):
            assert piece in page


def test_every_part_stands_in_the_comparison_as_its_piece_says_it():
    before, after = read(EXAMPLE), read(EXAMPLE.replace("within: 4 hours", "within: 6 hours"))
    comparison = compared(written(before), written(after), difference(before, after))
    page = comparison_html(comparison)
    assert comparison.parts
    for part in comparison.parts:
        assert str(part_html(part)).strip() in page


def test_a_marked_section_says_all_its_words_and_marks_those_that_differ():
    before, after = read(EXAMPLE), read(EXAMPLE.replace("within: 4 hours", "within: 6 hours"))
    marked = compared(written(before), written(after), difference(before, after)).redline
    for _, section in marked.walk():
        whole = str(marked_html(section))
        assert whole.count("<p") >= sum(type(block).__name__ == "MarkedText" for block in section.blocks)
        assert ("<ins>" in whole) == any(line.differs for block in section.blocks for line in block.lines())
