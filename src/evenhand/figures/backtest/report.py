"""A back-test as plain values, for programs: ratios and money are decimal strings, instants ISO 8601."""

from fractions import Fraction
from typing import Any

from evenhand.figures.backtest.attained import AttainedTarget
from evenhand.figures.backtest.certainty import ONE_IN, Certainty
from evenhand.figures.backtest.compared import Total, pairs, total
from evenhand.figures.backtest.frontier import NeededFrame
from evenhand.figures.backtest.frontiers import Reached, frontier
from evenhand.figures.backtest.measuring import Backtest, Side
from evenhand.figures.figure import Figure, decimal_text
from evenhand.units import Unit


def backtest_json(result: Backtest) -> dict[str, Any]:
    """Everything: both measurements, figure beside figure, totals, changed tickets, and the frontiers."""
    draft = result.draft
    return {
        "current": _side(result.current),
        "draft": _side(draft) if draft else None,
        "figures": [
            {
                "clause": pair.either.clause,
                "service": pair.either.service,
                "priority": pair.either.priority,
                "instance": pair.either.instance,
                "period": {"start": pair.either.first.isoformat(), "end": pair.either.end.isoformat()},
                "current": _figure(pair.current),
                "draft": _figure(pair.draft),
                "turned": pair.turned or None,
            }
            for pair in pairs(result.current.measurement, draft.measurement if draft else None)
        ],
        "changed": [
            {
                "clause": each.clause,
                "from": each.before,
                "to": each.after,
                "tickets": each.number,
                "examples": list(each.examples),
            }
            for each in result.changed
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        **side.measurement.to_json(),
        "total": _total(total(side.measurement)),
        "frontier": [
            _reached(each) for each in frontier(side.measure.versions, side.measurement, side.reaches)
        ],
    }


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    whole = figure.to_json()
    names = ("period", "numerator", "denominator", "value", "comparison", "target", "result", "credit")
    return {name: whole[name] for name in names}


def _total(whole: Total) -> dict[str, Any]:
    credits = [{"amount": str(each.amount), "currency": each.currency} for each in whole.credits]
    return {"met": whole.met, "missed": whole.missed, "credits": credits}


def _reached(reached: Reached) -> dict[str, Any]:
    best = reached.attained
    return {
        "clause": best.clause,
        "service": best.service,
        "priority": best.priority,
        "instance": best.instance,
        "target": str(best.target),
        "attained": _attained(best),
        "time frames": [_needed(each) for each in reached.frames],
        "certainty": _certainty(reached.certainty),
    }


def _attained(best: AttainedTarget) -> dict[str, Any]:
    worst = best.worst
    return {
        "value": None if best.value is None else decimal_text(best.value, best.target),
        "period": None if worst is None else {"start": worst.start.isoformat(), "end": worst.end.isoformat()},
        "periods": best.periods,
    }


def _needed(frame: NeededFrame) -> dict[str, Any]:
    return {
        "priority": frame.of,
        "present": frame.present,
        "unit": "open seconds" if frame.unit is Unit.SECONDS else str(frame.unit),
        "needed": None if frame.needed is None else str(frame.needed),
        "periods": frame.periods,
        "deciding": [
            {"start": start.isoformat(), "end": end.isoformat(), "met": met, "missed": missed}
            for start, end, met, missed in frame.deciding
        ],
        "others stay": frame.others,
    }


def _certainty(sure: Certainty | None) -> dict[str, Any] | None:
    if sure is None:
        return None
    return {
        "tickets in the middle period": sure.typical,
        "all met is usual from": _share(sure.perfect),
        "met": sure.met,
        "number": sure.number,
        "long run from": _share(sure.low),
        "long run to": _share(sure.high),
        "sure": f"{ONE_IN - 1} in {ONE_IN}",
    }


def _share(value: Fraction) -> str:
    return decimal_text(value, None)
