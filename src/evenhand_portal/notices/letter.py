"""One letter, two forms: plain text and HTML are made from the same facts."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string

ABOVE: Final = "##- Write your answer above this line -##"
_URL: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a notice says: what happened, what follows, by when, one thing to do, and why one is told.

    `quote` is what somebody (`quoted`) wrote, as they wrote it; `keep` are lines to keep character by character.
    """

    headline: str
    sentences: tuple[str, ...] = ()
    by: str = ""
    quote: str = ""
    quoted: str = ""
    button: str = ""
    link: str = ""
    keep: str = ""
    why: str = ""


def letter_of_text(text: str) -> Letter:
    """Return a letter of plain text, its paragraphs as they stand; the last address in it becomes the button."""
    paragraphs = [" ".join(one.split("\n")).strip() for one in re.split(r"\n\s*\n", text.strip())]
    first, rest = (paragraphs[0], paragraphs[1:]) if paragraphs else ("", [])
    return Letter(first, tuple(one for one in rest if one))


def facts_of(letter: Letter) -> dict[str, Any]:
    """Return what is kept of a letter."""
    return {name: value for name, value in asdict(letter).items() if value}


def letter_from(facts: dict[str, Any]) -> Letter:
    """Return the letter that was kept."""
    return Letter(
        **{**facts, "headline": facts.get("headline", ""), "sentences": tuple(facts.get("sentences", ()))}
    )


def text_of(letter: Letter, *, to: str = "", answer: bool = False) -> str:
    """Return the letter as plain text, greeting `to`; `answer` when a mailed answer becomes a comment."""
    return _written("notices/letter.txt", letter, to, answer)


def html_of(letter: Letter, *, to: str = "", answer: bool = False) -> str:
    """Return the letter as HTML for mail readers: one column, no script, nothing loaded from anywhere."""
    return _written("notices/letter.html", letter, to, answer)


def _written(template: str, letter: Letter, to: str, answer: bool) -> str:
    facts = {"letter": letter, "to": to, "answer": ABOVE if answer else "", "origin": settings.ORIGIN}
    return render_to_string(template, facts)
