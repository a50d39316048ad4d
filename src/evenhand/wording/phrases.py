"""How sentences are put together: runs in a row, lists with "and", one full stop at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from evenhand.terms.canonical.notations import counted
from evenhand.wording.blocks import Block, Bullets, Paragraph, Run, Words, text_of

Piece: TypeAlias = str | Run | Words
"""What a sentence is made of: plain words, a run, or words put together before."""

_FEW: Final = 2
_ENDS: Final = (".", "!", "?", ":", "…", "。")


def say(*pieces: Piece) -> Words:
    """Return pieces in a row; what is empty is left out, and neighbours of one kind become one run.

    >>> say("Within ", strong("4 hours"), "", " of", " office time")
    (Run(text='Within ', kind='plain', target=None), Run(text='4 hours', kind='strong', target=None),
     Run(text=' of office time', kind='plain', target=None))
    """
    runs: list[Run] = []
    for piece in pieces:
        for run in (Run(piece),) if isinstance(piece, str) else (piece,) if isinstance(piece, Run) else piece:
            if runs and run.kind == "plain" and runs[-1].kind == "plain":
                runs[-1] = Run(runs[-1].text + run.text)
            elif run.text or run.kind == "clause":
                runs.append(run)
    return tuple(runs)


def strong(text: str) -> Run:
    """What a reader looks for in the sentence: the number that was agreed."""
    return Run(text, "strong")


def own(text: str) -> Run:
    """Words of the parties within a sentence of ours."""
    return Run(" ".join(text.split()), "own")


def quoted(text: str) -> Words:
    """Words of the parties that would be taken for ours without quotation marks."""
    return say("“", own(text), "”")


def sentence(*pieces: Piece) -> Words:
    """Return a sentence: a capital at its beginning, a full stop at its end unless one is there.

    >>> text_of(sentence("it is closed on ", own("all public holidays.")))
    'It is closed on all public holidays.'
    """
    words = say(*pieces)
    first, *rest = words
    if first.kind == "plain":
        words = (Run(capital(first.text)), *rest)
    ended = text_of(words).removesuffix("”").rstrip().endswith(_ENDS)
    return words if ended else say(words, ".")


def paragraph(*sentences: Words, address: str | None = None) -> Paragraph:
    """Return sentences one after the other; those that are empty are left out."""
    return Paragraph(joined(sentences, " "), address)


def joined(parts: Iterable[Piece], between: str) -> Words:
    """Return parts with something between them; empty ones are left out."""
    words: Words = ()
    for part in parts:
        piece = say(part)
        words = say(words, between, piece) if words and piece else words or piece
    return words


def listed(items: Sequence[Piece], joint: str = "and") -> Words:
    """Return things as people list them.

    >>> text_of(listed(["server", "backups", "vendor liaison"])), text_of(listed(["P1", "P2"], "or"))
    ('server, backups and vendor liaison', 'P1 or P2')
    """
    if len(items) < 2:
        return say(*items)
    return say(joined(items[:-1], ", "), f" {joint} ", items[-1])


def points(opening: str, items: Sequence[Words], address: str | None = None) -> tuple[Block, ...]:
    """An opening and things: up to two in one sentence, more as a list under it."""
    if len(items) <= _FEW:
        return (Paragraph(sentence(opening, " ", listed(items)), address),)
    return (Paragraph(sentence(f"{opening}:")), Bullets(tuple(items), address=address))


def capital(text: str) -> str:
    """The text with a capital at its beginning.

    >>> capital("practice system")
    'Practice system'
    """
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """A name of people's own within a sentence: a small letter at its beginning, unless that is an abbreviation's.

    >>> small("Practice manager"), small("IT manager"), small("Dr. No")
    ('practice manager', 'IT manager', 'Dr. No')
    """
    first, *rest = text.split()
    common = first[1:].islower() and first.isalpha() and not any(word[0].isupper() for word in rest)
    return text[0].lower() + text[1:] if common else text


def titled(name: str) -> str:
    """A key of the document as a title.

    >>> titled("restore-test"), titled("P1")
    ('Restore test', 'P1')
    """
    return capital(name.replace("-", " ").replace("_", " "))


def number(count: int, noun: str) -> str:
    """A number of things, with commas where it is long.

    >>> number(1, "ticket"), number(2000, "request")
    ('1 ticket', '2,000 requests')
    """
    return counted(count, noun).replace(str(count), f"{count:,}", 1)
