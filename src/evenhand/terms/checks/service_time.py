"""The service time of an ordinary period, and how much of it a promise allows to be down (rule 19).

An ordinary period has the weekly hours of the service and no holidays; a month has 30 days, a quarter 91, a year 365.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np

from evenhand.intervals import Intervals
from evenhand.terms.availability import Allowance, Maintenance
from evenhand.terms.checks.facts import Promise
from evenhand.terms.checks.subject import Subject
from evenhand.units import DAY_SECONDS, Period, seconds_text

WEEK: Final = 7 * DAY_SECONDS
_WHOLE_WEEK: Final = Intervals(np.array([0]), np.array([WEEK]))
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


def days_of(period: Period) -> int:
    """Return the days of an ordinary period.

    >>> days_of(Period("month")), days_of(Period("trailing days", 365))
    (30, 365)
    """
    return _DAYS.get(period.unit, period.count)


def in_words(period: Period) -> str:
    """Return a period after "in": `a month`, `365 days`.

    >>> in_words(Period("month")), in_words(Period("trailing days", 365))
    ('a month', '365 days')
    """
    return f"{period.count} days" if period.unit == "trailing days" else f"a {period.unit}"


def time_text(seconds: Fraction) -> str:
    """Write a length of time of about so many seconds, cut to whole minutes from an hour on.

    >>> time_text(Fraction(31_259)), time_text(Fraction(1095, 2))
    ('8 h 40 min', '9 min 07 s')
    """
    whole = int(seconds)
    return seconds_text(whole - whole % 60 if whole >= 3600 else whole)


def week_of(subject: Subject, service: str) -> Intervals:
    """Return the hours of a service as seconds of a week from Monday midnight; without hours it is every one."""
    calendar = subject.agreement.calendars.get(subject.agreement.services[service].hours or "")
    if calendar is None or calendar.hours.always:
        return _WHOLE_WEEK
    return _week(tuple((day, *span) for day, spans in enumerate(calendar.hours.weekly) for span in spans))


@lru_cache(maxsize=256)
def _week(spans: tuple[tuple[int, int, int], ...]) -> Intervals:
    """Spans of days as seconds of one week; what runs over its end goes on at its beginning."""
    days, starts, ends = np.array(spans, np.int64).reshape(-1, 3).T
    begin, end = days * DAY_SECONDS + starts, days * DAY_SECONDS + ends
    return Intervals(np.append(begin, begin - WEEK), np.append(end, end - WEEK)).intersection(_WHOLE_WEEK)


def service_seconds(subject: Subject, promise: Promise, period: Period) -> Fraction:
    """Return the service hours of an ordinary period, in seconds."""
    return Fraction(week_of(subject, promise.service).seconds * days_of(period), 7)


def allowed_seconds(subject: Subject, promise: Promise) -> Fraction | None:
    """Return the downtime that the target of a clause allows in an ordinary period; None without a target."""
    target = promise.terms.target
    if target is None:
        return None
    return service_seconds(subject, promise, target.period) * (1 - target.value)


def maintenance_seconds(subject: Subject, promise: Promise, kind: Maintenance, period: Period) -> Fraction:
    """Return the most service time that one kind of maintenance may take in an ordinary period, in seconds."""
    week = week_of(subject, promise.service)
    if not kind.any_time:
        week = week.intersection(_week(tuple((one.day, one.start, one.end) for one in kind.windows)))
    longest = max((one.end - one.start for one in kind.windows), default=WEEK)
    within = [Fraction(week.seconds * days_of(period), 7)]
    within += [_most(one, longest) * Fraction(days_of(period), days_of(one.period)) for one in kind.at_most]
    return min(within)


def _most(allowance: Allowance, longest: int) -> Fraction:
    if allowance.length is not None:
        return allowance.length.amount
    assert allowance.windows is not None
    return Fraction(allowance.windows * longest)
