"""A document looked over as a whole: what is open, what is accepted, and what each of the nine elements lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.errors import Problem, Severity
from evenhand.terms.agreement import Agreement
from evenhand.terms.checks.accepted import Accepted, in_order
from evenhand.terms.checks.elements import element_of, elements
from evenhand.terms.checks.registry import CHECKS, examined
from evenhand.terms.checks.subject import Subject


@dataclass(frozen=True, slots=True)
class Row:
    """One of the nine elements: its number and name, what there is of it, and what is missing, piece by piece."""

    number: int
    name: str
    there: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything there is to say of one document; `agreement` is None when it cannot be read."""

    file: str
    agreement: Agreement | None
    open: tuple[Problem, ...]
    accepted: tuple[Accepted, ...] = ()
    elements: tuple[Row, ...] = ()

    def count(self, *severities: Severity) -> int:
        """How many open findings there are of these severities."""
        found = Counter(problem.severity for problem in self.open)
        return sum(found[each] for each in severities)


def overview(file: str, agreement: Agreement | None, problems: Iterable[Problem]) -> Overview:
    """Look a document over; `problems` are those of its reader and of what it rests on."""
    if agreement is None:
        return Overview(file, None, in_order(problems))
    found = examined(agreement, problems)
    return Overview(file, agreement, found.open, found.accepted, completeness(agreement))


def completeness(agreement: Agreement) -> tuple[Row, ...]:
    """Return the nine elements, with what the checks of completeness find missing in each."""
    subject = Subject(agreement)
    lacking: dict[int, list[str]] = {}
    for check in CHECKS.values():
        if check.theme == "complete" and check.code != "element-missing":
            for finding in check.find(subject):
                lacking.setdefault(element_of(finding.clause), []).append(finding.lacks)
    return tuple(
        Row(
            each.number,
            each.name,
            each.there,
            tuple(lacking.get(each.number, ()) if each.there else ("all of it",)),
        )
        for each in elements(subject)
    )
