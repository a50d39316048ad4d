"""Nothing that parties write runs, reaches a file, breaks the PDF or runs off the paper."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from evenhand.render.pdf.document import to_pdf
from evenhand.wording.blocks import Bullets, Example, OwnText, Paragraph, Run, Section, Table
from tests.unit.render.helping import IMPRINT, agreement, holding, own, strong, words
from tests.unit.render.hostile import TEXTS
from tests.unit.render.pdf.reading import body, letters, outside, pages


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#import "@preview/example:0.1.0": add',
        "$x^2$ #{1 + 1} #sys.version",
        '"] #panic() [',
        "*not bold* _nor slanted_ `nor code` = no heading",
        "https://x.example // no comment /* nor this */ @nobody <label>",
        "-- --- ... ~ \\ \\u{41} \\#",
    ],
)
def test_source_is_text(text):
    paper = to_pdf(
        holding(Paragraph(words(own(text))), title=text, client=text, facts=((text, text),)), IMPRINT
    )
    assert letters(body(paper)).count(letters(text)) == 5


@settings(max_examples=60)
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_is_set_within_the_margins(first, second, third):
    section = Section(
        "1",
        second,
        "a",
        (
            OwnText(first, "a.b"),
            Paragraph(
                words(own(second), strong(third), Run(first, "term", "a.b"), Run(second, "clause", "a"))
            ),
            Table(
                (words(own(second)), words("n")), ((words(third), words(own(first))),), third, frozenset({1})
            ),
            Bullets((words(first), words(second)), ordered=True),
            Example(words(third)),
        ),
    )
    paper = to_pdf(
        agreement(section, title=third, client=second, provider=first, facts=((first, second),)), IMPRINT
    )
    assert outside(paper) == []


@pytest.mark.parametrize("columns", [1, 3, 8, 9, 40])
def test_a_table_of_many_columns_and_long_words(columns):
    head = tuple(words(f"Column{number}") for number in range(columns))
    long = tuple(words(f"Donaudampfschifffahrtsgesellschaft{number}" * 3) for number in range(columns))
    short = tuple(words(f"{number}") for number in range(columns))
    paper = to_pdf(holding(Table(head, (long, short, long))), IMPRINT)
    assert outside(paper) == []
    found = letters(body(paper))
    assert all(found.count(f"gesellschaft{number}Donau") >= 4 for number in range(columns))


def test_a_table_of_many_rows_says_its_head_on_every_page():
    rows = tuple((words(f"site {number}"), words("x " * 40)) for number in range(200))
    paper = to_pdf(holding(Table((words("Where"), words("What")), rows)), IMPRINT)
    assert len(pages(paper)) == 7
    assert all("Where What" in page for page in pages(paper)[1:])
    assert outside(paper) == []


def test_a_cell_higher_than_a_page_goes_on_on_the_next():
    rows = ((words("a"), words("word " * 3000)), (words("b"), words("end")))
    head = (words("Where"), words("long heading " * 300))
    paper = to_pdf(holding(Table(head, rows)), IMPRINT)
    assert outside(paper) == []
    assert body(paper).count("word") == 3000


def test_lists_and_quotes_in_lists_stay_on_the_paper():
    nested = "\n".join("   " * depth + "1. " + "x" * 80 for depth in range(5))
    table = "> > | a | b |\n> > |---|---|\n> > | " + "y" * 200 + " | c |"
    paper = to_pdf(holding(OwnText(f"{nested}\n\n{table}\n\n    {'z' * 300}\n\n`{'c' * 300}`")), IMPRINT)
    assert outside(paper) == []
    assert "y" * 200 in letters(body(paper))
    assert "z" * 300 in letters(body(paper))


def test_a_long_word_beside_the_end_of_a_line():
    paper = to_pdf(holding(OwnText("short\\\n" + "x" * 300 + " *end*")), IMPRINT)
    assert outside(paper) == []
    assert letters("short" + "x" * 300 + "end") in letters(body(paper))


def test_a_word_may_go_on_in_bold():
    paper = to_pdf(holding(Paragraph(words("Donau" * 10, strong("Dampf" * 10), "schiff" * 10))), IMPRINT)
    assert outside(paper) == []
    assert re.search("(Donau){10}(Dampf){10}(schiff){10}", letters(body(paper)))
