"""Short ways to write an agreement and a ticket log in a test."""

from datetime import UTC, datetime

import numpy as np

from evenhand.records.tickets import EVENTS, Labels, TicketLog, ticket_log
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement


def at(text: str) -> int:
    """An instant in UTC, such as 2026-03-02T09:00."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def agreement(text: str) -> Agreement:
    """An agreement that must be right."""
    found, problems = read_agreement(text, file="test.yaml")
    assert found is not None, problems
    return found


def log(text: str) -> TicketLog:
    """A log from lines `TICKET AT EVENT name=value …`; `~` in a value stands for a blank."""
    rows = [line.split() for line in text.strip().splitlines()]
    cells = [dict(word.split("=", 1) for word in row[3:]) for row in rows]
    names = sorted({name for each in cells for name in each} - {"received", "waiting_seconds"})
    received = np.array(
        [at(each["received"]) if "received" in each else -1 for each in cells], dtype=np.int64
    )
    waiting = np.array([int(each.get("waiting_seconds", -1)) for each in cells], dtype=np.int64)
    found, _ = ticket_log(
        ticket=Labels.of([row[0] for row in rows]),
        at=np.array([at(row[1]) for row in rows], dtype=np.int64),
        event=np.array([EVENTS.index(row[2]) for row in rows], dtype=np.int8),
        attributes={
            name.replace("_", " "): Labels.of([each.get(name, "").replace("~", " ") for each in cells])
            for name in names
        },
        waiting_seconds=waiting if (waiting >= 0).any() else None,
        received=received if (received >= 0).any() else None,
    )
    return found
