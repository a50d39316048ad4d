"""Texts and numbers in one form."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from evenhand.terms.canonical.texts import decimal_form, money_form, name_form, percent_form, text_form


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("one  two\tthree", "one two three"),
        ("one\ntwo", "one two"),
        ("one\r\ntwo\rthree", "one two three"),
        ("  one \n\n\n\n two  ", "one\n\ntwo"),
        ("one  \ntwo", "one  \ntwo"),
        ("one    \ntwo", "one  \ntwo"),
        ("one  \n\ntwo", "one\n\ntwo"),
        ("one\n- two\n- three", "one\n- two\n- three"),
        ("# Head\none  two", "# Head\none  two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("a | b\n--- | ---\n1 | 2", "a | b\n--- | ---\n1 | 2"),
        ("```\na  b\n```", "```\na  b\n```"),
        ("1990 was\nlong ago", "1990 was long ago"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("a\u00a0b", "a\u00a0b"),
        ("*two* words\n(more)", "*two* words (more)"),
    ],
)
def test_a_text_has_one_form(written: str, form: str) -> None:
    assert text_form(written) == form


TEXT = st.text(
    st.sampled_from("ab 1\n\t.-#>*|`()[é") | st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]),
    max_size=40,
)


@given(TEXT)
def test_a_form_is_its_own_form(text: str) -> None:
    assert text_form(text_form(text)) == text_form(text)


@given(st.text("ab 1\n\t.-#>*|`()", max_size=40))
def test_markdown_reads_the_form_as_it_reads_the_text(text: str) -> None:
    """The same parts in the same order; within running words blanks are one, as a page shows them."""

    def read(words: str) -> list[tuple[str, str]]:
        parts = MarkdownIt("commonmark").enable("table").parse(words)
        return [(part.type, " ".join(part.content.split())) for part in parts]

    assert read(text_form(text)) == read(text.strip())


@pytest.mark.parametrize(
    ("name", "form"), [("e\u0301 ", "\u00e9"), ("two  words", "two words"), ("P1", "P1")]
)
def test_a_name_has_one_form(name: str, form: str) -> None:
    assert name_form(name) == form


@given(st.decimals(min_value=0, max_value=10**12, places=12))
def test_a_decimal_is_written_exactly_and_shortest(number: Decimal) -> None:
    written = decimal_form(Fraction(number))
    assert Decimal(written) == number
    assert "E" not in written
    assert "." not in written or written[-1] not in "0."


def test_percentages_and_money() -> None:
    assert [percent_form(Fraction(n, 1000)) for n in (0, 5, 999, 1000)] == ["0%", "0.5%", "99.9%", "100%"]
    assert [money_form(Decimal(text)) for text in ("0", "1.5", "2400.0000", "0.0625")] == [
        "0.00",
        "1.50",
        "2400.00",
        "0.0625",
    ]


def test_a_number_that_is_no_decimal_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="1/3 is not a decimal number"):
        decimal_form(Fraction(1, 3))
