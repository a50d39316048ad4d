"""Which figures a clause has in a period: pooled over versions, or one for each priority or service (rule 18)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evenhand.figures.explanation.governing import Version
from evenhand.figures.explanation.walk import Walker, period_unit
from evenhand.figures.explanation.wall import opening
from evenhand.terms.standards import Standard
from evenhand.units import Period, Target


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure to be explained: which tickets, against which target, over which period.

    `service` and `priority` are None for all of them, "" for tickets that name none.
    """

    standard: Standard
    versions: tuple[Version, ...]
    service: str | None
    priority: str | None
    target: Target | None
    start: date
    end: date
    stands_from: date
    period: Period
    breakdown: bool


def pools(walker: Walker, standard: str) -> list[tuple[Version, ...]]:
    """The versions that count in one figure, as their targets are the same (rule 18)."""
    found: dict[object, list[Version]] = {}
    for version in walker.governing.versions:
        terms = version.agreement.standards.get(standard)
        if terms is not None and (terms.clock or terms.measure):
            key = (terms.target, terms.at_least, terms.or_at_most, terms.scored, terms.measure)
            found.setdefault(key, []).append(version)
    return [tuple(pool) for pool in found.values()]


def slots(
    walker: Walker,
    versions: tuple[Version, ...],
    standard: str,
    day: date,
    found: Sequence[tuple[str, str]],
    service: str | None,
    priority: str | None,
) -> Iterator[Slot]:
    """The figures of some versions of a clause for the period that contains `day` (rules 16 and 18).

    `found` are services and priorities of its tickets: those it does not name have figures of their own.
    """
    last = versions[-1]
    terms = last.agreement.standards[standard]
    by_target = isinstance(terms.target, Mapping)
    by_priority = by_target or terms.scored == "each priority"
    by_service = not by_priority and terms.scored == "each service"
    priorities: list[str | None] = [priority]
    services: list[str | None] = [service]
    if by_priority and priority is None:
        named = _named_priorities(terms, last)
        priorities = list(dict.fromkeys([*named, *(each for _, each in found)]))
    if by_service and service is None:
        named = list(last.agreement.services) if "all" in terms.service else list(terms.service)
        services = list(dict.fromkeys([*named, *(each for each, _ in found)]))
    for one in priorities:
        unit = period_unit(terms, last.agreement, one or "")
        for other in services:
            if unit is None:
                continue
            at = opening(last.clauses.zone, day, 0)
            dates = walker.governing.period(last, unit, at)
            stands_from, _ = walker.governing.stood_for(last, unit, at)
            narrowed = (one is not None and not by_priority) or (other is not None and not by_service)
            target = terms.target.get(one or "") if isinstance(terms.target, Mapping) else terms.target
            yield Slot(terms, versions, other, one, target, *dates, stands_from, unit, breakdown=narrowed)


def _named_priorities(standard: Standard, version: Version) -> list[str]:
    if isinstance(standard.target, Mapping):
        return list(standard.target)
    named = list(standard.applies_to.get("priority", ()))
    if not named and isinstance(standard.within, Mapping):
        named = list(standard.within)
    return named or list(version.clauses.known_priorities)


def in_force(version: Version, start: date, end: date) -> bool:
    """Whether a version is in force on any day of a period."""
    zone = version.clauses.zone
    begins = version.start is None or version.start < opening(zone, end, 0)
    return begins and (version.end is None or version.end > opening(zone, start, 0))
