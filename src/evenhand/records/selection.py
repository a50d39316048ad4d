"""Parts of a ticket log: some of its tickets, or some of its rows."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from evenhand.records.tickets import Labels, TicketLog


def only_tickets(log: TicketLog, chosen: NDArray[np.bool_]) -> TicketLog:
    """The tickets marked in `chosen` (n,), with all their rows."""
    if chosen.all():
        return log
    return only_rows(log, np.repeat(chosen, np.diff(log.first)))


def only_rows(log: TicketLog, kept: NDArray[np.bool_]) -> TicketLog:
    """The rows marked in `kept` (m,); a ticket that keeps no row is gone."""
    if kept.all():
        return log
    rows = np.flatnonzero(kept)
    number = np.diff(np.append(0, np.cumsum(kept))[log.first])
    stay = number > 0
    return replace(
        log,
        tickets=log.tickets[stay],
        first=np.append(0, np.cumsum(number[stay])).astype(np.int64),
        at=log.at[rows],
        event=log.event[rows],
        attributes={name: labels.at(rows) for name, labels in log.attributes.items()},
        waiting_seconds=None if log.waiting_seconds is None else log.waiting_seconds[rows],
        received=None if log.received is None else log.received[rows],
    )


def slices(log: TicketLog, rows: int) -> Iterator[TicketLog]:
    """The log as views of whole tickets with about `rows` rows each: small enough to stay in a processor's cache."""
    start = 0
    while start < log.tickets.size:
        goal = int(log.first[start]) + rows
        end = max(int(np.searchsorted(log.first, goal, side="right")) - 1, start + 1)
        low, high = int(log.first[start]), int(log.first[end])
        yield replace(
            log,
            tickets=log.tickets[start:end],
            first=log.first[start : end + 1] - low,
            at=log.at[low:high],
            event=log.event[low:high],
            attributes={
                name: Labels(labels.codes[low:high], labels.names) for name, labels in log.attributes.items()
            },
            waiting_seconds=None if log.waiting_seconds is None else log.waiting_seconds[low:high],
            received=None if log.received is None else log.received[low:high],
        )
        start = end
