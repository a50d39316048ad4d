"""One change to be judged, and the answers a judgement can give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import Clause
from evenhand.terms.difference.change import Favours
from evenhand.trees.tree import Path

Side = Literal["client", "provider"]
Verdict: TypeAlias = tuple[Favours, str]


@dataclass(frozen=True)
class Case:
    """What changed: typed values before and after (None: nothing), the clauses that hold them and the field there.

    `first` and `second` are the agreements, `was` and `now` the full paths in them.
    """

    before: Any
    after: Any
    old: Clause
    new: Clause
    field: str
    first: Agreement
    second: Agreement
    was: Path
    now: Path

    @property
    def added(self) -> bool:
        """Whether nothing stood here before."""
        return self.before is None

    @property
    def removed(self) -> bool:
        """Whether nothing stands here after."""
        return self.after is None


Rule: TypeAlias = Callable[[Case], Verdict]
OTHER: Final[dict[Side, Side]] = {"client": "provider", "provider": "client"}


def undecided(why: str = "It depends on what happens.") -> Verdict:
    """The honest answer where no rule is certain."""
    return "not decidable", why


def neither(why: str) -> Verdict:
    """For a change that alters no right and no duty."""
    return "neither", why


def always(verdict: Verdict) -> Rule:
    """A rule that says the same of every change of its field."""
    return lambda case: verdict
