"""Facts of an agreement that many checks need: promises, time frames and credits, each with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evenhand.terms.availability import Availability
from evenhand.terms.credits import ClauseCredits, Tier
from evenhand.terms.parties import Contact, Side
from evenhand.terms.standards import AsAgreed, Standard
from evenhand.units import Comparison, Duration, Target


@dataclass(frozen=True, slots=True)
class Promise:
    """A clause of availability: `services.SERVICE.availability`, or `.NAME` below it where there are several."""

    address: str
    service: str
    terms: Availability


@dataclass(frozen=True, slots=True)
class Frame:
    """The time frame of a clock for one priority (None where a standard tells none apart).

    `calendars` are the names of those it runs on: the standard's, else the hours of its services.
    """

    address: str
    name: str
    standard: Standard
    priority: str | None
    within: Duration | AsAgreed
    calendars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credited:
    """A clause with credits, `none` included: its targets by priority (None: one for all), and its tiers.

    `good` is the side on which a figure is good; None where nothing says so.
    """

    address: str
    clause: Availability | Standard
    credits: ClauseCredits
    targets: Mapping[str | None, Target]
    tiers: tuple[tuple[str, Tier], ...]
    good: Comparison | None


@dataclass(frozen=True, slots=True)
class Person:
    """A contact: its address, `name` as it is written elsewhere (`client.owner`), and whose it is."""

    address: str
    name: str
    side: Side
    contact: Contact


def targets_of(clause: Availability | Standard) -> dict[str | None, Target]:
    """Return the targets of a clause by priority; None is the one for all, and `none` is left out."""
    target = clause.target
    if target is None:
        return {}
    return {None: target} if isinstance(target, Target) else dict(target.items())


def good_side(targets: Mapping[str | None, Target], tiers: tuple[Tier, ...]) -> Comparison | None:
    """Return on which side a figure is good: as the targets say, else the side the tiers are not on."""
    for target in targets.values():
        return target.comparison
    for tier in tiers:
        if tier.above is not None:
            return "at most"
        if tier.below is not None or tier.at_or_below is not None:
            return "at least"
    return None


def is_percentage(clause: Availability | Standard) -> bool:
    """Whether the figure of a clause is a percentage: as its targets are, else by what it measures."""
    targets = targets_of(clause)
    if targets:
        return any(target.percentage for target in targets.values())
    return not (isinstance(clause, Standard) and clause.measure and not clause.measure.share)
