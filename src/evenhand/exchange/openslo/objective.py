"""One objective of OpenSLO: its target, its window, and where its numbers come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from fractions import Fraction
from typing import Final

from evenhand.errors import NotationError
from evenhand.exchange.openslo.objects import Objects, part_of, text_at
from evenhand.exchange.openslo.window import period_of
from evenhand.exchange.openslo.writing import MINIMUM
from evenhand.figures.periods import beginning
from evenhand.trees.tree import Node
from evenhand.units import Period, parse_number

_OPERATORS: Final = ("gt", "gte", "lt", "lte")
_MEND: Final = (
    "Known are calendar periods, rolling days, targets below 100 % and indicators in the same file."
)


@dataclass(frozen=True)
class Objective:
    """A share of the good that is promised over a period; `title` and `description` are "" when not said.

    `clause` and `priority` are those of an agreement, where Evenhand wrote the file. `operator` and `value` say which
    readings are good, `reading` which they are; "" and None for a counted ratio.
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
    reading: str


def objective_of(name: str, slo: Node, objects: Objects) -> Objective | None:
    """Read an objective; None, with a warning, for one that no agreement can hold."""
    spec = part_of(slo, "spec")
    window = part_of(spec, "timeWindow", 0)
    rolling = text_at(window, "isRolling").lower() == "true"
    period = period_of(text_at(window, "duration"), rolling=rolling)
    first, lowest = _goals(name, spec, objects)
    target, operator, value = _target(first), text_at(first, "op"), _number(first, "value")
    indicator = _indicator(spec, objects)
    compared = part_of(indicator, "thresholdMetric") is not None
    measured = part_of(indicator, "thresholdMetric" if compared else "ratioMetric")
    what = "time window" if period is None else "target" if target is None else ""
    what = what or ("indicator" if measured is None else "")
    if not what and compared and (operator not in _OPERATORS or value is None):
        what = "comparison"
    if what or period is None or target is None:
        message = f'The {what} of the objective "{name}" has no counterpart in an agreement.'
        objects.say("left-out", message, _MEND, slo.span.key)
        return None
    _check_start(name, window, period, objects)
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
        reading=text_at(source, "reading") or name,
    )


def _goals(name: str, spec: Node | None, objects: Objects) -> tuple[Node | None, Node | None]:
    """The first target and the minimum; what else there is, is said to be left out."""
    goals = part_of(spec, "objectives")
    listed: Sequence[Node] = goals.value if goals and isinstance(goals.value, list) else ()
    lowest = next((goal for goal in listed[1:] if text_at(goal, "displayName") == MINIMUM), None)
    for goal in listed[1:]:
        if goal is not lowest:
            message = f'"{name}" has one target in an agreement; this is another.'
            objects.say("left-out", message, "Make it an objective of its own.", goal.span.key)
    if part := part_of(spec, "alertPolicies"):
        objects.say("left-out", '"alertPolicies" has no place in an agreement.', "", part.span.key, "note")
    return listed[0] if listed else None, lowest


def _check_start(name: str, window: Node | None, period: Period, objects: Objects) -> None:
    """Warn of windows that begin within a calendar period: the periods of an agreement do not."""
    start = part_of(window, "calendar", "startTime")
    if start is None or period.unit == "trailing days":
        return
    try:
        begun = datetime.fromisoformat(str(start.value))
    except ValueError:
        begun = None
    if begun is None or begun.time() != time() or beginning(period.unit, begun.date()) != begun.date():
        message = (
            f'The windows of "{name}" begin within a {period.unit}; those of an agreement begin with it.'
        )
        objects.say("other-window", message, "Look at the draft's target.", start.span.value)


def _indicator(spec: Node | None, objects: Objects) -> Node | None:
    """What is measured: written with the objective, or an SLI of the same file."""
    there = part_of(spec, "indicator", "spec")
    return there or part_of(objects.by_kind["SLI"].get(text_at(spec, "indicatorRef")), "spec")


def _source(measured: Node | None) -> Node | None:
    """What Evenhand wrote about the source of the numbers."""
    sides = [metric for side in ("good", "bad") if (metric := part_of(measured, side))]
    return part_of(sides[0] if sides else measured, "metricSource", "spec")


def _target(goal: Node | None) -> Fraction | None:
    share, percent = _number(goal, "target"), _number(goal, "targetPercent")
    found = percent / 100 if share is None and percent is not None else share
    return found if found is not None and found < 1 else None


def _number(node: Node | None, key: str) -> Fraction | None:
    try:
        return parse_number(text_at(node, key))
    except NotationError:
        return None
