"""Words: the glossary and the names that stand for something. English texts only; others are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenhand.terms.availability import Maintenance
from evenhand.terms.base import Clause
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.subject import Subject
from evenhand.terms.checks.texts import FreeText
from evenhand.terms.checks.vocabulary import DEFINABLE, EMPHASISED, OURS, WELL_KNOWN
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Pause

_TOKEN: Final = re.compile(r"[^\W_]+")
_ENDINGS: Final = re.compile(r"(?<=\w{3})(?:ies|ing|ed|es|s|e|d|y)$")
_ABBREVIATION: Final = re.compile(r"(?<![\w.&/-])([A-Z]{2,5})s?(?![\w&/-]|\.[A-Za-z])")
_SPELLED_OUT: Final = re.compile(r"\(([A-Z]{2,5})s?\)|\b([A-Z]{2,5})s? \([a-z]")
# A name in capitals as contracts define them: after an article, or between quotation marks.
_DEFINED: Final = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Aa]ny|[Ee]ach|[Ee]very|[Ss]uch) ((?:[A-Z][a-z]+ ){1,3}[A-Z][a-z]+)\b"
    r"|[\"“]((?:[A-Z][a-z]+)(?: [A-Z][a-z]+){0,3})[\"”]"
)


@check("glossary-unused", "advice", "words", title="A definition that nothing uses")
def unused(subject: Subject) -> Iterator[Finding]:
    """The glossary defines a word that the agreement does not use.

    A definition without use is left from an older text, or the text says the same thing in another word. In
    the second case a quarrel is already written. Use the word, or remove it. Words that every agreement has count
    as used (an outage, a business day, resolved), and so do reasons, causes and names. English only.
    """
    glossary = subject.agreement.glossary
    if not subject.english_texts or not glossary:
        return
    words = _stems(" . ".join([OURS, *_used(subject)]))
    for term, definition in glossary.items():
        stem = _stems(term)
        if words.count(stem) <= _stems(definition).count(stem):
            yield Finding(
                f"glossary.{term}",
                f'"{term}" is defined, and nothing in the agreement uses it.',
                "Use the word where it is meant, or remove it.",
            )


def _used(subject: Subject) -> Iterator[str]:
    """Every text and name of the agreement, and the words that its values stand for."""
    for part in subject.parts:
        if isinstance(part.value, str):
            yield part.value
        elif isinstance(part.value, Pause):
            yield part.value.reason
        elif isinstance(part.value, Measure):
            yield part.value.text
        elif isinstance(part.value, Clause):
            yield part.address.rpartition(".")[2]
            if isinstance(part.value, Maintenance) and part.value.kind:
                yield f"{part.value.kind} maintenance"


def _stems(text: str) -> str:
    """The words of a text without their endings, with blanks around each, to search words in.

    >>> _stems("Resolved tickets"), _stems("resolve a ticket")
    (' resolv ticket ', ' resolv a ticket ')
    """
    return " " + " ".join(_ENDINGS.sub("", word) for word in _TOKEN.findall(text.lower())) + " "


@check("term-undefined", "advice", "words", title="A name in capitals that nothing defines")
def undefined(subject: Subject) -> Iterator[Finding]:
    """A text writes an expression in capitals as contracts write defined terms, and nothing defines it.

    "The Covered Equipment" reads as if a list existed somewhere. Each side has its own. Define the expression in
    the glossary, or write it small and say what is meant. Only expressions that end in a noun as contracts define
    them are looked at (Equipment, Incident, Services); names of parties, services, priorities and contacts are known.
    English only.
    """
    texts = subject.english_texts
    known = _stems(" . ".join([OURS, *subject.agreement.glossary, *_names(subject)])) if texts else ""
    told: set[str] = set()
    for text in texts:
        for match in _DEFINED.finditer(text.words):
            term = match[1] or match[2]
            stem = _stems(term)
            if stem not in known and stem not in told and term.split()[-1].removesuffix("s") in DEFINABLE:
                told.add(stem)
                yield Finding(
                    text.part.address,
                    f'"{term}" is written as if it were defined, and nothing defines it.',
                    "Define it in the glossary, or say in plain words what is meant.",
                )


def _names(subject: Subject) -> Iterator[str]:
    """What parties, people, services, priorities and standards are called."""
    for part in subject.parts:
        if part.key in ("agreement", "reference", "name", "role", "title") and isinstance(part.value, str):
            yield part.value


@check("abbreviation-undefined", "advice", "words", title="An abbreviation that nothing explains")
def abbreviation(subject: Subject) -> Iterator[Finding]:
    """A text uses an abbreviation that is neither well known nor explained.

    To the engineer "RTO" is one thing, to the practice manager three letters. Explain it in the glossary, or write
    it out at its first use with the letters in brackets behind it: "recovery time objective (RTO)". Abbreviations
    that every office knows (IT, VPN, PDF, UTC) are not reported. English only.
    """
    texts = subject.english_texts
    known = {*WELL_KNOWN, *EMPHASISED, subject.agreement.currency}
    for text in texts:
        known |= _explained(text)
    for name in (
        *subject.agreement.glossary,
        *subject.agreement.services,
        *subject.agreement.priorities.names,
        *_names(subject),
    ):
        known |= {word.removesuffix("s") for word in _TOKEN.findall(name)}
    for text in texts:
        found = [word for word in _ABBREVIATION.findall(text.words) if word not in known]
        if found:
            known |= {*found}
            names = list(dict.fromkeys(found))
            yield Finding(
                text.part.address,
                f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} explained nowhere.",
                f'Add "{names[0]}: …" to the glossary, or write it out.',
            )


def _explained(text: FreeText) -> set[str]:
    return {before or behind for before, behind in _SPELLED_OUT.findall(text.words)}
