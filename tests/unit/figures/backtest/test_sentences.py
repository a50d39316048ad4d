"""How sure one can be, and the sentences of the frontier."""

from datetime import date
from fractions import Fraction
from math import comb

import pytest

from evenhand.figures.backtest.attained import AttainedTarget, attained
from evenhand.figures.backtest.certainty import certainty, interval, lower_bound
from evenhand.figures.backtest.frontiers import Reached
from evenhand.figures.backtest.sentences import (
    attained_sentence,
    certainty_sentence,
    frame_sentence,
    length_text,
    sentences,
)
from evenhand.units import Target, Unit
from tests.unit.figures.backtest.helping import figure, frame


@pytest.mark.parametrize("number", [1, 4, 9, 30])
def test_bounds_are_those_of_the_binomial_distribution(number):
    for met in range(number + 1):
        low, high = interval(number, met)
        for bound, kept in ((low, met), (1 - high, number - met)):
            if kept:
                chance = [
                    sum(
                        comb(number, k) * share**k * (1 - share) ** (number - k)
                        for k in range(kept, number + 1)
                    )
                    for share in (bound, bound + Fraction(1, 1000))
                ]
                assert chance[0] < Fraction(1, 40) <= chance[1]
            else:
                assert bound == 0
    assert lower_bound(1, 1, 20) == Fraction(49, 1000)


def test_certainty_is_told_where_periods_are_small():
    sure = certainty([(4, 0), (3, 1), (0, 0), (5, 0)], Fraction(95, 100))
    assert (sure.typical, sure.met, sure.number) == (4, 12, 13)
    assert certainty([], Fraction(1, 2)) is None
    assert certainty([(100, 0)], Fraction(1, 2)) is None
    assert certainty([(10, 0)] * 100, Fraction(95, 100)) is None


MOST = "Mar 2026 asks for the most (then 9 of 10 met)."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, f"5 h 23 min instead of 4 hours would have met the target in every month: {MOST}"),
        ({"needed": None}, "No time frame alone would have met the target in every month."),
        ({"needed": Fraction(0), "deciding": ()}, "Any time frame would have met the target in every month."),
        (
            {"needed": Fraction(14400), "deciding": ((date(2026, 3, 1), date(2026, 4, 1), 0, 0),)},
            "4 hours met the target in every month, and one second less would not have: Mar 2026 asks for the most.",
        ),
        (
            {"needed": Fraction(60), "priority": None, "others": True},
            "4 hours for P1 met the target in every month; 1 min, the others staying as they are, would have been "
            f"enough: {MOST}",
        ),
    ],
)
def test_sentences_on_time_frames(changes, said):
    assert frame_sentence(frame(**changes)) == said


def test_lengths_are_never_shorter_than_they_are():
    assert length_text(Fraction(1), Unit.BUSINESS_DAYS) == "1 business day"
    assert length_text(Fraction(2001, 1000), Unit.BUSINESS_DAYS) == "2.01 business days"
    assert length_text(Fraction(3), Unit.DAYS) == "3 days"
    assert length_text(Fraction(10), Unit.MONTHS) == "10 months"


def test_the_target_that_was_reached():
    several = [
        figure(9, 1),
        figure(3, 1, "missed", 2),
        figure(0, 0, "nothing to measure", 3),
        figure(0, 1, day=4),
    ]
    best = attained(several, 1)
    assert (best.value, best.worst, best.periods) == (None, None, 3)
    best = attained(several, None)
    assert (best.value, best.worst, best.periods) == (0, several[3], 3)
    assert attained_sentence(best) == "At least 0% was reached in every day; 4 Mar 2026 is the lowest."
    none = attained([figure(0, 0, "nothing to measure")], None)
    assert attained_sentence(none) == "Nothing was scored in any day."
    few = attained(several[:1], 1)
    assert (
        attained_sentence(few) == "Every day is met by the number of misses allowed, whatever the percentage."
    )
    high = attained(
        [figure(1, 1, target="at most 3 per day"), figure(1, 3, day=2, target="at most 3 per day")],
        None,
    )
    assert high.value == Fraction(1, 2)
    assert attained_sentence(high) == "At most 0.50 was reached in every day; 1 Mar 2026 is the highest."
    year = AttainedTarget(
        "x",
        None,
        None,
        None,
        Target.parse("90% per year"),
        Fraction(1),
        figure(1, 0, target="90% per year"),
        1,
    )
    assert attained_sentence(year) == "At least 100% was reached in every year; 1 Mar 2026 is the lowest."
    trailing = AttainedTarget(
        "x", None, None, None, Target.parse("90% per trailing 30 days"), Fraction(1), figure(1, 0), 1
    )
    assert (
        attained_sentence(trailing) == "At least 100% was reached in every period; 1 Mar 2026 is the lowest."
    )


def test_the_sentence_on_certainty():
    best = attained([figure(1, 0, target="95% per month")], None)
    said = certainty_sentence(certainty([(1, 0)], Fraction(95, 100)), best)
    assert said.startswith(
        "With 1 ticket in the usual month, one month cannot tell 95% from 4.9%: even at 4.9% in the long"
    )
    assert "All 1 together (1 met) say: between 2.4% and 100%" in said


def test_of_nothing_no_time_frame_is_recommended():
    """Every time frame would do where nothing was scored: that says nothing about any."""
    none = attained([figure(0, 0, "nothing to measure")], None)
    free = frame(needed=Fraction(0), deciding=())
    assert list(sentences(Reached(none, (free,), None))) == ["Nothing was scored in any day."]
    some = attained([figure(9, 1)], None)
    assert next(sentences(Reached(some, (free,), None))).startswith("Any time frame would")
