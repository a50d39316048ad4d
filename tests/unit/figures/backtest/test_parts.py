"""The parts of a back-test: drafts in force, walls, periods, certainty, sentences, changes, pairs."""

from datetime import date
from fractions import Fraction
from math import comb
from types import SimpleNamespace

import numpy as np
import pytest

from evenhand.calendars.zones import load_zone
from evenhand.clocks.spans import WallSpan
from evenhand.figures.backtest.as_if import as_if, same_course, same_verdicts
from evenhand.figures.backtest.attained import AttainedTarget, attained
from evenhand.figures.backtest.certainty import certainty, interval, lower_bound
from evenhand.figures.backtest.changes import Changes
from evenhand.figures.backtest.compared import pairs, total
from evenhand.figures.backtest.edges import edges_of
from evenhand.figures.backtest.frontier import NeededFrame
from evenhand.figures.backtest.frontiers import frontier
from evenhand.figures.backtest.measuring import Backtesting, Watched
from evenhand.figures.backtest.numbers import times
from evenhand.figures.backtest.rows import Rows
from evenhand.figures.backtest.sentences import (
    attained_sentence,
    certainty_sentence,
    frame_sentence,
    length_text,
)
from evenhand.figures.backtest.unfolding import _running_peak
from evenhand.figures.backtest.wall import least
from evenhand.figures.figure import Figure
from evenhand.figures.periods import Term, begins, day_number
from evenhand.units import Target, Unit
from tests.unit.figures.backtest.brute import START, Random, agreement, figures, history, with_frame

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


def test_a_draft_has_the_dates_of_what_is_in_force():
    first = agreement(BASE + "term: {from: 2026-01-01, to: 2026-06-30}\n")
    second = agreement(BASE + "term: {from: 2026-01-01, to: 2026-12-31}\nin force from: 2026-04-01\n")
    draft = as_if(
        agreement(BASE + "term: {from: 2027-01-01, to: 2027-12-31, renewal: automatic}\n"), [first, second]
    )
    assert (draft.term.from_, draft.term.to, draft.term.renewal) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
        "automatic",
    )
    late = agreement(BASE + "in force from: 2027-01-01\nterm: {from: 2027-01-01}\n")
    assert as_if(late, [agreement(BASE)]).starts is None
    bare = as_if(agreement(BASE), [first])
    assert (bare.starts, bare.term.to) == (date(2026, 1, 1), date(2026, 6, 30))
    assert as_if(agreement(BASE), [agreement(BASE)]).term is None


@pytest.mark.parametrize(
    ("old", "new", "verdicts", "course"),
    [
        ("50% per day", "90% per month", True, True),
        ("3 hours", "4 hours", False, True),
        ("3 hours", "3 business days", False, False),
        ("stops: resolved", "stops: responded", False, False),
        ("hours: day", "hours: whole", False, False),
        ("08:00-16:00", "08:00-17:00", False, False),
        ("{a: {name: A, hours: day}}", "{a: {name: A, hours: day}, b: {name: B, hours: day}}", False, False),
        ("timezone: UTC", "timezone: Europe/London", False, False),
    ],
)
def test_which_clauses_are_judged_once(old, new, verdicts, course):
    one, other = agreement(BASE), agreement(BASE.replace(old, new))
    both = one.standards["s"], other.standards["s"], one, other
    assert (same_verdicts(*both), same_course(*both)) == (verdicts, course)


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Australia/Lord_Howe"])
@pytest.mark.parametrize("unit", ["days", "months"])
def test_the_least_span_on_the_wall(zone, unit):
    rules = load_zone(zone, 2024, 2034)
    chance = np.random.default_rng(1)
    began = chance.integers(1772323200 - 86400 * 200, 1772323200 + 86400 * 200, 300)
    seconds = chance.integers(0, 86400 * 400, 300)
    spans = [WallSpan(rules, **{unit: number}) for number in range(420 if unit == "days" else 16)]
    found = least(spans[1], began, seconds)
    for start, length, number in zip(began, seconds, found.tolist(), strict=True):
        reach = [
            int((spans[each].after(np.array([start])) - start)[0]) for each in (number, max(number - 1, 0))
        ]
        assert reach[0] >= length
        assert number == 0 or reach[1] < length


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year"])
def test_edges_are_the_periods_of_the_term(unit):
    zone = load_zone("Europe/London", 2024, 2028)
    at = np.arange(1767225600 - 86400 * 40, 1767225600 + 86400 * 400, 86399)
    for term in (Term(None, None), Term(date(2026, 1, 15), date(2026, 11, 3))):
        edges = edges_of(unit, term, zone, int(at[0]), int(at[-1]))
        assert edges.days[edges.place(at)].tolist() == term.period_of(unit, zone, at).tolist()
        assert begins(unit, edges.days[1:]).tolist() == edges.days[1:].tolist()
        assert edges.days[0] <= day_number(date(2026, 1, 15))


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


