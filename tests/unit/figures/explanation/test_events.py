"""From a ticket log to plain events."""

import numpy as np

from evenhand.figures.explanation.events import TicketEvent, in_order, irregularity, ticket_events
from evenhand.records.tickets import EVENTS, Labels, ticket_log


def test_a_log_becomes_plain_events() -> None:
    log, _ = ticket_log(
        ticket=Labels.of(["B", "A", "B"]),
        at=np.array([10, 5, 7]),
        event=np.array([4, 0, 0], np.int8),
        attributes={"priority": Labels.of(["", "P1", "P2"])},
        waiting_seconds=np.array([60, -1, -1]),
        received=np.array([-1, 6, -1]),
    )
    places = {ticket: place for place, ticket in enumerate(log.tickets.tolist())}
    assert ticket_events(log, places["B"]) == [
        TicketEvent(7, "opened", {"priority": "P2"}),
        TicketEvent(10, EVENTS[4], {}, waiting_seconds=60),
    ]
    assert ticket_events(log, places["A"]) == [TicketEvent(5, "opened", {"priority": "P1"}, received=6)]


def test_a_log_that_says_nothing_more() -> None:
    log, _ = ticket_log(
        ticket=Labels.of(["A"]), at=np.array([5]), event=np.array([0], np.int8), attributes={}
    )
    assert ticket_events(log, 0) == [TicketEvent(5, "opened")]


def test_order_is_by_instant_then_as_in_the_source() -> None:
    events = [
        TicketEvent(9, "closed"),
        TicketEvent(5, "opened"),
        TicketEvent(5, "changed"),
        TicketEvent(12, "changed"),
    ]
    assert [event.event for event in in_order(events, 9)] == ["opened", "changed", "closed"]


def test_orders_that_cannot_be() -> None:
    opened = TicketEvent(5, "opened")
    assert irregularity([opened, TicketEvent(5, "opened"), TicketEvent(9, "reopened")]) == ""
    assert irregularity([TicketEvent(5, "changed"), opened]) == "something is recorded before it was opened"
    assert irregularity([TicketEvent(5, "changed")]) == "it was never opened"
    assert irregularity([opened, TicketEvent(9, "opened")]) == "it was opened at two different times"
