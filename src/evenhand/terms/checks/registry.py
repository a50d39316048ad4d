"""Every check there is, and what they find in an agreement. A new check is written in the module of its theme."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Final

from evenhand.errors import Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.checks import (
    caps,
    changes,
    completeness,
    consequences,
    counting,
    coverage,
    days,
    escalation,
    exclusions,
    glossary,
    governance,
    ladder,
    measurement,
    money,
    opening,
    people,
    reports,
    scope,
    stated,
    tiers,
    time_frames,
    words,
)
from evenhand.terms.checks.accepted import Examined, settled
from evenhand.terms.checks.check import Check, Finding
from evenhand.terms.checks.reading import READING
from evenhand.terms.checks.subject import Subject

MODULES: Final[tuple[ModuleType, ...]] = (
    completeness,
    tiers,
    consequences,
    money,
    caps,
    time_frames,
    coverage,
    days,
    opening,
    stated,
    measurement,
    counting,
    exclusions,
    scope,
    escalation,
    people,
    words,
    glossary,
    reports,
    governance,
    changes,
    ladder,
)
"""The modules of checks, in the order of the reference; every `@check` in them counts."""


def _listed() -> dict[str, Check]:
    checks = [each for module in MODULES for each in vars(module).values() if isinstance(each, Check)]
    return {each.code: each for each in checks}


CHECKS: Final[dict[str, Check]] = _listed()
"""Every check by its code."""


KNOWN: Final = frozenset({*CHECKS, *READING})
"""Every code a problem of an agreement can have."""


def findings(agreement: Agreement) -> tuple[Problem, ...]:
    """Return what the checks find in an agreement and nobody accepted, in the order of the document."""
    return examined(agreement).open


def examined(agreement: Agreement, others: Iterable[Problem] = ()) -> Examined:
    """Look an agreement over: what is open, and what both parties accept with a reason.

    `others` are problems found elsewhere, by the reader or in underpinning agreements; they can be accepted too.
    Reads nothing but the agreement, and raises for none that could be read.
    """
    subject = Subject(agreement)
    found = [_problem(each, finding, subject) for each in CHECKS.values() for finding in each.find(subject)]
    return settled(subject, [*others, *found], looked_for=CHECKS, known=KNOWN)


def _problem(check: Check, finding: Finding, subject: Subject) -> Problem:
    line, column = subject.nearest_place(finding.clause)
    file = subject.agreement.file
    return Problem(
        check.code, finding.message, finding.mend, check.severity, file, line, column, finding.clause or None
    )
