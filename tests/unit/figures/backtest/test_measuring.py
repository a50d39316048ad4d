"""Two agreements over one history: changed tickets, pairs of figures."""

from types import SimpleNamespace

import numpy as np
import pytest

from evenhand.figures.backtest.changes import Changes
from evenhand.figures.backtest.compared import pairs, total
from evenhand.figures.backtest.frontiers import frontier
from evenhand.figures.backtest.measuring import Backtesting, Watched
from tests.unit.figures.backtest.brute import START, Random, agreement, history
from tests.unit.figures.backtest.helping import BASE, backtest, figure


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
