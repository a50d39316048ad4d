"""Time frames beside one another: those of neighbouring priorities, and of response and resolution."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.promised import Longer, Promised, attributes, longer, meet, promised
from evenhand.terms.checks.subject import Subject
from evenhand.units import DAY_SECONDS, Unit

_Group = dict[str | None, list[Promised]]


def _groups(subject: Subject) -> Iterator[_Group]:
    """Time frames of one clock, one service and one kind of ticket, by priority from the highest."""
    found: dict[object, _Group] = {}
    for each in promised(subject):
        kind = frozenset(attributes(each.frame).items())
        key = (each.clock.starts, each.clock.stops, each.service, kind)
        found.setdefault(key, {}).setdefault(each.frame.priority, []).append(each)
    order: list[str | None] = [*subject.agreement.priorities.names]
    for group in found.values():
        yield {name: group[name] for name in order if name in group}


def _neighbours(subject: Subject) -> Iterator[tuple[Promised, Promised]]:
    """Pairs of time frames of neighbouring priorities, the higher first.

    Standards that are for both are compared with themselves: of two steps ("90% in 4 hours, 99% in 8") each has its
    own order. Else each priority has to have one time frame.
    """
    seen = set()
    for group in _groups(subject):
        for higher, lower in pairwise(group.values()):
            by_name = {each.frame.name: each for each in lower}
            pairs = [(each, by_name[each.frame.name]) for each in higher if each.frame.name in by_name]
            if not pairs and len(higher) == len(lower) == 1:
                pairs = [(higher[0], lower[0])]
            for one, other in pairs:
                key = (one.frame.name, one.frame.priority, other.frame.name, other.frame.priority)
                if key not in seen:
                    seen.add(key)
                    yield one, other


@check("frames-not-falling", "warning", "time", title="More time for the more severe")
def not_falling(subject: Subject) -> Iterator[Finding]:
    """A higher priority has a longer time frame than the next lower one.

    Whatever hour a ticket is opened at, the more severe of the two may take longer. Most often two numbers were
    exchanged. Let time frames grow from the highest priority to the lowest.
    """
    for higher, lower in _neighbours(subject):
        found = longer(subject, higher, lower)
        if found and found.always:
            yield Finding(
                lower.frame.address,
                f"{higher.frame.priority} has {higher.words}, and the less severe {lower.frame.priority} only "
                f"{lower.words}.",
                f"Give {higher.frame.priority} less time than {lower.frame.priority}, or the same.",
            )


@check("wall-beside-hours", "warning", "time", title="Hours on the wall beside business hours")
def wall_beside_hours(subject: Subject) -> Iterator[Finding]:
    """Of two neighbouring priorities one runs on the clock on the wall and the other on business hours.

    "24 hours" and "40 business hours" look alike and are not: which of them ends first, and by how much, hangs on the
    hour at which a ticket is opened. Run both on one calendar. Nothing is said where the more severe is always due
    first and its time on the wall is less than a day: nobody takes "4 hours at any hour" for office hours.
    """
    for higher, lower in _neighbours(subject):
        found = longer(subject, higher, lower)
        if found and found.always:
            continue
        if found is not None:
            yield Finding(lower.frame.address, _sometimes(subject, higher, lower, found), _ONE_CALENDAR)
        elif higher.frame.name == lower.frame.name and _alike(subject, higher, lower):
            yield Finding(lower.frame.address, _side_by_side(subject, higher, lower), _ONE_CALENDAR)


def _alike(subject: Subject, one: Promised, other: Promised) -> bool:
    """Whether one runs on the wall and the other on hours, and the one on the wall lasts a day or more."""
    on_wall = [each for each in (one, other) if _runs_always(subject, each)]
    return len(on_wall) == 1 and not (
        on_wall[0].within.unit is Unit.SECONDS and on_wall[0].within.amount < DAY_SECONDS
    )


_ONE_CALENDAR = "Let both run on one calendar, so that their lengths can be compared."


def _sometimes(subject: Subject, one: Promised, other: Promised, found: Longer) -> str:
    opened = subject.dues.moment(found.example or 0)
    return (
        f"{one.frame.priority} has {one.words} and {other.frame.priority} {other.words}: opened on {opened}, "
        f"{one.frame.priority} is due after {other.frame.priority}."
    )


def _side_by_side(subject: Subject, one: Promised, other: Promised) -> str:
    plain, hours = (one, other) if _runs_always(subject, one) else (other, one)
    text = (
        f"{plain.frame.priority} has {plain.within.text} on the wall and {hours.frame.priority} {hours.words}"
    )
    due = subject.dues.of(hours.within, hours.calendar)
    if due is None:
        return f"{text}, which is no fixed time."
    lengths = (due - subject.dues.opened) // 3600
    return f"{text}, which last from {lengths.min()} to {lengths.max()} hours on the wall."


def _runs_always(subject: Subject, each: Promised) -> bool:
    return each.within.unit in (Unit.DAYS, Unit.MONTHS) or subject.never_closes(each.calendar)


@check("response-after-resolution", "warning", "time", title="A response due after the resolution")
def response_after_resolution(subject: Subject) -> Iterator[Finding]:
    """A ticket may be answered later than it must be resolved.

    The time frame of the response then promises nothing. Shorten it, or let it run on the calendar of the resolution.
    """
    resolutions: dict[object, list[Promised]] = {}
    for each in promised(subject):
        if each.clock.stops in ("resolved", "closed"):
            resolutions.setdefault(_ticket(each), []).append(each)
    seen = set()
    for first in promised(subject):
        for last in resolutions.get(_ticket(first), []) if first.clock.stops == "responded" else []:
            found = longer(subject, first, last) if meet(first.frame, last.frame) else None
            key = (first.frame.address, first.frame.priority, last.frame.name)
            if found and key not in seen:
                seen.add(key)
                yield Finding(
                    first.frame.address, _late(subject, first, last, found), "Shorten the response."
                )


def _ticket(each: Promised) -> object:
    return each.service, each.frame.priority, each.clock.starts


def _late(subject: Subject, first: Promised, last: Promised, found: Longer) -> str:
    whose = f" of {first.frame.priority}" if first.frame.priority else ""
    text = f"The response{whose} may take {first.words}, and {last.frame.name} has to be over in {last.words}"
    if found.example is None or found.always:
        return f"{text}."
    return f"{text}: opened on {subject.dues.moment(found.example)}, the response is due last."
