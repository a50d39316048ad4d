"""The parts of a back-test: drafts, edges, spans, numbers."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from evenhand.calendars.zones import load_zone
from evenhand.clocks.spans import WallSpan
from evenhand.figures.backtest.as_if import as_if, same_course, same_verdicts
from evenhand.figures.backtest.edges import edges_of
from evenhand.figures.backtest.frontiers import frontier
from evenhand.figures.backtest.numbers import times
from evenhand.figures.backtest.rows import Rows
from evenhand.figures.backtest.unfolding import _running_peak
from evenhand.figures.backtest.wall import least
from evenhand.figures.periods import Term, begins, day_number
from tests.unit.figures.backtest.brute import START, Random, agreement, figures, history, with_frame
from tests.unit.figures.backtest.helping import BASE, backtest


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


def test_numbers_of_any_size():
    assert times(np.array([2, 3]), 5).dtype == np.int64
    big = times(np.array([1 << 40]), 1 << 40)
    assert (big.dtype, big.tolist()) == (np.dtype(object), [1 << 80])
    assert times(big, 2).tolist() == [1 << 81]
    peak = _running_peak(np.array([3, 1, 5, 2, 4]), np.array([0, 0, 0, 7, 7]))
    assert peak.tolist() == [3, 3, 5, 2, 4]
    high = np.array([1 << 61, 5, 7], object)
    assert _running_peak(high, np.array([0, 0, 1])).tolist() == [1 << 61, 1 << 61, 7]


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


def test_rows_can_be_picked():
    names = ("row", "ticket", "before", "top", "begin", "until", "worth", "raw", "frame")
    rows = Rows(**{name: np.arange(3) for name in names}, scale=1)
    assert rows.some(np.array([2])).row.tolist() == [2]
