"""The table as one side reads it: the document with its redlines, and a card beside each clause that is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from evenhand.render.anchors import Anchors
from evenhand.render.html.pieces import marked_html, section_html
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Section
from evenhand_portal.agreements.document import anchor_of, sections_of
from evenhand_portal.agreements.editing.pages import page_at
from evenhand_portal.negotiation.clauses import ABSENT
from evenhand_portal.negotiation.comparing import Beside, Said, beside, clause_of
from evenhand_portal.negotiation.decisions import Open, Side
from evenhand_portal.negotiation.models import Tabled
from evenhand_portal.negotiation.selectors import Table
from evenhand_portal.negotiation.warned import Finding, counted, found_in


@dataclass
class Card:
    """A clause that is open: who proposed it, what it changes, and for whom it waits.

    `against` is the side whose last wording the redline is held against: the reader's own where it waits for the
    reader. `fresh` says that this side has not had the clause before; `gone` that it is to be taken out.
    """

    clause: str
    digest: str
    name: str
    proposed: Tabled
    waits_for: tuple[Side, ...]
    mine: bool
    against: Side
    fresh: bool
    gone: bool
    source: int
    changes: tuple[Said, ...] = ()
    anchor: str = ""
    number: str = ""
    deleted: tuple[tuple[str, Markup], ...] = ()
    found: tuple[Finding, ...] = ()

    @property
    def warned(self) -> str:
        """How much the checks find in the clause, in words; empty where they find nothing."""
        return counted(self.found)

    @property
    def measured(self) -> bool:
        """Whether figures come from the clause, so that it can be tried on records."""
        return not self.gone and (
            self.clause.startswith("standards.") or self.clause.endswith(".availability")
        )

    @property
    def has_page(self) -> bool:
        """Whether a form edits the clause."""
        return page_at(self.clause) is not None


@dataclass
class Part:
    """A section as it is set; `begins` its clause, and then has the `card` of an open one and what was `found`."""

    number: str
    title: str
    level: int
    anchor: str
    body: Markup
    clause: str
    card: Card | None = None
    marked: bool = False
    begins: bool = False
    found: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Page:
    """The whole page: `cards` are those of all open clauses in the order of the document.

    `found` is what must be mended or accepted with a reason before both can sign.
    """

    language: str
    parts: tuple[Part, ...]
    cards: tuple[Card, ...]
    gone: tuple[Card, ...]
    settled: int
    total: int
    found: tuple[Finding, ...] = ()

    @property
    def warned(self) -> str:
        """How much is found, in words; empty where nothing is."""
        return counted(self.found)

    @property
    def loose(self) -> tuple[Finding, ...]:
        """What is found about no clause that is there."""
        return tuple(one for one in self.found if not one.clause)

    @property
    def mine(self) -> tuple[Card, ...]:
        """The cards that wait for the reader's side."""
        return tuple(one for one in self.cards if one.mine)

    @property
    def contents(self) -> tuple[tuple[Part, bool], ...]:
        """The sections of the highest level, each with whether something in it is open."""
        found: list[tuple[Part, bool]] = []
        for part in self.parts:
            if part.level == 2:
                found.append((part, bool(part.card)))
            elif part.card:
                found[-1] = (found[-1][0], True)
        return tuple(found)


def name_of(clause: str) -> str:
    """Return what people call a clause.

    >>> name_of("standards.resolve-critical"), name_of("term")
    ('Standard resolve-critical', 'The term')
    """
    page = page_at(clause)
    if page is None:
        return clause
    return f"{page.kind} {page.name}" if page.name else page.kind


