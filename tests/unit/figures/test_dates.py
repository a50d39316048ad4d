"""Dates and periods in words: for tables and for sentences."""

from datetime import date

import pytest

from evenhand.figures.dates import WEEKDAYS, day_words, in_period, month_words, period_words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), "2026"),
        (date(2026, 12, 1), date(2027, 1, 1), "Dec 2026"),
        (date(2026, 10, 1), date(2027, 1, 1), "Q4 2026"),
        (date(2026, 2, 1), date(2026, 5, 1), "1 Feb to 30 Apr 2026"),
        (date(2026, 2, 1), date(2027, 2, 1), "1 Feb 2026 to 31 Jan 2027"),
        (date(2026, 3, 2), date(2026, 3, 3), "2 Mar 2026"),
        (date(2026, 3, 2), date(2026, 3, 9), "2 Mar to 8 Mar 2026"),
    ],
)
def test_periods_are_said_as_tables_say_them(start, end, words):
    assert period_words(start, end, short=True) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), "in 2026"),
        (date(2026, 12, 1), date(2027, 1, 1), "in December 2026"),
        (date(2026, 10, 1), date(2027, 1, 1), "in Q4 2026"),
        (date(2026, 2, 1), date(2027, 2, 1), "from 1 February 2026 to 31 January 2027"),
        (date(2026, 3, 2), date(2026, 3, 3), "on 2 March 2026"),
        (date(2026, 3, 2), date(2026, 3, 9), "from 2 March to 8 March 2026"),
    ],
)
def test_periods_are_said_in_sentences(start, end, words):
    assert in_period(start, end) == words
    assert in_period(start, end, first=True) == words.replace(words[0], words[0].upper(), 1)


def test_names_are_those_of_the_calendar():
    """The names of the standard library under the setting "C" of the machine, written out here by hand."""
    days = [date(2026, month, 5) for month in range(1, 13)]
    short = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert [month_words(day, short=True, year=False) for day in days] == short
    assert [month_words(day).removesuffix(" 2026")[:3] for day in days] == short
    assert [name[:3] for name in WEEKDAYS] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert day_words(date(2026, 10, 9), weekday=True) == "Friday 9 October 2026"
