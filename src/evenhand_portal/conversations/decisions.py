"""What may be said about what, to whom, and who is meant by an @: facts in, the answer out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

BOTH: Final = "both"
SIDES: Final = ("client", "provider")
KINDS: Final = ("agreement", "clause", "figure", "ticket")
LONGEST_KEY: Final = 1_000
LONGEST_TEXT: Final = 20_000
MOST_WORDS: Final = 10

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a thread is about: the agreement as a whole, or the clause, figure or ticket that `key` names.

    The key of a clause is its address, that of a ticket its number, that of a figure the question that its page
    answers, as an address writes it.
    """

    kind: str = "agreement"
    key: str = ""

    def trouble(self) -> str:
        """Say what is wrong with it; empty when nothing is."""
        known = self.kind in KINDS and bool(self.key) == (self.kind != "agreement")
        if not known or len(self.key) > LONGEST_KEY or not self.key.isprintable():
            return "It is not clear what this is about. Go back to the page and comment from there."
        return ""


def audiences(side: str, *, shared: bool) -> tuple[str, ...]:
    """Return to whom somebody of that side may speak; a guest of both sides has none of its own.

    >>> audiences("client", shared=True), audiences("client", shared=False), audiences("", shared=True)
    (('both', 'client'), ('client',), ('both',))
    """
    return ((BOTH,) if shared else ()) + ((side,) if side in SIDES else ())


def reason_against_text(text: str) -> str:
    """Say why a text cannot be taken; empty when it can.

    >>> reason_against_text("  ")
    'Write what you want to say.'
    """
    if not text.strip():
        return "Write what you want to say."
    if len(text) > LONGEST_TEXT:
        return f"This is longer than {LONGEST_TEXT:,} characters. Shorten it, or attach it as a file."
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return "The text holds signs that are no text. Write it again without them."
    return ""


def folded(text: str) -> str:
    """Return a text as it is searched: without regard to case and to how its letters are put together.

    >>> folded("Caf\\u0065\\u0301 STRASSE") == folded("café Straße")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def words_of(query: str) -> tuple[str, ...]:
    """Return the words that must all be there, each once, in the order in which they were written.

    >>> words_of("Late  credits late")
    ('late', 'credits')
    """
    return tuple(dict.fromkeys(folded(query[:300].replace("\0", " ")).split()))[:MOST_WORDS]


def mentioned(text: str, people: Mapping[Key, tuple[str, str]]) -> tuple[Key, ...]:
    """Return whom a text means by @, of people given by name and e-mail address; each once, as they come.

    Somebody is meant by the whole name, by the address, or by a first name that only one of them bears.

    >>> people = {1: ("Anna Berg", "anna@x.org"), 2: ("Bo Berg", "bo@x.org"), 3: ("Bo Dahl", "bd@x.org")}
    >>> mentioned("@Anna, ask @bo berg and @Bo; mail x@anna", people)
    (1, 2)
    """
    called = _called(people)
    longest = sorted(called, key=len, reverse=True)
    low = text.casefold()
    found: dict[Key, None] = {}
    at = low.find("@")
    while at >= 0:
        if at == 0 or not (low[at - 1].isalnum() or low[at - 1] in "._-@"):
            rest = low[at + 1 :]
            name = next((one for one in longest if rest.startswith(one) and _ends(rest, len(one))), None)
            if name is not None:
                found |= dict.fromkeys(called[name], None)
        at = low.find("@", at + 1)
    return tuple(found)


def _called(people: Mapping[Key, tuple[str, str]]) -> dict[str, list[Key]]:
    """By what one may be called, and who is."""
    first = Counter(name.casefold().split()[0] for name, _ in people.values() if name.strip())
    called: dict[str, list[Key]] = {}
    for key, (name, email) in people.items():
        names = {name.casefold().strip(), email.casefold()}
        if name.strip() and first[name.casefold().split()[0]] == 1:
            names.add(name.casefold().split()[0])
        for one in names - {""}:
            called.setdefault(one, []).append(key)
    return called


def _ends(rest: str, at: int) -> bool:
    return at == len(rest) or not (rest[at].isalnum() or rest[at] == "_")
