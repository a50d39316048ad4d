"""Letters: the same facts in text and HTML, user text as data, nothing loaded from anywhere."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from evenhand_portal.notices.letter import (
    ABOVE,
    Around,
    Item,
    Letter,
    facts_of,
    html_of,
    letter_from,
    text_of,
)

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30
)
SAID = WORDS.map(str.strip).filter(bool)
ITEMS = st.builds(Item, heading=SAID, words=SAID, by=SAID, link=st.just("https://sla.example.org/1"), on=SAID)
LETTERS = st.builds(
    Letter,
    headline=SAID,
    sentences=st.lists(SAID, max_size=3).map(tuple),
    quote=SAID,
    quoted=SAID,
    by=SAID,
    button=SAID,
    link=st.just("https://sla.example.org/2?a=1&b=2"),
    keep=SAID,
    why=SAID,
    items=st.lists(ITEMS, max_size=2).map(tuple),
)


class Seen(HTMLParser):
    """What a mail reader shows, and what it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.links, self.loads, self.open = "", [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        given = dict(attrs)
        self.links += [given["href"]] if tag == "a" else []
        self.loads += [name for name in given if name in ("src", "style", "srcset") or name.startswith("on")]
        self.loads += [tag] if tag in ("script", "link", "img", "iframe", "form") else []

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "title" not in self.open:
            self.words += data


def plain(words: str) -> str:
    return "".join(words.split())


@given(letter=LETTERS, name=SAID)
def test_both_forms_say_the_same(letter: Letter, name: str) -> None:
    around = Around(to=name, answer=True, choose=True)
    text, seen = text_of(letter, around), Seen(html_of(letter, around))
    said = [
        letter.headline,
        *letter.sentences,
        letter.quote,
        letter.quoted,
        letter.by,
        letter.button,
        letter.keep,
    ]
    said += [letter.why, f"Hello {name},", ABOVE]
    said += [words for one in letter.items for words in (one.heading, one.words, one.by, one.on)]
    for one in said:
        assert one in text
        assert plain(one) in plain(seen.words)
    for link in (letter.link, *(one.link for one in letter.items), "http://localhost:8000/you/notices/"):
        assert link in text
        assert link in seen.links
    assert not seen.loads


@given(letter=LETTERS)
def test_what_is_kept_is_the_letter(letter: Letter) -> None:
    assert letter_from(facts_of(letter)) == letter


def test_a_short_letter_has_nothing_empty() -> None:
    letter, around = Letter("News."), Around()
    assert text_of(letter, around).strip() == "News."
    page = html_of(letter, around)
    assert "<p></p>" not in page
    assert "style=" not in page
