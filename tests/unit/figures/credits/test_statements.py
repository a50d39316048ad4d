"""The periods of statements, points, and what stands beside a figure."""

from datetime import date

import pytest

from tests.unit.figures.credits.helping import (
    amounts,
    figure,
    settled,
)
from tests.unit.figures.credits.stating import MONTHS, TERMS, WEB, available, tiers


@pytest.mark.parametrize(
    ("every", "number"), [("month", 3), ("quarter", 1), ("trailing 30 days", 3), ("week", 3)]
)
def test_statements_are_made_as_often_as_is_reported(every, number):
    terms = f"{TERMS}reporting: {{every: {every}}}\n"
    assert len(settled(terms, *(figure("80%", month) for month in MONTHS[:3])).statements) == number


def test_what_overlaps_some_days():
    found = settled(TERMS, *(figure("80%", month) for month in MONTHS[:4]))
    part = found.between(date(2026, 2, 10), date(2026, 3, 1))
    assert [str(each.start) for each in part.statements] == ["2026-02-01", "2026-03-01"]
    assert [each.credit is not None for each in part.figures] == [True, True]


POINTS = """\
reporting: {improvement: {when: {points: 4, in: 2 months}}}
review: {also when: [{points: 3, in: 40 days}, service added or removed]}
"""


def test_points_and_what_they_call_for():
    terms = tiers("[{below: 90%, points: 2}]") + POINTS
    terms = terms.replace(
        "to: 2026-12-31}", "to: 2026-12-31, end early: [{when: {points: 6, in: 1 year}, by: client}]}"
    )
    found = settled(terms, *(figure("80%", month) for month in MONTHS[:3]))
    assert [each.points for each in found.statements] == [2, 2, 2]
    assert [each.notes for each in found.statements] == [
        (),
        (
            "4 points within 2 months: with 4, an improvement plan is due.",
            "4 points within 40 days: with 3, a review is due.",
        ),
        (
            "6 points within 1 year: with 6, the client may end the agreement early.",
            "4 points within 2 months: with 4, an improvement plan is due.",
            "4 points within 40 days: with 3, a review is due.",
        ),
    ]
    assert found.figures[0].to_json()["credit"]["points"] == 2


def test_points_in_hours_are_not_reckoned_and_other_triggers_are_others():
    terms = tiers("[{below: 90%, points: 2}]") + "review: {also when: {points: 1, in: 48 hours}}\n"
    terms += "reporting: {improvement: {when: {target missed: 1, of the last: 2 periods}}}\n"
    terms = terms.replace(
        "to: 2026-12-31}",
        "to: 2026-12-31, end early: [{when: {points: 1, in: 1 year}}, "
        "{when: {target missed: 1, of the last: 2 periods}}]}",
    )
    assert settled(terms, figure("80%")).statements[0].notes == (
        "2 points within 1 year: with 1, either party may end the agreement early.",
        "Points within 48 hours are not reckoned; they are counted by dates.",
    )


@pytest.mark.parametrize(
    ("minimum", "value", "target", "note"),
    [
        ("70%", "69.9%", "90% per month", ("below the minimum of 70%",)),
        ("70%", "70%", "90% per month", ()),
        ("5", "6", "at most 3 per month", ("above the minimum of 5",)),
        ("5", "5", "at most 3 per month", ()),
    ],
)
def test_the_minimum_beside_the_target(minimum, value, target, note):
    terms = TERMS.replace("    target: 90% per month\n", f"    target: {target}\n    minimum: {minimum}\n")
    if "at most" in target:
        terms = terms.replace(
            "clock: {starts: opened, stops: resolved}\n    within: 4 hours", "measure: count"
        )
    assert settled(terms, figure(value, target=target)).figures[0].notes == note


def test_in_proportion_to_an_availability():
    one = figure("99%", clause=WEB, target="99.9% per month", service="web")
    terms = available("[{in proportion: 1}]")
    assert amounts(settled(terms, one)) == ["10.00"]
    assert amounts(settled(terms, figure(None, clause=WEB, target="99.9% per month", service="web"))) == [
        "0.00"
    ]