def frame(**changes):
    """A needed time frame."""
    plain = {
        "clause": "standards.s", "service": None, "priority": "P1", "of": "P1",
        "target": Target.parse("90% per month"),
        "present": "4 hours", "present_amount": Fraction(14400), "unit": Unit.SECONDS, "needed": Fraction(19380),
        "deciding": ((date(2026, 3, 1), date(2026, 4, 1), 9, 1),), "periods": 3, "others": False,
    }  # fmt: skip
    return NeededFrame(**{**plain, **changes})


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


def test_numbers_of_any_size():
    assert times(np.array([2, 3]), 5).dtype == np.int64
    big = times(np.array([1 << 40]), 1 << 40)
    assert (big.dtype, big.tolist()) == (np.dtype(object), [1 << 80])
    assert times(big, 2).tolist() == [1 << 81]
    peak = _running_peak(np.array([3, 1, 5, 2, 4]), np.array([0, 0, 0, 7, 7]))
    assert peak.tolist() == [3, 3, 5, 2, 4]
    high = np.array([1 << 61, 5, 7], object)
    assert _running_peak(high, np.array([0, 0, 1])).tolist() == [1 << 61, 1 << 61, 7]


def backtest(current, draft, log, as_of=START + 3600 * 100, **options):
    """The back-test of two texts."""
    work = Backtesting([agreement(each) for each in current], agreement(draft) if draft else None, as_of)
    work.take(log)
    return work.done(**options)


def test_what_the_draft_would_have_judged_otherwise():
    log = history(Random(5))
    result = backtest(
        [BASE], BASE.replace("7 hours", "30 minutes").replace("hours: day", "hours: whole"), log
    )
    assert {each.clause for each in result.changed} == {"standards.s"}
    assert all(each.number >= len(each.examples) >= 1 for each in result.changed)
    assert backtest([BASE], BASE.replace("50%", "100%"), log).changed == ()
    assert backtest([BASE], None, log).draft is None


def by_hand(current, draft, log):
    """Changed verdicts, told from two measures by themselves."""
    found = {}
    for before, after in ((current, draft),):
        sides = []
        for texts in (before, [after]):
            work = Backtesting([agreement(each) for each in texts], None, START + 3600 * 100)
            said = {}
            for piece in work._current.pieces(log):
                work._current.take(work._parts[0], piece)
                for (_, clause), (_, (judged, _)) in work._current.seen.items():
                    for ticket, code in zip(
                        judged.log.tickets[judged.ticket], judged.verdict.tolist(), strict=True
                    ):
                        said[clause, str(ticket)] = code
            sides.append(said)
        for key in {*sides[0], *sides[1]}:
            if sides[0].get(key) != sides[1].get(key):
                found[key[0]] = found.get(key[0], 0) + 1
    return found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "change",
    [
        ("7 hours", "2 hours"),
        ("stops: resolved", "stops: responded"),
        ("    service: all", "    service: all\n    applies to: {priority: P1}"),
    ],
)
def test_changes_are_those_of_two_measures(seed, change):
    chance = Random(seed)
    log = history(chance)
    draft = BASE.replace(*change)
    later = BASE.replace("3 hours", "5 hours") + "in force from: 2026-03-03\n"
    for current in ([BASE], [BASE + "term: {from: 2026-03-02}\n", later + "term: {from: 2026-03-02}\n"]):
        dated = draft + ("term: {from: 2026-03-02}\n" if len(current) > 1 else "")
        result = backtest(current, dated, log)
        numbers = {}
        for each in result.changed:
            name = each.clause.removeprefix("standards.")
            numbers[name] = numbers.get(name, 0) + each.number
        assert numbers == by_hand(current, dated, log)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("change", [("50%", "90%"), ("7 hours", "2 hours"), ("per day", "per month")])
