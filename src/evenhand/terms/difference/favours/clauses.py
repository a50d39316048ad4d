"""The clauses around a change: the standard it belongs to, and whether that binds the provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.texts import name_form
from evenhand.terms.difference.favours.case import Case, Rule, Verdict, undecided
from evenhand.terms.standards import Standard
from evenhand.trees.tree import Path

_OF_PROVIDER: Final = ("opened", "responded", "resumed", "reopened")
_BY_PROVIDER: Final = ("responded", "resolved")


def standard_at(agreement: Agreement, path: Path) -> Standard | None:
    """The standard in which a path lies, if it lies in one."""
    if len(path) < 2 or path[0] != "standards":
        return None
    return next((one for name, one in agreement.standards.items() if name_form(name) == path[1]), None)


def standards_around(case: Case) -> Iterator[Standard]:
    """The standard around a change in both agreements; also the one that was added or removed itself."""
    for agreement, path in ((case.first, case.was), (case.second, case.now)):
        standard = standard_at(agreement, path)
        if standard is not None:
            yield standard


def provided(rule: Rule) -> Rule:
    """Ask `rule` only about standards that time or measure the provider, as most do.

    A clock from waiting to resumed times the client; one that ends at waiting or closed may depend on both.
    """

    def guarded(case: Case) -> Verdict:
        for standard in standards_around(case):
            clock = standard.clock
            if clock and not (clock.starts in _OF_PROVIDER and clock.stops in _BY_PROVIDER):
                return undecided("The clock does not time the provider alone.")
        return rule(case)

    return guarded
