"""The parties' own Markdown: what it may do, what it may not, and that no word of it is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given

from evenhand.render.markup.html import to_html
from evenhand.render.markup.plain import to_text
from evenhand.render.markup.reading import DEEPEST, LONGEST
from evenhand.render.markup.tree import blocks
from tests.unit.render.hostile import TEXTS

TAGS = {"p", "strong", "em", "code", "pre", "a", "br", "hr", "ul", "ol", "li", "blockquote"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}


class Seen(HTMLParser):
    """Every tag, attribute and word of a page, as a browser takes them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(f"{tag} {name}", value or "") for name, value in attrs]
        self.words += " "

    def handle_endtag(self, tag):
        self.words += " "

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = handle_comment


def test_what_markdown_gives():
    text = "At **all** *sites*,\nsee [plan](https://a.example) and `N-1`\\\nnow\n\n# Not a heading\n\n> quoted\n\n---"
    assert to_html(text) == (
        '<p>At <strong>all</strong> <em>sites</em>,\nsee <a href="https://a.example" '
        'rel="noopener noreferrer nofollow">plan</a> and <code>N-1</code><br>\nnow</p>\n'
        "<p>Not a heading</p>\n<blockquote>\n<p>quoted</p>\n</blockquote>\n<hr>\n"
    )
    assert to_text(text) == (
        "At all sites, see plan (https://a.example) and N-1\nnow\n\nNot a heading\n\n> quoted\n\n* * *"
    )


def test_lists_and_tables_as_text():
    text = "7. North\n8. South\n   - ground\n   - first\n\n"
    text += "| Site | Desks |\n|---|---|\n| North | 12 |\n\n    a\n     b"
    assert to_text(text) == (
        "7. North\n8. South\n   - ground\n   - first\n\nSite | Desks\nNorth | 12\n\na\n b"
    )
    assert '<ol start="7">' in to_html(text)
    assert '<th scope="col">Site</th>' in to_html(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html;base64,AAAA)", "[x](data:text/html;base64,AAAA)"),
        ("[x](/etc/passwd)", "[x](/etc/passwd)"),
        ("[x](//evil.example)", "[x](//evil.example)"),
        ("[ref]: https://evil.example", "[ref]: https://evil.example"),
        ("<!-- hidden -->", "&lt;!-- hidden --&gt;"),
    ],
)
def test_what_it_may_not_do_is_shown_as_it_stands(text, shown):
    assert to_html(text).strip() == f"<p>{shown}</p>"


def test_a_picture_is_a_link_to_itself_and_loads_nothing():
    assert "<img" not in to_html("![plan](https://a.example/p.png)")
    assert to_text("![plan](https://a.example/p.png)") == "!plan (https://a.example/p.png)"


def test_a_link_without_words_shows_where_it_leads():
    text = "[](https://a.example) [\u200b](https://b.example) <https://c.example> <me@c.example>"
    assert (
        to_text(text)
        == "https://a.example \u200bhttps://b.example (https://b.example) https://c.example me@c.example"
    )
    assert ">https://a.example</a>" in to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "> " * (DEEPEST + 1) + "**deep**",
        "word " * (LONGEST // 5 + 1) + "\n\n<b>",
        "*a _b " * 20 + "c_ d*" * 20,
    ],
)
def test_too_deep_or_too_long_is_shown_as_it_stands(text):
    assert to_text(text).split() == text.split()
    assert Seen(to_html(text)).words.split() == text.split()
    assert {node["kind"] for node in blocks(text)} == {"paragraph"}


def test_lines_stay_lines_where_nothing_is_read():
    text = "> " * 20 + "deep\nnext\n\n\nlast"
    assert to_html(text).endswith("deep<br>next</p>\n<p>last</p>\n")
    assert to_text(text).endswith("deep\nnext\n\nlast")


def test_marks_that_reorder_what_is_read_are_left_out():
    assert to_text("pay \u202e0001\u202c \u2066now\u2069") == "pay 0001 now"
    assert to_html("pay \u202e0001\u202c") == "<p>pay 0001</p>\n"


@given(TEXTS)
def test_html_holds_nothing_that_runs_or_loads(text):
    seen = Seen(to_html(text))
    assert set(seen.tags) <= TAGS
    for name, value in seen.attributes:
        assert name in ("a href", "a rel", "ol start", "th scope")
        assert name != "a href" or re.match(r"(https?|mailto|tel):", value, re.IGNORECASE)


def said(nodes):
    """The words of a tree, without the addresses that follow links on paper."""
    before = None
    for node in nodes:
        if before is None or node.get("text") != f" ({before})":
            yield node.get("text", "")
        before = node.get("url")
        for inner in (
            node.get("body", ()),
            node.get("blocks", ()),
            *node.get("head", ()),
            *node.get("items", ()),
        ):
            yield from said(inner)
        for row in node.get("rows", ()):
            for cell in row:
                yield from said(cell)


@given(TEXTS)
def test_html_and_the_tree_say_the_same(text):
    assert re.sub(r"\s+", "", Seen(to_html(text)).words) == re.sub(r"\s+", "", "".join(said(blocks(text))))


@given(TEXTS)
def test_the_text_holds_every_word_of_the_tree(text):
    told, at = re.sub(r"[\s>]+", "", to_text(text)), 0
    for words in said(blocks(text)):
        for word in words.replace(">", " ").split():
            at = told.find(word, at)
            assert at >= 0, word
            at += len(word)


@pytest.mark.parametrize(
    "bit", ["[", "](", ">", "> ", "<", "\\", "|", "\n", "a\n", "[a](b", "_a*b", "```\n", "1. a\n"]
)
def test_a_long_text_is_read_to_its_end(bit):
    """No recursion without an end, and no reader that takes ages."""
    assert to_html(bit * (LONGEST // len(bit)) + "\n\nthe end").endswith(
        ("end</p>\n", "end\n</code></pre>\n")
    )
