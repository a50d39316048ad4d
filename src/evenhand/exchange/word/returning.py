"""A Word file beside the one that was given away: what was changed in each clause, and what can be taken over.

A clause that is the parties' own words (a description, a duty, a meaning) takes the new words as its value. A
sentence that is written from the fields of a clause cannot be changed by words alone: its change is a proposal in
words, which somebody puts into the fields of that clause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.errors import DocumentError, Problem
from evenhand.exchange.word.reading import Remark, WordText, word_text
from evenhand.terms.editing import edited, value_of


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody changed at a clause: its lines before and after; `value`, where the words are its value."""

    clause: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back with a file: changed clauses in the order of the document, and remarks beside clauses."""

    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...]


def came_back(given: bytes, back: bytes, text: str, *, file: str = "agreement.docx") -> Returned:
    """Compare a Word file that came back with the one that was given away.

    `text` is the document that was given. All tracked changes count as accepted, so that only what the file says
    matters. Raises DocumentError for a file that cannot be read, or that was made from another text.
    """
    ours, theirs = word_text(given, file="agreement.docx"), word_text(back, file=file)
    if ours.identity != theirs.identity:
        raise DocumentError(
            [
                Problem(
                    "word-file-other-text",
                    "The file was made from another text of the agreement.",
                    "Take the Word file of this text, make the changes there, and send it back.",
                    file=file,
                )
            ]
        )
    known = set(ours.remarks)
    return Returned(
        tuple(_edits(ours, theirs, text)), tuple(each for each in theirs.remarks if each not in known)
    )


def taken_over(text: str, edits: Iterable[Edit]) -> str:
    """Return the document with the changes that are values; every other byte stays. Raises DocumentError."""
    for edit in edits:
        if edit.value is not None:
            text = edited(text, edit.clause, edit.value)
    return text


def _edits(ours: WordText, theirs: WordText, text: str) -> Iterable[Edit]:
    for clause, lines in ours.lines.items():
        after = theirs.lines.get(clause, [])
        if after != lines:
            yield Edit(clause, tuple(lines), tuple(after), _value(text, clause, lines, after))


def _value(text: str, clause: str, lines: list[str], after: list[str]) -> str | None:
    """The new value of a clause that is words of the parties' own, if nothing else of it changed."""
    value = value_of(text, clause)
    if not isinstance(value, str):
        return None
    own = [line for each in value.splitlines() if (line := " ".join(each.split()))]
    for first in range(len(lines) - len(own) + 1):
        rest = lines[first + len(own) :]
        last = len(after) - len(rest)
        same = after[:first] == lines[:first] and after[max(last, 0) :] == rest
        if lines[first : first + len(own)] == own and same and last > first:
            return ("\n\n" if "\n\n" in value else "\n").join(after[first:last])
    return None
