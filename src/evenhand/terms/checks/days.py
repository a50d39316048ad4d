"""Days and deadlines: what a day is, which days are business days, and what a deadline is counted from."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.subject import Subject
from evenhand.terms.checks.walk import Part
from evenhand.terms.deadlines import Deadline
from evenhand.terms.management import Responsibility
from evenhand.terms.standards import Clock, Pause, Standard
from evenhand.units import Duration, Unit


@check("day-without-length", "warning", "time", title="How long is a day?")
def day_without_length(subject: Subject) -> Iterator[Finding]:
    """A clock that runs on business hours has a time in "days".

    Days are dates on the wall: two days from Friday noon end on Sunday noon, when nobody is there. The provider will
    have meant business days. Write "2 business days", or "48 hours" on a calendar that is always open.
    """
    seen = set()
    for frame in subject.frames:
        pauses = frame.standard.clock.pauses if frame.standard.clock else ()
        lengths = [(frame.address, frame.within)]
        lengths += [(f"standards.{frame.name}.clock.pauses", each.limit) for each in pauses if each.limit]
        closing = [name for name in frame.calendars if not subject.never_closes(name)]
        for address, length in lengths:
            days = isinstance(length, Duration) and length.unit is Unit.DAYS and "day" in length.text
            if days and closing and (address, frame.name) not in seen:
                seen.add((address, frame.name))
                yield Finding(
                    address,
                    f'"{length}" is counted on the wall, nights and weekends too, and {closing[0]} closes.',
                    f'Write "{_business(length)}", or hours on a calendar that is always open.',
                )


def _business(length: object) -> str:
    number = str(length).partition(" ")[0]
    return f"{number} business day{'s' * (number != '1')}"


@check("business-day-always", "warning", "time", title="Business days without a night")
def business_day_always(subject: Subject) -> Iterator[Finding]:
    """A time frame in business days runs on a calendar that is always open.

    Each such day is then 24 hours, Saturdays and Sundays too, which nobody calls a business day. Name the calendar of
    the office, or write hours.
    """
    for frame in subject.frames:
        within = frame.within
        always = [name for name in frame.calendars if subject.never_closes(name)]
        if isinstance(within, Duration) and within.unit is Unit.BUSINESS_DAYS and always:
            yield Finding(
                frame.address,
                f'"{within.text}" of {always[0]} counts 24 hours a day, Saturdays and Sundays too.',
                "Name the calendar of the office, or write the time in hours.",
            )


@check("business-days-missing", "warning", "time", title="Business days of nobody")
def business_days_missing(subject: Subject) -> Iterator[Finding]:
    """Deadlines are given in business days, and nothing says which days those are.

    They are then counted from Monday to Friday, public holidays too. Name the calendar once, under "business days".
    """
    if subject.agreement.business_days is not None:
        return
    for part, length in subject.durations():
        on_clock = isinstance(part.owner, Standard | Clock) or isinstance(part.value, Pause)
        if length.unit is Unit.BUSINESS_DAYS and not on_clock:
            yield Finding(
                "business days",
                f'"{length.text}" ({part.address}) are business days, and nothing says which days those are.',
                'Add "business days: {calendar: office, end: at close}".',
            )
            return


@check("deadline-without-anchor", "warning", "time", title="A deadline counted from nothing")
def deadline_without_anchor(subject: Subject) -> Iterator[Finding]:
    """A deadline is counted from something that the agreement does not have.

    "Within 30 days of the report" needs reports, "before the last day" a last day, "after the period" a duty that
    comes round. Add it, or count from something else.
    """
    for part in subject.parts:
        if isinstance(part.value, Deadline) and (lacking := _lacking(subject, part, part.value)):
            lack, mend = lacking
            yield Finding(part.address, f'"{part.value.text}" is counted from {lack}.', f"Add {mend}.")


def _lacking(subject: Subject, part: Part, deadline: Deadline) -> tuple[str, str] | None:
    """What a deadline is counted from and the agreement does not have, and what to add."""
    agreement = subject.agreement
    if deadline.anchor == "report" and (agreement.reporting is None or agreement.reporting.every is None):
        lack = "the report, and nothing says how often there is one"
        return lack, '"every: month" under "reporting"'
    if deadline.anchor == "first day" and agreement.starts is None:
        return (
            "the first day, and the agreement names none",
            '"from: 2026-01-01" or your own date under "term"',
        )
    if deadline.anchor == "last day" and (agreement.term is None or agreement.term.to is None):
        return "the last day, and the agreement names none", '"to: 2026-12-31" or your own date under "term"'
    if deadline.anchor == "period" and isinstance(part.owner, Responsibility) and part.owner.every is None:
        return (
            'the period, and the duty has no "every"',
            f'"every: month" to {part.address.rpartition(".")[0]}',
        )
    return None
