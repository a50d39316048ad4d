"""The Word file of a paper, with tracked changes against the version it would amend."""

from __future__ import annotations

from evenhand.render.comparison.word import NOTES_BY, comparison_word_file
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.canonical import identity
from evenhand.terms.difference import difference
from evenhand.wording.agreement import written
from evenhand.wording.comparison import compared

__all__ = ["NOTES_BY", "word_file"]


def word_file(terms: Terms, before: Terms | None, author: str) -> bytes:
    """Return the bytes of a Word file; without a version before it nothing in it is a change."""
    earlier = before or terms
    comparison = compared(written(earlier), written(terms), difference(earlier, terms))
    return comparison_word_file(comparison, author=author, identity=identity(terms))
