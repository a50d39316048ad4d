"""Figures that are no clock: from readings, and from tickets counted once (SEMANTICS rule 25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evenhand.figures.explanation.events import TicketEvent, in_order, irregularity
from evenhand.figures.explanation.governing import Version
from evenhand.figures.explanation.history import plain, said
from evenhand.figures.explanation.late import in_time
from evenhand.records.readings import Readings
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Standard


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading as a plain value; `service` and `ticket` are "" where it names none."""

    name: str
    at: int
    value: Decimal
    service: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class CountedTicket:
    """A ticket that a measure counts, the instant that puts it into a period, and whether it is of the kind asked."""

    ticket: str
    version: int
    service: str
    at: int
    counts: bool
    why: str


def plain_readings(readings: Readings) -> list[Reading]:
    """The readings of a file, one by one."""
    columns = (readings.name.texts(), readings.at.tolist(), readings.value)
    more = (readings.service.texts(), readings.ticket.texts())
    return [Reading(*cells) for cells in zip(*columns, *more, strict=True)]


def measured_by(standard: Standard, measure: Measure, reading: Reading, service: str | None) -> bool:
    """Whether a reading is one that a standard measures; one without a service belongs to every standard."""
    if plain(reading.name) != plain(measure.reading or ""):
        return False
    if service is not None:
        return reading.service == service
    return not reading.service or "all" in standard.service or reading.service in standard.service


def folded(measure: Measure, values: Sequence[Decimal]) -> tuple[Fraction, Fraction, str]:
    """The value of some readings, its numerator, and the arithmetic in words; there is at least one reading.

    >>> folded(Measure.parse("mean rating"), [Decimal("4"), Decimal("4.5")])
    (Fraction(17, 4), Fraction(17, 2), 'the sum 8.5 divided by 2')
    """
    ordered = sorted(Fraction(value) for value in values)
    number = len(ordered)
    total = sum(ordered, Fraction(0))
    if measure.kind in ("mean", "sum"):
        summed = str(sum(values, Decimal(0)))
        value = total / number if measure.kind == "mean" else total
        words = f"the sum {summed} divided by {number}" if measure.kind == "mean" else f"the sum of {number}"
        return value, total, words
    if measure.kind == "percentile":
        rank = -(-(measure.percentile or 0) * number // 1)
        return ordered[int(rank) - 1], Fraction(rank), f"number {rank} of {number} in order of size"
    if measure.kind == "count":
        return Fraction(number), Fraction(number), f"{number} readings"
    bound = measure.bound or Fraction(0)
    above = measure.kind == "share above"
    part = len([value for value in ordered if (value > bound if above else value < bound)])
    side = "above" if above else "below"
    return Fraction(part, number), Fraction(part), f"{part} of {number} are {side} {bound}"


def counted_ticket(
    version: Version,
    standard: Standard,
    measure: Measure,
    ticket: str,
    events: Sequence[TicketEvent],
    as_of: int,
) -> CountedTicket | None:
    """What a measure of tickets makes of one ticket; None when it does not count it.

    `count`: tickets opened. The shares are of the tickets resolved (or closed), by the first time they were:
    those reopened since; those resolved at first contact, without an earlier response of its own, without
    waiting and never reopened.
    """
    rows = in_time(version.clauses, in_order(events, as_of))
    if not rows or irregularity(rows):
        return None
    places = [place for place, row in enumerate(rows) if row.event in ("resolved", "closed")]
    counting = measure.kind == "count"
    if not counting and not places:
        return None
    decided = 0 if counting else places[0]
    held: list[dict[str, str]] = []
    for row in rows:
        held.append((held[-1] if held else {}) | said(row))
    service = version.clauses.service(held[-1].get("service", ""))
    if version.clauses.unmet_condition(standard, held[-1 if counting else decided], service):
        return None
    at = rows[decided].at
    if counting:
        return CountedTicket(ticket, version.number, service, at, True, "opened")
    counts, why = _share(measure, rows, decided)
    return CountedTicket(ticket, version.number, service, at, counts, why)


def _share(measure: Measure, rows: Sequence[TicketEvent], decided: int) -> tuple[bool, str]:
    reopened = any(row.event == "reopened" for row in rows[decided + 1 :])
    if measure.kind == "reopened share":
        return reopened, "reopened" if reopened else "not reopened"
    at = rows[decided].at
    reasons = [
        words
        for words, holds in (
            ("answered before", any(row.event == "responded" and row.at < at for row in rows)),
            ("waited", any(row.event == "waiting" for row in rows)),
            ("reopened", reopened),
        )
        if holds
    ]
    return not reasons, ", ".join(reasons) or "resolved at first contact"
