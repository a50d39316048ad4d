"""Escalation: steps that come too late, people who cannot be reached, and answers that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Frame
from evenhand.terms.checks.subject import Subject
from evenhand.terms.management import Escalation, Step, StepTime
from evenhand.terms.standards import AsAgreed
from evenhand.units import DAY_SECONDS, Duration, Unit, seconds_text


def _ladders(subject: Subject) -> Iterator[tuple[str, Escalation]]:
    """Every escalation with its address."""
    return ((f"escalations.{name}", each) for name, each in subject.agreement.escalations.items())


def _pairs(subject: Subject) -> Iterator[tuple[Escalation, str, Step, Step]]:
    """Each step with the one after it, and the address of the second."""
    for address, ladder in _ladders(subject):
        for number, (first, second) in enumerate(pairwise(ladder.steps), start=2):
            yield ladder, f"{address}.steps.{number}", first, second


@check("steps-out-of-order", "warning", "escalation", title="Steps out of order")
def out_of_order(subject: Subject) -> Iterator[Finding]:
    """A step stands below another and is not later than it.

    Whoever reads the ladder from the top believes that the director is told last. Steps are taken by their time,
    so the reader is wrong, or the time is. Put the steps in the order of their times, and join two of the same time.
    """
    for _, address, first, second in _pairs(subject):
        if not _later(first.at, second.at):
            yield Finding(
                f"{address}.at",
                f'The step at "{second.at.text}" stands after the one at "{first.at.text}", and is not later.',
                "Put the steps in the order of their times.",
            )


def _later(first: StepTime, second: StepTime) -> bool:
    """Whether the second is later; lengths in different units are taken to be in order."""
    if first.length is not None and second.length is not None:
        return first.length.unit is not second.length.unit or first.length.amount < second.length.amount
    return _rank(first) < _rank(second)


def _rank(moment: StepTime) -> tuple[Fraction, int]:
    """The share of the time frame, the end of it for what comes later; then before, at and after the miss."""
    share = Fraction(1) if moment.share is None else moment.share
    return share, ("share", "missed", "after").index(moment.kind)


@check("step-at-the-end", "warning", "escalation", title="A warning when it is over")
def at_the_end(subject: Subject) -> Iterator[Finding]:
    """A step that is meant to warn comes when the time frame is used up.

    At 100% nothing can be done any more; whoever is told then can only explain. Warn early enough to act, and
    write "missed" for the step that follows a miss.
    """
    for address, ladder in _ladders(subject):
        for number, step in enumerate(ladder.steps, start=1):
            if step.at.share is not None and step.at.share >= 1:
                yield Finding(
                    f"{subject.item(f'{address}.steps', number)}.at",
                    f'The step at "{step.at.text}" comes when the time frame is over.',
                    'Choose a share such as 80%, or write "missed".',
                )


@check("acknowledgement-too-late", "warning", "escalation", title="An answer due after the next step")
def too_late(subject: Subject) -> Iterator[Finding]:
    """The time to acknowledge a step is longer than the time to the next one.

    From 50% to 80% of a time frame of 15 minutes it is four and a half minutes. A desk that may take 10 minutes
    to acknowledge is in order, and its manager is woken all the same. Shorten the time to acknowledge, or take the
    next step later. The shortest time frame to which the escalation applies is the one that counts.
    """
    for ladder, address, first, second in _pairs(subject):
        if first.acknowledge_within is None:
            continue
        gaps = [
            (gap, frame)
            for frame in _frames(subject, ladder)
            if (gap := _gap(subject, frame, first.at, second.at)) > 0
            and _seconds(subject, frame, first.acknowledge_within) > gap
        ]
        if gaps:
            gap, frame = min(gaps, key=lambda one: one[0])
            yield Finding(
                _before(address),
                f'The step at "{first.at.text}" may be acknowledged within {first.acknowledge_within}, and the step '
                f'at "{second.at.text}" follows {seconds_text(int(gap))} later for {frame.name} ({frame.within}).',
                f"Ask for it within {seconds_text(int(gap))} or less, or take the next step later.",
            )


def _before(address: str) -> str:
    """The clause of the time to acknowledge in the step before the one at `address`."""
    steps, _, number = address.rpartition(".")
    return f"{steps}.{int(number) - 1}.acknowledge within"


def _frames(subject: Subject, ladder: Escalation) -> Iterator[Frame]:
    """The time frames that an escalation applies to, where they have a length."""
    names, priorities = ladder.applies_to.get("standard"), ladder.applies_to.get("priority")
    for frame in subject.frames:
        if isinstance(frame.within, AsAgreed) or (names and frame.name not in names):
            continue
        if not (priorities and frame.priority and frame.priority not in priorities):
            yield frame


def _gap(subject: Subject, frame: Frame, first: StepTime, second: StepTime) -> Fraction:
    """The time from one step to the other, in seconds of a time frame."""
    return _moment(subject, frame, second) - _moment(subject, frame, first)


def _moment(subject: Subject, frame: Frame, at: StepTime) -> Fraction:
    assert isinstance(frame.within, Duration)
    share = Fraction(1) if at.share is None else at.share
    after = Fraction(0) if at.length is None else _seconds(subject, frame, at.length)
    return share * _seconds(subject, frame, frame.within) + after


def _seconds(subject: Subject, frame: Frame, length: Duration) -> Fraction:
    """A length of time in seconds: a business day is the shortest of the week, a month has 30 days."""
    if length.unit is Unit.BUSINESS_DAYS:
        return length.amount * _shortest_day(subject, frame)
    return length.amount * {Unit.SECONDS: 1, Unit.DAYS: DAY_SECONDS}.get(length.unit, 30 * DAY_SECONDS)


def _shortest_day(subject: Subject, frame: Frame) -> int:
    known = subject.agreement.calendars
    weeks = [known[name].hours for name in frame.calendars if name in known and not known[name].hours.always]
    days = [sum(end - start for start, end in spans) for week in weeks for spans in week.weekly if spans]
    return min(days, default=DAY_SECONDS)


@check("acknowledgement-idle", "warning", "escalation", title="An answer that nobody waits for")
def idle(subject: Subject) -> Iterator[Finding]:
    """The last step asks for an acknowledgement, and nothing follows when there is none.

    An acknowledgement only matters when somebody else is told in its absence. Add a step after this one, or
    leave the acknowledgement out.
    """
    for address, ladder in _ladders(subject):
        if ladder.steps and ladder.steps[-1].acknowledge_within is not None:
            yield Finding(
                f"{subject.item(f'{address}.steps', len(ladder.steps))}.acknowledge within",
                f'The last step, at "{ladder.steps[-1].at.text}", asks for an acknowledgement, and no step follows '
                "when there is none.",
                "Add a later step, or remove the acknowledgement.",
            )


@check("escalation-without-clock", "warning", "escalation", title="An escalation without a clock")
def without_clock(subject: Subject) -> Iterator[Finding]:
    """An escalation applies to a standard that has no clock, so none of its steps can ever be taken.

    Steps are taken when a share of a time frame is used up, or after it was missed. A standard that measures a
    rating or a number has no such moments. Name standards with clocks, or drop this one.
    """
    for address, ladder in _ladders(subject):
        for name in ladder.applies_to.get("standard", ()):
            standard = subject.agreement.standards.get(name)
            if standard is not None and standard.clock is None:
                yield Finding(
                    f"{address}.applies to.standard",
                    f"{name} has no clock, so the steps of {address} are never taken for it.",
                    f"Remove {name} from this escalation.",
                )
