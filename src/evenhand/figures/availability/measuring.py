"""Outages, readings and terms to figures of availability, period by period (rules 18 to 22)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from evenhand.availability.uptime import Account, accounts
from evenhand.figures.assembly import Span
from evenhand.figures.availability.book import Book
from evenhand.figures.availability.clauses import Group, groups
from evenhand.figures.availability.courses import Reckoner, named_readings
from evenhand.figures.availability.detail import AvailabilityFigures, Detail, Sides, remarks, sides, verdict
from evenhand.figures.availability.setting import Setting
from evenhand.figures.figure import NOT_OVER, Figure
from evenhand.figures.periods import Cut, Term, lived
from evenhand.figures.versions import Version, midnight
from evenhand.records.outages import Outages, no_outages
from evenhand.records.readings import Readings
from evenhand.terms.availability import Availability
from evenhand.units import tidy

_REQUESTS = "requests"

_Cuts = Sequence[tuple[Cut, int, int]]
"""The dates of figures, and the instants at which they begin and end."""


def measure_availability(
    versions: Sequence[Version],
    outages: Outages | None,
    readings: Readings | None,
    as_of: int,
    span: Span,
) -> AvailabilityFigures:
    """Every figure of availability for the periods that overlap the span and have begun before `as_of`.

    Time is agreed up to `as_of`; each instant counts under the version in force at it (rules 18 and 22). Where
    nothing was given that could say whether a service was down, there is no figure but a note.
    """
    measuring = _Measuring(versions, outages, readings, as_of, span)
    details = tuple(measuring.details())
    return AvailabilityFigures(tuple(each.figure for each in details), details, tuple(measuring.notes()))


class _Measuring:
    """One run: its calendars are compiled once for all clauses of a version."""

    def __init__(
        self,
        versions: Sequence[Version],
        outages: Outages | None,
        readings: Readings | None,
        as_of: int,
        span: Span,
    ) -> None:
        self.versions, self.readings, self.as_of, self.span = versions, readings, as_of, span
        self.given = outages is not None
        self.book = Book(no_outages() if outages is None else outages, as_of)
        self.term = Term(versions[0].first, versions[-1].last)
        self._settings: dict[int, Setting] = {}
        self.groups = [(group, list(self._cuts(group))) for group in groups(versions)]

    def details(self) -> Iterator[Detail]:
        """The figures with what each is made of, clause by clause, instance by instance, period by period."""
        for group, cuts in self.groups:
            if cuts and self._watched(group):
                for instance in self._instances(group):
                    yield from self._of_instance(group, instance, cuts)

    def notes(self) -> Iterator[str]:
        """What a reader must know beside all of them."""
        for group, _ in self.groups:
            if not self._watched(group):
                yield f"{group.address} was not measured: no outages were given."
        known = {name for version in self.versions for name in version.agreement.services}
        for name, number in sorted(self.book.strangers(known).items()):
            records = "outage names" if number == 1 else "outages name"
            yield f"{number} {records} a service the agreement does not have: {name!r}."

    def _watched(self, group: Group) -> bool:
        """Whether anything was given that could say that the service was down."""
        return self.given or (self.readings is not None and bool(group.clause.down_when))

    def _cuts(self, group: Group) -> Iterator[tuple[Cut, int, int]]:
        """The periods that have begun and in which some version of the clause is in force."""
        terms = group.agreement
        for cut in self.term.cuts(group.period, group.step, self.span.first, self.span.last):
            begun, stop = midnight(cut.stands_from, terms), midnight(cut.end, terms)
            if begun < self.as_of and any(
                each.start < stop and each.end > begun for each, _ in group.versions
            ):
                yield cut, midnight(cut.start, terms), stop

    def _instances(self, group: Group) -> Sequence[str | None]:
        """The instances that any record of the service names; the service as a whole where none does."""
        attribute = group.clause.for_each
        if attribute is None:
            return [None]
        return self.book.names(tidy(attribute), self.book.of_service(group.service)) or [None]

    def _of_instance(self, group: Group, instance: str | None, cuts: _Cuts) -> Iterator[Detail]:
        starts = np.array([start for _, start, _ in cuts], np.int64)
        stops = np.array([stop for _, _, stop in cuts], np.int64)
        whole = [Account() for _ in cuts]
        agreed, otherwise = ([Sides() for _ in cuts], [Sides() for _ in cuts])
        for version, clause in group.versions:
            setting = self._setting(version)
            reckoner = Reckoner(setting, group.service, clause, self.book, self.readings)
            low = np.maximum(starts, version.start)
            high = np.maximum(low, np.minimum(stops, min(version.end, self.as_of)))
            found = [Account() for _ in cuts]
            for share, states in reckoner.states(instance):
                parts = accounts(states, setting.hours(group.service), low, high)
                found = [one + part.times(share) for one, part in zip(found, parts, strict=True)]
            removed = clause.excluded_time == "removed"
            for place, account in enumerate(found):
                whole[place] += account
                agreed[place] += sides(clause, account, removed=removed)
                otherwise[place] += sides(clause, account, removed=not removed)
        for place, (cut, start, stop) in enumerate(cuts):
            both = agreed[place], otherwise[place]
            yield self._detail(group, instance, cut, (start, stop), whole[place], *both)

    def _detail(
        self,
        group: Group,
        instance: str | None,
        cut: Cut,
        instants: tuple[int, int],
        whole: Account,
        agreed: Sides,
        otherwise: Sides,
    ) -> Detail:
        start, stop = instants
        clause, value = group.clause, agreed.value
        other = None if otherwise.value == value else otherwise.value
        requests = self._requests(group, start, stop)
        result, because = verdict(clause, value, requests)
        notes = (*remarks(clause, value, other), *self._missing(group.versions))
        notes = (*notes, *lived(group.period, cut, group.first))
        figure = Figure(
            clause=group.address,
            title=group.title,
            versions=tuple(
                each.number for each, _ in group.versions if each.start < stop and each.end > start
            ),
            service=group.service,
            priority=None,
            start=cut.start,
            end=cut.end,
            numerator=agreed.agreed - agreed.down,
            denominator=agreed.agreed,
            value=value,
            target=clause.target,
            result=result,
            because=because,
            notes=(*notes, NOT_OVER) if stop > self.as_of else notes,
            instance=instance,
            stands_from=cut.stands_from,
        )
        return Detail(
            figure=figure,
            service_seconds=whole.service,
            maintenance_seconds=whole.maintenance,
            excluded_seconds=whole.excluded,
            unknown_seconds=whole.unknown,
            agreed_seconds=agreed.agreed,
            down_seconds=agreed.down,
            otherwise=other,
            requests=requests,
        )

    def _missing(self, versions: Sequence[tuple[Version, Availability]]) -> tuple[str, ...]:
        if self.readings is None and any(clause.down_when for _, clause in versions):
            return ("no readings were given",)
        return ()

    def _requests(self, group: Group, start: int, stop: int) -> Fraction | None:
        """How many requests there were: the sum of the readings of that name; None where it does not matter."""
        if not group.clause.at_least:
            return None
        if self.readings is None:
            return Fraction(0)
        places = named_readings(self.readings, _REQUESTS, group.service)
        at = self.readings.at[places]
        inside = np.zeros(len(places), np.bool_)
        for version, _ in group.versions:
            low, high = max(start, version.start), min(stop, version.end, self.as_of + 1)
            inside |= (at >= low) & (at < high)
        return sum((Fraction(self.readings.value[place]) for place in places[inside].tolist()), Fraction(0))

    def _setting(self, version: Version) -> Setting:
        if version.number not in self._settings:
            starts = [cut.start for _, cuts in self.groups for cut, _, _ in cuts]
            first = min([*starts, self.span.first, self.span.last])
            self._settings[version.number] = Setting(version, first, self.span.last, self.versions[0].start)
        return self._settings[version.number]
