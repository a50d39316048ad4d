"""Small figures, time frames and back-tests."""

from datetime import date
from fractions import Fraction

from evenhand.figures.backtest.frontier import NeededFrame
from evenhand.figures.backtest.measuring import Backtesting
from evenhand.figures.figure import Figure
from evenhand.units import Target, Unit
from tests.unit.figures.backtest.brute import START, agreement

BASE = """agreement: Test
reference: R
timezone: UTC
calendars: {day: {hours: {mon-sun: 08:00-16:00}}, whole: {hours: always}}
priorities: {P1: {name: One}, P2: {name: Two}}
services: {a: {name: A, hours: day}}
standards:
  s:
    service: all
    clock: {starts: opened, stops: resolved}
    within: {P1: 3 hours, P2: 7 hours}
    target: 50% per day
"""


def frame(**changes):
    """A needed time frame."""
    plain = {
        "clause": "standards.s", "service": None, "priority": "P1", "of": "P1",
        "target": Target.parse("90% per month"),
        "present": "4 hours", "present_amount": Fraction(14400), "unit": Unit.SECONDS, "needed": Fraction(19380),
        "deciding": ((date(2026, 3, 1), date(2026, 4, 1), 9, 1),), "periods": 3, "others": False,
    }  # fmt: skip
    return NeededFrame(**{**plain, **changes})


def figure(met, missed, result="met", day=1, target="90% per day", **changes):
    """A figure of one day."""
    number = met + missed
    value = Fraction(met, number) if number else None
    plain = {
        "clause": "standards.s", "title": "S", "versions": (1,), "service": None, "priority": None,
        "start": date(2026, 3, day), "end": date(2026, 3, day + 1), "numerator": Fraction(met), "denominator": number,
        "value": value, "target": Target.parse(target) if target else None, "result": result,
    }  # fmt: skip
    return Figure(**{**plain, **changes})


def backtest(current, draft, log, as_of=START + 3600 * 100, **options):
    """The back-test of two texts."""
    work = Backtesting([agreement(each) for each in current], agreement(draft) if draft else None, as_of)
    work.take(log)
    return work.done(**options)
