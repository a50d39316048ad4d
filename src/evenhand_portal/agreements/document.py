"""An agreement to be read in the frame of our pages: its sections in order, each with what it says as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from evenhand.render.anchors import Anchors
from evenhand.render.html.pieces import section_html
from evenhand.terms.agreement import Agreement as Terms
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Section
from evenhand_portal.agreements.editing.pages import Page, page_at
from evenhand_portal.agreements.kept import kept
from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.overview import terms_read

LOWEST: Final = 4
"""The level of the smallest heading there is."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A section as it is set: its heading is of `level` (2 is the highest), `anchor` its name on the page.

    `address` is that of the clause it says, empty for one that an earlier section says; `words` are heading and body.
    """

    number: str
    title: str
    level: int
    anchor: str
    body: Markup
    words: Markup
    address: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole agreement as people read it; `facts` are labels and values for its head."""

    language: str
    facts: tuple[tuple[str, str], ...]
    clauses: tuple[Clause, ...]

    @property
    def contents(self) -> tuple[Clause, ...]:
        """The clauses that stand in the list of contents."""
        return tuple(one for one in self.clauses if one.level == 2)


def reading_of(terms: Terms) -> Reading:
    """Write an agreement out for a page. All text of the parties is escaped, their Markdown sanitised."""
    text = written(terms)
    anchors = Anchors(text)
    clauses: list[Clause] = []
    said: set[str] = set()
    for section, level in sections_of(text.sections):
        page = page_of(section)
        address = page.address if page and page.address not in said else ""
        said.add(address)
        anchor, body = anchor_of(section, anchors), section_html(section, anchors)
        words = words_of(section, level, body)
        clauses.append(Clause(section.number, section.title, level, anchor, body, words, address))
    return Reading(text.language, text.facts, tuple(clauses))


def words_of(section: Section, level: int, body: Markup) -> Markup:
    """Return a section with its heading, put together once and not each time a page is drawn."""
    head = Markup('<h{0}><span class="at">{1}</span> {2}</h{0}>\n').format(
        min(level, LOWEST), section.number, section.title
    )
    return head + body


def titles_of(terms: Terms) -> dict[str, str]:
    """Return the title under which each clause stands, by its address."""
    titles: dict[str, str] = {}
    for section, _ in sections_of(written(terms).sections):
        page = page_of(section)
        if page is not None:
            titles.setdefault(page.address, section.title)
    return titles


def reading_of_version(version: Version) -> Reading:
    """Write a version out for a page: once, as its words never change."""
    return _reading(bytes(version.canonical), version.text)


@kept
def _reading(canonical: bytes, text: str) -> Reading:
    return reading_of(terms_read(canonical, text))


def sections_of(sections: Iterable[Section], level: int = 2) -> Iterator[tuple[Section, int]]:
    """Yield all sections in the order in which they are read, each with the level of its heading."""
    for section in sections:
        yield section, level
        yield from sections_of(section.sections, level + 1)


def page_of(section: Section) -> Page | None:
    """Return the page that edits the clause which a section says, if one does."""
    address = section.address or next((block.address for block in section.blocks if block.address), None)
    return page_at(address) if address else None


def anchor_of(section: Section, anchors: Anchors) -> str:
    """Return the name of a section on its page."""
    return anchors.here(section.address) or f"section-{section.number}"