def page_of(table: Table, side: Side) -> Page:
    """Lay the text on the table out for one side."""
    talks = table.talks
    terms = table.terms_of(table.latest.number)
    if terms is None:
        raise ValueError(f"{table.latest} cannot be read")
    cards = {one.clause: _card(one, table, side) for one in talks.open}
    compared: dict[int, Beside] = {}
    for number in {card.source for card in cards.values()}:
        if (before := table.terms_of(number)) is not None:
            compared[number] = beside(before, terms)
    for card in cards.values():
        if card.source in compared:
            card.changes = compared[card.source].changes.get(card.clause, ())
    text = written(terms)
    anchors = Anchors(text)
    parts = list(_parts(sections_of(text.sections), anchors, cards, compared))
    gone = tuple(card for card in cards.values() if not card.anchor)
    for number, card in enumerate(gone, 1):
        card.anchor = f"gone-{number}"
        card.deleted = tuple(_deleted(card, compared))
        card.name = card.deleted[0][0] if card.deleted else card.name
    placed = tuple(part.card for part in parts if part.card)
    begun = {part.clause: part for part in parts if part.begins}
    found = found_in(table.latest.text, begun) if table.negotiation.under_way else ()
    for clause, part in begun.items():
        part.found = tuple(one for one in found if one.clause == clause)
        if part.card:
            part.card.found = part.found
    return Page(
        language=text.language,
        parts=tuple(parts),
        cards=(*placed, *gone),
        gone=gone,
        settled=len([clause for clause in talks.table if clause not in cards]),
        total=len(talks.table) + len(gone),
        found=found,
    )


def _card(one: Open, table: Table, side: Side) -> Card:
    mine = side in one.waits_for
    against = side if mine else one.waits_for[0]
    digest, source = table.talks.positions[against].get(one.clause, (ABSENT, 0))
    return Card(
        clause=one.clause,
        digest=one.digest,
        name=name_of(one.clause),
        proposed=table.rows[_proposed(one, table)],
        waits_for=one.waits_for,
        mine=mine,
        against=against,
        fresh=digest == ABSENT,
        gone=one.digest == ABSENT,
        source=source,
    )


def _proposed(one: Open, table: Table) -> int:
    """The sending from which on the clause says what it says now."""
    number = table.talks.standing[-1].number
    for sent in reversed(table.talks.standing):
        if sent.clauses.get(one.clause, ABSENT) != one.digest:
            break
        number = sent.number
    return number


def _parts(
    sections: Iterable[tuple[Section, int]],
    anchors: Anchors,
    cards: dict[str, Card],
    compared: dict[int, Beside],
) -> Iterator[Part]:
    """Yield the sections; what was deleted within a clause follows its last section."""
    before, begun = "", set[str]()
    for section, level in sections:
        clause = clause_of(section.address or next((b.address for b in section.blocks if b.address), None))
        if before != clause and before in cards:
            yield from _gone_within(cards[before], compared)
        before = clause
        anchor = anchor_of(section, anchors)
        card = cards.get(clause)
        marked = (
            compared[card.source].by_number.get(section.number)
            if card and not _plain(card, compared)
            else None
        )
        first = card if card and not card.anchor else None
        if first:
            first.anchor, first.number, first.name = anchor, section.number, section.title
        yield Part(
            section.number,
            section.title,
            level,
            anchor,
            marked_html(marked) if marked else section_html(section, anchors),
            clause,
            first,
            marked is not None,
            begins=bool(clause) and clause not in begun,
        )
        begun.add(clause)
    if before in cards:
        yield from _gone_within(cards[before], compared)


def _plain(card: Card, compared: dict[int, Beside]) -> bool:
    """Whether the clause is shown without marks: there is nothing to hold it against."""
    return card.fresh or card.source not in compared


def _gone_within(card: Card, compared: dict[int, Beside]) -> Iterator[Part]:
    if not _plain(card, compared):
        for number, (title, body) in enumerate(_deleted(card, compared), 1):
            yield Part("", title, 4, f"{card.anchor}-gone-{number}", body, card.clause, None, marked=True)


def _deleted(card: Card, compared: dict[int, Beside]) -> Iterator[tuple[str, Markup]]:
    """The deleted sections of a clause: their headings and their words."""
    if card.source in compared:
        for clause, section in compared[card.source].gone:
            if clause == card.clause:
                yield section.heading.before, marked_html(section)
