"""Tickets and readings of several sources as one: records are added, never edited (rule 26)."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels, TicketLog, in_order, ticket_log

_UNSAID = -1


def all_tickets(logs: Sequence[TicketLog]) -> TicketLog:
    """The tickets of several logs as one; there is at least one log.

    Rows of one ticket count by instant, then in the order of the logs; exact duplicates count once (rule 8).
    """
    if len(logs) == 1:
        return logs[0]
    names = dict.fromkeys(name for log in logs for name in log.attributes)
    ids = Labels.of([str(ticket) for log in logs for ticket in log.tickets])
    rows = np.concatenate([np.diff(log.first) for log in logs])
    joined, _ = ticket_log(
        ticket=Labels(np.repeat(ids.codes, rows), ids.names),
        at=np.concatenate([log.at for log in logs]),
        event=np.concatenate([log.event for log in logs]),
        attributes={
            name: Labels.together([log.attributes.get(name) or _blank(len(log.at)) for log in logs])
            for name in names
        },
        waiting_seconds=_numbers(logs, lambda log: log.waiting_seconds),
        received=_numbers(logs, lambda log: log.received),
    )
    return joined


def all_readings(parts: Sequence[Readings]) -> Readings:
    """The readings of several sources as one, by name and time, exact duplicates once; there is at least one part."""
    if len(parts) == 1:
        return parts[0]
    name, service, ticket = (
        Labels.together([getattr(part, column) for part in parts]) for column in ("name", "service", "ticket")
    )
    at = np.concatenate([part.at for part in parts])
    values = tuple(value for part in parts for value in part.value)
    number = Labels.of([str(value.normalize()) for value in values])
    kept, _ = in_order(name.codes, at, [number.codes, service.codes, ticket.codes])
    rows = np.arange(len(at)) if kept is None else kept
    return Readings(
        name=name.at(rows),
        at=at[rows],
        value=tuple(values[row] for row in rows.tolist()),
        service=service.at(rows),
        ticket=ticket.at(rows),
    )


def _blank(rows: int) -> Labels:
    return Labels(np.full(rows, _UNSAID, np.int32), ())


def _numbers(
    logs: Sequence[TicketLog], column: Callable[[TicketLog], NDArray[np.int64] | None]
) -> NDArray[np.int64] | None:
    """A column that not every log has, -1 where nothing is said; None when no log has it."""
    found: list[NDArray[Any] | None] = [column(log) for log in logs]
    if all(each is None for each in found):
        return None
    return np.concatenate(
        [
            np.full(len(log.at), _UNSAID) if each is None else each
            for log, each in zip(logs, found, strict=True)
        ]
    )
