"""The clauses of an agreement as a negotiation counts them, each with a digest of what it says.

A clause is what one form edits: a party, a standard, the term. Every part of the canonical form belongs to exactly
one clause, so two texts whose digests are all the same mean the same agreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final

import rfc8785

from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.canonical import normal_form
from evenhand.terms.canonical.notations import Json
from evenhand_portal.agreements.editing.pages import page_at

ABSENT: Final = ""
"""The digest of a clause that is not there."""

_ORDER: Final = (
    *(
        "head",
        "parties",
        "term",
        "glossary",
        "calendars",
        "business days",
        "priorities",
        "services",
        "standards",
    ),
    *("responsibilities", "escalations", "tracking", "reporting", "credits", "disagreements", "review"),
)
Digests = Mapping[str, str]
"""The digest of each clause by its address; a clause that is not there has none."""


def digests_of(terms: Terms) -> dict[str, str]:
    """Return the digest of every clause, by address. Raises DocumentError for names that look alike."""
    parts: dict[str, list[Json]] = {}
    for path, value in _leaves(normal_form(terms), ()):
        parts.setdefault(clause_at(".".join(path)), []).append([list(path), value])
    return {clause: sha256(rfc8785.dumps(said)).hexdigest() for clause, said in parts.items()}


def clause_at(address: str) -> str:
    """Return the address of the clause to which a place in an agreement belongs.

    >>> clause_at("standards.resolve-critical.within"), clause_at("currency")
    ('standards.resolve-critical', 'head')
    """
    page = page_at(address)
    return page.address if page else address.partition(".")[0]


def in_order(clauses: Iterable[str]) -> list[str]:
    """Return clauses in the order in which agreements are read, those of one kind by name.

    >>> in_order(["review", "standards.b", "head", "standards.a"])
    ['head', 'standards.a', 'standards.b', 'review']
    """
    ranks = {kind: rank for rank, kind in enumerate(_ORDER)}
    return sorted(clauses, key=lambda clause: (ranks.get(clause.partition(".")[0], len(ranks)), clause))


def digest_of_all(digests: Digests) -> str:
    """Return one digest of a whole text, by which a page says what it showed."""
    return sha256(rfc8785.dumps({clause: digest for clause, digest in digests.items() if digest})).hexdigest()


def changed(before: Digests, after: Digests) -> tuple[str, ...]:
    """Return the clauses that differ, also those that are gone.

    >>> changed({"a": "1", "b": "1"}, {"c": "1", "b": "2"})
    ('a', 'b', 'c')
    """
    every = in_order({*after, *before})
    return tuple(clause for clause in every if before.get(clause, ABSENT) != after.get(clause, ABSENT))


def _leaves(form: Json, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every value with its path, in one order for one meaning; a list, or a map without parts, is one value."""
    if isinstance(form, dict) and form:
        for key in sorted(form):
            yield from _leaves(form[key], (*path, key))
    else:
        yield path, form
