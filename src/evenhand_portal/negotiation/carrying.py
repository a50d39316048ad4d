"""Changes of a draft carried over onto a newer text on the table, clause by clause; what both touched is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evenhand.errors import DocumentError
from evenhand.terms.editing import added, edited, removed, value_of
from evenhand_portal.agreements.editing.pages import page_at
from evenhand_portal.negotiation.clauses import ABSENT, Digests, changed

Choice = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the digests of its clauses."""

    words: str
    clauses: Digests


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of it: the newer text with the draft's changes, which they are, and the clauses both touched."""

    words: str
    changes: tuple[str, ...]
    clashes: tuple[str, ...]


def carried(*, seen: Text, mine: Text, table: Text, chosen: Mapping[str, Choice]) -> Carried:
    """Put the clauses that `mine` changed since `seen` into the text on the table.

    A clause that the table changed as well, to something else, is a clash until one is `chosen`. A clause that cannot
    be written into the newer text is a clash, too.
    """
    words, changes, clashes = table.words, [], []
    for clause in changed(seen.clauses, mine.clauses):
        before, after, there = (each.clauses.get(clause, ABSENT) for each in (seen, mine, table))
        if after == there:
            continue
        choice = "mine" if there == before else chosen.get(clause)
        if choice == "mine":
            try:
                words = with_clause(words, clause, mine.words)
                changes.append(clause)
            except DocumentError:
                clashes.append(clause)
        elif choice is None:
            clashes.append(clause)
    return Carried(words, tuple(changes), tuple(clashes))


def with_clause(words: str, clause: str, source: str) -> str:
    """Return a text in which one clause says what it says in `source`. Raises DocumentError."""
    page = page_at(clause)
    if page is not None:
        value = page.plain(source)
        if value is not None:
            return page.put(words, value)
        return words if page.plain(words) is None else page.without(words)
    value = value_of(source, clause)
    if value is None:
        return words if value_of(words, clause) is None else removed(words, clause)
    return (added if value_of(words, clause) is None else edited)(words, clause, value)
