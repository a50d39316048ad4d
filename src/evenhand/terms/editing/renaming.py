"""Giving a clause another name: everything in the document that names it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from evenhand.errors import NotationError
from evenhand.terms.editing.edit import MARK, NAME, says
from evenhand.terms.editing.manuscript import Manuscript
from evenhand.terms.editing.writing import json_text, key_text, scalar_text
from evenhand.terms.notations import read_name
from evenhand.terms.references import Kind, named_places
from evenhand.trees.tree import Node, Path, address_of

_NAMED: Final[tuple[tuple[tuple[str, ...], Kind | None], ...]] = (
    (("calendars", "*"), "calendar"),
    (("services", "*"), "service"),
    (("standards", "*"), "standard"),
    (("escalations", "*"), None),
    (("responsibilities", "*", "*"), None),
    (("parties", "*", "contacts", "*"), "contact"),
    (("disagreements", "stages", "*"), "stage"),
)
"""Where clauses stand under a name that the parties chose, and what such a name is a name of."""

_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_AT: Final = re.compile(r"(.* at )(\S.*)")


@dataclass(frozen=True, slots=True)
class Renamed:
    """The new text, and the addresses (in the old text) of what named the clause and follows."""

    text: str
    followed: tuple[str, ...]


def renamed(text: str, address: str, name: str, *, file: str = NAME) -> Renamed:
    """Return the text of a document in which the clause at an address has another name; every other byte stays.

    Other clauses that name it follow, and so do acceptances of what was found in it. Raises DocumentError for a
    clause that is not there or has no name of its own, for a name that cannot be one or is taken, and where it
    cannot be written without touching another clause.

    >>> renamed("calendars: {day: {hours: always}}\\nservices: {a: {hours: day}}\\n", "calendars.day", "whole").text
    'calendars: {whole: {hours: always}}\\nservices: {a: {hours: whole}}\\n'
    """
    mark, words = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    paper = Manuscript.read(words, file)
    path = paper.path(address)
    kind = _kind(paper, path, address)
    _refuse_bad(paper, path, address, name)
    change = _Change(paper, path, kind, name)
    places = [*change.places()]
    for place in sorted(places, key=lambda one: one.start, reverse=True):
        words = words[: place.start] + place.words + words[place.end :]
    if not says(words, file, change.aim(paper.root.plain(), ()), paper.mistakes):
        message = "This clause cannot be renamed here without touching another one."
        paper.refuse("unclear-change", message, "Change the document by hand.", None, address)
    return Renamed(mark + words, tuple(address_of(place.path) for place in places[1:]))


def _kind(paper: Manuscript, path: Path, address: str) -> Kind | None:
    kinds = [kind for pattern, kind in _NAMED if _fits(path, pattern)]
    if not kinds:
        mend = (
            "Name a calendar, a service, a standard, a responsibility, an escalation, a contact or a stage."
        )
        paper.refuse("no-name", f'"{address}" has no name of its own.', mend)
    return kinds[0]


def _fits(path: Path, pattern: tuple[str, ...]) -> bool:
    return len(path) == len(pattern) and all(
        part in ("*", key) for part, key in zip(pattern, path, strict=True)
    )


def _refuse_bad(paper: Manuscript, path: Path, address: str, name: str) -> None:
    paper.refuse_unwritable(name)
    try:
        read_name(name)
    except NotationError as error:
        paper.refuse(error.code, error.message, error.mend, None, address)
    if paper.node(path[:-1]).child(name) is not None:
        message = f'The name "{name}" is taken.'
        paper.refuse("name-taken", message, "Choose another one.", None, address)


@dataclass(frozen=True, slots=True)
class _Place:
    """A name in the text: where it stands, and what is written over it."""

    path: Path
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Change:
    """A clause of a kind that gets another name."""

    paper: Manuscript
    path: Path
    kind: Kind | None
    name: str

    def places(self) -> Iterator[_Place]:
        """The key of the clause itself, then everything that names it."""
        yield self._key(self.path, self.name)
        if self.kind is not None:
            for path, node in named_places(self.paper.root, self.kind):
                if str(node.value).strip() == self._old:
                    yield self._value(path, node)
        accepted = self.paper.root.child("accepted")
        for key, _ in accepted.children() if accepted else ():
            if (new := self._accepted(str(key))) != key:
                yield self._key(("accepted", key), new)

    def aim(self, plain: Any, path: Path) -> Any:
        """The tree that the new text has to say."""
        if isinstance(plain, dict):
            return {self._new_key(path, key): self.aim(below, (*path, key)) for key, below in plain.items()}
        if isinstance(plain, list):
            return [self.aim(below, (*path, number)) for number, below in enumerate(plain)]
        names_it = self.kind is not None and plain.strip() == self._old
        return self._said if names_it and self._is_named(path) else plain

    def _new_key(self, path: Path, key: str) -> str:
        if (*path, key) == self.path:
            return self.name
        return self._accepted(key) if path == ("accepted",) else key

    def _is_named(self, path: Path) -> bool:
        assert self.kind is not None
        return any(path == place for place, _ in named_places(self.paper.root, self.kind))

    @property
    def _old(self) -> str:
        """How others name the clause: a contact with its party."""
        return self._named(str(self.path[-1]))

    @property
    def _said(self) -> str:
        return self._named(self.name)

    def _named(self, name: str) -> str:
        return f"{self.path[1]}.{name}" if self.kind == "contact" else name

    def _accepted(self, key: str) -> str:
        """The key of an acceptance, `CODE at CLAUSE`, of this clause or of a part of it."""
        found, old = _AT.fullmatch(key), address_of(self.path)
        if found is None or not (found[2] == old or found[2].startswith(f"{old}.")):
            return key
        return found[1] + address_of((*self.path[:-1], self.name)) + found[2][len(old) :]

    def _key(self, path: Path, new: str) -> _Place:
        start = self.paper.node(path).span.key.offset
        quoted = _QUOTED.match(self.paper.text, start)
        end = quoted.end() if quoted else start + len(str(path[-1]))
        flow = self.paper.in_flow(path)
        return _Place(path, start, end, json_text(new) if self.paper.json else key_text(new, flow=flow))

    def _value(self, path: Path, node: Node) -> _Place:
        start, end = node.span.value.offset, self.paper.end(node)
        old = self.paper.text[start:end]
        if self.paper.json:
            return _Place(path, start, end, json_text(self._said))
        return _Place(path, start, end, scalar_text(self._said, flow=self.paper.in_flow(path), old=old))
