"""Figures over trailing days, reckoned by hand: one at the end of each reporting period (rule 18)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from evenhand.figures.measure import measure_log
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels
from tests.logs import agreement, at, log
from tests.unit.figures.availability.helping import recorded

HEAD = """
agreement: Test
timezone: UTC
currency: GBP
term: {from: 2026-01-01, to: 2026-06-15}
calendars: {always: {hours: always}}
services: {web: {hours: always, charge: 300.00 per month}}
"""
FIX = """
standards:
  fix:
    clock: {starts: opened, stops: resolved}
    within: 1 hour
    target: 75% per trailing 60 days
    credits: [{below: 75%, credit: 10%}]
"""
TICKETS = log("""
A 2026-01-10T09:00 opened service=web
A 2026-01-10T11:00 resolved
B 2026-02-10T09:00 opened service=web
B 2026-02-10T09:30 resolved
C 2026-03-30T09:00 opened service=web
C 2026-03-30T09:30 resolved
D 2026-04-02T09:00 opened service=web
D 2026-04-02T09:30 resolved
E 2026-06-15T23:30 opened service=web
""")
HEADS = {
    "month": "",
    "quarter": "reporting: {every: quarter}\n",
    "days": "reporting: {every: trailing 7 days}\n",
}


def figures(text: str, **more):
    return measure_log([agreement(text)], TICKETS, **more).figures


def test_one_figure_at_the_end_of_each_month():
    found = figures(HEAD + FIX, as_of=at("2026-05-20T00:00"))
    # 60 days up to 31 January and 28 February begin before the term; up to 31 March on 31 January, and so on.
    assert [(each.start, each.end) for each in found] == [
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 1, 31), date(2026, 4, 1)),
        (date(2026, 3, 2), date(2026, 5, 1)),
        (date(2026, 4, 2), date(2026, 6, 1)),
    ]
    assert [(each.numerator, each.denominator) for each in found] == [(0, 1), (1, 2), (2, 2), (2, 2), (1, 1)]
    assert [each.result for each in found] == ["missed", "missed", "met", "met", "met"]
    assert [each.notes for each in found] == [
        ("31 of the 60 days are within these terms",),
        ("59 of the 60 days are within these terms",),
        (),
        (),
        ("the period is not over",),
    ]


def test_the_credit_is_a_share_of_the_charge_of_the_month_it_stands_for():
    found = measure_log([agreement(HEAD + FIX)], TICKETS, as_of=at("2026-05-20T00:00"))
    assert [str(each.total.amount) for each in found.statements][:3] == ["30.00", "30.00", "0.00"]
    assert [each.start for each in found.statements][:3] == [date(2026, month, 1) for month in (1, 2, 3)]
    line = found.statements[1].lines[0]
    assert line.text == (
        "fix was met in 50 % of cases from 1 January to 28 February 2026, below 75 %: 10 % of the total charge for "
        "February 2026 of 300.00 GBP is 30.00 GBP."
    )
    assert found.figures[1].credit.base == 300


@pytest.mark.parametrize(
    ("every", "ends"),
    [
        ("month", [date(2026, month, 1) for month in (2, 3, 4, 5, 6)] + [date(2026, 6, 16)]),
        ("quarter", [date(2026, 4, 1), date(2026, 6, 16)]),
        ("days", [date(2026, month, 1) for month in (2, 3, 4, 5, 6)] + [date(2026, 6, 16)]),
    ],
)
def test_the_figure_is_made_as_often_as_is_reported(every, ends):
    found = figures(HEAD + HEADS[every] + FIX, as_of=at("2026-08-20T00:00"))
    assert [each.end for each in found] == ends
    # E was missed an hour after it was opened, after the last day: it counts on it.
    assert (found[-1].numerator, found[-1].denominator) == (0, 1)


def test_only_the_periods_asked_for_look_back_as_far_as_agreed():
    found = figures(HEAD + FIX, as_of=at("2026-05-20T00:00"), first=date(2026, 3, 5), last=date(2026, 3, 5))
    assert [(each.start, each.denominator) for each in found] == [(date(2026, 1, 31), 2)]


def test_a_row_of_missed_periods_and_a_late_ticket_count_once_a_month():
    text = HEAD + "credits: {repeated: {consecutive: 2, times: 2}}\n" + FIX
    found = measure_log([agreement(text)], TICKETS, as_of=at("2026-05-20T00:00")).statements
    assert [str(each.total.amount) for each in found][:3] == ["30.00", "60.00", "0.00"]
    late = FIX.replace("{below: 75%, credit: 10%}", "{each ticket over: {P1: 1 hour}, credit: 5%}")
    late = HEAD + "priorities: [P1]\n" + late.replace("1 hour\n", "{P1: 1 hour}\n    calendar: always\n")
    tickets = log("A 2026-01-10T09:00 opened priority=P1 service=web\nA 2026-01-10T11:00 resolved")
    found = measure_log([agreement(late)], tickets, as_of=at("2026-05-20T00:00")).statements
    assert [str(each.total.amount) for each in found] == ["15.00", "0.00", "0.00", "0.00", "0.00"]


def test_another_target_begins_anew_and_the_old_one_ends():
    second = (HEAD + FIX).replace("from: 2026-01-01", "from: 2026-04-01").replace("75% per", "80% per")
    found = measure_log([agreement(HEAD + FIX), agreement(second)], TICKETS, as_of=at("2026-05-20T00:00"))
    old = [each for each in found.figures if each.versions == (1,)]
    new = [each for each in found.figures if each.versions[-1] == 2]
    assert [each.end for each in old] == [date(2026, month, 1) for month in (2, 3, 4)]
    assert [(each.end, each.denominator) for each in new] == [(date(2026, 5, 1), 1), (date(2026, 6, 1), 1)]
    assert new[0].notes == ("30 of the 60 days are within these terms",)
    assert {str(each.credit.base) for each in (*old, *new) if each.credit} == {"300"}


def test_readings_and_availability_look_back_too():
    text = HEAD.replace(
        "300.00 per month",
        "300.00 per month, availability: {target: 99% per trailing 90 days, credits: [{below: 99%, credit: 10%}]}",
    )
    text += "standards: {rating: {measure: mean rating, target: at least 4 per trailing 40 days}}\n"
    readings = Readings(
        name=Labels.of(["rating"] * 3),
        at=np.array([at(f"2026-0{month}-15T00:00") for month in (1, 2, 4)]),
        value=(Decimal(3), Decimal(5), Decimal(4)),
        service=Labels.of([""] * 3),
        ticket=Labels.of([""] * 3),
    )
    down = recorded(("2026-02-01 00:00", "2026-02-02 00:00", "down"))
    found = measure_log(
        [agreement(text)], TICKETS, readings=readings, outages=down, as_of=at("2026-05-31T00:00")
    )
    ratings = [each.value for each in found.figures if each.clause == "standards.rating"]
    # 40 days before February: 3; before March, from 20 January: 5; from 20 February none; from 22 March: 4.
    assert ratings == [Fraction(3), Fraction(5), None, Fraction(4), None]
    up = [each for each in found.figures if each.service == "web"]
    assert [(each.numerator, each.denominator) for each in up] == [
        (31 * 86400, 31 * 86400),
        (58 * 86400, 59 * 86400),
        (89 * 86400, 90 * 86400),
        (89 * 86400, 90 * 86400),  # 90 days before May begin on 31 January
        (89 * 86400, 89 * 86400),  # and before June on 3 March; the last day is not over
    ]
    assert [str(each.total.amount) for each in found.statements] == [
        "0.00",
        "30.00",
        "30.00",
        "30.00",
        "0.00",
    ]
