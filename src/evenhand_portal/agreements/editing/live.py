"""What a clause says as one types: its sentences, its worked examples, and what the checks find in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from evenhand.errors import DocumentError, Problem
from evenhand.render.anchors import Anchors
from evenhand.render.html.pieces import section_html
from evenhand.terms.agreement import Agreement as Terms
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Block, Section, WrittenAgreement
from evenhand_portal.agreements.editing.document import wording_of
from evenhand_portal.agreements.editing.pages import HEAD, Page, page_at
from evenhand_portal.agreements.editing.posted import named_twice
from evenhand_portal.agreements.editing.shapes import Group, State, bare
from evenhand_portal.agreements.services.versions import text_checked


@dataclass(frozen=True)
class Piece:
    """A section, or a part of one, as the document will have it."""

    number: str
    title: str
    body: Markup


@dataclass(frozen=True)
class Trial:
    """A draft with one clause as a form has it: the text, what is wrong with it, and what the clause says.

    `text` is empty where the clause cannot be written at all. `mistakes` are new ones, which hinder saving;
    `findings` are about this clause and hinder nothing yet.
    """

    text: str
    mistakes: tuple[Problem, ...]
    findings: tuple[Problem, ...] = ()
    pieces: tuple[Piece, ...] = ()


def tried(page: Page, base: str, state: State) -> Trial:
    """Put the state of a form into the text of a draft, and read what comes of it."""
    twice = [
        Problem("duplicate-name", f"\u201c{name}\u201d stands here twice.", "Give each a name of its own.")
        for name in named_twice(page.shape, state)
    ]
    if twice:
        return Trial("", tuple(twice))
    try:
        text = page.applied(base, state if state is not None else _nothing(page))
    except DocumentError as error:
        return Trial("", error.problems)
    return looked_at(page, base, text)


def looked_at(page: Page, base: str, text: str) -> Trial:
    """Read a text and say what its clause says; `base` is the text before, whose mistakes are known."""
    _, problems = text_checked(text)
    known = {_named(problem) for problem in _mistakes(base) if not _about(problem, page)}
    mistakes = tuple(one for one in problems if one.severity == "error" and _named(one) not in known)
    findings = tuple(one for one in problems if one.severity != "error" and _about(one, page))
    document = wording_of(text)
    return Trial(text, mistakes, findings, tuple(_pieces(page, document)) if document else ())


def _mistakes(text: str) -> tuple[Problem, ...]:
    return tuple(problem for problem in text_checked(text)[1] if problem.severity == "error")


def _nothing(page: Page) -> State:
    return {} if isinstance(bare(page.shape), Group) else []


def _named(problem: Problem) -> tuple[str, str, str | None]:
    return problem.code, problem.message, problem.clause


def _about(problem: Problem, page: Page) -> bool:
    found = page_at(problem.clause) if problem.clause else None
    return found is not None and found.address == page.address


def pieces_of(page: Page, terms: Terms) -> Iterator[Piece]:
    """Return what the document says of a clause, section by section."""
    return _pieces(page, written(terms))


def _pieces(page: Page, document: WrittenAgreement) -> Iterator[Piece]:
    anchors = Anchors(document)
    for section, blocks in _sections(page, document):
        body = section_html(replace(section, blocks=tuple(blocks)), anchors)
        if body:
            yield Piece(section.number, section.title, body)


def _sections(page: Page, document: WrittenAgreement) -> Iterator[tuple[Section, list[Block]]]:
    for section in document.walk():
        own = page_at(section.address) if section.address else None
        if own is not None and own.address == page.address:
            yield section, [*section.blocks]
        elif page.address == HEAD:
            blocks = [block for block in section.blocks if _at(block.address) == HEAD]
            if blocks:
                yield section, blocks


def _at(address: str | None) -> str:
    found = page_at(address) if address else None
    return found.address if found else ""
