"""Names as OpenSLO wants them: RFC 1123 labels, each used once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 63


def label(words: str) -> str:
    """Return lower-case letters, digits and hyphens, at most 63 of them; "x" where nothing is left.

    >>> label("Praxis Süd: P1"), label("…")
    ('praxis-sud-p1', 'x')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-") or "x"


class Labels:
    """Gives each thing a label of its own: the second `office` becomes `office-2`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def new(self, words: str) -> str:
        """Return a label that nothing else has."""
        first = label(words)
        found, number = first, 1
        while found in self._taken:
            number += 1
            end = f"-{number}"
            found = first[: LONGEST - len(end)].rstrip("-") + end
        self._taken.add(found)
        return found
