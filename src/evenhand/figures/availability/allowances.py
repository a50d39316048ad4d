"""Which maintenance is allowed, found window by window and second by second of each allowance (rule 19)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.figures.availability.plain import Pairs, joined, overlaps
from evenhand.figures.availability.roles import Role
from evenhand.figures.explanation.clauses import Clauses
from evenhand.figures.explanation.governing import calendar_period
from evenhand.figures.explanation.wall import closing, local_date, opening
from evenhand.terms.availability import Allowance, Maintenance

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY


@dataclass(frozen=True, slots=True)
class Granted:
    """One kind of maintenance: all that was announced in time, what of it lay in its windows, what is allowed."""

    terms: Maintenance
    announced: Pairs
    in_windows: Pairs
    allowed: Pairs


def granted(
    clauses: Clauses, service: str, terms: Maintenance, roles: Sequence[Role], begins: int, as_of: int
) -> Granted:
    """What is allowed of one kind of maintenance, from the first day of the agreement on.

    `roles` are the records announced in time as that kind. All of it that lies in its windows uses up every
    allowance, in order of time.
    """
    announced = joined(
        [(max(each.record.start, begins), each.record.until(as_of)) for each in roles if each.kind is terms]
    )
    windows = None if terms.any_time else _windows(clauses, service, terms, announced)
    used = announced if windows is None else overlaps(announced, windows)
    allowed = used
    for limit in terms.at_most:
        if limit.length is not None:
            part = _first_seconds(clauses, limit, limit.length.seconds, used)
        else:
            part = _first_windows(clauses, limit, limit.windows or 0, used, windows or used)
        allowed = overlaps(allowed, part)
    return Granted(terms, announced, used, allowed)


def _windows(clauses: Clauses, service: str, terms: Maintenance, around: Pairs) -> Pairs:
    """The windows in the weeks around some stretches of time; those that touch are one."""
    zone = clauses.hours(clauses.agreement.services[service].hours or "").zone
    days: set[date] = set()
    for start, end in around:
        day, last = local_date(zone, start) - _WEEK, local_date(zone, end) + _WEEK
        while day <= last:
            days.add(day)
            day += _DAY
    return joined(
        [
            (opening(zone, day, window.start), closing(zone, day, window.end))
            for day in days
            for window in terms.windows
            if day.weekday() == window.day
        ]
    )


def _first_seconds(clauses: Clauses, limit: Allowance, most: int, used: Pairs) -> Pairs:
    left: dict[date, int] = {}
    kept: Pairs = []
    for start, end in used:
        while start < end:
            first, after = calendar_period(limit.period, local_date(clauses.zone, start))
            until = min(end, opening(clauses.zone, after, 0))
            take = min(until - start, left.setdefault(first, most))
            left[first] -= take
            kept.append((start, start + take))
            start = until
    return joined(kept)


def _first_windows(clauses: Clauses, limit: Allowance, most: int, used: Pairs, windows: Pairs) -> Pairs:
    visited = [window for window in windows if overlaps([window], used)]
    number: Counter[date] = Counter()
    kept: Pairs = []
    for window in visited:
        first, _ = calendar_period(limit.period, local_date(clauses.zone, window[0]))
        number[first] += 1
        if number[first] <= most:
            kept.append(window)
    return kept
