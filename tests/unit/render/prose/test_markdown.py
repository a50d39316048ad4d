"""The agreement as Markdown: read again, it says the same words, and nothing in it is more than words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from evenhand.render.markup.markdown import escaped, to_markdown
from evenhand.render.markup.plain import to_text
from evenhand.render.prose.markdown import agreement_markdown, section_markdown
from evenhand.render.texts import texts
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Bullets, OwnText, Paragraph, Run, Section, Table, WrittenAgreement
from tests.unit.wording.documents import DOCUMENTS, EVERYTHING, EXAMPLE, agreement_in

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def shown(markdown: str) -> str:
    """The words that a reader of Markdown shows."""
    found = []
    for token in READER.parse(markdown):
        found += [child.content for child in token.children or () if child.type in ("text", "code_inline")]
        found += [token.content] if token.type in ("fence", "code_block", "html_block") else []
    return " ".join(found)


@pytest.mark.parametrize("path", [EXAMPLE, EVERYTHING], ids=lambda path: path.stem)
def test_the_whole_agreement(snapshot, path):
    snapshot(f"{path.stem}.md", agreement_markdown(written(agreement_in(path))))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_read_again_it_says_the_same(path):
    whole = written(agreement_in(path))
    there = words(shown(agreement_markdown(whole)))
    for _, text in texts(whole):
        assert set(words(text)) <= set(there)
    headings = [token for token in READER.parse(agreement_markdown(whole)) if token.type == "heading_open"]
    assert len(headings) == 1 + len([*whole.walk()])


@given(st.text(alphabet=st.sampled_from("a1. -+*_#>|`~[](){}<>&!\\:\"'=\nb@/ "), max_size=40))
def test_escaped_text_is_text(text):
    tokens = READER.parse(f"{escaped(' '.join(text.split()))}\n")
    assert [token.type for token in tokens] in (["paragraph_open", "inline", "paragraph_close"], [])
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == " ".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab1. -+*_#>|`~[]()<>&!\\\n"), max_size=60))
def test_what_is_written_again_reads_the_same(text):
    again = to_markdown(text)
    assert words(to_text(again)) == words(to_text(text))
    assert not re.search("<(?!https?:)", re.sub(r"\\.|`[^`]*`", "", again)) or "`" in again


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title", "**Title**"),
        ("1. a\n2. b\n   - c", "1. a\n2. b\n\n   - c"),
        ("> said *so*", "> said *so*"),
        ("> one\n>\n> two", "> one\n>\n> two"),
        ("a  \nb", "a\\\nb"),
        ("---", "* * *"),
        ("`a``b` and `` ` ``", "```a``b``` and `` ` ``"),
        ("```\nx = 1\n```", "```\nx = 1\n```"),
        ("    a ``` b", "````\na ``` b\n````"),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n| --- | --- |\n| c | d |"),
        ("[here](https://a.example/x>y)", "[here](<https://a.example/x%3Ey>)"),
        ("![image](http://x)", "\\![image](<http://x>)"),
        ("<b>bold</b>", "\\<b\\>bold\\</b\\>"),
        ("a & b", "a \\& b"),
    ],
)
def test_the_few_freedoms_of_the_parties(text, expected):
    assert to_markdown(text) == expected
    assert words(to_text(to_markdown(text))) == words(to_text(text))


def test_blocks():
    table = Table(
        ((Run("Part"),), (Run("Share"),)), (((Run("a|b"),), (Run("60%"),)),), "Parts", frozenset({1})
    )
    items = (
        (Run("1. one"),),
        (Run(" two "), Run("bold ", "strong"), Run(" ", "strong"), Run("term", "term")),
    )
    blocks = (
        Paragraph((Run("+ more"),)),
        Bullets(items),
        Bullets(items, ordered=True),
        table,
        OwnText("*own*"),
    )
    section = Section("1.1", "A *title*", None, blocks)
    assert section_markdown(section) == (
        "## 1.1 A \\*title\\*\n\n\\+ more\n\n- 1\\. one\n-  two **bold**  *term*\n\n1. 1\\. one\n2.  two **bold**  "
        "*term*\n\n**Parts**\n\n| Part | Share |\n| --- | --: |\n| a\\|b | 60% |\n\n*own*\n"
    )


def test_a_page_without_parties_and_facts():
    assert agreement_markdown(WrittenAgreement("A", "en", None, None, (), ())) == "# A\n"


def test_many_empty_lines_are_escaped_like_any_text() -> None:
    blank = "\n" * 300_000
    assert escaped(f"{blank}  1. a{blank} - b") == f"{blank}  1\\. a{blank} \\- b"
