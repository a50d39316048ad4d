"""What a promise rests on: its targets, hours and time frames beside those it depends on (element 1).

A service that needs several others is available only while all of them are, so what it rests on gives no more than
the product of their targets. That is compared with the promise, and so are hours and time frames where the
underpinning agreement itself is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import prod
from typing import Final, Literal

from evenhand.calendars.hours import Calendar, open_intervals
from evenhand.errors import Problem
from evenhand.figures.credits.wording import listed, percent
from evenhand.intervals import Intervals
from evenhand.terms.agreement import Agreement
from evenhand.terms.services import Service
from evenhand.terms.standards import AsAgreed, Standard
from evenhand.units import Duration, Unit, seconds_text

_ANY_YEAR: Final = 2024
_ON_HOURS: Final = (Unit.SECONDS, Unit.BUSINESS_DAYS)


def underpinning_problems(agreement: Agreement, documents: Sequence[Agreement] = ()) -> tuple[Problem, ...]:
    """Warn where a service is promised more than it rests on; `documents` are agreements found by `reference`.

    A note says which of them is not at hand, once any is.
    """
    found: list[Problem] = []
    by_reference = {each.reference: each for each in documents if each.reference is not None}
    for name, service in agreement.services.items():
        found += _Promise(agreement, name, service, by_reference).problems()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Promise:
    """One service, and the agreements its promise may rest on."""

    agreement: Agreement
    name: str
    service: Service
    documents: Mapping[str, Agreement]
    _hours: dict[tuple[str, str | None], Intervals] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        """Everything that is weaker below than above."""
        if not self.service.rests_on:
            return
        yield from self._product()
        for each in self.service.rests_on:
            below = self.documents.get(each.reference)
            if below is None:
                if self.documents:
                    yield self._problem(
                        "underpinning-unknown",
                        f"{each.reference} is not among the underpinning agreements given.",
                        "Give its document too, or leave it at the target stated here.",
                        severity="note",
                    )
                continue
            yield from self._target(each.reference, each.target, below)
            yield from self._service_hours(each.reference, below)
            yield from self._time_frames(each.reference, below)

    def _product(self) -> Iterator[Problem]:
        known: dict[str, Fraction] = {}
        for each in self.service.rests_on:
            document = self.documents.get(each.reference)
            stated = each.target if each.target is not None else _promised(document) if document else None
            if stated is not None:
                known[each.reference] = stated
        together = prod(known.values(), start=Fraction(1))
        parts = listed([f"{reference} {percent(target)}" for reference, target in known.items()])
        for clause, terms in self.service.availability.items():
            target = terms.target
            if target is None or together >= target.value:
                continue
            address = f"services.{self.name}.availability" + (f".{clause}" if clause else "")
            all_ = f"{parts}, together {percent(together)}" if len(known) > 1 else parts
            yield self._problem(
                "underpinning-weaker",
                f"{address} promises {percent(target.value)}, and it rests on {all_}.",
                "Promise less, or agree on more with those it rests on.",
            )

    def _target(self, reference: str, stated: Fraction | None, below: Agreement) -> Iterator[Problem]:
        promised = _promised(below)
        if stated is not None and promised is not None and promised < stated:
            yield self._problem(
                "underpinning-target",
                f"{reference} is stated with {percent(stated)}, and its document promises {percent(promised)}.",
                "State what it promises.",
            )

    def _service_hours(self, reference: str, below: Agreement) -> Iterator[Problem]:
        calendars = {each.hours for each in below.services.values()}
        if self.service.hours is None or not calendars:
            return
        lacking = self._open(self.agreement, self.service.hours)
        for name in calendars:
            lacking = lacking.subtraction(self._open(below, name))
        if lacking.seconds:
            yield self._problem(
                "underpinning-hours",
                f"{seconds_text(lacking.seconds)} of a year's service hours lie outside the hours of {reference}.",
                "Narrow the service hours, or widen those it rests on.",
            )

    def _time_frames(self, reference: str, below: Agreement) -> Iterator[Problem]:
        for address, above in self.agreement.standards.items():
            if above.clock is None or not ("all" in above.service or self.name in above.service):
                continue
            for name, under in below.standards.items():
                if under.clock is None or under.clock.stops != above.clock.stops:
                    continue
                for priority in _common(above, under, self.agreement):
                    frames = self._slower(above, under, below, priority)
                    if frames:
                        ours, theirs, alike = frames
                        whose = f" for {priority}" if priority else ""
                        yield self._problem(
                            "underpinning-slower" if alike else "underpinning-unlike",
                            f"standards.{address} promises {ours}{whose}, and {reference} in its {name} {theirs}.",
                            "Promise more time, or agree on less with those it rests on."
                            if alike
                            else "Write both in the same unit, so that they can be compared.",
                            severity="warning" if alike else "note",
                        )

    def _slower(
        self, above: Standard, under: Standard, below: Agreement, priority: str | None
    ) -> tuple[str, str, bool] | None:
        """Both time frames where the one below is longer or runs on fewer hours, and whether they compare at all."""
        ours, theirs = _within(above, priority), _within(under, priority)
        if ours is None or theirs is None:
            return None
        our_hours = _calendar(above, priority) or self.service.hours
        their_hours = _calendar(under, priority) or next(
            (each.hours for each in below.services.values()), None
        )
        if ours.unit is not theirs.unit:
            return ours.text, theirs.text, False
        if theirs.amount > ours.amount:
            return ours.text, theirs.text, True
        if ours.unit in _ON_HOURS:
            fewer = self._open(self.agreement, our_hours).subtraction(self._open(below, their_hours))
            if fewer.seconds:
                ours_on, theirs_on = our_hours or "always", their_hours or "always"
                return f"{ours.text} of {ours_on}", f"{theirs.text} of {theirs_on}", True
        return None

    def _open(self, agreement: Agreement, name: str | None) -> Intervals:
        """The open time of a calendar in the first year of the agreement above."""
        key = (agreement.reference or agreement.agreement, name)
        if key not in self._hours:
            year = self.agreement.starts.year if self.agreement.starts else _ANY_YEAR
            calendar = (
                agreement.calendar(name, range(year, year + 1))
                if name is not None and name in agreement.calendars
                else Calendar(agreement.timezone, always=True)
            )
            zone = agreement.zone(calendar.zone, year - 1, year + 1)
            self._hours[key] = open_intervals(calendar, zone, date(year, 1, 1), date(year, 12, 31))
        return self._hours[key]

    def _problem(
        self, code: str, message: str, mend: str, severity: Literal["warning", "note"] = "warning"
    ) -> Problem:
        clause = f"services.{self.name}.rests on"
        line, column = self.agreement.place(clause)
        return Problem(code, message, mend, severity, self.agreement.file, line, column, clause)


def _promised(document: Agreement) -> Fraction | None:
    """The lowest availability that an underpinning agreement promises."""
    targets = [
        terms.target.value
        for service in document.services.values()
        for terms in service.availability.values()
        if terms.target is not None
    ]
    return min(targets, default=None)


def _common(above: Standard, under: Standard, agreement: Agreement) -> Sequence[str | None]:
    """The priorities for which both promise something; None where neither tells them apart."""
    ours = above.applies_to.get("priority") or agreement.priorities.names
    if not ours:
        return (None,)
    theirs = under.applies_to.get("priority")
    return tuple(name for name in ours if not theirs or name in theirs)


def _within(standard: Standard, priority: str | None) -> Duration | None:
    within = standard.within
    if within is None or isinstance(within, AsAgreed):
        return None
    if isinstance(within, Duration):
        return within
    return within.get(priority) if priority is not None else None


def _calendar(standard: Standard, priority: str | None) -> str | None:
    stated = standard.calendar
    if stated is None or isinstance(stated, str):
        return stated
    return stated.get(priority) if priority is not None else None
