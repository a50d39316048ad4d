"""Measurement of availability: who looks, from where, how often, and what the looking cannot see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Promise
from evenhand.terms.checks.service_time import allowed_seconds, time_text
from evenhand.terms.checks.subject import Subject
from evenhand.units import Duration, Unit

_MOST_UNSEEN: Final = 3


def _promised(subject: Subject) -> Iterator[Promise]:
    """The clauses of availability that promise something."""
    return (each for each in subject.promises if each.terms.target is not None)


def _promise(each: Promise) -> str:
    """A promise as the beginning of a sentence."""
    return f"The promise of {each.terms.target} for {each.service}"


@check("measured-by-nobody", "warning", "measurement", title="Nobody is said to measure")
def nobody_measures(subject: Subject) -> Iterator[Finding]:
    """Availability is promised, and the clause does not say who measures it.

    In nearly every quarrel about availability both sides come with numbers of their own, and each trusts only
    its own. Name the one whose measurement counts: the provider, the client, or a third party both accept.
    """
    for each in _promised(subject):
        if each.terms.measured is None or each.terms.measured.by is None:
            yield Finding(
                f"{each.address}.measured.by",
                f"{_promise(each)} does not say who measures it.",
                'Add "by: provider" under "measured", or whoever it is.',
                f"who measures {each.service}",
            )


@check("measured-nowhere", "advice", "measurement", title="No place of measurement")
def measured_nowhere(subject: Subject) -> Iterator[Finding]:
    """Availability is promised, and the clause does not say from where it is measured.

    A server that answers in its own data centre may be out of reach for everybody at work. The provider likes to
    measure at the server and the client at the desk, and the difference is the quarrel. Name the place, such as
    the gateway of each site.
    """
    for each in _promised(subject):
        if each.terms.measured is None or each.terms.measured.at is None:
            yield Finding(
                f"{each.address}.measured.at",
                f"{_promise(each)} does not say where it is measured.",
                'Add "at: PLACE" under "measured", such as the gateway of each site.',
                f"where {each.service} is measured",
            )


@check("outage-start-unsaid", "warning", "measurement", title="When an outage begins")
def outage_start(subject: Subject) -> Iterator[Finding]:
    """Nothing says how often the service is looked at, nor which reading shows that it is down.

    An outage that nobody looks for begins when somebody calls: the provider counts from the call, the client from
    the first failed login an hour before. With a regular measurement it begins at the first one that fails. Say how
    often it is measured, or give a reading with its limit under "down when".
    """
    for each in _promised(subject):
        unsaid = each.terms.measured is None or each.terms.measured.every is None
        if unsaid and not each.terms.down_when:
            yield Finding(
                f"{each.address}.measured.every",
                f"{_promise(each)} does not say how often it is measured, so an outage may begin when it happens, "
                "when it is found or when it is reported.",
                'Add "every: 1 minute" under "measured", or "down when" with a reading.',
                f"how often {each.service} is measured",
            )


@check("down-undefined", "warning", "measurement", title="What being down means")
def down_undefined(subject: Subject) -> Iterator[Finding]:
    """Availability is promised, and nothing says what being down means.

    Is a service down when it is slow, when one site of four has lost it, when only printing fails? The provider
    says no and the client yes, and both in good faith. Say in one sentence what a user cannot do while it is down,
    or give a reading with its limit.
    """
    for each in _promised(subject):
        if each.terms.counts_as_down is None and not each.terms.down_when:
            yield Finding(
                f"{each.address}.counts as down",
                f"{_promise(each)} does not say what counts as down.",
                'Add "counts as down: …" with what a user cannot do, or "down when" with a reading.',
                f"what counts as down for {each.service}",
            )


@check("shortest-outage-hides", "warning", "measurement", title="A shortest outage that hides too much")
def shortest_outage(subject: Subject) -> Iterator[Finding]:
    """Three outages that are too short to count, or fewer, could use up all the downtime that the target allows.

    A shortest outage keeps blips out of the figures. Where the target allows 43 minutes a month and outages under
    15 minutes do not count, three unseen outages are already more than the whole promise. The client sees the
    interruptions, the report says 100%. Choose a shortest outage that is small beside the allowed downtime.
    """
    for each in _promised(subject):
        shortest, allowed = each.terms.shortest_outage, allowed_seconds(subject, each)
        if shortest is None or not allowed or shortest.amount * _MOST_UNSEEN < allowed:
            continue
        number = max(1, -(-allowed // shortest.amount))
        outages = "1 of them takes" if number == 1 else f"{number} of them take"
        yield Finding(
            f"{each.address}.shortest outage",
            f"Outages under {shortest} do not count, and {outages} as long as the {time_text(allowed)} of "
            f"downtime that {each.terms.target} allows.",
            f"Choose a shortest outage well below {time_text(allowed / _MOST_UNSEEN)}.",
        )


@check("interval-hides", "warning", "measurement", title="Measured too seldom for the target")
def seldom_for_target(subject: Subject) -> Iterator[Finding]:
    """The time between two measurements is longer than all the downtime that the target allows in a period.

    Measured every 15 minutes, an outage of 14 minutes may never be seen, and 99.99% of a month allows little more
    than four. The figure then says how lucky the measurements were. Measure more often, or promise less.
    """
    for each in _promised(subject):
        every, allowed = _every(each), allowed_seconds(subject, each)
        if every is not None and allowed and every.amount > allowed:
            yield Finding(
                f"{each.address}.measured.every",
                f"It is measured every {_bare(every)}, and {each.terms.target} allows only {time_text(allowed)} of "
                "downtime.",
                "Measure more often, or promise less.",
            )


@check(
    "interval-over-shortest-outage",
    "advice",
    "measurement",
    title="Measured too seldom for the shortest outage",
)
def seldom_for_shortest(subject: Subject) -> Iterator[Finding]:
    """The time between two measurements is longer than the shortest outage that counts.

    Whether an outage lasted two minutes or one cannot be told by looking every five, so the limit is never the
    one that is written: what counts is chance. Measure at least as often as the shortest outage is long.
    """
    for each in _promised(subject):
        every, shortest = _every(each), each.terms.shortest_outage
        if every is not None and shortest is not None and every.amount > shortest.amount:
            yield Finding(
                f"{each.address}.measured.every",
                f"It is measured every {_bare(every)}, which cannot tell an outage of {shortest} from a shorter one.",
                f"Measure at least every {_bare(shortest)}, or raise the shortest outage.",
            )


def _every(promise: Promise) -> Duration | None:
    """The time between two measurements, where it has a fixed number of seconds."""
    every = promise.terms.measured.every if promise.terms.measured else None
    return every if every is not None and every.unit is Unit.SECONDS else None


def _bare(length: Duration) -> str:
    """A length of time after "every": one minute is "minute"."""
    return length.text.removeprefix("1 ")