def test_a_draft_is_measured_as_if_it_were_alone(seed, change):
    log = history(Random(seed))
    draft = BASE.replace(*change)
    together = backtest([BASE], draft, log)
    alone = backtest([draft], None, log)
    assert together.draft.measurement.figures == alone.current.measurement.figures
    sides = [
        frontier(each.measure.versions, each.measurement, each.reaches)
        for each in (together.draft, alone.current)
    ]
    assert sides[0] == sides[1]


def test_verdicts_of_one_name_are_no_change():
    log = history(Random(5))
    judged = [
        SimpleNamespace(log=log, ticket=np.array([0]), verdict=np.array([code], np.int8)) for code in (4, 6)
    ]
    changes = Changes()
    changes.compare("c", [judged[0]], judged[1])
    assert changes.found(["c"]) == ()


def test_a_clause_without_time_frames_hangs_on_nothing():
    watched = Watched([agreement(BASE)], START)
    watched.seen[0, "s"] = history(Random(5)), (SimpleNamespace(works=None), None)
    watched._unfold(0, "s", None, None, None)
    assert watched.reaches == {}


def test_ticks_beyond_the_integers_of_the_machine():
    odd = "hours: {{mon: 08:00-{}, tue: 08:00-{}, wed-sun: 08:00-{}}}"
    first, second = (
        odd.format("13:33:13", "14:26:17", "15:46:43"),
        odd.format("12:13:19", "16:06:47", "11:06:49"),
    )
    text = BASE.replace("day: {hours: {mon-sun: 08:00-16:00}}", f"day: {{{first}}}, other: {{{second}}}")
    text = text.replace(
        "{a: {name: A, hours: day}}", "{a: {name: A, hours: day}, b: {name: B, hours: other}}"
    )
    text = text.replace("{P1: 3 hours, P2: 7 hours}", "1 business day").replace("50%", "100%")
    told = 0
    for seed in range(6):
        log = history(Random(seed))
        result = backtest([text], None, log)
        side = result.current
        for reached in frontier(side.measure.versions, side.measurement, side.reaches):
            for each in reached.frames:
                if each.needed:
                    told += 1
                    anew = figures(
                        with_frame(agreement(text), None, each.needed, each.unit), log, START + 360000
                    )
                    less = each.needed * Fraction(10**30 - 1, 10**30)
                    short = figures(with_frame(agreement(text), None, less, each.unit), log, START + 360000)
                    line = reached.attained.service, reached.attained.priority
                    assert all(one.result != "missed" for one in anew[line])
                    assert any(one.result == "missed" for one in short[line])
    assert told


def test_pairs_of_figures():
    class Measured:
        def __init__(self, *figures):
            self.figures, self.statements = figures, ()

    one = Measured(
        figure(1, 0),
        figure(0, 1, "missed", 2),
        figure(1, 0, clause="standards.old"),
        figure(1, 0, breakdown=True),
    )
    two = Measured(figure(1, 0), figure(1, 0, day=2), figure(1, 0, clause="standards.new"))
    found = pairs(one, two)
    assert [(each.either.clause, each.turned) for each in found] == [
        ("standards.s", ""),
        ("standards.s", "better"),
        ("standards.new", ""),
        ("standards.old", ""),
    ]
    assert pairs(two, one)[1].turned == "worse"
    twice = Measured(figure(1, 0), figure(0, 1, "missed"))
    assert len(pairs(twice, None)) == 2
    assert (total(one).met, total(one).missed, total(one).credits) == (2, 1, ())


def test_rows_can_be_picked():
    names = ("row", "ticket", "before", "top", "begin", "until", "worth", "raw", "frame")
    rows = Rows(**{name: np.arange(3) for name in names}, scale=1)
    assert rows.some(np.array([2])).row.tolist() == [2]
