"""Signs that no font can write are named, never left out of the paper in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from evenhand.errors import Problem
from evenhand.render.fonts import missing

_MOST = 8
_EAST = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH")


def unwritable(said: Sequence[tuple[str | None, str]]) -> Iterator[Problem]:
    """One error for each clause that holds such signs, naming them; `said` are addresses with their texts."""
    if not missing("".join(text for _, text in said)):
        return
    clauses: dict[str | None, str] = {}
    for address, text in said:
        clauses[address] = clauses.get(address, "") + text
    for address, text in clauses.items():
        if signs := missing(text):
            yield problem(signs, address)


def problem(signs: list[str], address: str | None) -> Problem:
    """The error that says which signs of which clause cannot be printed.

    >>> print(problem(["\\u6e2f"], "parties.client"))
    missing-glyph: No font here can write “港” (U+6E2F) in `parties.client`. Install the fonts for Chinese, Japanese
    and Korean, `pip install "evenhand[cjk]"`, or write it in other letters.
    """
    names = [f"“{sign}” (U+{ord(sign):04X})" for sign in signs[:_MOST]]
    if len(signs) > _MOST:
        names.append(f"{len(signs) - _MOST} more")
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    where = f"in `{address}`" if address else "on the title page"
    east = any(unicodedata.name(sign, "").startswith(_EAST) for sign in signs)
    fonts = 'Install the fonts for Chinese, Japanese and Korean, `pip install "evenhand[cjk]"`, or write'
    mend = f"{fonts if east else 'Write'} it in other letters."
    return Problem("missing-glyph", f"No font here can write {listed} {where}.", mend, clause=address)
