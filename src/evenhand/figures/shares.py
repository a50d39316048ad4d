"""Standards that count tickets without a clock: reopened share, first-contact share, number opened (rule 25)."""

import numpy as np

from evenhand.figures.facts import facts
from evenhand.figures.judging import covered_rows
from evenhand.figures.periods import Term
from evenhand.figures.slots import units_of
from evenhand.figures.tables import Tables
from evenhand.figures.tally import Cell, Tally
from evenhand.records.tickets import CLOSED, REOPENED, RESOLVED, RESPONDED, WAITING, TicketLog
from evenhand.terms.standards import Standard

_FAR = np.iinfo(np.int64).max


def count_tickets(
    tally: Tally, version: int, clause: str, standard: Standard, tables: Tables, log: TicketLog, term: Term
) -> None:
    """Count the regular tickets of a log for a measure of tickets.

    `count`: tickets opened in the period. The shares are of the tickets first resolved (or closed) in the period:
    those reopened since; those resolved at first contact, that is without an earlier response of its own, without
    waiting and never reopened.
    """
    measure = standard.measure
    assert measure is not None
    said = facts(tables.agreement, log)
    rows = np.arange(log.at.size)
    ended = np.isin(log.event, (RESOLVED, CLOSED))
    first_end = np.minimum.reduceat(np.where(ended, rows, _FAR), log.first[:-1])
    counting = measure.kind == "count"
    decided = log.first[:-1] if counting else np.minimum(first_end, log.at.size - 1)
    last = log.first[1:] - 1
    inside = covered_rows(standard, log, said)[last if counting else decided]
    if not counting:
        inside &= first_end != _FAR
    if "all" not in standard.service:
        wanted = np.array([*(name in standard.service for name in said.services), False])
        inside &= wanted[said.service[last]]
    reopened = _any(log, (log.event == REOPENED) & (rows > np.repeat(decided, np.diff(log.first))))
    if measure.kind == "reopened share":
        good = reopened
    else:
        resolved_at = np.repeat(log.at[decided], np.diff(log.first))
        answered = _any(log, (log.event == RESPONDED) & (log.at < resolved_at))
        good = ~(answered | reopened | _any(log, log.event == WAITING))
    unit = units_of(standard, tables.agreement)[None]  # a measure has no targets by priority
    chosen = np.flatnonzero(inside)
    days = term.period_of(unit, tables.zone, log.at[decided[chosen]])
    services = (*said.services, "")
    for day, service, met in zip(
        days.tolist(), said.service[last[chosen]].tolist(), (good[chosen] | counting).tolist(), strict=True
    ):
        tally.add(Cell(version, clause, unit, day, services[service], ""), "met" if met else "missed", 1)


def _any(log: TicketLog, marked: np.ndarray) -> np.ndarray:
    return np.logical_or.reduceat(marked, log.first[:-1])
