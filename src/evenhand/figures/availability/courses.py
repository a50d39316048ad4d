"""What the records say of each component of a service under the terms of one clause (rules 19 to 21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from evenhand.availability.maintenance import allowed
from evenhand.availability.signals import crossed, usual_distance
from evenhand.availability.uptime import NOTHING, Course, States, states, together, too_short
from evenhand.figures.availability.book import PLANNED, Book, Rows
from evenhand.figures.availability.setting import Setting
from evenhand.intervals import Intervals
from evenhand.records.outages import UNKNOWN
from evenhand.records.readings import Readings
from evenhand.terms.availability import Availability, DownWhen, Maintenance
from evenhand.units import DAY_SECONDS, Duration, Unit, tidy

ONE = Fraction(1)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The rows of one service or instance as a clause sees them.

    `kind` is the place of the maintenance a row was announced as in time, -1 for none; `excluded` those for
    which nobody answers.
    """

    rows: Rows
    planned: NDArray[np.bool_]
    kind: NDArray[np.int64]
    excluded: NDArray[np.bool_]


class Reckoner:
    """One clause of one version, over the outages of its service and what readings say of it."""

    def __init__(
        self, setting: Setting, service: str, clause: Availability, book: Book, readings: Readings | None
    ) -> None:
        self.setting, self.service, self.clause, self.book = setting, service, clause, book
        self.kinds = kinds_of(clause)
        self.signalled = [self._signal(each, readings) for each in clause.down_when if readings is not None]

    def states(self, instance: str | None) -> list[tuple[Fraction, States]]:
        """The states of the whole service, or of each weighted component with its share (rule 20)."""
        clause, parts = self.clause, self.clause.components
        rows = self.book.of_service(self.service)
        if clause.for_each is not None and instance is not None:
            rows = rows.only(self.book.naming(tidy(clause.for_each), instance, rows))
        judged = self._judged(rows)
        if parts is None:
            chosen = [np.ones(len(rows.place), np.bool_)]
        else:
            chosen = [self.book.naming("component", name, rows) for name in parts.names]
        courses = self._courses(judged, chosen)
        shortest = clause.shortest_outage.seconds if clause.shortest_outage else 0
        any_suffices = parts is not None and bool(parts.any_of)
        short = too_short(courses, shortest, any_suffices=any_suffices)
        if parts is not None and parts.weights:
            shares = parts.weights.values()
            return [
                (share, states([course], short, any_suffices=False))
                for share, course in zip(shares, courses, strict=True)
            ]
        return [(ONE, states(courses, short, any_suffices=any_suffices))]

    def _judged(self, rows: Rows) -> Judged:
        book, planned = self.book, self.book.planned(rows)
        excluded = np.zeros(len(rows.place), np.bool_)
        kind = np.where(planned, self._announced(rows), -1)
        for exclusion in self.clause.excludes:
            if tidy(exclusion.cause) == PLANNED:
                kind = np.where(book.holds(exclusion, rows), kind, -1)
            else:
                excluded |= book.excluded(exclusion, rows)
        return Judged(rows, planned, kind, excluded)

    def _announced(self, rows: Rows) -> NDArray[np.int64]:
        """The kind of maintenance each row would be, where it was announced in time for that kind."""
        if not self.clause.maintenance:
            return np.full(len(rows.place), len(self.kinds) - 1, np.int64)
        kind = self.book.kinds(self.clause, rows)
        announced = self.book.outages.announced[rows.place]
        for place, terms in enumerate(self.kinds):
            mine = kind == place
            if mine.any():
                late = ~self.setting.in_time(terms.notice, announced[mine], rows.start[mine], self.service)
                kind[np.flatnonzero(mine)[late]] = -1
        return kind

    def _courses(self, judged: Judged, chosen: Sequence[NDArray[np.bool_]]) -> list[Course]:
        anyone = np.logical_or.reduce(chosen)
        granted = [self._granted(judged, place, anyone) for place in range(len(self.kinds))]
        return [self._course(judged, each, granted) for each in chosen]

    def _granted(self, judged: Judged, place: int, chosen: NDArray[np.bool_]) -> Intervals:
        """What is allowed of one kind of maintenance, the whole service taken together (rule 19)."""
        rows, terms = judged.rows, self.kinds[place]
        mine = chosen & (judged.kind == place)
        if not mine.any():
            return NOTHING
        begun = np.maximum(rows.start[mine], self.setting.agreed_from)
        windows = self.setting.windows(self.service, terms)
        return allowed(Intervals(begun, rows.end[mine]), windows, self.setting.limits(terms))

    def _course(self, judged: Judged, chosen: NDArray[np.bool_], granted: Sequence[Intervals]) -> Course:
        rows = judged.rows
        maintenance = together(
            _spans(rows, chosen & (judged.kind == place)).intersection(instants)
            for place, instants in enumerate(granted)
            if len(instants)
        )
        unknown = rows.state == UNKNOWN
        trouble = chosen & ~unknown
        counts = trouble & ~judged.excluded
        outages: dict[Fraction, Intervals] = {}
        for weight, mask in self.book.weights(self.clause, rows):
            some = _spans(rows, counts & mask & ~judged.planned)
            beyond = _spans(rows, counts & mask & judged.planned).subtraction(maintenance)
            outages[weight] = together((outages.get(weight, NOTHING), some, beyond))
        outages[ONE] = together((outages.get(ONE, NOTHING), *(down for down, _ in self.signalled)))
        aside = trouble & judged.excluded
        planned = _spans(rows, aside & judged.planned).subtraction(maintenance)
        return Course(
            maintenance=maintenance,
            excluded=together((_spans(rows, aside & ~judged.planned), planned)),
            outages=outages,
            set_aside=_spans(rows, chosen & unknown & judged.excluded),
            unknown=together(
                (_spans(rows, chosen & unknown & ~judged.excluded), *(gaps for _, gaps in self.signalled))
            ),
        )

    def _signal(self, terms: DownWhen, readings: Readings) -> tuple[Intervals, Intervals]:
        """When a reading says that the service is down, and when there is none (rule 21)."""
        at, beyond = chosen_readings(terms, readings, self.service, self.book.as_of)
        vouches = vouching_seconds(self.setting, self.service, self.clause)
        if vouches is None:
            vouches = 2 * usual_distance(at)
        return crossed(at, beyond, vouches, terms.for_.seconds if terms.for_ else 0, self.book.as_of)


