"""Whole tickets to a ticket log: order, duplicates, rules that leave out tickets, events of each kind."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from evenhand.records.tickets import (
    EVENTS,
    IRREGULAR,
    Labels,
    TicketLog,
    in_order,
    irregular,
    ticket_log,
)
from evenhand.sources.histories import History, derived
from evenhand.sources.instants import NEVER
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.prepare import AS_WRITTEN
from evenhand.sources.report import MOST_EXAMPLES, Example, ImportReport
from evenhand.sources.rows import EventRows

_UNSAID = -1


def whole_tickets(rows: EventRows, mapping: TicketMapping, report: ImportReport) -> TicketLog:
    """The log of rows that hold whole tickets in source order; what was noticed goes to the report."""
    rows = _ordered(_without_left_out(rows, mapping, report), report)
    if mapping.kind == "states":
        log = _from_states(rows, report)
    elif mapping.kind == "wide":
        log = _from_wide(rows, mapping)
    else:
        log = _from_events(rows, mapping)
    report.tickets += len(log)
    for event, count in enumerate(np.bincount(log.event, minlength=len(EVENTS)).tolist()):
        if count:
            report.events[EVENTS[event]] = report.events.get(EVENTS[event], 0) + count
    reasons = irregular(log)
    for code, message in IRREGULAR.items():
        tickets = log.tickets[reasons == code]
        shown = [Example(ticket) for ticket in tickets[:MOST_EXAMPLES]]
        mend = "Such tickets are counted and shown, not scored (rule 8)."
        report.add("irregular", "irregular-ticket", f"ticket with {message}", len(tickets), shown, mend)
    return log


def _without_left_out(rows: EventRows, mapping: TicketMapping, report: ImportReport) -> EventRows:
    """The rows of tickets that met no rule for whole tickets."""
    leave = rows.numbers.get("leave")
    if leave is None or not leave.any():
        return rows
    rule_of = np.zeros(len(rows.ticket.names), np.int8)
    for number in range(len(mapping.leave_out), 0, -1):
        met = rows.ticket.codes[leave == number]
        rule_of[met] = number
    for number, rule in enumerate(mapping.leave_out, 1):
        tickets = np.flatnonzero(rule_of == number)
        shown = [Example(rows.ticket.name(int(ticket))) for ticket in tickets[:MOST_EXAMPLES]]
        report.add("left out", "left-out-ticket", f"ticket: {rule.name}", len(tickets), shown)
        if report.looked_for and any(rows.ticket.name(int(each)) == report.looked_for for each in tickets):
            report.left_out(rule.name)
    return rows.kept(rule_of[rows.ticket.codes] == 0)


def _ordered(rows: EventRows, report: ImportReport) -> EventRows:
    """The rows by ticket, time, the file's own order columns and source order, without exact duplicates."""
    order = [rows.numbers[name] for name in rows.numbers if name.startswith("order ")]
    if order and len(rows):
        rows = rows.take(np.lexsort(order[::-1]))
    at = rows.numbers.get("at", np.zeros(len(rows), np.int64))
    columns = [column for name, column in rows.numbers.items() if name not in ("at", "leave")]
    columns += [column.codes for column in rows.labels.values()]
    kept, duplicates = in_order(rows.ticket.codes, at, columns)
    if kept is None:
        return rows
    if duplicates:
        again = np.setdiff1d(np.arange(len(rows)), kept)[:MOST_EXAMPLES]
        shown = [Example(rows.ticket.name(int(rows.ticket.codes[row]))) for row in again]
        mend = "Each counts once (rule 8)."
        report.add(
            "duplicate", "exact-duplicate", "exact duplicate of an earlier row", duplicates, shown, mend
        )
    return rows.take(kept)


