"""What a check is: a function that reads an agreement and says what in it will be quarrelled over."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from evenhand.terms.checks.subject import Subject

Weight = Literal["error", "warning", "advice"]
"""error: cannot be computed, or contradicts itself; warning: will be quarrelled over; advice: would be better."""

Theme = Literal["complete", "money", "time", "measurement", "exclusions", "escalation", "words", "governance"]
THEMES: Final[dict[Theme, str]] = {
    "complete": "Completeness",
    "money": "Money and tiers",
    "time": "Time",
    "measurement": "Measurement",
    "exclusions": "Exclusions and scope",
    "escalation": "Escalation",
    "words": "Words",
    "governance": "Governance",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found: the address of the clause, one plain sentence, and how it is mended.

    A clause that is missing is named by the address it would have; its place is that of the nearest clause
    above it that is there. `lacks` says in a few words what is missing, for the table of the nine elements.
    """

    clause: str
    message: str
    mend: str
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its code, how heavy its findings weigh, and the function that finds them.

    `page` is the text of its page in the reference: why it matters, and what the mend is.
    """

    code: str
    severity: Weight
    theme: Theme
    title: str
    page: str
    find: Callable[[Subject], Iterable[Finding]]


def check(
    code: str, severity: Weight, theme: Theme, *, title: str
) -> Callable[[Callable[[Subject], Iterable[Finding]]], Check]:
    """Make a check of a function; its docstring becomes the page, its first line the short description."""

    def make(find: Callable[[Subject], Iterable[Finding]]) -> Check:
        return Check(code, severity, theme, title, inspect.cleandoc(find.__doc__ or ""), find)

    return make
