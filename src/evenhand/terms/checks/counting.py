"""Measurement of tickets and readings: too few of them, events nobody defined, waiting nobody ends, no source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenhand.terms.availability import Availability
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import targets_of
from evenhand.terms.checks.subject import Subject
from evenhand.terms.standards import Standard
from evenhand.units import Target, tidy

_FEW: Final = 20
_MEANINGS: Final = {"responded": ("responded", "response"), "resolved": ("resolved", "resolution")}
"""Events of a ticket on which both sides must agree, and the words of a glossary that may define them."""


@check("too-few-for-percentage", "warning", "measurement", title="Too few tickets for the percentage")
def too_few(subject: Subject) -> Iterator[Finding]:
    """With few tickets in a period the percentage allows not a single miss, and nothing takes that into account.

    95% of fewer than 20 tickets allows none to be missed: one late ticket among 19 is 94.7%. The provider
    believed that five in a hundred may be late, and pays for the first one. Add "or at most: 1 missed", or score
    a period only from so many tickets on with "at least". The check looks at targets so high that it takes 20
    tickets or more before one may be missed.
    """
    for name, standard in subject.agreement.standards.items():
        counted = standard.clock is not None or (standard.measure is not None and standard.measure.share)
        if not counted or standard.or_at_most:
            continue
        for priority, target in targets_of(standard).items():
            needed = _needed(target)
            if needed >= _FEW and standard.at_least < needed:
                yield Finding(
                    f"standards.{name}.target" + (f".{priority}" if priority else ""),
                    f"With fewer than {needed} {'tickets' if _of_tickets(standard) else 'readings'}, {target} allows "
                    "none to be missed.",
                    'Add "or at most: 1 missed".'
                    if standard.clock
                    else f'Add "at least: {needed} {"tickets" if _of_tickets(standard) else "readings"}".',
                )


def _needed(target: Target) -> int:
    """How many it takes before one may be missed; 0 where none ever may be, or the target is no percentage."""
    may_be_missed = 1 - target.value if target.comparison == "at least" else target.value
    return -(-1 // may_be_missed) if target.percentage and may_be_missed > 0 else 0


def _of_tickets(standard: Standard) -> bool:
    return standard.measure is None or standard.measure.reading is None


@check("empty-period-scored", "advice", "measurement", title="A period in which there is nothing")
def empty_period(subject: Subject) -> Iterator[Finding]:
    """A period is to be scored from no tickets at all on, and a share of nothing is neither 0% nor 100%.

    One side reads a month without tickets as perfect, the other as nothing delivered. Evenhand shows such a
    period as "nothing to measure": it is neither met nor missed and costs nothing (rule 16), so "at least: 0" has
    no effect. Write "at least: 1 ticket", or more.
    """
    clauses: dict[str, Availability | Standard] = {each.address: each.terms for each in subject.promises}
    clauses |= {f"standards.{name}": each for name, each in subject.agreement.standards.items()}
    for address, clause in clauses.items():
        if clause.at_least == 0 and "at_least" in clause.model_fields_set:
            yield Finding(
                f"{address}.at least",
                "A period is to be scored from 0 on, and a share of nothing is neither 0% nor 100%.",
                'Write "at least: 1", or more.',
            )


@check("event-undefined", "warning", "measurement", title="An event that nobody defined")
def event_undefined(subject: Subject) -> Iterator[Finding]:
    """A clock starts or stops when a ticket is responded to or resolved, and the glossary does not define it.

    Is an automatic reply a response? Is a ticket resolved when the engineer says so, or when the person can work
    again? Most quarrels about service standards are about this one word. Define it in the glossary under the name
    of the event, in words that somebody who was there can answer with yes or no.
    """
    defined = {tidy(word) for word in subject.agreement.glossary}
    for event, words in _MEANINGS.items():
        timed = [
            (name, "stops" if each.clock.stops == event else "starts")
            for name, each in subject.agreement.standards.items()
            if each.clock and event in (each.clock.starts, each.clock.stops)
        ]
        if timed and defined.isdisjoint(words):
            name, side = timed[0]
            others = f" and {len(timed) - 1} more" if len(timed) > 1 else ""
            yield Finding(
                f"standards.{name}.clock.{side}",
                f'The clock of {name}{others} {side} at "{event}", and the glossary does not define it.',
                f'Add "{event}: …" to the glossary.',
                f'a definition of "{event}"',
            )


@check("pause-without-limit", "warning", "measurement", title="A clock that may stand still for ever")
def pause_without_limit(subject: Subject) -> Iterator[Finding]:
    """A clock may be paused, no reason for it has a longest time, and no responsibility says when the wait ends.

    "Waiting on client" is the reason found most often on tickets that would have been late. With no limit a clock
    can stand still for weeks while the client does not know that it is waited for. Give at least one reason a limit
    ("waiting on client: at most 2 business days"), or make the answer a responsibility with a time frame, and name
    this standard in its "if not met".
    """
    bound = {
        name
        for duties in (subject.agreement.responsibilities.client, subject.agreement.responsibilities.provider)
        for duty in duties.values()
        if duty.if_not_met and (duty.within or duty.due)
        for name in duty.if_not_met.pauses
    }
    for name, standard in subject.agreement.standards.items():
        pauses = standard.clock.pauses if standard.clock else ()
        if pauses and name not in bound and all(pause.limit is None for pause in pauses):
            reasons = ", ".join(pause.reason for pause in pauses)
            yield Finding(
                f"standards.{name}.clock.pauses",
                f"The clock of {name} may stand still without limit ({reasons}).",
                f'Write "{{{pauses[0].reason}: at most 2 business days}}", or bind the answer by a responsibility.',
            )


@check("no-source", "warning", "measurement", title="A target that no source measures")
def no_source(subject: Subject) -> Iterator[Finding]:
    """A service has a target, and none of the sources of records covers that service.

    A target without records is never missed and never met: it is a promise nobody can hold up to anybody. Name the
    source in "tracking", for this service or for all of them, or give up the target.
    """
    sources = subject.agreement.tracking.sources.values()
    covered = {tidy(source.service) for source in sources}
    if not sources or "all" in covered:
        return
    for each in subject.promises:
        if each.terms.target is not None and tidy(each.service) not in covered:
            yield _uncovered(f"{each.address}.target", [each.service])
    for name, standard in subject.agreement.standards.items():
        lacking = [service for service in subject.services_of(standard) if tidy(service) not in covered]
        if standard.target is not None and lacking:
            yield _uncovered(f"standards.{name}.target", lacking)


def _uncovered(address: str, services: list[str]) -> Finding:
    return Finding(
        address,
        f"No source of records covers {', '.join(services)}, so this target is measured by nobody.",
        f'Add a source with "service: {services[0]}" or "service: all" under tracking.sources.',
        f"a source for {services[0]}",
    )
