"""A text that lay on the table beside the one that lies there: words by section, changes by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.difference import Change, difference
from evenhand.wording.agreement import written
from evenhand.wording.change_words import ChangeWords, told
from evenhand.wording.comparison import compared
from evenhand.wording.redline import MarkedSection
from evenhand_portal.agreements.editing.pages import page_at
from evenhand_portal.negotiation.clauses import clause_at


@dataclass(frozen=True, slots=True)
class Said:
    """A change in words, with the side it favours: client, provider, neither or not decidable."""

    words: ChangeWords
    favours: str


@dataclass(frozen=True)
class Beside:
    """Two texts beside each other. `by_number` are the sections of the later one, `gone` those that were deleted."""

    by_number: Mapping[str, MarkedSection]
    gone: tuple[tuple[str, MarkedSection], ...]
    changes: Mapping[str, tuple[Said, ...]]


def beside(before: Terms, after: Terms) -> Beside:
    """Compare two texts. A deleted section has the address of its clause with it."""
    found = difference(before, after)
    sections = [section for _, section in compared(written(before), written(after), found).redline.walk()]
    changes: dict[str, list[Said]] = {}
    for change in found:
        for clause in dict.fromkeys(_clauses(change)):
            changes.setdefault(clause, []).append(Said(told(change, clause), change.favours))
    return Beside(
        {one.number: one for one in sections if one.heading.mark != "deleted"},
        tuple((clause_of(address_of(one)), one) for one in sections if one.heading.mark == "deleted"),
        {clause: tuple(said) for clause, said in changes.items()},
    )


def _clauses(change: Change) -> Iterator[str]:
    yield clause_at(change.address)
    if change.origin:
        yield clause_at(change.origin)


def clause_of(address: str | None) -> str:
    """Return the clause that a section is about; empty for a section that only holds others."""
    page = page_at(address) if address else None
    return page.address if page else ""


def address_of(section: MarkedSection) -> str | None:
    """Return the address of a section, or else of the first block that has one."""
    return section.address or next((block.address for block in section.blocks if block.address), None)
