"""Which tickets time frames are for: some that fall under two of them, and priorities that fall under none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Frame
from evenhand.terms.checks.promised import Promised, longer, meet, promised, target_of
from evenhand.terms.checks.subject import Subject


@check("priority-twice", "warning", "time", title="Two clauses for one priority")
def priority_twice(subject: Subject) -> Iterator[Finding]:
    """Two standards time the same tickets between the same events.

    Each ticket is scored twice, and which of the two time frames holds will be quarrelled over. Name the tickets of
    each under "applies to". Steps are well: "90% in 4 hours, 99% in 8 hours".
    """
    seen: set[tuple[str, str]] = set()
    by_ticket: dict[object, list[Promised]] = {}
    for each in promised(subject):
        ticket = (each.clock.starts, each.clock.stops, each.service, each.frame.priority)
        by_ticket.setdefault(ticket, []).append(each)
    for same in by_ticket.values():
        for one, other in combinations(same, 2):
            key = (one.frame.name, other.frame.name)
            if key in seen or not meet(one.frame, other.frame) or _steps(subject, one, other):
                continue
            seen.add(key)
            whose = f" for {one.frame.priority}" if one.frame.priority else ""
            yield Finding(
                f"standards.{other.frame.name}",
                f"{one.frame.name} and {other.frame.name} time the same tickets{whose}: "
                f"{one.words} and {other.words}.",
                'Say under "applies to" which tickets each of them is for.',
            )


def _steps(subject: Subject, one: Promised, other: Promised) -> bool:
    """Whether the longer of two time frames has the higher target, so that both are meant."""
    mine, theirs = target_of(one.frame), target_of(other.frame)
    if mine is None or theirs is None:
        return False
    short, long_ = (one, other) if mine < theirs else (other, one)
    return mine != theirs and longer(subject, long_, short) is not None and not longer(subject, short, long_)


@check("priority-uncovered", "warning", "time", title="A priority without a time frame")
def priority_uncovered(subject: Subject) -> Iterator[Finding]:
    """Some priorities have a time frame, and another has none.

    Tickets of that priority can wait for ever. Add a time frame, if only a long one, or say that there is none with
    a standard whose target is none.
    """
    covered: dict[tuple[str, str], set[str]] = {}
    for frame in subject.frames:
        for name in [*subject.services_of(frame.standard)] or [""]:
            covered.setdefault((_stops(frame), name), set()).add(frame.priority or "")
    missing: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (stops, service), known in covered.items():
        lacking = tuple(name for name in subject.agreement.priorities.names if name not in known)
        if lacking:
            missing.setdefault((stops, lacking), []).append(service)
    for (stops, lacking), services in missing.items():
        everywhere = len(services) == max(len(subject.agreement.services), 1)
        where = "" if everywhere else f" of {', '.join(services)}"
        yield Finding(
            "standards",
            f"No time frame until a ticket is {stops} is for {', '.join(lacking)}{where}.",
            f"Add a time frame for {lacking[0]}.",
        )


def _stops(frame: Frame) -> str:
    return frame.standard.clock.stops if frame.standard.clock else ""
