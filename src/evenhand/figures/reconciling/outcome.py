"""What a comparison with the desk finds: the tickets that differ, each with its reason, and the counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evenhand.figures.reconciling.desk import TrueMeans
from evenhand.units import iso_utc

_EXAMPLES = 3
UNEXPLAINED = "unexplained"
NOT_EXPLAINED = "No single difference in counting explains it"


@dataclass(frozen=True, slots=True)
class Difference:
    """A ticket of which the desk says something else; due instants in UTC seconds, None where there is none.

    `allowed` is the time frame in the agreement's words; `code` groups tickets with the same reason.
    """

    ticket: str
    standard: str
    version: int
    priority: str
    desk: str
    ours: str
    desk_due: int | None
    due: int | None
    elapsed_seconds: int
    allowed: str
    code: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Plain values; instants as ISO 8601 in UTC."""
        names = ("ticket", "standard", "version", "priority", "desk", "ours")
        return {
            **{name: getattr(self, name) for name in names},
            "desk_due": None if self.desk_due is None else iso_utc(self.desk_due),
            "due": None if self.due is None else iso_utc(self.due),
            "elapsed_seconds": self.elapsed_seconds,
            "allowed": self.allowed,
            "code": self.code,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """One reason with the number of tickets it explains, and a few of their ids."""

    code: str
    reason: str
    tickets: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How the desk and the agreement compare, as known at `as_of`; `not_compared` counts tickets by the reason why.

    `read_as` says how the desk's column was understood; `true_means` is there where it holds true and false.
    """

    agreement: str
    as_of: int
    read_as: str
    true_means: TrueMeans | None
    tickets: int
    compared: int
    differences: tuple[Difference, ...]
    reasons: tuple[ReasonCount, ...]
    not_compared: dict[str, int]

    @property
    def agree(self) -> int:
        """How many tickets agree."""
        return self.compared - len(self.differences)

    def to_json(self) -> dict[str, Any]:
        """Plain values: counts are integers."""
        return {
            "agreement": self.agreement,
            "as_of": iso_utc(self.as_of),
            "read_as": self.read_as,
            "tickets": self.tickets,
            "compared": self.compared,
            "agree": self.agree,
            "differ": len(self.differences),
            "reasons": [
                {
                    "code": each.code,
                    "reason": each.reason,
                    "tickets": each.tickets,
                    "examples": list(each.examples),
                }
                for each in self.reasons
            ],
            "not_compared": dict(self.not_compared),
            "differences": [each.to_json() for each in self.differences],
        }


def counted(differences: Sequence[Difference], texts: dict[str, str]) -> tuple[ReasonCount, ...]:
    """The reasons, the most frequent first."""
    by_code: dict[str, list[str]] = {}
    for each in differences:
        by_code.setdefault(each.code, []).append(each.ticket)
    return tuple(
        ReasonCount(code, texts.get(code, f"{NOT_EXPLAINED}."), len(ids), tuple(ids[:_EXAMPLES]))
        for code, ids in sorted(by_code.items(), key=lambda pair: -len(pair[1]))
    )
