"""Clauses that are written well and still do not fit together, so that nothing could be computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from evenhand.errors import Problem, Severity
from evenhand.terms.measures import Measure
from evenhand.terms.notations import read_date
from evenhand.terms.parties import Term
from evenhand.terms.problems import locate, problem_at
from evenhand.terms.references import Names, find
from evenhand.terms.standards import AsAgreed, Standard
from evenhand.trees.tree import Node, address_of
from evenhand.units import Duration, Target, Unit


@dataclass(frozen=True)
class Misfit:
    """A problem with the key of the clause at which it stands; an empty key is the clause itself."""

    key: str
    code: str
    message: str
    mend: str
    severity: Severity = "error"


@dataclass(frozen=True)
class Surroundings:
    """What a standard needs to know of the rest: the priorities, and which services have hours."""

    priorities: tuple[str, ...] | None
    hours: Mapping[str, bool]


def misfits(standard: Standard, rest: Surroundings) -> Iterator[Misfit]:
    """Yield what keeps a standard from being measured."""
    if standard.clock is None and standard.measure is None:
        yield Misfit(
            "",
            "nothing-measured",
            "This standard has neither a clock nor a measure.",
            'Add "clock: {starts: opened, stops: resolved}", or "measure: …".',
        )
    if standard.clock and standard.measure:
        yield Misfit(
            "measure", "two-measures", "This standard has both a clock and a measure.", "Keep one of them."
        )
    if standard.clock and standard.within is None:
        yield Misfit("clock", "missing-time-frame", "The clock has no time frame.", 'Add "within: …".')
    if standard.clock is None:
        for key, value in (("within", standard.within), ("or at most", standard.or_at_most)):
            if value is not None:
                yield Misfit(key, "no-clock", f'"{key}" needs a clock.', 'Add "clock: …", or remove it.')
    yield from _by_priority(standard, rest)
    yield from _without_calendar(standard, rest)
    yield from _targets(standard)


def _covered(standard: Standard, rest: Surroundings) -> tuple[str, ...]:
    """The priorities a standard is for: those it names, else all there are."""
    return standard.applies_to.get("priority") or rest.priorities or ()


def _by_priority(standard: Standard, rest: Surroundings) -> Iterator[Misfit]:
    kinds: tuple[tuple[str, str, str, Any], ...] = (
        ("within", "missing-time-frame", "time frame", standard.within),
        ("calendar", "missing-calendar", "calendar", standard.calendar),
        ("target", "missing-target", "target", standard.target),
    )
    for key, code, what, value in kinds:
        if not isinstance(value, Mapping):
            continue
        missing = [name for name in _covered(standard, rest) if name not in value]
        if missing:
            yield Misfit(
                key,
                code,
                f"{_listed(missing)} {'has' if len(missing) == 1 else 'have'} no {what} here.",
                f'Add "{missing[0]}: …", or name the priorities of this standard under "applies to".',
            )
    if isinstance(standard.target, Mapping) and standard.scored != "each priority":
        yield Misfit(
            "scored",
            "target-not-scored",
            f"Each priority has a target of its own, and figures are scored {standard.scored}.",
            'Write "scored: each priority", or one target.',
        )


def _without_calendar(standard: Standard, rest: Surroundings) -> Iterator[Misfit]:
    runs = any(frame.unit in (Unit.SECONDS, Unit.BUSINESS_DAYS) for frame in _frames(standard))
    if standard.clock is None or standard.calendar is not None or not runs:
        return
    services = tuple(rest.hours) if standard.service == "all" else standard.service
    without = [name for name in services if not rest.hours.get(name)]
    if without or not services:
        whose = (
            f"the service {_listed(without)} has no hours" if without else "there is no service with hours"
        )
        yield Misfit(
            "within",
            "no-calendar",
            f"The time frame needs a calendar: the standard names none, and {whose}.",
            'Add "calendar: NAME" here, or "hours: NAME" to the service.',
        )


def _frames(standard: Standard) -> Iterable[Duration]:
    if isinstance(standard.within, Mapping):
        return standard.within.values()
    return [] if standard.within is None or isinstance(standard.within, AsAgreed) else [standard.within]


def _targets(standard: Standard) -> Iterator[Misfit]:
    if isinstance(standard.target, Mapping):
        targets = [(f"target.{name}", target) for name, target in standard.target.items()]
    else:
        targets = [("target", standard.target)] if standard.target else []
    for key, target in targets:
        if standard.clock:
            yield from _target_of_clock(key, target)
        elif standard.measure and key == "target":
            yield from _target_of_measure(key, target, standard.measure)
        elif standard.measure:
            yield Misfit(
                key,
                "target-form",
                f'"{standard.measure.text}" is one figure for all priorities, and this is a target of one of them.',
                f"Write one target, like target: {target.text}.",
            )


def _target_of_clock(key: str, target: Target) -> Iterator[Misfit]:
    if not target.percentage or target.comparison == "at most" or target.value > 1:
        yield Misfit(
            key,
            "target-form",
            f'"{target.text}" is not the share of tickets that are in time.',
            f"Write it like 90% per {target.period}.",
        )


def _target_of_measure(key: str, target: Target, measure: Measure) -> Iterator[Misfit]:
    if measure.share and (not target.percentage or target.value > 1):
        yield Misfit(
            key,
            "target-form",
            f'"{measure.text}" is a percentage, and "{target.text}" is not one.',
            f"Write it like at most 5% per {target.period}.",
        )
    elif measure.kind == "count" and target.percentage:
        yield Misfit(
            key,
            "target-form",
            f'"{measure.text}" is a number, and "{target.text}" is a percentage.',
            f"Write it like at most 3 per {target.period}.",
        )
    elif not target.text.lower().startswith("at "):
        yield Misfit(
            key,
            "target-side",
            f'"{target.text}" is read as at least {target.text}.',
            'Write "at least" or "at most" before it.',
            "warning",
        )


def _surroundings(root: Node) -> Surroundings:
    services = {str(path[-1]): node.child("hours") is not None for path, node in find(root, "services.*")}
    return Surroundings(Names.of(root).priority, services)


def _dates(root: Node, file: str) -> Iterator[Problem]:
    zone, begins, term = (root.child(key) for key in ("timezone", "in force from", "term"))
    if zone is None:
        message = "The agreement names no timezone, so its periods and dates are cut in UTC."
        yield problem_at(
            root.span.key,
            "no-timezone",
            message,
            'Add "timezone: Europe/London" or your own.',
            file,
            "",
            "warning",
        )
    if begins is None or term is None or not isinstance(begins.value, str):
        return
    try:
        day, whole = read_date(begins.value), Term.model_validate(term.plain())
    except ValueError:
        return
    if not whole.from_ <= day <= (whole.to or day):
        until = f" to {whole.to}" if whole.to else ""
        message = f"This version comes into force on {day}, outside the term from {whole.from_}{until}."
        mend = "Choose a day within the term, or change the term."
        yield problem_at(begins.span.value, "outside-term", message, mend, file, "in force from")


def consistency_problems(root: Node, file: str) -> Iterator[Problem]:
    """Yield what does not fit together, in all standards that can be read at all."""
    yield from _dates(root, file)
    rest = _surroundings(root)
    for path, node in find(root, "standards.*"):
        try:
            standard = Standard.model_validate(node.plain())
        except ValidationError:
            continue
        for misfit in misfits(standard, rest):
            place, at = locate(node, misfit.key.split(".", 1))
            yield problem_at(
                at.span.key,
                misfit.code,
                misfit.message,
                misfit.mend,
                file,
                address_of((*path, *place)),
                misfit.severity,
            )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
