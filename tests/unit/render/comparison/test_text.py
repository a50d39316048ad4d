"""A comparison in a terminal: calm at 80 columns, and as clear without colours."""

from __future__ import annotations

import io

from rich.console import Console

from evenhand.render.comparison.text import comparison_page
from evenhand.wording.blocks import Run, Section, Table, WrittenAgreement
from evenhand.wording.comparison import Comparison, compared
from tests.unit.render.comparison.comparing import comparison, example, without_standards


def shown(found: Comparison, width: int = 80) -> str:
    target = io.StringIO()
    Console(file=target, width=width, color_system=None, highlight=False, markup=False).print(
        comparison_page(found)
    )
    return "\n".join(line.rstrip() for line in target.getvalue().splitlines()) + "\n"


def test_an_amendment(snapshot):
    snapshot("amendment.txt", shown(example()))


def test_whole_elements_come_and_go(snapshot):
    snapshot("elements.txt", shown(without_standards()))


def test_it_fits_80_columns_and_says_nothing_by_colour_alone():
    lines = shown(example()).splitlines()
    assert max(map(len, lines)) <= 80
    assert any("[-4-]{+8+}" in line for line in lines)
    assert any(line.startswith("  - ") for line in lines)


def test_nothing_differs():
    text = "agreement: A\n"
    assert shown(comparison(text, "# the same\nagreement:   A\n")) == "Both agreements mean the same.\n"


def test_what_stands_in_no_section_is_said_first():
    found = comparison("agreement: A\n", "agreement: B\n")
    assert shown(found).splitlines() == [
        "1 clause differs: 1 the same for both sides.",
        "",
        "Beside the numbered clauses",
        "  agreement: A → B",
        "    The same for both sides: only what the agreement is called.",
    ]


def test_a_caption_that_differs_is_shown():
    one, other = (
        WrittenAgreement("A", "en", None, None, (), (Section("1", "T", "standards", (table,)),))
        for table in (Table(((Run("P"),),), (), "In hours"), Table(((Run("P"),),), (), "In office hours"))
    )
    assert "  ~ In {+office +}hours" in shown(compared(one, other, ())).splitlines()


def test_signs_that_deceive_are_not_shown():
    found = comparison("agreement: A\n", "agreement: B \N{RIGHT-TO-LEFT OVERRIDE}gnol\n")
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in shown(found)
