"""The history in a bundle: its entries in order, the tree over them, and the payloads beside them.

What cannot be read is left out here and reported by the step that looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from evenhand.proof.bundle import LEAVES, PAYLOADS, Bundle
from evenhand.proof.leaf import Entry, read_entry
from evenhand.proof.strict import parsed
from evenhand.proof.tree import EMPTY_ROOT, Proof, grown, leaf_hash, root_from

ERASED: Final = "payload-erased"


@dataclass(frozen=True)
class History:
    """A bundle, looked at as a ledger."""

    bundle: Bundle

    @cached_property
    def lines(self) -> tuple[bytes, ...]:
        """The bytes of each leaf."""
        return _lines(self.bundle.files[LEAVES])

    @cached_property
    def entries(self) -> tuple[Entry | None, ...]:
        """What each leaf says, None where it is not written as a leaf is."""
        return tuple(read_entry(line)[0] for line in self.lines)

    @cached_property
    def roots(self) -> tuple[bytes, ...]:
        """The head of the tree of the first 0, 1, 2 … leaves."""
        peaks: Proof = ()
        roots = [EMPTY_ROOT]
        for size, line in enumerate(self.lines):
            peaks = grown(peaks, size, leaf_hash(line))
            roots.append(root_from(peaks))
        return tuple(roots)

    @cached_property
    def payloads(self) -> tuple[Mapping[str, Any] | None, ...]:
        """The lines of payloads as JSON objects, None for one that is written in another form."""
        found: list[Mapping[str, Any] | None] = []
        for line in _lines(self.bundle.files[PAYLOADS]):
            try:
                plain = parsed(line)
            except ValueError:
                plain = None
            found.append(plain if isinstance(plain, dict) else None)
        return tuple(found)

    def of_kind(self, *kinds: str) -> Iterator[Entry]:
        """The entries of some kinds, in order."""
        return (entry for entry in self.entries if entry is not None and entry.kind in kinds)

    def said(self, index: int) -> Mapping[str, Any] | None:
        """The payload of a leaf, None when it was erased or cannot be read."""
        plain = self.payloads[index] if index < len(self.payloads) else None
        try:
            body = parsed(str(plain["body"]).encode()) if plain and "body" in plain else None
        except ValueError:
            return None
        return body if isinstance(body, dict) else None


def fact(entry: Entry, name: str) -> str:
    """A fact of an entry that is a text, empty when it is none."""
    value = entry.facts.get(name)
    return value if isinstance(value, str) else ""


def number(entry: Entry, name: str) -> int:
    """A fact of an entry that is a whole number, -1 when it is none."""
    value = entry.facts.get(name)
    return value if type(value) is int else -1


def _lines(data: bytes) -> tuple[bytes, ...]:
    """The lines of a file; what stands behind the last line break is a line too."""
    *lines, rest = data.split(b"\n")
    return (*lines, rest) if rest else tuple(lines)
