"""Calendar periods, cut by the term (rule 18)."""

from datetime import date

import numpy as np
import pytest

from evenhand.calendars.zones import load_zone
from evenhand.errors import UsageError
from evenhand.figures.periods import Term, after, begins, day_number, day_of, local_days, named

LONDON = load_zone("Europe/London", 2025, 2027)
YEAR = Term(date(2026, 1, 15), date(2026, 11, 10))


def instant(text: str) -> int:
    return int(np.datetime64(text, "s").astype(np.int64))


@pytest.mark.parametrize(
    ("unit", "first", "following"),
    [
        ("day", "2026-05-14", "2026-05-15"),
        ("week", "2026-05-11", "2026-05-18"),
        ("month", "2026-05-01", "2026-06-01"),
        ("quarter", "2026-04-01", "2026-07-01"),
        ("year", "2026-01-01", "2027-01-01"),
    ],
)
def test_the_period_a_date_lies_in(unit, first, following):
    day = np.array([day_number(date(2026, 5, 14))])  # a Thursday
    start = day_of(int(begins(unit, day)[0]))
    assert (start.isoformat(), after(unit, start).isoformat()) == (first, following)


def test_december_is_followed_by_january():
    assert after("month", date(2026, 12, 1)) == date(2027, 1, 1)
    assert after("quarter", date(2026, 10, 1)) == date(2027, 1, 1)


def test_periods_are_cut_in_the_zone_of_the_agreement():
    # 23:30 UTC on 31 May is 00:30 on 1 June in London.
    at = np.array([instant("2026-05-31T22:59:59"), instant("2026-05-31T23:30:00")])
    assert [day_of(int(day)) for day in local_days(LONDON, at)] == [date(2026, 5, 31), date(2026, 6, 1)]


def test_a_date_begins_at_the_first_occurrence_of_its_midnight():
    # In St. John's clocks went back at 00:01 on 1 November 2009, from the 1st to 23:01 on 31 October.
    zone = load_zone("America/St_Johns", 2009, 2010)
    fold = instant("2009-11-01T02:31:00")  # the wall shows 23:01 on the 31st again
    assert day_of(int(local_days(zone, np.array([fold]))[0])) == date(2009, 11, 1)


def test_the_first_and_the_last_period_are_cut_by_the_term():
    periods = list(YEAR.periods("quarter", date(2025, 1, 1), date(2027, 1, 1)))
    assert periods[0] == (date(2026, 1, 15), date(2026, 4, 1))
    assert periods[-1] == (date(2026, 10, 1), date(2026, 11, 11))


def test_only_periods_that_overlap_the_days_asked_for():
    periods = list(YEAR.periods("month", date(2026, 3, 31), date(2026, 4, 1)))
    assert periods == [(date(2026, 3, 1), date(2026, 4, 1)), (date(2026, 4, 1), date(2026, 5, 1))]
    assert list(YEAR.periods("month", date(2026, 5, 2), date(2026, 5, 1))) == []


def test_an_agreement_without_a_term_has_whole_periods():
    endless = Term(None, None)
    assert list(endless.periods("month", date(2026, 3, 5), date(2026, 3, 5))) == [
        (date(2026, 3, 1), date(2026, 4, 1))
    ]
    at = np.array([instant("2026-03-05T12:00:00")])
    assert day_of(int(endless.period_of("month", LONDON, at)[0])) == date(2026, 3, 1)


def test_what_is_decided_after_the_last_day_counts_in_the_last_period():
    at = np.array([instant("2026-12-24T12:00:00"), instant("2026-01-20T12:00:00")])
    days = [day_of(int(day)) for day in YEAR.period_of("month", LONDON, at)]
    assert days == [date(2026, 11, 1), date(2026, 1, 15)]


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"),
        ("2026-03", "2026-03-01", "2026-04-01"),
        ("2026-W01", "2025-12-29", "2026-01-05"),
        ("2026-03-02", "2026-03-02", "2026-03-03"),
    ],
)
def test_a_period_as_people_write_it(text, first, end):
    assert [day.isoformat() for day in named(text)] == [first, end]


@pytest.mark.parametrize("text", ["", "March", "2026-13", "2026-Q5", "2026-W60", "2026-02-30", "20 26"])
def test_other_words_are_no_period(text):
    with pytest.raises(UsageError, match="is not a period"):
        named(text)
