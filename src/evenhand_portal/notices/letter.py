"""One letter, two forms: plain text and HTML are made from the same facts."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

ABOVE: Final = "##- Write your answer above this line -##"
"""Stands on top of mails that may be answered; an answer ends where it comes back, in whatever language."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news in a mail that gathers several."""

    heading: str
    words: str
    by: str = ""
    link: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a notice says: what happened, what follows, by when, one thing to do, and why one is told.

    `quote` is what somebody wrote, as they wrote it, and `quoted` says who; `keep` are lines to keep character by
    character.
    """

    headline: str
    sentences: tuple[str, ...] = ()
    quote: str = ""
    quoted: str = ""
    by: str = ""
    button: str = ""
    link: str = ""
    keep: str = ""
    why: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a letter: the name it greets, whether it may be answered, whether one may choose."""

    to: str = ""
    answer: bool = False
    choose: bool = False


def letter_of_text(text: str, button: str = "") -> Letter:
    """Return a letter of plain text: its first paragraph is the headline, an address on a line of its own the link.

    >>> letter_of_text("News.\\n\\nRead it here:\\nhttps://example.org/1\\n", "Read")
    Letter(headline='News.', sentences=('Read it here.',), quote='', quoted='', by='', button='Read', ...)
    """
    link = next(iter(re.findall(r"^https?://\S+$", text, re.MULTILINE)), "")
    rest = [
        " ".join(line.strip() for line in one.splitlines() if line.strip() != link)
        for one in re.split(r"\n\s*\n", text.strip())
    ]
    said = [one.removesuffix(":") + "." if one.endswith(":") else one for one in rest if one]
    headline = said[0] if said else ""
    return Letter(headline, tuple(said[1:]), button=button if link else "", link=link)


def facts_of(letter: Letter) -> dict[str, Any]:
    """Return what is kept of a letter."""
    return {name: value for name, value in asdict(letter).items() if value}


def letter_from(facts: dict[str, Any]) -> Letter:
    """Return the letter that was kept."""
    items = tuple(Item(**one) for one in facts.get("items", ()))
    changed = {"sentences": tuple(facts.get("sentences", ())), "items": items}
    return Letter(**{"headline": "", **facts, **changed})


def text_of(letter: Letter, around: Around) -> str:
    """Return the letter as plain text."""
    return render_to_string("notices/letter.txt", _facts(letter, around))


def html_of(letter: Letter, around: Around) -> str:
    """Return the letter as HTML for mail readers: one column, no script, nothing loaded from anywhere."""
    return render_to_string("notices/letter.html", _facts(letter, around))


def _facts(letter: Letter, around: Around) -> dict[str, Any]:
    return {
        "letter": letter,
        "around": around,
        "above": ABOVE if around.answer else "",
        "choices": f"{settings.ORIGIN}{reverse('notice-choices')}" if around.choose else "",
        "inbox": f"{settings.ORIGIN}{reverse('inbox')}",
    }
