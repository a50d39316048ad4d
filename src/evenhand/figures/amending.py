"""When a change of the agreement may come into force, and which periods it would cut (rules 6, 13 and 18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from evenhand.figures.deadlines import closes, local_date
from evenhand.figures.periods import PeriodUnit, after, beginning
from evenhand.figures.versions import EVER
from evenhand.terms.agreement import Agreement
from evenhand.terms.base import Clause, FrozenMap, key_of
from evenhand.terms.deadlines import Deadline
from evenhand.terms.services import Charge
from evenhand.units import Duration, Period

_UNITS: Final[tuple[PeriodUnit, ...]] = ("week", "month", "quarter", "year")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CutPeriod:
    """A period that a change would cut in two: its dates (`end` is the day after its last), and whose it is.

    `clauses` are the addresses of the clauses that are judged by it.
    """

    unit: PeriodUnit
    start: date
    end: date
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """How the first day of a change stands to the notice and the periods of the agreement in force.

    `earliest` is the first day that leaves the whole notice, None where the calendar does not reach so far.
    `clean` is the first day, not before `start`, on which no period is cut.
    """

    start: date
    given: date
    notice: Duration | None
    earliest: date | None
    cuts: tuple[CutPeriod, ...]
    clean: date

    @property
    def short(self) -> bool:
        """Whether the change would come into force before its notice is over."""
        return self.earliest is None or self.start < self.earliest


def timing(
    in_force: Agreement,
    start: date,
    given: date,
    *,
    notified: bool = False,
    periods: dict[PeriodUnit, list[str]] | None = None,
) -> Timing:
    """Return how a change of which notice is given on `given`, and that begins on `start`, fits the agreement.

    `notified`: the change is one that a party makes by telling the other, which may have a notice of its own.
    `periods` are those of the agreement, where they are known already.
    """
    amendments = in_force.review.amendments if in_force.review else None
    notice = (amendments.notice_of_those if notified else amendments.notice) if amendments else None
    periods = periods_of(in_force) if periods is None else periods
    return Timing(
        start,
        given,
        notice,
        earliest_start(in_force, given, notice),
        tuple(_cut(periods, start)),
        _clean(periods, start),
    )


def earliest_start(in_force: Agreement, given: date, notice: Duration | None) -> date | None:
    """Return the first day that leaves the whole notice when it is given on `given`; at the earliest the next day.

    Business days are the open dates of the agreement's own calendar; the change holds from the day after the last.
    None where the calendar does not reach so far.
    """
    if notice is None:
        return given + _ONE_DAY
    deadline = Deadline("after", "report", notice, 0, None, "")
    over = closes(deadline, {"report": given}, in_force)
    return None if over == EVER else local_date(over - 1, in_force) + _ONE_DAY


def report_start(in_force: Agreement, day: date) -> date:
    """Return the first day, not before `day`, with which a reporting period begins; a month where none is agreed."""
    every = in_force.reporting.every if in_force.reporting else None
    unit: PeriodUnit = "month"
    if every is not None and every.unit != "trailing days":
        unit = every.unit
    first = beginning(unit, day)
    return day if first == day else after(unit, first)


def _clean(periods: dict[PeriodUnit, list[str]], day: date) -> date:
    while cuts := tuple(_cut(periods, day)):  # weeks and years begin together every few years
        day = max(cut.end for cut in cuts)
    return day


def _cut(periods: dict[PeriodUnit, list[str]], day: date) -> Iterator[CutPeriod]:
    for unit in _UNITS:
        first = beginning(unit, day)
        if unit in periods and first != day:
            yield CutPeriod(unit, first, after(unit, first), tuple(dict.fromkeys(periods[unit])))


def periods_of(agreement: Agreement) -> dict[PeriodUnit, list[str]]:
    """Return the calendar periods by which the agreement reports, judges and gives credit, each with its clauses."""
    found: dict[PeriodUnit, list[str]] = {}
    for key in ("reporting", "standards", "services", "credits"):
        for address, period in _walk(getattr(agreement, key), key):
            if period.unit != "trailing days" and period.unit != "day":
                found.setdefault(period.unit, []).append(address)
    return found


def _walk(value: Any, address: str) -> Iterator[tuple[str, Period]]:
    """Every period below a value, with the address of the clause that names it."""
    if isinstance(value, Clause):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), f"{address}.{key_of(name)}")
    elif isinstance(value, FrozenMap):
        for key, below in value.items():
            yield from _walk(below, f"{address}.{key}" if key else address)
    elif isinstance(value, tuple):
        for below in value:
            yield from _walk(below, address)
    elif not isinstance(value, Charge):
        period = value if isinstance(value, Period) else getattr(value, "period", None)
        if isinstance(period, Period):
            yield address, period
