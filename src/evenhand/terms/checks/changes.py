"""Governance: changes of the agreement, when they begin and what one party changes by telling the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.subject import Subject

_FIRST_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
"""Every how many months such a period begins, counted from January."""


@check("change-inside-period", "advice", "governance", title="A change that cuts a reporting period")
def change_inside_period(subject: Subject) -> Iterator[Finding]:
    """A later version comes into force in the middle of a reporting period.

    What was opened before stays under the version before. The report on that period then has two parts, its figures
    rest on fewer records, and a credit is harder to follow. Begin with the first day of a period, or say to the
    other side why it cannot wait.
    """
    terms = subject.agreement
    start, every = terms.in_force_from, terms.reporting.every if terms.reporting else None
    later = terms.term is not None and start is not None and start > terms.term.from_
    if later and start and every and not _begins(every.unit, start):
        yield Finding(
            "in force from",
            f"This version begins on {start}, inside a reporting period of a {every.unit}.",
            f'Write the first day of a {every.unit} as "in force from".',
        )


def _begins(unit: str, day: date) -> bool:
    """Whether a period of that length begins on a date; trailing days begin on every one."""
    if unit == "week":
        return day.weekday() == 0
    if unit not in _FIRST_MONTHS:
        return True
    return day.day == 1 and (day.month - 1) % _FIRST_MONTHS[unit] == 0


@check("told-without-notice", "warning", "governance", title="Small changes without notice")
def told_without_notice(subject: Subject) -> Iterator[Finding]:
    """One party may change something by telling the other, and nothing says how long before.

    Without notice it holds from the next day, and the time in which the other could object is a night. A few
    business days are enough to read it and to answer.
    """
    amendments = subject.agreement.review.amendments if subject.agreement.review else None
    if amendments is not None and amendments.notified and amendments.notice_of_those is None:
        yield Finding(
            "review.amendments.notice of those",
            "Small changes hold from the day after one party tells them; the other can hardly object.",
            'Add "notice of those: 5 business days".',
            "notice of small changes",
        )
