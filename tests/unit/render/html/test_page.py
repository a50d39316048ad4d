"""The HTML page: one file, in order for those who listen, safe whatever parties write."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from evenhand.render.html.page import to_html_page
from evenhand.render.texts import texts
from evenhand.wording.blocks import Bullets, OwnText, Paragraph, Run, Section, Table
from tests.unit.render.helping import IDENTITY, IMPRINT, SAMPLE, agreement, holding, own, words
from tests.unit.render.hostile import TEXTS

VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """A page as a browser takes it: elements with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in ("a", "bdi", "strong", "em", "span", "code"):
            self.words += "\n"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words += data

    def each(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def page():
    return Page(to_html_page(SAMPLE, IMPRINT))


def plain(text):
    return re.sub(r"\s+", " ", text)


def test_every_word_is_there_in_its_order(page):
    found, at = plain(page.words), 0
    for _, text in texts(SAMPLE):
        for line in re.sub(
            r"(?m)^([>-]|\d\.| )+ | \(https://\S+\)|\* \* \*", "", text.replace(" | ", "\n")
        ).split("\n"):
            at = found.find(plain(line).strip(), at)
            assert at >= 0, line


def test_landmarks_headings_and_names(page):
    tags = [tag for tag, _ in page.elements]
    assert [tags.count(tag) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h3", "h3"]
    assert page.each("html") == [{"lang": "en"}]
    assert page.each("nav") == [{"aria-label": "Contents"}]
    assert page.each("a")[0] == {"class": "skip", "href": "#agreed"}
    assert "Managed IT services · HDG-2026" in page.words
    assert IDENTITY in page.words


def test_tables_say_what_their_cells_are(page):
    assert [cell["scope"] for cell in page.each("th")] == ["col"] * 5 + ["row"] * 2
    assert "What a missed month gives" in page.words


def test_every_reference_leads_somewhere_and_every_name_is_there_once(page):
    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    leads = [link["href"][1:] for link in page.each("a") if link["href"].startswith("#")]
    assert len(names) == len(set(names))
    assert set(leads) <= set(names)
    assert {"standards.resolve-critical", "glossary.critical"} <= set(leads)


def test_it_needs_nothing_else_and_runs_nothing(page):
    allowed = {
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "href",
        "rel",
        "id",
        "aria-label",
        "scope",
    }
    assert {name for _, attributes in page.elements for name in attributes} <= allowed
    policy = next(meta["content"] for meta in page.each("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none';")
    whole = to_html_page(SAMPLE, IMPRINT)
    assert set(re.findall(r"url\(\"?([^)]{9})", whole)) == {"data:font"}
    assert "@import" not in whole
    assert len(whole) < 150_000


def test_a_wide_table_can_be_reached_by_the_keyboard():
    four = tuple(words(name) for name in "abcd")
    page = Page(to_html_page(holding(Table(four, (four,))), IMPRINT))
    (sheet,) = [each for each in page.each("div") if "role" in each]
    assert sheet == {"class": "sheet", "tabindex": "0", "role": "group", "aria-label": "a, b, c, d"}


def test_numbers_stand_to_the_right_and_stay_with_their_unit():
    table = Table((words("a"), words("b")), ((words("1"), words("2 hours")),), "", frozenset({0, 1}))
    page = to_html_page(holding(table, Bullets((words("in 5 days"),), ordered=True)), IMPRINT)
    assert '<th scope="row" class="number">1</th><td class="number">2\xa0hours</td>' in page
    assert "<ol><li>in 5\xa0days</li></ol>" in page


def test_an_agreement_of_little_is_a_page_too():
    page = Page(to_html_page(agreement(client=None, facts=()), replace(IMPRINT, reference=None)))
    assert "between" not in page.words
    assert not page.each("dl")


def test_two_addresses_that_look_alike_as_names_stay_two_places():
    sections = (
        Section("1", "A", "a b"),
        Section("2", "B", "a/b", (Paragraph(words(Run("x", "clause", "a/b"))),)),
    )
    page = Page(to_html_page(agreement(*sections), IMPRINT))
    assert [section["id"] for section in page.each("section")] == ["a-b", "a-b-2"]
    assert page.each("a")[-1] == {"class": "clause", "href": "#a-b-2"}


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_nothing_that_parties_write_becomes_part_of_the_page(first, second):
    table = Table(
        (words(own(first)), words(second)), ((words(second), words(first)),), second, address=first or None
    )
    blocks = (
        Paragraph(words(own(first), Run(second, "term", first)), second or None),
        table,
        OwnText(second),
    )
    written = agreement(
        Section(first, second, first or None, blocks), title=first, client=second, provider=first
    )
    page = Page(to_html_page(replace(written, facts=((first, second),)), replace(IMPRINT, reference=second)))
    assert page.open == []
    assert not {tag for tag, _ in page.elements} & {
        "script",
        "img",
        "iframe",
        "object",
        "link",
        "form",
        "svg",
    }
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    for link in page.each("a"):
        assert re.match(r"#|(https?|mailto|tel):", link["href"], re.IGNORECASE)
