"""The agreement as lines of text: snapshots at 80 columns, and nothing beyond the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from rich.cells import cell_len

from evenhand.render.prose.columns import table_lines
from evenhand.render.prose.text import agreement_lines, section_lines
from evenhand.render.texts import texts
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Bullets, OwnText, Paragraph, Run, Section, Table, WrittenAgreement
from tests.unit.render.hostile import TEXTS
from tests.unit.wording.documents import DOCUMENTS, EVERYTHING, EXAMPLE, agreement_in


def page(whole: WrittenAgreement, width: int | None = 80) -> str:
    return "".join(f"{line.plain}\n" for line in agreement_lines(whole, width))


@pytest.mark.parametrize("path", [EXAMPLE, EVERYTHING], ids=lambda path: path.stem)
def test_the_whole_agreement(snapshot, path):
    snapshot(f"{path.stem}.txt", page(written(agreement_in(path))))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_line_is_wider_than_the_page(path):
    text = page(written(agreement_in(path)))
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert not any(line != line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_without_a_width_every_sentence_stands_on_one_line(path):
    whole = written(agreement_in(path))
    text = page(whole, None)
    for _, said in texts(whole):
        assert all(line.strip() in text for line in said.split("\n"))


def of(*blocks: object) -> WrittenAgreement:
    section = Section("1", "Title", "a", blocks)  # type: ignore[arg-type]  # any blocks
    return WrittenAgreement("A", "en", None, None, (), (section,))


def test_lists_hang_by_their_marks():
    items = ((Run("one two three four"),), (Run("five"),))
    whole = of(Paragraph((Run("Here:"),)), Bullets(items), Bullets(items, ordered=True))
    assert page(whole, 20).splitlines()[5:] == [
        "   Here:",
        "   – one two three",
        "     four",
        "   – five",
        "   1. one two three",
        "      four",
        "   2. five",
    ]  # fmt: skip


def test_numbers_of_a_table_stand_to_the_right_under_its_caption():
    rows = (((Run("web"),), (Run("60%"),)), ((Run("everything else"),), (Run("5%"),)))
    table = Table(((Run("Part"),), (Run("Share"),)), rows, "Parts", frozenset({1}))
    assert page(of(table), 40).splitlines()[5:] == [
        "   Parts",
        "   Part              Share",
        "   ───────────────────────",
        "   web                 60%",
        "   everything else      5%",
    ]


def test_cells_that_do_not_fit_are_broken_and_words_that_do_not_fit_are_cut():
    rows = [["Head", "Other"], ["some words here", "donaudampfschifffahrtsgesellschaft"]]
    lines = [*table_lines(rows, 24)]
    assert max(map(cell_len, lines)) <= len("donaudampfschifffahrtsgesellschaft") + 9
    assert "".join(lines[2:]).replace(" ", "").count("donau") == 1


def test_wide_signs_take_two_columns():
    lines = [*table_lines([["名前", "x"], ["日本", "y"]], 40)]
    assert lines == ["名前   x", "────────", "日本   y"]


@given(TEXTS)
def test_a_text_of_the_parties_cannot_run(text):
    section = Section("1", text, "a", (OwnText(text), Paragraph((Run(text, "own"),))))
    whole = WrittenAgreement(text or "A", "en", text, text, ((text, text),), (section,))
    shown = page(whole)
    assert not {sign for sign in shown if sign != "\n" and (ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0)}
    assert "\u202e" not in shown


def test_an_agreed_number_is_not_torn():
    words = (Run("It must be done within "), Run("3 business days", "strong"), Run("."))
    assert page(of(Paragraph(words)), 40).splitlines()[5:] == [
        "   It must be done within",
        "   3 business days.",
    ]


def test_a_section_by_itself_begins_with_its_heading():
    whole = written(agreement_in(EXAMPLE))
    section = next(each for each in whole.walk() if each.address == "standards.resolve-critical")
    lines = [line.plain for line in section_lines(section)]
    assert lines[0] == "3.2  Restoration after critical incidents"
    assert lines[-1].endswith("420.00 GBP.")
