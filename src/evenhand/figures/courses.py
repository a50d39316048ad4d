"""The courses of a standard's clock: what counts of every stretch of a log, pauses taken out (rules 10 and 11)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.table import Table
from evenhand.clocks.clock import Course, PauseLimit, course
from evenhand.clocks.states import ClockRule, Reopening, States
from evenhand.figures.facts import NOT_SAID, Facts
from evenhand.figures.frames import pauses_of
from evenhand.figures.tables import Tables
from evenhand.records.tickets import TicketLog
from evenhand.terms.standards import Standard
from evenhand.units import Unit


def course_on(
    standard: Standard,
    tables: Tables,
    log: TicketLog,
    said: Facts,
    state: States,
    name: str | None,
    end: int,
    rule: ClockRule,
) -> Course:
    """The course of the clock on the calendar called `name`, up to `end`."""
    pauses = pauses_of(standard, tables, name, said.reasons)
    used_up = None
    if log.waiting_seconds is not None and standard.clock is not None and standard.clock.pauses:
        used_up = _used_up(tables.table(name, Unit.SECONDS), pauses, log, said, state, end)
    return course(
        log,
        state,
        end=end,
        reason=said.reason,
        pauses=pauses,
        reported=used_up,
        counts=rule.reopening is Reopening.COUNTS,
    )


def _used_up(
    table: Table,
    pauses: dict[int, PauseLimit | None],
    log: TicketLog,
    said: Facts,
    state: States,
    end: int,
) -> NDArray[np.int64]:
    """When a waiting known only as a total is used up, taken to lie directly after the start (rule 10).

    Totals without a reason count in full, totals with one only when the standard pauses for it, to its limit.
    """
    assert log.waiting_seconds is not None
    begun = np.full(log.tickets.size, end)
    started = np.flatnonzero(state.run >= 0)[::-1]
    begun[state.ticket[started]] = log.at[state.run[started]]
    rest = table.total - table.before(begun)  # no further than the table goes
    used = begun.copy()
    for reason, limit in ((NOT_SAID, None), *pauses.items()):
        said_here = np.where(said.reason == reason, log.waiting_seconds, 0)
        total = np.maximum(np.maximum.reduceat(said_here, log.first[:-1]), 0)
        until = np.where(total > 0, table.due(begun, np.minimum(total, rest)), begun)
        if limit is not None:
            until = np.minimum(until, limit.end(begun))
        used = np.maximum(used, until)
    return used


def reports_total(log: TicketLog, courses: Sequence[Course]) -> NDArray[np.bool_]:
    """Tickets with a pause as reported, not recomputed (rule 10)."""
    reports = np.zeros(log.tickets.size, dtype=np.bool_)
    for each in courses:
        if each.reported is not None:
            reports |= each.reported > log.at[log.first[:-1]]
    return reports
