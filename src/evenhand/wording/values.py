"""Values of the terms as parts of a sentence: lengths, periods, levels, deadlines, money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from evenhand.figures.credits.money import spoken_amount
from evenhand.figures.dates import WEEKDAYS, day_words
from evenhand.terms.availability import Window
from evenhand.terms.canonical.notations import duration_form, ordinal, span_form
from evenhand.terms.canonical.texts import decimal_form, percent_form
from evenhand.terms.deadlines import Anchor, Deadline
from evenhand.units import DAY_SECONDS, Duration, Period, Target, Unit

_ANCHORS: Final[dict[Anchor, str]] = {
    "period": "the end of the period",
    "report": "the report",
    "incident": "the incident",
    "first day": "the first day of this agreement",
    "last day": "the last day of this agreement",
}


def in_each(period: Period) -> str:
    """When a figure is made.

    >>> in_each(Period("month")), in_each(Period("trailing days", 365))
    ('in each month', 'over the last 365 days')
    """
    return (
        f"over the last {period.count} days" if period.unit == "trailing days" else f"in each {period.unit}"
    )


def every(period: Period) -> str:
    """How often something is done.

    >>> every(Period("quarter")), every(Period("trailing days", 90))
    ('every quarter', 'every 90 days')
    """
    return f"every {period_noun(period)}"


def every_length(length: Duration) -> str:
    """How often something is done that has a length of its own.

    >>> every_length(Duration.parse("1 minute")), every_length(Duration.parse("90 seconds"))
    ('every minute', 'every 90 seconds')
    """
    return f"every {duration_form(length).removeprefix('1 ')}"


def notice_words(length: Duration) -> str:
    """Notice of a length.

    >>> notice_words(Duration.parse("30 days")), notice_words(Duration.parse("1 month"))
    ('30 days’ notice', '1 month’s notice')
    """
    form = duration_form(length)
    return f"{form}’ notice" if form.endswith("s") else f"{form}’s notice"


def in_a(period: Period) -> str:
    """One of those periods.

    >>> in_a(Period("month")), in_a(Period("trailing days", 365))
    ('in a month', 'in 365 days')
    """
    return f"in {period.count} days" if period.unit == "trailing days" else f"in a {period.unit}"


def period_noun(period: Period) -> str:
    """What such a period is called: `month`, `365 days`."""
    return f"{period.count} days" if period.unit == "trailing days" else period.unit


def level(value: Fraction, *, percentage: bool) -> str:
    """A value that others are held against: `99.9%`, `4.2`."""
    return percent_form(value) if percentage else decimal_form(value)


def target_words(target: Target) -> str:
    """A target in the cell of a table.

    >>> target_words(Target.parse("90% per month")), target_words(Target.parse("at most 3 per trailing 90 days"))
    ('at least 90% in each month', 'at most 3 over the last 90 days')
    """
    return f"{target.comparison} {level(target.value, percentage=target.percentage)} {in_each(target.period)}"


def money(amount: Decimal, currency: str | None) -> str:
    """An amount as people read it: `2,400.00 GBP`."""
    return spoken_amount(Fraction(amount), currency)


def spans_words(spans: tuple[tuple[int, int], ...]) -> str:
    """Hours of a date: `08:30 to 12:30 and 13:30 to 17:00`.

    >>> spans_words(((79_200, 108_000),)), spans_words(((0, 86_400),))
    ('22:00 to 06:00 the next day', '00:00 to 24:00')
    """
    parts = [
        span_form(start, end).replace("-", " to ") + (" the next day" if end > DAY_SECONDS else "")
        for start, end in spans
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def window_words(window: Window) -> str:
    """A weekly window: `Saturday 12:00 to 14:00`."""
    return f"{WEEKDAYS[window.day]} {spans_words(((window.start, window.end),))}"


def deadline_words(deadline: Deadline, period: Period | None = None) -> str:
    """By when somebody has to act; `period` is what "the period" stands for.

    >>> deadline_words(Deadline.parse("5 business days after the period"), Period("month"))
    'within 5 business days after the end of the month'
    >>> deadline_words(Deadline.parse("before the first day")), deadline_words(Deadline.parse("2026-03-31"))
    ('before the first day of this agreement', 'by 31 March 2026')
    """
    if deadline.date is not None:
        return f"by {day_words(deadline.date)}"
    assert deadline.anchor is not None
    anchor = _ANCHORS[deadline.anchor]
    if deadline.anchor == "period" and period and period.unit != "trailing days":
        anchor = f"the end of the {period.unit}"
    if deadline.kind == "end of month":
        return f"by the end of the {ordinal(str(deadline.months))} month after {anchor}"
    if deadline.length is None:
        return f"before {anchor}"
    how = "at least" if deadline.kind == "before" else "within"
    return f"{how} {duration_form(deadline.length)} {deadline.kind} {anchor}"


def on_the_wall(length: Duration) -> bool:
    """Whether a length is counted in dates, and not in the hours of a calendar."""
    return length.unit in (Unit.DAYS, Unit.MONTHS)
