"""The one written form of each value of the terms; what is written can be read again as an equal value."""

from __future__ import annotations

from datetime import date
from functools import singledispatch

from evenhand.terms.availability import Allowance, Window
from evenhand.terms.canonical.texts import decimal_form, money_form, name_form, percent_form, text_form
from evenhand.terms.credits import Cap, Rounding
from evenhand.terms.deadlines import Deadline
from evenhand.terms.hours import DAYS, Spans, WeeklyHours
from evenhand.terms.management import StepTime
from evenhand.terms.measures import Measure
from evenhand.terms.services import Charge
from evenhand.terms.standards import AsAgreed, Pause
from evenhand.units import DAY_SECONDS, Duration, Period, Target, Unit

Json = str | int | bool | list["Json"] | dict[str, "Json"]


def span_form(start: int, end: int) -> str:
    """Write a stretch of hours of a date, in seconds from its midnight.

    >>> span_form(28_800, 64_800), span_form(79_200, 108_000), span_form(0, 86_400)
    ('08:00-18:00', '22:00-06:00', '00:00-24:00')
    """
    closes = end if end <= DAY_SECONDS else end - DAY_SECONDS
    return f"{_clock(start)}-{_clock(closes)}"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")


def spans_form(spans: Spans) -> list[Json]:
    """Write the hours of a date in order; stretches that touch are one (rule 2).

    A day or more, other than 00:00-24:00, cannot be written as one: its last part is a second shorter than a day.

    >>> spans_form(((28_800, 43_200), (43_200, 64_800))), spans_form(((21_600, 50_400), (50_400, 108_000)))
    (['08:00-18:00'], ['06:00-06:00:01', '06:00:01-06:00'])
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [span_form(*part) for span in joined for part in _cut(*span)]


def _cut(start: int, end: int) -> tuple[tuple[int, int], ...]:
    if end - start < DAY_SECONDS or (start, end) == (0, DAY_SECONDS):
        return ((start, end),)
    middle = end - DAY_SECONDS + 1
    return (start, middle), (middle, end)


@singledispatch
def written(value: object) -> Json:
    """Return the one form of a value: text, a whole number, true or false; raise TypeError for other types."""
    raise TypeError(f"{type(value).__name__} has no canonical form")


@written.register
def _(value: str) -> Json:
    return text_form(value)


@written.register
def _(value: int) -> Json:
    return value


@written.register
def _(value: date) -> Json:
    return value.isoformat()


@written.register
def duration_form(value: Duration) -> str:
    """Write a length of time in the largest unit of its kind that needs no fraction.

    >>> duration_form(Duration.parse("5400 seconds")), duration_form(Duration.parse("1 week"))
    ('90 minutes', '7 days')
    """
    amount, unit = value.amount, value.unit.value
    if value.unit is Unit.SECONDS and amount:
        for seconds, larger in ((3600, "hours"), (60, "minutes")):
            if amount % seconds == 0:
                amount, unit = amount / seconds, larger
                break
    return f"{decimal_form(amount)} {unit.removesuffix('s') if amount == 1 else unit}"


@written.register
def _(value: Period) -> Json:
    return f"trailing {counted(value.count, 'day')}" if value.unit == "trailing days" else value.unit


def counted(number: int, noun: str) -> str:
    """Write a number of things.

    >>> counted(1, "period"), counted(3, "period")
    ('1 period', '3 periods')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@written.register
def _(value: Target) -> Json:
    number = percent_form(value.value) if value.percentage else decimal_form(value.value)
    least = value.percentage and value.comparison == "at least"
    return f"{'' if least else value.comparison + ' '}{number} per {written(value.period)}"


@written.register
def _(value: AsAgreed) -> Json:
    return "as agreed on the ticket"


@written.register
def _(value: Pause) -> Json:
    reason = text_form(value.reason)
    return reason if value.limit is None else {reason: f"at most {duration_form(value.limit)}"}


@written.register
def _(value: StepTime) -> Json:
    if value.length is not None:
        return f"{duration_form(value.length)} after"
    return "missed" if value.share is None else percent_form(value.share)


@written.register
def _(value: Deadline) -> Json:
    if value.date is not None:
        return value.date.isoformat()
    if value.kind == "end of month":
        return f"by the end of the {ordinal(str(value.months))} month after the {value.anchor}"
    length = "" if value.length is None else f"{duration_form(value.length)} "
    return f"{length}{value.kind} the {value.anchor}"


def ordinal(number: str) -> str:
    """Write a number as one in a row.

    >>> ordinal("1"), ordinal("12"), ordinal("22"), ordinal("99.9")
    ('1st', '12th', '22nd', '99.9th')
    """
    teen = number[-2:] in ("11", "12", "13") or "." in number
    return number + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


@written.register
def _(value: Measure) -> Json:
    reading = name_form(value.reading or "")
    if value.bound is not None:
        kind, side = value.kind.split()
        return f"{kind} of {reading} {side} {decimal_form(value.bound)}"
    if value.percentile is not None:
        return f"{ordinal(decimal_form(value.percentile * 100))} percentile of {reading}"
    return f"{value.kind} of {reading}" if reading else value.kind


@written.register
def _(value: Charge) -> Json:
    amount = "metered" if value.amount is None else money_form(value.amount)
    unit = f" per {name_form(value.unit)}" if value.unit else ""
    return f"{amount}{unit} per {written(value.period)}"


@written.register
def _(value: Rounding) -> Json:
    return f"{value.method} to {money_form(value.to)} per clause"


@written.register
def _(value: Cap) -> Json:
    calendar = {1: "month", 3: "quarter", 12: "year"}
    per = f"{value.per_months} months" if value.rolling else calendar[value.per_months]
    if value.share is not None:
        return f"{percent_form(value.share)} of the {value.base} per {per}"
    assert value.months_of_charge is not None
    owned = "'s" if value.months_of_charge == 1 else "'"
    return f"{counted(value.months_of_charge, 'month')}{owned} charge per {per}"


@written.register
def _(value: Window) -> Json:
    return f"{DAYS[value.day]} {span_form(value.start, value.end)}"


@written.register
def _(value: Allowance) -> Json:
    amount = counted(value.windows, "window") if value.windows is not None else duration_form(_length(value))
    return f"{amount} per {written(value.period)}"


def _length(value: Allowance) -> Duration:
    assert value.length is not None
    return value.length


@written.register
def _(value: WeeklyHours) -> Json:
    if value.always:
        return "always"
    return {day: spans_form(spans) for day, spans in zip(DAYS, value.weekly, strict=True) if spans}
