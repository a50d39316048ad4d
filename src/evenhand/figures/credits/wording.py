"""Dates, periods and percentages as people say them, in the sentences beside money."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

from evenhand.figures.credits.credit import percent_text
from evenhand.figures.figure import Figure, decimal_text
from evenhand.units import ratio_text

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def day_words(day: date) -> str:
    """A date.

    >>> day_words(date(2026, 3, 2))
    '2 March 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_words(start: date, end: date) -> str:
    """A period; `end` is the day after its last.

    >>> period_words(date(2026, 6, 1), date(2026, 7, 1)), period_words(date(2026, 4, 1), date(2026, 7, 1))
    ('June 2026', 'Q2 2026')
    >>> period_words(date(2026, 1, 15), date(2026, 2, 1))
    '15 January to 31 January 2026'
    >>> period_words(date(2026, 1, 1), date(2027, 1, 1)), period_words(date(2026, 1, 1), date(2026, 1, 2))
    ('2026', '1 January 2026')
    """
    last = end - timedelta(days=1)
    months = (end.year - start.year) * 12 + end.month - start.month if start.day == end.day == 1 else 0
    if months == 1:
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if months == 3 and start.month % 3 == 1:
        return f"Q{(start.month + 2) // 3} {start.year}"
    if months == 12 and start.month == 1:
        return str(start.year)
    if start == last:
        return day_words(start)
    year = "" if start.year == last.year else f" {start.year}"
    return f"{start.day} {_MONTHS[start.month - 1]}{year} to {day_words(last)}"


def percent(ratio: Fraction) -> str:
    """A ratio as a percentage.

    >>> percent(Fraction(1, 20))
    '5 %'
    """
    return f"{percent_text(ratio)} %"


def value_words(figure: Figure, value: Fraction, bound: Fraction) -> str:
    """A value beside the bound of a tier: cut to its unfavourable side, never on the wrong side (rule 17)."""
    favourable: Literal["up", "down"] = "down" if figure.comparison == "at most" else "up"
    text = ratio_text(
        value.numerator,
        value.denominator,
        favourable=favourable,
        target=bound,
        percentage=is_percentage(figure),
    )
    return text.replace("%", " %")


def bound_words(figure: Figure, bound: Fraction) -> str:
    """A bound in the manner of the figure: `99.9 %`, or `4.2`."""
    return percent(bound) if is_percentage(figure) else decimal_text(bound, None)


def is_percentage(figure: Figure) -> bool:
    """Whether a figure is read as a percentage."""
    return figure.target is None or figure.target.percentage


def ordinal(number: int) -> str:
    """A place in a row.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: list[str]) -> str:
    """Words one after the other.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
