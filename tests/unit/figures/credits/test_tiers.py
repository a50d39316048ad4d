"""Which tier applies: every condition, exactly at its bound, and the greatest of those that hold."""

from fractions import Fraction

import pytest

from evenhand.figures.credits.tiers import applied, cut
from evenhand.terms.credits import ClauseCredits
from tests.unit.figures.credits.helping import RESOLVE, agreed, figure, late

WORLD = "agreement: A\ncalendars: {always: {hours: always}}\npriorities: [P1, P2]\nservices: {web: {hours: always}}\n"


def credits(text) -> ClauseCredits:
    found = agreed(WORLD, RESOLVE, f"    credits: {text}\n")
    terms = found.standards["resolve"].credits
    assert terms is not None
    return terms


def ratio(text, value, *, tickets=(), **more):
    found = applied(credits(text), figure(value, **more), tickets)
    return None if found is None else found.ratio * 100


STEPS = "[{below: 90%, credit: 5%}, {below: 75%, credit: 10%}, {at or below: 50%, credit: 25%}]"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("90%", None),
        (Fraction(899_999, 1_000_000), 5),
        ("75%", 5),
        (Fraction(749_999, 1_000_000), 10),
        (Fraction(500_001, 1_000_000), 10),
        ("50%", 25),
        ("0%", 25),
    ],
)
def test_at_every_threshold(value, expected):
    assert ratio(STEPS, value) == expected


def test_the_greatest_credit_wins_whatever_the_order():
    assert ratio("[{below: 50%, credit: 30%}, {below: 90%, credit: 40%}]", "10%") == 40


@pytest.mark.parametrize(("value", "expected"), [("3", None), ("3.01", 10), ("6", 10), ("6.5", 20)])
def test_above(value, expected):
    tiers = "[{above: 3, credit: 10%}, {above: 6, credit: 20%}]"
    assert ratio(tiers, value, target="at most 3 per month") == expected


def test_met_by_the_small_number_rule_costs_nothing():
    assert ratio(STEPS, "50%", result="met") is None


def test_a_tier_above_the_target_holds_as_it_is_written():
    assert ratio("[{below: 95%, credit: 2%}]", "92%") == 2


@pytest.mark.parametrize("result", ["not scored", "nothing to measure"])
def test_not_scored_or_measured_costs_nothing(result):
    assert ratio(STEPS, "10%" if result == "not scored" else None, result=result) is None


def test_points_are_less_than_any_credit():
    both = "[{below: 90%, points: 3}, {below: 75%, credit: 1%}, {below: 80%, points: 5}]"
    assert applied(credits(both), figure("85%"), ()).points == 3
    assert applied(credits(both), figure("79%"), ()).points == 5
    found = applied(credits(both), figure("70%"), ())
    assert (found.ratio, found.points) == (Fraction(1, 100), 0)


EACH = """
      - {each ticket over: {P1: 30 minutes}, credit: 5%}
      - {each ticket over: {P1: 2 hours}, credit: 10%}
      - {below: 50%, credit: 12%}"""


def test_each_late_ticket_by_its_greatest_tier_and_all_as_one():
    over = [late("A", 0), late("B", 0), late("B", 1), late("C", 1), late("C", 0)]
    assert ratio(EACH, "95%", tickets=over[:1]) == 5
    assert ratio(EACH, "40%", tickets=over[:1]) == 12
    assert ratio(EACH, "40%", tickets=over) == 5 + 10 + 10
    assert ratio(EACH, None, result="not scored", target=None, tickets=over[:1]) == 5
    points = applied(
        credits("[{each ticket over: {P1: 1 hour}, points: 2}]"), figure("40%"), [late("A"), late("B")]
    )
    assert (points.ratio, points.points) == (0, 4)


def test_in_proportion_to_what_was_down_once_missed():
    tiers = "[{in proportion: 2}, {below: 80%, credit: 5%}]"
    assert ratio(tiers, "85%") == 30
    assert ratio(tiers, "95%") is None
    assert ratio("[{in proportion: 0.1}, {below: 90%, credit: 5%}]", "85%") == 5


def test_the_figure_is_cut_before_tiers_are_read():
    terms = "{figure cut to: 0.1%, tiers: [{below: 89.9%, credit: 5%}, {at or below: 89.9%, credit: 1%}]}"
    assert ratio(terms, Fraction(8_999, 10_000)) == 1
    assert ratio(terms, Fraction(8_989, 10_000)) == 5
    assert cut(Fraction(301, 10_000), Fraction(1, 1000), "at most") == Fraction(31, 1000)


def test_a_cut_to_nothing_is_no_cut():
    with pytest.raises(AssertionError, match="cut-to-nothing"):
        credits("{figure cut to: 0%, tiers: [{below: 90%, credit: 5%}]}")
