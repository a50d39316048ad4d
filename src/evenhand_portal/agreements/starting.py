"""First texts of agreements: from the interview, from a document, from another agreement for a further client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from evenhand.errors import Problem
from evenhand.templates.filling import document
from evenhand.templates.interview import completed, questions
from evenhand.templates.question import Question
from evenhand.terms.editing import edited, removed, value_of
from evenhand.trees.tree import MOST_BYTES

SEVERAL: Final = "services"
"""The question that takes several of its choices."""
PARTICULARS: Final = ("name", "email", "telephone")
"""What a contact says of a person."""
FREE: Final = "hours"
"""The question that takes one of its choices or words of one's own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer so far and what is wrong with it."""

    question: Question
    answer: str
    error: str = ""

    @property
    def sort(self) -> str:
        """How it is asked: `several`, `one` of the choices, or a `line` to write."""
        key = self.question.key
        return "several" if key == SEVERAL else "one" if self.question.choices and key != FREE else "line"

    @property
    def picked(self) -> tuple[str, ...]:
        """The choices that are ticked."""
        answer = self.answer or self.question.default
        return tuple(each.strip() for each in answer.split(","))


@dataclass(frozen=True, slots=True)
class Interview:
    """All questions that the answers lead to; `text` is the document once nothing is wrong."""

    asked: tuple[Asked, ...]
    text: str = ""


def interview_of(given: Mapping[str, str], today: date) -> Interview:
    """Return the questions that these answers lead to, each with what is wrong, and the document they make.

    Answers to questions that are not asked any more, since another answer changed, are left out.
    """
    answers = {key: value for key, value in given.items() if value.strip()}
    asked = list(questions(answers, today))
    keys = {one.key for one in asked}
    whole, problems = completed({key: value for key, value in answers.items() if key in keys}, today)
    wrong = {one.clause: _sentence(one) for one in problems}
    shown = tuple(Asked(one, given.get(one.key, ""), wrong.get(one.key, "")) for one in asked)
    return Interview(shown, "" if wrong else document(whole))


def uploaded_text(data: bytes) -> str:
    """Return an uploaded document as text; raise ValueError, which says what to do."""
    if len(data) > MOST_BYTES:
        raise ValueError(f"The document is too large. At most {MOST_BYTES:,} bytes are read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(
            "The document is not written in UTF-8. Save it as UTF-8 and upload it again."
        ) from None
    if "\0" in text:
        raise ValueError("The document holds NUL characters. Upload the YAML or JSON text of an agreement.")
    return text


@dataclass(frozen=True, slots=True)
class Copied:
    """The text of a copy, what was cleared of the party that is another now, and where its name still stands."""

    text: str
    cleared: tuple[str, ...]
    named: tuple[str, ...]


def copied(text: str, *, side: str, name: str) -> str:
    """Return the text of `copy_of`."""
    return copy_of(text, side=side, name=name).text


def copy_of(text: str, *, side: str, name: str) -> Copied:
    """Return the text of an agreement for a further party on `side`: first version, their name, no reference.

    The contacts stay by their roles, as other clauses name them; names, addresses and telephone numbers of people
    go. Raises DocumentError where that cannot be written.
    """
    before = value_of(text, f"parties.{side}.name")
    if before is not None:
        text = edited(text, f"parties.{side}.name", name)
    cleared = []
    contacts = value_of(text, f"parties.{side}.contacts")
    for contact, said in contacts.items() if isinstance(contacts, dict) else ():
        gone = [each for each in PARTICULARS if isinstance(said, dict) and each in said]
        for each in gone:
            text = removed(text, f"parties.{side}.contacts.{contact}.{each}")
        cleared += [f"{each} of {contact}" for each in gone]
    of_version = ("version", "reference", *(("in force from",) if value_of(text, "term") else ()))
    for address in of_version:
        if value_of(text, address) is not None:
            text = removed(text, address)
            cleared.append(address)
    return Copied(text, tuple(cleared), tuple(_named_in(value_of(text, ""), str(before or ""))))


def _named_in(plain: object, name: str, place: str = "") -> Iterator[str]:
    """The addresses of texts in which a name stands."""
    parts: Iterable[tuple[object, object]] = ()
    if isinstance(plain, dict):
        parts = plain.items()
    elif isinstance(plain, list):
        parts = enumerate(plain, 1)
    elif name and name.casefold() in str(plain).casefold():
        yield place
    for key, below in parts:
        yield from _named_in(below, name, f"{place}.{key}" if place else str(key))


def _sentence(problem: Problem) -> str:
    return f"{problem.message} {problem.mend}"
