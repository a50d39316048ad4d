"""Time frames beside one another: those of one kind of ticket, service by service, and which of two is longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evenhand.terms.checks.facts import Frame, targets_of
from evenhand.terms.checks.subject import Subject
from evenhand.terms.standards import Clock
from evenhand.units import Duration, Unit, tidy


@dataclass(frozen=True, slots=True)
class Promised:
    """A time frame as it holds for one service (None where the agreement names none), on its one calendar."""

    frame: Frame
    clock: Clock
    within: Duration
    service: str | None
    calendar: str | None

    @property
    def words(self) -> str:
        """The time frame with the calendar it runs on, where it runs on one: `4 hours of office`."""
        on_hours = self.within.unit in (Unit.SECONDS, Unit.BUSINESS_DAYS)
        return f"{self.within.text} of {self.calendar}" if on_hours and self.calendar else self.within.text


@dataclass(frozen=True, slots=True)
class Longer:
    """How one time frame is longer than another: always, or only for tickets opened at some hours.

    `example` is such an hour (a number of `Dues.opened`); None where the two are compared without hours.
    """

    always: bool
    example: int | None


def promised(subject: Subject) -> tuple[Promised, ...]:
    """Return every time frame of a fixed length, once for each service it holds for."""
    return tuple(each for frame in subject.frames for each in _by_service(subject, frame))


def _by_service(subject: Subject, frame: Frame) -> Iterator[Promised]:
    clock, within = frame.standard.clock, frame.within
    if clock is None or not isinstance(within, Duration):
        return
    stated = frame.calendars[0] if frame.standard.calendar is not None and frame.calendars else None
    services = subject.services_of(frame.standard)
    for name, service in services.items():
        yield Promised(frame, clock, within, name, stated or service.hours)
    if not services:
        yield Promised(frame, clock, within, None, stated)


def longer(subject: Subject, one: Promised, other: Promised) -> Longer | None:
    """Return how `one` is longer than `other`; None where it never is, or where they cannot be compared."""
    if one.within.unit is other.within.unit and (
        one.calendar == other.calendar or one.within.unit in (Unit.DAYS, Unit.MONTHS)
    ):
        return Longer(True, None) if one.within.amount > other.within.amount else None
    mine = subject.dues.of(one.within, one.calendar)
    theirs = subject.dues.of(other.within, other.calendar)
    if mine is None or theirs is None or not (mine > theirs).any():
        return None
    return Longer(bool((mine > theirs).all()), int((mine - theirs).argmax()))


def attributes(frame: Frame) -> Mapping[str, frozenset[str]]:
    """Return which tickets a time frame is for, its priority apart: attributes and their values, tidied."""
    return {
        tidy(name): frozenset(tidy(value) for value in values)
        for name, values in frame.standard.applies_to.items()
        if tidy(name) != "priority"
    }


def meet(one: Frame, other: Frame) -> bool:
    """Whether a ticket can fall under both time frames, its priority apart."""
    mine, theirs = attributes(one), attributes(other)
    return all(mine[name] & theirs[name] for name in mine.keys() & theirs.keys())


def target_of(frame: Frame) -> Fraction | None:
    """Return the value a time frame's figure has to reach; None where there is no target."""
    targets = targets_of(frame.standard)
    target = targets.get(frame.priority) or targets.get(None)
    return target.value if target else None
