"""The judgement of a change: the rule of its field, or "not decidable"."""

from __future__ import annotations

from typing import Final

from evenhand.terms.base import Clause
from evenhand.terms.canonical.normal import Part
from evenhand.terms.credits import ClauseCredits
from evenhand.terms.difference.favours.case import Case, Rule, Verdict, neither, undecided
from evenhand.terms.difference.favours.management import MANAGEMENT
from evenhand.terms.difference.favours.money import MONEY
from evenhand.terms.difference.favours.rules import WORDS
from evenhand.terms.difference.favours.service import SERVICE

RULES: Final[dict[Part, Rule]] = {**SERVICE, **MONEY, **MANAGEMENT}
"""The rule for each field for which something is certain."""

# Tickets and records name their priority and service: under another name they no longer fit.
_NAMED_ELSEWHERE: Final = ("priorities", "services")


def judged(case: Case) -> Verdict:
    """Say whom a change favours, all other clauses being as they are, and why."""
    rule = RULES.get((type(case.old), case.field))
    if rule is not None:
        return rule(case)
    words = isinstance(case.before, str | None) and isinstance(case.after, str | None)
    return undecided(WORDS) if words else undecided()


def judged_move(case: Case) -> Verdict:
    """Say whom another name or another order favours."""
    if isinstance(case.before, Clause):
        if case.was[0] in _NAMED_ELSEWHERE:
            return undecided("Records name it, and have to use the new name.")
        return neither("Only its name.")
    if (type(case.old), case.field) == (ClauseCredits, "tiers"):
        return neither("The tier with the greatest credit applies, wherever it stands.")
    return undecided("The order is another.")
