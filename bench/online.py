"""One ticket at a time, as a help desk asks: elapsed and due of plain Python integers."""

from __future__ import annotations

import datetime as dt

from bench.elapsed import pairs
from bench.peers import OFFICE, aware, bizcal_calendar, table
from bench.report import Promise, Section, Speed, best

COUNT, FEW = 50_000, 2_000
WITHIN = [hours * 3600 for hours in (1, 4, 8, 24, 80)]  # the time frames of the example
LIMIT_MICROSECONDS = 20


def run() -> Section:
    """Our table one instant at a time beside django-bizcal."""
    start, end = (array.tolist() for array in pairs(COUNT))
    ours = table(OFFICE)
    elapsed_one, due_one = ours.elapsed_one, ours.due_one
    within = [WITHIN[number % len(WITHIN)] for number in range(COUNT)]
    elapsed, elapsed_seconds = best(lambda: [elapsed_one(a, b) for a, b in zip(start, end, strict=True)])
    due, due_seconds = best(lambda: [due_one(a, b) for a, b in zip(start, within, strict=True)])
    calendar = bizcal_calendar(OFFICE)
    starts, ends = aware(start[:FEW]), aware(end[:FEW])
    budgets = [dt.timedelta(seconds=seconds) for seconds in within[:FEW]]
    theirs, their_elapsed = best(
        lambda: [calendar.business_time_between(a, b) for a, b in zip(starts, ends, strict=True)], runs=2
    )
    their_due, their_due_seconds = best(
        lambda: [calendar.add_business_time(a, b) for a, b in zip(starts, budgets, strict=True)], runs=2
    )
    wrong = sum(round(b.total_seconds()) != a for a, b in zip(elapsed[:FEW], theirs, strict=True))
    late = sum(round(b.timestamp()) != a for a, b in zip(due[:FEW], their_due, strict=True))
    speeds = [
        Speed("evenhand, elapsed", COUNT, elapsed_seconds),
        Speed("evenhand, due", COUNT, due_seconds),
        Speed("django-bizcal, elapsed", FEW, their_elapsed, _differ(wrong)),
        Speed("django-bizcal, due", FEW, their_due_seconds, _differ(late)),
    ]
    promises = [
        promise
        for mine, other in zip(speeds[:2], speeds[2:], strict=True)
        for promise in (_quick(mine), _faster(mine, other))
    ]
    return Section("One ticket online", "tickets", speeds, promises)


def _differ(count: int) -> str:
    return f"{count:,} of {FEW:,} answers differ" if count else "same answers"


def _quick(mine: Speed) -> Promise:
    micro = mine.seconds / mine.count * 1e6
    return Promise(
        f"{mine.who} under {LIMIT_MICROSECONDS} microseconds", f"{micro:.1f} µs", micro < LIMIT_MICROSECONDS
    )


def _faster(mine: Speed, other: Speed) -> Promise:
    ratio = mine.per_second / other.per_second
    return Promise(f"{mine.who} at least 10 times {other.who}", f"{ratio:,.0f} times", ratio >= 10)
