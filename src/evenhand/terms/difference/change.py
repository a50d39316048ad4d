"""What a difference is made of: changes, each at the address of a clause."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal, TypeAlias

from evenhand.terms.canonical.notations import Json
from evenhand.trees.tree import Path, address_of

Kind = Literal["added", "removed", "moved", "changed"]
Favours = Literal["client", "provider", "neither", "not decidable"]

# Parts of the full form that the short form of a document leaves out: `priorities.P1`, `availability.target`.
_UNSAID = ("", "listed")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two agreements.

    `before` and `after` are what the document writes there (texts, lists and maps; None where nothing is). A
    clause that was moved has another name than before, or its parts stand in another order: then both are lists of
    names. `favours` says for whom the change is better, all other clauses being as they are; `why` is one sentence.

    `was` and `now` are the full paths in the two agreements, list items counted from 0. `position` is the place
    among its neighbours of what was added or removed. `order` numbers, from 0, the parts that both have as the
    earlier agreement has them, in the order of the later.
    """

    kind: Kind
    was: Path
    now: Path
    before: Json | None
    after: Json | None
    favours: Favours
    why: str
    position: int = 0
    order: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """The address of the clause: in the later agreement, or in the earlier one when it was removed."""
        return shown_address(self.was if self.kind == "removed" else self.now)

    @property
    def origin(self) -> str | None:
        """The address in the earlier agreement, where it is another one."""
        origin = shown_address(self.was)
        return origin if self.kind in ("moved", "changed") and origin != self.address else None


Difference: TypeAlias = tuple[Change, ...]
"""Everything that differs between two agreements, in the order of the later one; empty when they mean the same."""


def shown_address(path: Path) -> str:
    """Write a full path as people write it, without the parts that short forms leave out.

    >>> shown_address(("priorities", "listed", "P1", "when"))
    'priorities.P1.when'
    """
    return address_of(tuple(part for part in path if part not in _UNSAID))


def tally(difference: Difference) -> dict[Favours, int]:
    """Count the changes by whom they favour."""
    found = Counter(change.favours for change in difference)
    return {"provider": found["provider"], "client": found["client"], "neither": found["neither"],
            "not decidable": found["not decidable"]}  # fmt: skip
