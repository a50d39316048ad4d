"""The free texts of an agreement, as plain words and sentences: what no field can say, and no figure checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability, Exclusion, Measured
from evenhand.terms.base import Clause
from evenhand.terms.checks.walk import Part
from evenhand.terms.credits import ClauseCredits, CreditRules
from evenhand.terms.management import Responsibility, Source, Stage
from evenhand.terms.parties import Term
from evenhand.terms.priorities import Priority
from evenhand.terms.services import Service
from evenhand.terms.standards import Standard

_FREE: Final[frozenset[tuple[type[Clause], str]]] = frozenset(
    {
        (Agreement, "glossary"),
        (Term, "exit"),
        (Priority, "when"),
        (Service, "description"),
        (Service, "includes"),
        (Service, "excludes"),
        (Availability, "counts as down"),
        (Measured, "by"),
        (Measured, "at"),
        (Exclusion, "cause"),
        (Standard, "title"),
        (Responsibility, "text"),
        (Source, "from"),
        (Stage, "who"),
        (ClauseCredits, "conditions"),
        (CreditRules, "conditions"),
        (CreditRules, "paid"),
    }
)
# What is not words: code, addresses of pages and people, and the marks of Markdown. No class matches the sign that
# begins or follows it, and parts of an address have a length: the time for a text grows with its length alone.
_LINK: Final = re.compile(r"!?\[([^\[\]\n]*)\]\([^)\[\s]*\)")
_NOT_WORDS: Final = re.compile(
    r"`[^`]*`|<[^<>\s]*>|\b[a-z]+://\S+|[^\s@]{1,64}+@[^\s@.]{1,63}+(?:\.[^\s@.]{1,63}+)+|[*_#>|]+",
    re.IGNORECASE,
)
# A new paragraph or item of a list begins a new sentence, whatever stood before.
_BLOCK: Final = re.compile(r"\n\s*\n|\n\s*(?:[-*+]|[0-9]+[.)])\s+")
_END: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)]))\s+(?=[\"'“‘(]*[A-Z0-9])")
_GOES_ON: Final = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|cf|vs|no|nos|approx|incl|excl|max|min|art|sec|fig|mr|mrs|ms|dr|st|[A-Za-z])\.$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w[\w'’./:-]*")


@dataclass(frozen=True, slots=True)
class FreeText:
    """A free text: the part of the agreement it is, its plain words, and its sentences."""

    part: Part
    words: str
    sentences: tuple[str, ...]


def free_texts(parts: Iterable[Part]) -> Iterator[FreeText]:
    """Yield the free texts among the parts of an agreement."""
    for part in parts:
        if (type(part.owner), part.key) in _FREE and not _contact(part):
            words = plain(part.value)
            yield FreeText(part, words, tuple(sentences(words)))


def _contact(part: Part) -> bool:
    """Whether it is the name of a contact: a stage has a list of these, or words."""
    return isinstance(part.owner, Stage) and not isinstance(part.owner.who, str)


def plain(text: str) -> str:
    """Return the words of a Markdown text, without code, links and marks.

    >>> plain("Write to **[the desk](https://desk.example)** or `root`.")
    'Write to  the desk  or  .'
    """
    return _NOT_WORDS.sub(" ", _LINK.sub(r"\1", text))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a plain text.

    >>> list(sentences("Sites, e.g. London, open at 9.00 a.m. on No. 5. All others do not."))
    ['Sites, e.g. London, open at 9.00 a.m. on No. 5.', 'All others do not.']
    """
    for block in _BLOCK.split(text):
        begun: list[str] = []
        for piece in _END.split(block.strip()):
            begun.append(piece)
            if piece and not _GOES_ON.search(piece):
                yield " ".join(begun)
                begun = []
        if begun and begun[0]:
            yield " ".join(begun)


def word_count(sentence: str) -> int:
    """Return how many words a sentence has.

    >>> word_count("By 9.00, the client's desk (or 24/7) answers.")
    8
    """
    return len(_WORD.findall(sentence))