def _from_events(rows: EventRows, mapping: TicketMapping) -> TicketLog:
    event = rows.numbers["word"]
    labels = {name: column.labels() for name, column in rows.labels.items() if name != AS_WRITTEN}
    source = np.arange(len(rows))
    if (mapping.first_row or mapping.last_row) and len(rows):
        new = np.append(True, rows.ticket.codes[1:] != rows.ticket.codes[:-1])
        first = np.flatnonzero(new) if mapping.first_row else source[:0]
        last = np.flatnonzero(np.append(new[1:], True)) if mapping.last_row else source[:0]
        # An inserted row takes the place before the first, or after the last, of its ticket.
        source = np.concatenate([source, first, last])
        place = np.concatenate([3 * np.arange(len(rows)) + 1, 3 * first, 3 * last + 2])
        inserted = [
            EVENTS.index(name) for name in (mapping.first_row or "opened", mapping.last_row or "closed")
        ]
        event = np.concatenate(
            [event, np.full(len(first), inserted[0], np.int8), np.full(len(last), inserted[1], np.int8)]
        )
        order = np.argsort(place, kind="stable")
        source, event = source[order], event[order]
    return _log(rows, source, rows.numbers["at"][source], event, {n: c.at(source) for n, c in labels.items()})


def _from_wide(rows: EventRows, mapping: TicketMapping) -> TicketLog:
    """One event for each time of a row, in order of time; what the row says holds from its first event on."""
    names = [name for name in rows.numbers if name.startswith("at ")]
    times = np.stack([rows.numbers[name] for name in names], axis=1)
    order = np.argsort(times, axis=1, kind="stable")
    sorted_times = np.take_along_axis(times, order, axis=1)
    source, slot = np.nonzero(sorted_times != NEVER)
    first = np.append(True, source[1:] != source[:-1]) if len(source) else np.zeros(0, np.bool_)
    events = np.array([EVENTS.index(name.split(" ", 2)[2]) for name in names], np.int8)
    labels = {
        name: Labels(np.where(first, column.codes[source], _UNSAID).astype(np.int32), column.labels().names)
        for name, column in rows.labels.items()
    }
    event = events[order[source, slot]]
    waiting = mapping.waiting
    said = rows.numbers.get("waiting_seconds")
    if waiting is not None and waiting.reason and said is not None:
        counted = first & (said[source] > 0)
        labels["reason"] = Labels(np.where(counted, 0, _UNSAID).astype(np.int32), (waiting.reason,))
    return _log(rows, source, sorted_times[source, slot], event, labels, first)


def _from_states(rows: EventRows, report: ImportReport) -> TicketLog:
    codes = rows.ticket.codes
    head = np.flatnonzero(np.append(True, codes[1:] != codes[:-1])) if len(rows) else np.zeros(0, np.int64)
    said = rows.numbers.get("at opened")
    history = History(
        head=head,
        at=rows.numbers["at"],
        state=rows.numbers["word"],
        opened=np.full(len(head), NEVER) if said is None else np.maximum.reduceat(said, head),
        responded=rows.numbers["responded"].astype(np.bool_),
        labels={name: column.labels() for name, column in rows.labels.items() if name != AS_WRITTEN},
    )
    result = derived(history)
    report.add(
        "note",
        "before-opening",
        "update from before its ticket was opened: taken at the opening",
        result.early,
    )
    return _log(rows, result.row, result.at, result.event, result.labels)


def _log(
    rows: EventRows,
    source: NDArray[np.int64],
    at: NDArray[np.int64],
    event: NDArray[np.int8],
    labels: Mapping[str, Labels],
    first: NDArray[np.bool_] | None = None,
) -> TicketLog:
    """The log of events that each come from a row; totals go on the `first` event of a row."""

    def column(name: str) -> NDArray[np.int64] | None:
        values: NDArray[np.int64] | None = rows.numbers.get(name)
        return None if values is None else values[source]

    waiting = column("waiting_seconds")
    if waiting is not None and first is not None:
        waiting = np.where(first, waiting, _UNSAID)
    log, _ = ticket_log(
        ticket=rows.ticket.take(source).labels(),
        at=at,
        event=event,
        attributes=labels,
        waiting_seconds=waiting,
        received=column("received"),
    )
    return log
