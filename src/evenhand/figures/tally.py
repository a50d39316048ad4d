"""Counts of judged tickets by clause, period, service and priority: what every figure is made of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from evenhand.clocks.verdicts import CANCELLED, MET, MISSED, NEVER
from evenhand.figures.judging import IRREGULAR, Judged
from evenhand.figures.periods import PeriodUnit, Term
from evenhand.figures.tables import Tables

WORDS = {MET: "met", MISSED: "missed", CANCELLED: "cancelled", IRREGULAR: "irregular"}

_COUNTABLE = 1 << 16
"""Up to so large codes are counted in a table, which is much faster than sorting them."""


class Cell(NamedTuple):
    """Where a ticket counts: version (place in order), clause, unit and first day number of the period.

    `service` and `priority` are "" for tickets that name none.
    """

    version: int
    clause: str
    unit: PeriodUnit
    period: int
    service: str
    priority: str


@dataclass(slots=True)
class Tally:
    """Counters by cell; each counter counts `met`, `missed`, `cancelled`, `irregular` and the kinds of notes."""

    cells: dict[Cell, Counter[str]] = field(default_factory=dict)

    def add(self, cell: Cell, what: str, number: int) -> None:
        """Count `number` more tickets of a kind in a cell."""
        self.cells.setdefault(cell, Counter())[what] += number

    def merge(self, other: "Tally") -> None:
        """Add everything another tally counted."""
        for cell, counter in other.cells.items():
            self.cells.setdefault(cell, Counter()).update(counter)

    def of(self, version: int, clause: str) -> Iterator[tuple[Cell, Counter[str]]]:
        """The cells of one clause of one version."""
        return ((cell, count) for cell, count in self.cells.items() if cell[:2] == (version, clause))


def period_days(
    judged: Judged, units: Mapping[str | None, PeriodUnit], term: Term, tables: Tables
) -> tuple[np.ndarray, np.ndarray]:
    """First day number of the period each judged ticket counts in, and which tickets count in one at all.

    `units` by priority; the key None is for every priority it does not name.
    """
    names = (*judged.priorities, "")
    days = np.zeros(judged.ticket.size, dtype=np.int64)
    counts = (judged.counted != NEVER) & np.isin(judged.verdict, list(WORDS))
    for unit in sorted(set(units.values())):
        with_unit = np.array([units.get(name, units.get(None)) == unit for name in names])
        rows = np.flatnonzero(counts & with_unit[judged.priority])
        if rows.size:
            days[rows] = term.period_of(unit, tables.zone, judged.counted[rows])
    known = np.array([units.get(name, units.get(None)) is not None for name in names])
    return days, counts & known[judged.priority]


def count_judged(
    tally: Tally,
    version: int,
    clause: str,
    judged: Judged,
    units: Mapping[str | None, PeriodUnit],
    days: np.ndarray,
    counts: np.ndarray,
) -> None:
    """Count judged tickets into the cells of their clause, with the kinds of notes they call for."""
    if not counts.any():
        return
    services, priorities = (*judged.services, ""), (*judged.priorities, "")
    days = days[counts]
    low = int(days.min())
    shape = (int(days.max()) - low + 1, len(services), len(priorities), IRREGULAR + 1)
    service = judged.service[counts] % len(services)
    priority = judged.priority[counts] % len(priorities)
    verdict = judged.verdict[counts]
    place = np.ravel_multi_index((days - low, service, priority, verdict), shape)
    marks = {"": None, "by change": judged.by_change, "as reported": judged.reported, "again": judged.again}
    for mark, flags in marks.items():
        chosen = place if flags is None else place[flags[counts]]
        for index, number in zip(*counted(chosen), strict=True):
            day, of_service, of_priority, word = np.unravel_index(int(index), shape)
            priority_name = priorities[int(of_priority)]
            unit = units.get(priority_name, units.get(None))
            assert unit is not None
            cell = Cell(version, clause, unit, int(day) + low, services[int(of_service)], priority_name)
            tally.add(cell, mark or WORDS[int(word)], int(number))


def counted(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct codes, none below 0, in ascending order, and how often each occurs.

    >>> counted(np.array([5, 2, 5]))
    (array([2, 5]), array([1, 2]))
    """
    if not codes.size or int(codes.max()) > _COUNTABLE:
        return np.unique(codes, return_counts=True)
    numbers = np.bincount(codes)
    found = np.flatnonzero(numbers)
    return found, numbers[found]
