"""A draft as a document: its sections with the link that edits each, what the checks find beside it, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from evenhand.errors import Problem
from evenhand.render.anchors import Anchors
from evenhand.render.html.pieces import section_html
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.checks.overview import Row, completeness
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Section, WrittenAgreement
from evenhand_portal.agreements.document import anchor_of, page_of, sections_of, words_of
from evenhand_portal.agreements.editing.pages import COLLECTIONS, page_at
from evenhand_portal.agreements.kept import kept
from evenhand_portal.agreements.services.versions import text_checked

SINGLE: Final = {
    "term": "The term",
    "glossary": "What words mean",
    "business days": "Deadlines between people",
    "priorities": "Priorities",
    "tracking": "Tracking",
    "reporting": "Reports",
    "credits": "Service credits",
    "disagreements": "Disagreements",
    "review": "Review",
    "accepted": "What both parties know and accept",
}
"""Clauses that an agreement has once, with what they are called."""


@dataclass
class Part:
    """A section: what it says, which clause is edited here, and what was found.

    `more` are clauses that can be added here, with what they are called; to `collections` one adds by name.
    """

    number: str
    title: str
    level: int
    anchor: str
    words: Markup
    edit: str = ""
    place: str = ""
    more: list[tuple[str, str]] = field(default_factory=list)
    collections: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A draft that can be read. `loose` are findings about no section; `missing` can be added."""

    language: str
    parts: tuple[Part, ...]
    contents: tuple[tuple[Part, Row | None], ...]
    loose: tuple[Problem, ...]
    missing: tuple[tuple[str, str], ...]


@kept
def wording_of(text: str) -> WrittenAgreement | None:
    """Write the text of a draft out in sentences; None for one that cannot be read."""
    terms, _ = text_checked(text)
    return written(terms) if terms else None


@kept
def document_of(draft: str) -> Document | None:
    """Lay out the text of a draft, with the findings of the checks; None for one that cannot be read."""
    terms, problems = text_checked(draft)
    text = wording_of(draft)
    if terms is None or text is None:
        return None
    anchors = Anchors(text)
    edited: set[str] = set()
    parts: list[Part] = []
    places: dict[str, Part] = {}
    for section, level in sections_of(text.sections):
        part = _part(section, level, anchors, edited)
        parts.append(part)
        for address in filter(None, (section.address, part.edit)):
            places.setdefault(address, part)
    _offer_more(terms, places, edited)
    rows = {str(row.number): row for row in completeness(terms)}
    return Document(
        text.language,
        tuple(parts),
        tuple((part, rows.get(part.number)) for part in parts if part.level == 2),
        tuple(_placed(problems, places)),
        tuple((address, name) for address, name in SINGLE.items() if address not in edited),
    )


def _offer_more(terms: Terms, places: dict[str, Part], edited: set[str]) -> None:
    """Say where clauses can be added that are not there: parties, availability, and those with names."""
    for side in ("client", "provider"):
        if f"parties.{side}" not in edited:
            places["parties"].more.append((f"parties.{side}", f"the {side}"))
    for name in terms.services:
        if f"services.{name}.availability" not in edited:
            places[f"services.{name}"].more.append((f"services.{name}.availability", "its availability"))
    for address, noun in COLLECTIONS.items():
        place = places.get(address) or places[address.partition(".")[0]]
        place.collections.append((address, noun))


def _part(section: Section, level: int, anchors: Anchors, edited: set[str]) -> Part:
    anchor = anchor_of(section, anchors)
    words = words_of(section, level, section_html(section, anchors))
    part = Part(section.number, section.title, level, anchor, words)
    page = page_of(section)
    if page is not None and page.address not in edited:
        edited.add(page.address)
        part.edit, part.place = page.address, page.place
    return part


def _placed(problems: Iterable[Problem], places: dict[str, Part]) -> Iterator[Problem]:
    """Put each finding beside the section it is about; yield those that are about none."""
    for problem in problems:
        keys = (problem.clause or "").split(".")
        around = [".".join(keys[:number]) for number in range(len(keys), 0, -1)]
        page = page_at(problem.clause) if problem.clause else None
        found = next(
            (places[each] for each in (*around, page.address if page else "") if each in places), None
        )
        if found is None:
            yield problem
        else:
            found.findings.append(problem)