def kinds_of(clause: Availability) -> tuple[Maintenance, ...]:
    """The kinds of maintenance that do not count; excluded without further terms, any of it is one."""
    if clause.maintenance or not any(tidy(each.cause) == PLANNED for each in clause.excludes):
        return clause.maintenance
    return (Maintenance(),)


def chosen_readings(
    terms: DownWhen, readings: Readings, service: str, as_of: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The instants of the readings that a clause looks at, in order, and which of them are beyond its bound."""
    places = named_readings(readings, terms.reading, service)
    places = places[readings.at[places] < as_of]
    places = places[np.argsort(readings.at[places], kind="stable")]
    values = [Fraction(readings.value[place]) for place in places.tolist()]
    above, below = terms.above, terms.below
    beyond = [
        (above is not None and value > above) or (below is not None and value < below) for value in values
    ]
    return readings.at[places], np.array(beyond, np.bool_)


def named_readings(readings: Readings, name: str, service: str) -> NDArray[np.int64]:
    """Places of the readings of a name; one that names no service belongs to every service."""
    wanted = tidy(name)
    named = np.array([*(tidy(each) == wanted for each in readings.name.names), False])
    served = np.array([*(each == service for each in readings.service.names), True])
    return np.flatnonzero(named[readings.name.codes] & served[readings.service.codes])


def vouching_seconds(setting: Setting, service: str, clause: Availability) -> int | None:
    """For how long a reading holds: until its source is silent, else twice as long as it takes to measure again.

    None where the agreement says neither in a unit of fixed length.
    """
    for source in setting.agreement.tracking.sources.values():
        if source.service == service and (silent := _seconds(source.silent_after)) is not None:
            return silent
    every = _seconds(clause.measured.every if clause.measured else None)
    return None if every is None else 2 * every


def _seconds(length: Duration | None) -> int | None:
    if length is None or length.unit not in (Unit.SECONDS, Unit.DAYS):
        return None
    return int(length.amount) * (DAY_SECONDS if length.unit is Unit.DAYS else 1)


def _spans(rows: Rows, chosen: NDArray[np.bool_]) -> Intervals:
    return Intervals(rows.start[chosen], rows.end[chosen]) if chosen.any() else NOTHING
