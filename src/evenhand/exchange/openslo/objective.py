"""One objective of OpenSLO: its target, its window, and where its numbers come from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from evenhand.errors import NotationError
from evenhand.exchange.openslo.objects import Objects, part_of, text_at
from evenhand.exchange.openslo.window import period_of
from evenhand.exchange.openslo.writing import MINIMUM
from evenhand.trees.tree import Node
from evenhand.units import Period, parse_number

_OPERATORS: Final = ("gt", "gte", "lt", "lte")


@dataclass(frozen=True)
class Objective:
    """A share of the good that is promised over a period; `title` and `description` are "" when not said.

    `clause` and `priority` are those of an agreement, where Evenhand wrote the file. `operator` and `value` say which
    readings are good; "" and None for a counted ratio.
    """

    name: str
    title: str
    description: str
    service: str
    target: Fraction
    minimum: Fraction | None
    period: Period
    clause: str
    priority: str
    operator: str
    value: Fraction | None


def objective_of(name: str, slo: Node, objects: Objects) -> Objective | None:
    """Read an objective; None, with a warning, for one that no agreement can hold."""
    spec = part_of(slo, "spec")
    window = part_of(spec, "timeWindow", 0)
    rolling = text_at(window, "isRolling").lower() == "true"
    period = period_of(text_at(window, "duration"), rolling=rolling)
    goals = part_of(spec, "objectives")
    first, *more = goals.value if goals and isinstance(goals.value, list) else (None,)
    target = _target(first)
    operator, value = text_at(first, "op"), _number(first, "value")
    indicator = _indicator(spec, objects)
    measured = part_of(indicator, "ratioMetric") or part_of(indicator, "thresholdMetric")
    compared = part_of(indicator, "thresholdMetric") is not None
    lacking = {
        "time window": period is None,
        "target": target is None,
        "indicator": measured is None,
        "comparison": compared and (operator not in _OPERATORS or value is None),
    }
    if period is None or target is None or any(lacking.values()):
        what = next(part for part, missing in lacking.items() if missing)
        message = f'The {what} of the objective "{name}" has no counterpart in an agreement.'
        mend = (
            "Known are calendar periods, rolling days, targets below 100 %, and indicators in the same file."
        )
        objects.say("left-out", message, mend, slo.span.key)
        return None
    lowest = next((goal for goal in more if text_at(goal, "displayName") == MINIMUM), None)
    for goal in more:
        if goal is not lowest:
            objects.say(
                "left-out", f'"{name}" has one target in an agreement; this is another.', "", goal.span.key
            )
    for key in ("alertPolicies",):
        if part := part_of(spec, key):
            objects.say("left-out", f'"{key}" has no place in an agreement.', "", part.span.key, "note")
    source = _source(measured)
    return Objective(
        name=name,
        title=text_at(slo, "metadata", "displayName"),
        description=text_at(spec, "description"),
        service=text_at(spec, "service"),
        target=target,
        minimum=_target(lowest),
        period=period,
        clause=text_at(source, "clause"),
        priority=text_at(source, "priority"),
        operator=operator if compared else "",
        value=value if compared else None,
    )


def _indicator(spec: Node | None, objects: Objects) -> Node | None:
    """What is measured: written with the objective, or an SLI of the same file."""
    there = part_of(spec, "indicator", "spec")
    return there or part_of(objects.by_kind["SLI"].get(text_at(spec, "indicatorRef")), "spec")


def _source(measured: Node | None) -> Node | None:
    """What Evenhand wrote about the source of the numbers."""
    for part in ("good", "bad"):
        if metric := part_of(measured, part):
            return part_of(metric, "metricSource", "spec")
    return part_of(measured, "metricSource", "spec")


def _target(goal: Node | None) -> Fraction | None:
    share, percent = _number(goal, "target"), _number(goal, "targetPercent")
    found = percent / 100 if share is None and percent is not None else share
    return found if found is not None and 0 <= found < 1 else None


def _number(node: Node | None, key: str) -> Fraction | None:
    try:
        return parse_number(text_at(node, key))
    except NotationError:
        return None
