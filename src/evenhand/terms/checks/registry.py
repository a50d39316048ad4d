"""Every check there is, and what they find in an agreement. A new check is written in the module of its theme."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from evenhand.errors import Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.checks import money
from evenhand.terms.checks.check import Check, Finding
from evenhand.terms.checks.subject import Subject

MODULES: Final[tuple[ModuleType, ...]] = (money,)
"""The modules of checks, in the order of the reference; every `@check` in them counts."""


def _listed() -> dict[str, Check]:
    checks = [each for module in MODULES for each in vars(module).values() if isinstance(each, Check)]
    return {each.code: each for each in checks}


CHECKS: Final[dict[str, Check]] = _listed()
"""Every check by its code."""


def findings(agreement: Agreement) -> tuple[Problem, ...]:
    """Return everything that the checks find in an agreement, in the order of the document.

    Reads nothing but the agreement, and raises for none that could be read.
    """
    subject = Subject(agreement)
    found = [_problem(each, finding, subject) for each in CHECKS.values() for finding in each.find(subject)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.line or 0, one.column or 0, one.code)))


def _problem(check: Check, finding: Finding, subject: Subject) -> Problem:
    line, column = subject.nearest_place(finding.clause) or (None, None)
    file = subject.agreement.file
    return Problem(
        check.code, finding.message, finding.mend, check.severity, file, line, column, finding.clause or None
    )
