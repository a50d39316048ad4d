"""Exclusions and scope: what does not count, who says so, and how much of the promise it takes away."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from evenhand.terms.availability import Exclusion, Maintenance
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Promise
from evenhand.terms.checks.service_time import (
    allowed_seconds,
    in_words,
    maintenance_seconds,
    service_seconds,
    time_text,
)
from evenhand.terms.checks.subject import Subject
from evenhand.units import ratio_text, tidy

_PLANNED: Final = "planned maintenance"
_MOST_TIMES: Final = 20
_MOST_SHARE: Final = Fraction(1, 20)


@check("maintenance-unbounded", "warning", "exclusions", title="Maintenance without bounds")
def unbounded(subject: Subject) -> Iterator[Finding]:
    """Maintenance does not count as downtime, and neither a window nor an allowance bounds it.

    Whatever is announced as maintenance, or called an emergency, is then no outage, at any hour and for any length.
    With such a clause every target is met. Give each kind of maintenance its windows, or a longest time in a period,
    emergency maintenance too ("at most: 2 hours per quarter").
    """
    for each in subject.promises:
        for address, kind in _kinds(subject, each):
            if kind.any_time and all(one.length is None for one in kind.at_most):
                sort = kind.kind or "planned"
                yield Finding(
                    address,
                    f"{sort.removesuffix(' maintenance').capitalize()} maintenance of {each.service} may be done at "
                    "any time and last as long as it likes.",
                    'Add "windows: …" or "at most: 4 hours per month" to the maintenance.',
                )


def _kinds(subject: Subject, promise: Promise) -> Iterator[tuple[str, Maintenance]]:
    """The kinds of maintenance with their addresses; excluded without further terms, any of it is one."""
    terms, address = promise.terms, f"{promise.address}.maintenance"
    for number, kind in enumerate(terms.maintenance, start=1):
        yield subject.item(address, number), kind
    if not terms.maintenance and any(tidy(one.cause) == _PLANNED for one in terms.excludes):
        yield address, Maintenance()


def _causes(subject: Subject) -> Iterator[tuple[Promise, str, Exclusion]]:
    """Every exclusion but planned maintenance, with its address."""
    for each in subject.promises:
        for number, exclusion in enumerate(each.terms.excludes, start=1):
            if tidy(exclusion.cause) != _PLANNED:
                yield each, subject.item(f"{each.address}.excludes", number), exclusion


@check("exclusion-undecided", "warning", "exclusions", title="An exclusion that nobody decides")
def undecided(subject: Subject) -> Iterator[Finding]:
    """Outages of some cause do not count, and nothing says who decides that an outage had this cause.

    After an outage the provider writes "client cause" beside it, and the report leaves it out. Whether it was so
    is exactly what the two disagree about. Say who decides: both parties, or a party that has to show evidence.
    """
    for each, address, exclusion in _causes(subject):
        if exclusion.decided_by is None:
            yield Finding(
                address,
                f'Outages of {each.service} by "{exclusion.cause}" do not count, and nobody is named who decides '
                "that it was so.",
                f"Write {{cause: {exclusion.cause}, decided by: both}}.",
            )


@check("exclusion-one-sided", "warning", "exclusions", title="An exclusion that the provider alone decides")
def one_sided(subject: Subject) -> Iterator[Finding]:
    """The provider alone decides that an outage does not count, and need not show why.

    The one who gains by an exclusion should not be its only judge. Let both decide, or ask for evidence that
    the client can read.
    """
    for each, address, exclusion in _causes(subject):
        if exclusion.decided_by == "provider" and exclusion.evidence is None:
            yield Finding(
                address,
                f'The provider alone decides that an outage of {each.service} was "{exclusion.cause}", and need not '
                "show it.",
                'Write "decided by: both", or add "evidence: required".',
            )


@check("exclusion-idle", "warning", "exclusions", title="An exclusion from nothing")
def idle(subject: Subject) -> Iterator[Finding]:
    """A clause lists what does not count, and has neither a target nor a credit that anything could count for.

    One side believes that something is promised, because so much is taken out of it; the other promised nothing.
    Add the target, or remove the exclusions.
    """
    for each in subject.promises:
        terms = each.terms
        promised = terms.target is not None or (terms.credits is not None and terms.credits.tiers)
        key = "excludes" if terms.excludes else "maintenance"
        if (terms.excludes or terms.maintenance) and not promised:
            yield Finding(
                f"{each.address}.{key}",
                f"{each.address} says what does not count, and promises nothing that it could be left out of.",
                'Add "target: 99.5% per month" or your own, or remove the exclusions.',
            )


@check("maintenance-outweighs-target", "warning", "exclusions", title="Maintenance that outweighs the target")
def outweighs(subject: Subject) -> Iterator[Finding]:
    """The maintenance that does not count may take so much service time that little is left of the promise.

    99.9% allows 43 minutes of downtime in a month; with 16 hours of maintenance in service hours beside it, users
    get 97.6%, and the report says 99.9%. Nobody lied, and the client feels cheated. Move the windows out of the
    service hours, lower the allowance, or promise what users really get. Weekly hours and an ordinary month
    are reckoned with. The check fires where maintenance may take more than a twentieth of the service hours, or
    more than twenty times the downtime that the target allows.
    """
    for each in subject.promises:
        target, allowed = each.terms.target, allowed_seconds(subject, each)
        if target is None or allowed is None or not each.terms.maintenance:
            continue
        period, hours = target.period, service_seconds(subject, each, target.period)
        bounded = [kind for _, kind in _kinds(subject, each) if _bounded(kind)]
        taken = sum((maintenance_seconds(subject, each, kind, period) for kind in bounded), start=Fraction(0))
        if taken > hours * _MOST_SHARE or taken > allowed * _MOST_TIMES > 0:
            left = max(Fraction(0), target.value - taken / hours)
            least = ratio_text(left.numerator, left.denominator, favourable="up")
            yield Finding(
                f"{each.address}.maintenance",
                f"Maintenance may take {time_text(taken)} of the service hours in {in_words(period)}, and the target "
                f"allows {time_text(allowed)} of downtime: users may get {least}, where {target} is promised.",
                "Put the windows outside the service hours, allow less, or promise less.",
            )


def _bounded(kind: Maintenance) -> bool:
    return not kind.any_time or any(one.length is not None for one in kind.at_most)
