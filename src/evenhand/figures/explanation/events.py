"""One ticket's history as plain values, the only thing the slow walk reads (SEMANTICS rule 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evenhand.records.tickets import EVENTS, TicketLog


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One row of a ticket's history: an instant in whole seconds (UTC), what happened, what the row says.

    `attributes` are those written on this very row. `waiting_seconds` is the total waiting that the source
    reports so far, `received` the instant at which the record arrived; None where the source is silent.
    """

    at: int
    event: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    waiting_seconds: int | None = None
    received: int | None = None


def ticket_events(log: TicketLog, place: int) -> list[TicketEvent]:
    """The rows of the ticket at this place of a log, as plain values."""
    rows = range(int(log.first[place]), int(log.first[place + 1]))
    return [
        TicketEvent(
            at=int(log.at[row]),
            event=EVENTS[int(log.event[row])],
            attributes={
                name: labels.names[code]
                for name, labels in log.attributes.items()
                if (code := int(labels.codes[row])) >= 0
            },
            waiting_seconds=_said(None if log.waiting_seconds is None else int(log.waiting_seconds[row])),
            received=_said(None if log.received is None else int(log.received[row])),
        )
        for row in rows
    ]


def in_order(events: Sequence[TicketEvent], as_of: int) -> list[TicketEvent]:
    """The events that have happened by `as_of`, by instant and then in source order (rule 8)."""
    return sorted((event for event in events if event.at <= as_of), key=lambda event: event.at)


def irregularity(rows: Sequence[TicketEvent]) -> str:
    """Why the order of these rows cannot be, or "" when it can (rule 8).

    >>> irregularity([TicketEvent(50, "resolved"), TicketEvent(90, "opened")])
    'something is recorded before it was opened'
    """
    opened = {row.at for row in rows if row.event == "opened"}
    if not opened:
        return "it was never opened"
    if rows[0].event != "opened":
        return "something is recorded before it was opened"
    if len(opened) > 1:
        return "it was opened at two different times"
    return ""


def _said(value: int | None) -> int | None:
    return None if value is None or value < 0 else value
