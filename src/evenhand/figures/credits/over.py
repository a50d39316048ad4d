"""Tickets over the limits of `each ticket over`, reckoned on the standard's own clock (rules 9 to 12 and 23)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import MISSED
from evenhand.figures.judging import Judged, judge
from evenhand.figures.periods import day_of
from evenhand.figures.tables import Tables
from evenhand.records.tickets import TicketLog
from evenhand.terms.credits import Tier
from evenhand.terms.standards import Standard


@dataclass(frozen=True, slots=True)
class TicketOver:
    """A ticket that took longer than a tier allows, in the period its standard counts it in.

    `tier` is the tier's place in the clause, `period` the first day; `elapsed_seconds` in open time of the clock.
    """

    clause: str
    version: int
    tier: int
    period: date
    service: str | None
    priority: str | None
    ticket: str
    elapsed_seconds: int


def limits_of(standard: Standard) -> Iterator[tuple[int, Tier]]:
    """The tiers of a standard that look at each ticket, with their places."""
    for place, tier in enumerate(standard.credits.tiers if standard.credits else ()):
        if tier.each_ticket_over is not None:
            yield place, tier


def tickets_over(
    clause: str,
    version: int,
    standard: Standard,
    tables: Tables,
    log: TicketLog,
    end: int,
    counted: tuple[Judged, NDArray[np.int64], NDArray[np.bool_]],
) -> Iterator[TicketOver]:
    """The regular tickets of a log over each limit, by the same clock with the limit as its time frame.

    `counted` is what the standard itself says of the log: its results, the day number of the period each of them
    counts in, and which count at all. A ticket that counts in no period yet is not over either.
    """
    limits = list(limits_of(standard))
    if not limits:
        return
    own, days, counts = counted
    period: dict[int, int] = dict(zip(own.ticket[counts].tolist(), days[counts].tolist(), strict=True))
    for place, tier in limits:
        asked = standard.model_copy(update={"within": tier.each_ticket_over})
        # Which tickets a standard covers does not hang on its time frame: both results number them alike.
        judged, _ = judge(asked, tables, log, end, reckoned=True)
        assert judged.reckoning is not None
        services, priorities = (*judged.services, None), (*judged.priorities, None)
        for row in np.flatnonzero(judged.verdict == MISSED).tolist():
            number = int(judged.ticket[row])
            if number in period:
                yield TicketOver(
                    clause=clause,
                    version=version,
                    tier=place,
                    period=day_of(period[number]),
                    service=services[int(judged.service[row])],
                    priority=priorities[int(judged.priority[row])],
                    ticket=str(judged.log.tickets[number]),
                    elapsed_seconds=int(judged.reckoning.elapsed[row]),
                )


def in_order(tickets: Iterable[TicketOver]) -> tuple[TicketOver, ...]:
    """The tickets in an order that does not depend on how the records were split (rule 27)."""
    return tuple(sorted(tickets, key=lambda each: (each.clause, each.period, each.ticket, each.tier)))
