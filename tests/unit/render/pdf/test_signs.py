"""Signs that no font can write are named with their clause; those of Europe and the Far East are written."""

from __future__ import annotations

import pytest

from evenhand.errors import DocumentError
from evenhand.render import fonts
from evenhand.render.pdf.document import to_pdf
from evenhand.wording.blocks import Example, OwnText, Paragraph, Section, Table
from tests.unit.render.helping import IMPRINT, agreement, holding, own, words
from tests.unit.render.pdf.reading import body, letters, outside

NAMES = [
    "Zażółć Sürücü Þórður Nguyễn ÅÆØ ß",  # Latin
    "Οδοντιατρείο Αθηνών",  # Greek
    "Стоматологія Київ Њујорк",  # Cyrillic
    "✓ ✕ ○ → ≥ € £ ₴ № ½ …",  # signs
]
EASTERN = ["港口牙科集团", "港灣牙科", "みなと歯科グループ", "항구치과"]


def problems(written):
    with pytest.raises(DocumentError) as refused:
        to_pdf(written, IMPRINT)
    return refused.value.problems


@pytest.mark.parametrize("name", NAMES)
def test_names_of_europe_are_written(name):
    paper = to_pdf(holding(Paragraph(words(own(name))), Example(words(name)), client=name), IMPRINT)
    assert body(paper).count(name) == 3


@pytest.mark.parametrize("name", EASTERN)
@pytest.mark.parametrize("language", ["en", "ja", "ko", "zh-TW"])
def test_names_of_the_far_east_are_written_where_their_fonts_are(name, language):
    paper = to_pdf(holding(Paragraph(words(own(name))), client=name, language=language), IMPRINT)
    assert body(paper).count(name) == 2


def test_a_table_of_the_far_east_stays_on_the_paper():
    cells = (words("港口牙科集团" * 30), words("みなと歯科グループ" * 20))
    paper = to_pdf(holding(Table(cells, (cells,))), IMPRINT)
    assert letters(body(paper)).count("港口牙科集团") == 60
    assert outside(paper) == []


@pytest.fixture
def without_east(monkeypatch):
    """As on a machine where the extra `cjk` is not installed."""
    monkeypatch.setattr(fonts, "find_spec", lambda package: None)


@pytest.mark.usefixtures("without_east")
@pytest.mark.parametrize("name", EASTERN)
def test_without_their_fonts_they_are_named_and_nothing_is_printed(name):
    found = problems(holding(Paragraph(words(own(name)), "parties.client"), Paragraph(words("a"))))
    assert [(each.code, each.severity, each.clause) for each in found] == [
        ("missing-glyph", "error", "parties.client")
    ]
    assert f"“{name[0]}” (U+{ord(name[0]):04X})" in found[0].message
    assert 'pip install "evenhand[cjk]"' in found[0].mend


def test_each_clause_is_named_with_its_signs():
    sections = (
        Section("1", "Care \U0001f680", "a", (OwnText("*مرفأ*"), Paragraph(words("fine"), "a.b"))),
        Section(
            "2", "Care", "b", (Table((words("x"),), ((words("".join(map(chr, range(0xE000, 0xE00A)))),),)),)
        ),
    )
    title, first, second = problems(agreement(*sections, title="🚀"))
    assert title.message == "No font here can write “🚀” (U+1F680) on the title page."
    assert title.mend == "Write it in other letters."
    assert (first.clause, second.clause) == ("a", "b")
    assert first.message.startswith("No font here can write “🚀” (U+1F680), “م” (U+0645), “ر” (U+0631)")
    assert second.message.endswith("“\ue007” (U+E007) and 2 more in `b`.")


def test_a_sign_that_can_only_be_written_upright_counts_as_missing():
    """The sign of the som: Noto Sans has it upright, and an example is set slanted."""
    assert [each.code for each in problems(holding(Example(words("\u20c0"))))] == ["missing-glyph"]


def test_blanks_and_marks_of_format_need_no_font():
    paper = to_pdf(holding(Paragraph(words("a\u2003b\u200bc\u200dd\ufe0fe\u00a0f\u202eg"))), IMPRINT)
    assert "fg" in body(paper)
