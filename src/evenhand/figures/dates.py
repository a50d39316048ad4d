"""Dates and periods as people write them: one way for tables, where room is short, and one for sentences.

The names are the product's own, so that a text is the same under every setting of the machine.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SHORT = 3


def month_words(day: date, *, short: bool = False, year: bool = True) -> str:
    """The month of a date.

    >>> month_words(date(2026, 9, 2)), month_words(date(2026, 9, 2), short=True, year=False)
    ('September 2026', 'Sep')
    """
    name = MONTHS[day.month - 1][: _SHORT if short else None]
    return f"{name} {day.year}" if year else name


def day_words(day: date, *, short: bool = False, weekday: bool = False, year: bool = True) -> str:
    """A date.

    >>> day_words(date(2026, 3, 2)), day_words(date(2026, 3, 2), short=True, weekday=True, year=False)
    ('2 March 2026', 'Mon 2 Mar')
    """
    words = f"{day.day} {month_words(day, short=short, year=year)}"
    return f"{WEEKDAYS[day.weekday()][: _SHORT if short else None]} {words}" if weekday else words


def period_words(start: date, end: date, *, short: bool = False) -> str:
    """A period; `end` is the day after its last.

    >>> period_words(date(2026, 6, 1), date(2026, 7, 1)), period_words(date(2026, 4, 1), date(2026, 7, 1))
    ('June 2026', 'Q2 2026')
    >>> period_words(date(2026, 1, 15), date(2026, 2, 1)), period_words(date(2026, 1, 1), date(2027, 1, 1))
    ('15 January to 31 January 2026', '2026')
    >>> period_words(date(2026, 12, 28), date(2027, 1, 4), short=True)
    '28 Dec 2026 to 3 Jan 2027'
    """
    last = end - timedelta(days=1)
    months = (end.year - start.year) * 12 + end.month - start.month if start.day == end.day == 1 else 0
    if months == 1:
        return month_words(start, short=short)
    if months == 3 and start.month % 3 == 1:
        return f"Q{(start.month + 2) // 3} {start.year}"
    if months == 12 and start.month == 1:
        return str(start.year)
    if start == last:
        return day_words(start, short=short)
    return f"{day_words(start, short=short, year=start.year != last.year)} to {day_words(last, short=short)}"


def in_period(start: date, end: date, *, first: bool = False) -> str:
    """When something happened; `end` is the day after the period's last, `first` begins a sentence.

    >>> in_period(date(2026, 6, 1), date(2026, 7, 1)), in_period(date(2026, 3, 2), date(2026, 3, 3))
    ('in June 2026', 'on 2 March 2026')
    >>> in_period(date(2026, 1, 15), date(2026, 2, 1), first=True)
    'From 15 January to 31 January 2026'
    """
    words = period_words(start, end)
    preposition = "on" if (end - start).days == 1 else "from" if " to " in words else "in"
    return f"{preposition.capitalize() if first else preposition} {words}"
