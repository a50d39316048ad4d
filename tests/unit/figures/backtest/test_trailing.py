"""A draft over trailing days beside calendar months, and the frontier of trailing days in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from evenhand.figures.backtest.compared import pairs
from evenhand.figures.backtest.frontiers import frontier
from evenhand.figures.backtest.measuring import Backtesting
from evenhand.figures.backtest.report import backtest_json
from evenhand.figures.backtest.sentences import sentences
from tests.logs import agreement, at, log

TERMS = """
agreement: Test
timezone: UTC
term: {from: 2026-01-01, to: 2026-12-31}
calendars: {always: {hours: always}}
services: {web: {hours: always}}
standards:
  fix:
    clock: {starts: opened, stops: resolved}
    within: 1 hour
    target: 75% per month
"""
TRAILING = TERMS.replace("per month", "per trailing 90 days")
TICKETS = log("""
A 2026-01-10T09:00 opened
A 2026-01-10T11:00 resolved
B 2026-02-10T09:00 opened
B 2026-02-10T09:30 resolved
C 2026-03-30T09:00 opened
C 2026-03-30T10:30 resolved
""")


def done(current: str, draft: str | None):
    work = Backtesting([agreement(current)], agreement(draft) if draft else None, at("2026-03-31T12:00"))
    work.take(TICKETS)
    return work.done()


def test_they_stand_beside_each_other_by_what_they_are_made_for():
    result = done(TERMS, TRAILING)
    assert result.draft is not None
    found = pairs(result.current.measurement, result.draft.measurement)
    # By the month: 0 of 1, 1 of 1, 0 of 1. Over 90 days: 0 of 1, 1 of 2, and up to 31 March 1 of 3.
    assert [(each.current.numerator, each.current.denominator) for each in found] == [(0, 1), (1, 1), (0, 1)]
    assert [(each.draft.numerator, each.draft.denominator) for each in found] == [(0, 1), (1, 2), (1, 3)]
    assert [each.turned for each in found] == ["", "worse", ""]
    whole = backtest_json(result)["figures"]
    assert [each["period"]["start"] for each in whole] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert [each["draft"]["period"]["start"] for each in whole] == ["2026-01-01"] * 3


def test_the_frontier_of_trailing_days():
    side = done(TRAILING, None).current
    [reached] = frontier(side.measure.versions, side.measurement, side.reaches)
    # A took two hours and is in all of them: with two hours all are met, with a second less 0 of 1, 1 of 2, 2 of 3.
    assert [each.needed for each in reached.frames] == [Fraction(7200)]
    first = date(2026, 1, 1)
    assert reached.frames[0].deciding == (
        (first, date(2026, 2, 1), 1, 0),
        (first, date(2026, 3, 1), 2, 0),
        (first, date(2026, 4, 1), 3, 0),
    )
    said = list(sentences(reached))
    assert said[0] == (
        "2 h 00 min instead of 1 hour would have met the target in every period: Jan 2026 asks for the most "
        "(then 1 of 1 met)."
    )
    assert said[1] == "At least 0% was reached in every period; Jan 2026 is the lowest."
