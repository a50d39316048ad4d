"""The last day on which notice can be given before an agreement ends or renews."""

from __future__ import annotations

from datetime import date, timedelta

from evenhand.terms.agreement import Agreement
from evenhand.units import Unit


def last_day_for_notice(terms: Agreement, today: date) -> date | None:
    """Return the last day for notice, or None when the term has no end, no notice, or the day is past.

    `90 days` before 31 December is 2 October: notice given that day leaves 90 whole days. Months go back to the same
    day of an earlier month, or to its last.
    """
    term = terms.term
    if (
        term is None
        or term.to is None
        or term.notice is None
        or term.notice.unit not in (Unit.DAYS, Unit.MONTHS)
    ):
        return None
    amount = int(term.notice.amount)
    day = (
        term.to - timedelta(days=amount) if term.notice.unit is Unit.DAYS else _months_before(term.to, amount)
    )
    return day if day >= today else None


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
