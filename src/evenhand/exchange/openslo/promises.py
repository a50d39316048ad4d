"""The promises of an agreement that OpenSLO can hold: ratios over a time window, with their targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from evenhand.errors import Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Standard
from evenhand.units import Target

Operator = Literal["lte", "gte", "lt", "gt"]
_KEPT: dict[tuple[str, str], Operator] = {
    ("share above", "at least"): "gt",
    ("share above", "at most"): "lte",
    ("share below", "at least"): "lt",
    ("share below", "at most"): "gte",
}
"""How a reading has to stand to its bound when it is good."""


@dataclass(frozen=True)
class Promise:
    """A ratio with a target: its clause, whose it is, and how good and bad are told apart.

    `service` is None for a promise over several services, `priority` for all priorities in one.
    """

    clause: str
    service: str | None
    priority: str | None
    title: str
    description: str
    target: Target
    minimum: Fraction | None
    measure: Measure | None = None

    @property
    def counts_bad(self) -> bool:
        """Whether the ratio is that of the bad: at most so much of it is promised."""
        return self.target.comparison == "at most"

    @property
    def operator(self) -> Operator | None:
        """The comparison of a reading with its bound that makes it good; None for counted ratios."""
        return _KEPT.get((self.measure.kind, self.target.comparison)) if self.measure else None

    def good(self, level: Fraction) -> Fraction:
        """A level of this ratio as a share of the good."""
        return 1 - level if self.counts_bad else level


def promises_of(agreement: Agreement) -> tuple[list[Promise], list[Problem]]:
    """Return the promises that can be held, and a note on each figure that cannot."""
    found, problems = [], []
    for promise in (*_availability(agreement), *_standards(agreement)):
        if isinstance(promise, Promise) and (why := _unheld(promise)) is None:
            found.append(promise)
        elif isinstance(promise, Promise):
            problems.append(_note(agreement, promise.clause, f"OpenSLO cannot hold it: {why}."))
        else:
            problems.append(_note(agreement, *promise))
    return found, problems


def _unheld(promise: Promise) -> str | None:
    if not promise.target.percentage:
        return f'"{promise.target}" is no ratio'
    if promise.good(promise.target.value) >= 1:
        return "its targets are below 100 %"
    return None


def _note(agreement: Agreement, clause: str, message: str) -> Problem:
    return Problem("not-in-openslo", message, "", "note", agreement.file, clause=clause)


def _availability(agreement: Agreement) -> Iterator[Promise | tuple[str, str]]:
    for key, service in agreement.services.items():
        for name, terms in service.availability.items():
            clause = f"services.{key}.availability" + (f".{name}" if name else "")
            if terms.target is None:
                yield clause, "It has no target, so there is no objective."
                continue
            title = f"Availability: {service.name or key}" + (f", {name}" if name else "")
            yield Promise(clause, key, None, title, _words(terms), terms.target, terms.minimum)


def _words(terms: Availability) -> str:
    return terms.counts_as_down or ""


def _standards(agreement: Agreement) -> Iterator[Promise | tuple[str, str]]:
    for key, standard in agreement.standards.items():
        targets = _targets(standard)
        if not targets:
            yield f"standards.{key}", "It has no target, so there is no objective."
        services = standard.service
        service = services[0] if services != "all" and len(services) == 1 else None
        for priority, target in targets.items():
            title = (standard.title or key) + (f", {priority}" if priority else "")
            yield Promise(
                f"standards.{key}", service, priority, title, "", target, standard.minimum, standard.measure
            )


def _targets(standard: Standard) -> Mapping[str | None, Target]:
    targets: dict[str | None, Target] = {}
    if isinstance(standard.target, Mapping):
        targets.update(standard.target)
    elif standard.target is not None:
        targets[None] = standard.target
    return targets
