"""One standard of one version over a log: every ticket's verdict, and the period it counts in (rules 8 to 15)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.clock import Course
from evenhand.clocks.reckoning import Reckoning, reckon
from evenhand.clocks.states import ClockRule, Reopening, States, states
from evenhand.clocks.verdicts import CANCELLED, MET, MISSED, NEVER, UNSCORED, Sums, Verdicts, verdicts
from evenhand.figures.courses import course_on, reports_total
from evenhand.figures.facts import NOT_SAID, Facts, agreed_due, facts
from evenhand.figures.frames import Frames, frames_of
from evenhand.figures.tables import Tables
from evenhand.records.selection import only_tickets
from evenhand.records.tickets import EVENTS, REOPENED, TicketLog, filled
from evenhand.terms.standards import AsAgreed, Standard

IRREGULAR = UNSCORED + 1
NOT_AGREED = UNSCORED + 2
"""Covered by a standard whose time frame is agreed on each ticket, with none agreed on this one."""

VERDICTS = ("met", "missed", "open", "cancelled", "", "irregular", "")
"""The word for each verdict in the per-ticket result."""


@dataclass(frozen=True, slots=True)
class Works:
    """What was reckoned on the way to verdicts, over all tickets and rows of the log.

    `frame` int64 (m,): the frame on each row, -1 for none; `priority` int64 (m,), `service` int64 (n,) codes;
    `counted`: elapsed time by table and place of the course.
    """

    states: States
    promised: Frames
    courses: tuple[Course, ...]
    frame: NDArray[np.int64]
    found: Verdicts
    priority: NDArray[np.int64]
    service: NDArray[np.int64]
    counted: dict[tuple[int, int], Sums]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a standard says of the tickets it covers: k of the tickets of `log`, all arrays (k,).

    `ticket` int64: place in the log; `verdict` int8; `counted` int64: the instant that decides the period,
    NEVER when it does not count yet; `service`, `priority` int64 codes into the names beside them, -1 for none;
    `by_change`, `reported`, `again` bool: missed by a change of priority, pause as reported, reopened since.
    `reckoning` and `works` are there when asked for.
    """

    log: TicketLog
    ticket: NDArray[np.int64]
    verdict: NDArray[np.int8]
    counted: NDArray[np.int64]
    service: NDArray[np.int64]
    services: tuple[str, ...]
    priority: NDArray[np.int64]
    priorities: tuple[str, ...]
    by_change: NDArray[np.bool_]
    reported: NDArray[np.bool_]
    again: NDArray[np.bool_]
    reckoning: Reckoning | None
    works: Works | None = None


def covered_rows(standard: Standard, log: TicketLog, said: Facts) -> NDArray[np.bool_]:
    """The rows on which a ticket's attributes satisfy `applies to`; the service is looked at elsewhere."""
    covered = np.ones(log.at.size, dtype=np.bool_)
    for name, accepted in standard.applies_to.items():
        if name == "priority":
            codes, names = said.priority, said.priorities
        else:
            labels = log.attributes.get(name)
            codes, names = filled(log, name).astype(np.int64), labels.names if labels else ()
        allowed = np.array([*(each.strip() in accepted for each in names), False])
        covered &= allowed[codes]
    return covered


def judge(
    standard: Standard,
    tables: Tables,
    log: TicketLog,
    end: int,
    *,
    reckoned: bool,
    kept: bool = False,
    known: Works | None = None,
) -> tuple[Judged, NDArray[np.bool_]]:
    """Judge the regular tickets of a log under a standard with a clock; `end` is `as of`.

    Also says which tickets (n,) of the log it covers in some way. `kept`: with what was reckoned on the way;
    `known`: that of the same tickets under a standard whose clock runs alike, which need not be reckoned again.
    """
    whole = facts(tables.agreement, log)
    covered = covered_rows(standard, log, whole)
    chosen = np.logical_or.reduceat(covered, log.first[:-1])
    part = only_tickets(log, chosen)
    said = whole if part is log else facts(tables.agreement, part)
    covered = covered if part is log else covered_rows(standard, part, said)
    judged = _judge(standard, tables, part, said, covered, end, reckoned, kept, known)
    touched = np.zeros(log.tickets.size, dtype=np.bool_)
    touched[np.flatnonzero(chosen)[judged.ticket]] = True
    return judged, touched


