"""Sentences and words of free texts: what is one sentence, and what is no word at all."""

from __future__ import annotations

import pytest

from evenhand.terms.checks.texts import plain, sentences, word_count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Sites, e.g. London, and systems, i.e. Servers, count.", 1),
        ("Open at 9.00 a.m. on No. 5, max. 3 days.", 1),
        ("See Mr. Smith vs. Dr. Jones, J. R. Doe and St. Mary.", 1),
        ("Version 1.2.3 runs at www.example.com all day.", 1),
        ("It ends at 9.00. The next begins.", ["It ends at 9.00.", "The next begins."]),
        (
            'He said "Stop." (They did.) "Go!" was next.',
            ['He said "Stop."', "(They did.)", '"Go!" was next.'],
        ),
        ("A heading\n\nA paragraph\nover two lines", ["A heading", "A paragraph\nover two lines"]),
        ("A list:\n- one\n- two\n1. three", ["A list:", "one", "two", "three"]),
        ("It ends in e.g.", ["It ends in e.g."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str] | int) -> None:
    found = list(sentences(text))
    assert (found if isinstance(expected, list) else len(found)) == expected


def test_the_end_of_a_quotation_stays_with_its_sentence() -> None:
    assert list(sentences("It is called “down.” That is all.")) == ["It is called “down.”", "That is all."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the client's desk, 24/7, at 9.00", 6),
        ("**bold** and _thin_ | # heading", 4),
        ("[the list](https://list.example/a?b=c) and ![a picture](x.png)", 5),
        ("write to desk@corp.example, see https://corp.example, run `rm -rf`", 4),
        ("- – … ( ) «»", 0),
        ("Übergabe an Προϊστάμενος 担当者", 4),
    ],
)
def test_words(text: str, words: int) -> None:
    assert word_count(plain(text)) == words


@pytest.mark.parametrize(
    "repeated",
    [
        "a@",
        "@",
        "[",
        "[](",
        "![a](b",
        "a",
        "a.",
        "a@b.",
        "A. ",
        "\n",
        "\n ",
        "`<",
        "a://",
        "é",
        "**_",
        '." ',
        "1.\n",
    ],
)
def test_a_text_of_one_sign_after_another_is_read_like_any_other(repeated: str) -> None:
    text = repeated * (200_000 // len(repeated))
    for whole in (text, f"[a]({text}", f"@a.{text}!"):
        assert sum(map(word_count, sentences(plain(whole)))) >= 0


def test_what_stands_around_an_address_is_kept() -> None:
    assert plain("Write to the.desk@mail.corp.example. Then wait.") == "Write to  . Then wait."
    assert plain("[![a plan](plan.png)](a.html) and one [two](b)") == "[a plan](a.html) and one two"
    assert plain(f"a@b, {'a' * 9}@{'b' * 64}.c") == f"a@b, {'a' * 9}@{'b' * 64}.c"
