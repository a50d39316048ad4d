"""The needed time frame against brute force, and against measuring anew with it and with one second less."""

from fractions import Fraction

import pytest

from evenhand.figures.backtest.frontiers import frontier
from evenhand.figures.backtest.measuring import Backtesting
from evenhand.units import Unit
from tests.unit.figures.backtest.brute import (
    HOUR,
    START,
    Random,
    agreement,
    document,
    figures,
    history,
    needed,
    with_frame,
)

LENGTH = {"day": 14400, "odd": 28800}


def reached(terms, log, as_of):
    """The frontier of one agreement, by service and priority of the figure."""
    work = Backtesting([terms], None, as_of)
    work.take(log)
    side = work.done().current
    found = frontier(side.measure.versions, side.measurement, side.reaches)
    return {(each.attained.service, each.attained.priority): each for each in found}


@pytest.mark.parametrize("seed", range(70))
def test_every_value_tried(seed):
    chance = Random(seed)
    terms, log = agreement(document(chance)), history(chance)
    as_of = START + HOUR * chance.choice([40, 60, 80, 100])
    lines = reached(terms, log, as_of)
    present = figures(terms, log, as_of)
    for line, each in lines.items():
        for frame in each.frames:
            per_day = 28800 if frame.unit is Unit.BUSINESS_DAYS else 1
            good, bad = needed(terms, log, as_of, line, frame.of, frame.unit, per_day)
            said = f"{line} {frame} {good} {bad}"
            if frame.needed is None:
                assert good is None, said
                continue
            assert good is not None, said
            assert frame.needed <= good, said
            assert bad is None or bad < frame.needed, said
            step = Fraction(1, per_day)
            anew = figures(with_frame(terms, frame.of, frame.needed or step, frame.unit), log, as_of)
            everything = [(one.start, one.end, one.numerator, one.denominator) for one in anew.get(line, ())]
            results = [
                (one.start, one.numerator, one.denominator)
                for one in anew.get(line, ())
                if one.result in ("met", "missed")
            ]
            assert all(one.result != "missed" for one in anew.get(line, ())), said
            assert len(results) == frame.periods or not frame.needed, said
            for start, end, met, missed in frame.deciding:
                assert (start, end, met, met + missed) in everything or met + missed == 0, said
            if bad is not None:
                less = figures(with_frame(terms, frame.of, frame.needed - step, frame.unit), log, as_of)
                if frame.needed - step > 0:
                    assert any(one.result == "missed" for one in less.get(line, ())), said
            else:
                assert frame.needed == 0 or frame.unit is Unit.DAYS, said
        values = [one.value for one in present[line] if one.result in ("met", "missed")]
        assert each.attained.periods == len(values)
