"""What the checks find in the text on the table: each finding at the clause that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from evenhand.errors import Problem
from evenhand_portal.agreements.services.versions import text_checked
from evenhand_portal.negotiation.clauses import clause_at

NEEDED = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that has to be mended, or accepted with a reason, before both can sign; `place` is its name there."""

    problem: Problem
    clause: str
    place: str


def found_in(text: str, clauses: Collection[str]) -> tuple[Finding, ...]:
    """Return what is open in a text in the order of its `clauses`, before them what is about none of these."""
    order = {clause: place for place, clause in enumerate(clauses)}
    of_clause = [(_clause(one), one) for one in text_checked(text)[1] if one.severity in NEEDED]
    placed = [(clause if clause in order else "", one) for clause, one in of_clause]
    placed.sort(key=lambda each: order.get(each[0], -1))
    return tuple(Finding(one, clause, f"open-{number}") for number, (clause, one) in enumerate(placed, 1))


def counted(found: Iterable[Finding]) -> str:
    """Return how much is open, in words; empty where nothing is.

    >>> counted([Finding(Problem("a", "b", severity="warning"), "", "open-1")])
    '1 open warning'
    """
    severities = [each.problem.severity for each in found]
    parts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in (
            (severities.count("error"), "mistake"),
            (severities.count("warning"), "open warning"),
        )
        if number
    ]
    return " and ".join(parts)


def _clause(problem: Problem) -> str:
    return clause_at(problem.clause) if problem.clause else ""