def _judge(
    standard: Standard,
    tables: Tables,
    log: TicketLog,
    said: Facts,
    covered: NDArray[np.bool_],
    end: int,
    reckoned: bool,
    kept: bool,
    known: Works | None,
) -> Judged:
    assert standard.clock is not None
    rule = ClockRule(
        starts=EVENTS.index(standard.clock.starts),
        stops=EVENTS.index(standard.clock.stops),
        reopening=Reopening(standard.when_reopened),
        restarts_on_change=standard.when_reprioritised == "from change",
    )
    state = known.states if known else states(log, rule, _changed(log, said.priority))
    promised = frames_of(standard, tables, said)
    service = said.service[state.final]
    grid = promised.grid[service[state.ticket], said.priority]
    frame = shown = np.where(covered, grid, NOT_SAID)
    due = None
    if isinstance(standard.within, AsAgreed):
        due = agreed_due(log, tables.zone)
        frame = np.where(due >= 0, shown, NOT_SAID)
    if not promised.frames:
        return _nothing(log, said)
    if known and known.promised.hours == promised.hours:
        courses = known.courses
    else:
        courses = tuple(
            course_on(standard, tables, log, said, state, name, end, rule) for name in promised.hours
        )
    counted: dict[tuple[int, int], Sums] | None = {} if kept else None
    if counted is not None and known and courses is known.courses:
        counted.update(known.counted)
    found = verdicts(courses, promised.frames, frame, due, counted)
    verdict = found.verdict
    if isinstance(standard.within, AsAgreed):
        unsaid = (verdict == UNSCORED) & (shown[state.final] >= 0) & (state.run[state.final] >= 0)
        verdict = np.where(unsaid, NOT_AGREED, verdict).astype(np.int8)
    ticket = np.flatnonzero(verdict != UNSCORED)
    again = np.zeros(log.tickets.size, dtype=np.bool_)
    again[state.ticket[state.resumed & (log.event != REOPENED)]] = True
    return Judged(
        log=log,
        ticket=ticket,
        verdict=verdict[ticket],
        counted=_counted(standard, log, found)[ticket],
        service=service[ticket],
        services=said.services,
        priority=said.priority[found.row][ticket],
        priorities=said.priorities,
        by_change=found.by_change[ticket],
        reported=reports_total(log, courses)[ticket],
        again=again[ticket],
        reckoning=_only(reckon(courses, promised.frames, shown, found, due), ticket) if reckoned else None,
        works=None
        if counted is None
        else Works(state, promised, courses, frame, found, said.priority, service, counted),
    )


def _nothing(log: TicketLog, said: Facts) -> Judged:
    none = np.empty(0, dtype=np.int64)
    no = np.empty(0, dtype=np.bool_)
    instants = Reckoning(none, none, none, none, none)
    return Judged(
        log,
        none,
        none.astype(np.int8),
        none,
        none,
        said.services,
        none,
        said.priorities,
        no,
        no,
        no,
        instants,
    )


def _only(reckoning: Reckoning, ticket: NDArray[np.int64]) -> Reckoning:
    return Reckoning(
        reckoning.started[ticket],
        reckoning.stopped[ticket],
        reckoning.due[ticket],
        reckoning.elapsed[ticket],
        reckoning.paused[ticket],
    )


def _changed(log: TicketLog, priority: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows that change the priority; saying one for the first time is no change (rule 12)."""
    changed = np.zeros(log.at.size, dtype=np.bool_)
    changed[1:] = (priority[1:] != priority[:-1]) & (priority[:-1] != NOT_SAID)
    changed[log.first[:-1]] = False
    return changed


def _counted(standard: Standard, log: TicketLog, found: Verdicts) -> NDArray[np.int64]:
    """The instant that decides the period a ticket counts in (rule 15)."""
    if standard.counted_in == "opened":
        opened = log.at[log.first[:-1]]
        return np.where(np.isin(found.verdict, (MET, MISSED, CANCELLED)), opened, NEVER)
    if standard.counted_in == "stopped":
        return found.stopped
    counted = np.where(found.verdict == MISSED, found.missed_at, NEVER)
    return np.where(np.isin(found.verdict, (MET, CANCELLED)), found.stopped, counted)


def irregular_tickets(standard: Standard, tables: Tables, log: TicketLog) -> Judged:
    """The irregular tickets a standard would have covered, by their last records (rule 8)."""
    said = facts(tables.agreement, log)
    last = log.first[1:] - 1
    promised = frames_of(standard, tables, said)
    inside = covered_rows(standard, log, said)[last] & (
        promised.grid[said.service[last], said.priority[last]] >= 0
    )
    ticket = np.flatnonzero(inside)
    unsaid = np.full(ticket.size, NEVER)
    no = np.zeros(ticket.size, dtype=np.bool_)
    zero = np.zeros(ticket.size, dtype=np.int64)
    return Judged(
        log=log,
        ticket=ticket,
        verdict=np.full(ticket.size, IRREGULAR, dtype=np.int8),
        counted=log.at[last][ticket],
        service=said.service[last][ticket],
        services=said.services,
        priority=said.priority[last][ticket],
        priorities=said.priorities,
        by_change=no,
        reported=no,
        again=no,
        reckoning=Reckoning(unsaid, unsaid, unsaid, zero, zero),
    )
