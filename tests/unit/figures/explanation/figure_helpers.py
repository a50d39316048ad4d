"""Tickets and readings for the tests of figures, and a short way to have them explained."""

from datetime import date
from decimal import Decimal

from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.figure import explain_figure
from evenhand.figures.explanation.figure_result import FigureExplanation
from evenhand.figures.explanation.samples import Reading
from evenhand.figures.explanation.walk import Walker
from evenhand.terms.agreement import Agreement
from tests.unit.figures.explanation.helpers import at, rows

FEBRUARY = date(2026, 2, 1)
FOUR = ("within: 4 hours", "calendar: office")
Ticket = tuple[str, list[TicketEvent]]


def ticket(name: str, day: str, minutes: int, said: str = "", *more: str) -> Ticket:
    """Opened on a day at 09:00, resolved so many minutes later."""
    hour, minute = divmod(minutes, 60)
    return name, rows(f"{day} 09:00 opened {said}", f"{day} {9 + hour:02}:{minute:02} resolved", *more)


TICKETS = [
    ticket("A", "02-02", 100, "priority=P1 service=desk"),
    ticket("B", "02-03", 300, "priority=P1 service=desk"),
    ticket("C", "02-04", 240, "priority=P2 service=lab"),
    ("D", rows("02-04 09:00 opened priority=P2", "02-04 10:00 merged")),
    ("E", rows("02-04 09:00 resolved priority=P2", "02-04 10:00 opened")),
    ticket("F", "01-05", 60, "priority=P1"),
    ("G", rows("02-27 12:00 opened priority=P2")),
]


def explain(
    terms: Agreement | list[Agreement],
    tickets: list[Ticket] = TICKETS,
    day: date = FEBRUARY,
    as_of: str = "02-28 12:00",
    **narrow: object,
) -> tuple[FigureExplanation, ...]:
    versions = [terms] if isinstance(terms, Agreement) else terms
    return explain_figure(Walker(versions, at(as_of)), tickets, "s", day, **narrow)  # type: ignore[arg-type]  # by name


def reading(day: str, value: str, service: str = "", name: str = "rating") -> Reading:
    return Reading(name, at(f"{day} 10:00"), Decimal(value), service, "A")


RATINGS = [reading("02-02", "4"), reading("02-03", "4.5", "desk"), reading("02-04", "2", "lab"),
           reading("01-04", "1"), reading("02-05", "9", name="speed"), reading("02-27", "1")]  # fmt: skip


MORE = [
    *TICKETS,
    ticket("H", "02-10", 60, "", "02-11 09:00 reopened"),
    (
        "I",
        rows(
            "02-10 09:00 opened", "02-10 09:30 responded", "02-10 10:00 waiting client", "02-10 11:00 closed"
        ),
    ),
    ("J", rows("2025-06-01 09:00 opened")),
]
