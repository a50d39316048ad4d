"""The explanation of availability: a period walked slowly, every record told, ending in the number of the figure."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from evenhand.figures.availability.explained import AvailabilityExplanation, Piece, ToldOutage, fine
from evenhand.figures.availability.plain import Outage, plain, plain_outages
from evenhand.figures.availability.signalled import signalled
from evenhand.figures.availability.slow import Line, SlowWalk, Sum
from evenhand.figures.explanation.figure_result import Result
from evenhand.figures.explanation.governing import Governing, Version, reporting_period
from evenhand.figures.explanation.samples import Reading
from evenhand.figures.explanation.wall import opening
from evenhand.records.outages import Outages
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability
from evenhand.units import Period

_REQUESTS = "requests"
_EVER = 2**60
_MANY = 10**9
"""More stretches than readings can show: keeps those of two versions apart."""

_Pool = Sequence[tuple[Version, Availability]]


def explain_availability(
    agreements: Sequence[Agreement],
    outages: Outages,
    service: str,
    name: str,
    day: date,
    *,
    readings: Sequence[Reading] | None = None,
    as_of: int,
    instance: str | None = None,
) -> tuple[AvailabilityExplanation, ...]:
    """Explain the figures of one clause of availability for the period that contains `day`.

    `name` is the clause among several, "" for the only one. More than one where each instance is scored (`instance`
    narrows to one), or when versions with different targets meet in the period.
    """
    governing = Governing(agreements)
    records = plain_outages(outages, service, as_of)
    told: list[AvailabilityExplanation] = []
    for pool in _pools(governing, service, name):
        version, clause = pool[-1]
        unit, at = _unit(version, clause), opening(version.clauses.zone, day, 0)
        dates = governing.period(version, unit, at)
        if not _stands(pool, *governing.stood_for(version, unit, at), as_of):
            continue
        lived = governing.lived([each for each, _ in pool], unit, *dates)
        begins = governing.versions[0].start
        for one in _instances(clause, records):
            if instance in (None, one):
                teller = _Teller(pool, service, name, records, readings, begins, as_of, lived)
                told.append(teller.told(one, *dates))
    return tuple(told)


def _pools(governing: Governing, service: str, name: str) -> Iterator[_Pool]:
    """The versions that count in one figure, as their targets are the same (rule 18)."""
    pools: dict[object, list[tuple[Version, Availability]]] = {}
    for version in governing.versions:
        held = version.agreement.services.get(service)
        clause = held.availability.get(name) if held else None
        if clause is not None:
            key = (clause.target, clause.minimum, clause.at_least, clause.for_each)
            pools.setdefault(key, []).append((version, clause))
    yield from pools.values()


def _unit(version: Version, clause: Availability) -> Period:
    return clause.target.period if clause.target is not None else reporting_period(version.agreement)


def _stands(pool: _Pool, first: date, end: date, as_of: int) -> bool:
    """Whether a period has begun and a version is in force in it."""
    zone = pool[-1][0].clauses.zone
    begun, over = opening(zone, first, 0), opening(zone, end, 0)
    return begun < as_of and any(
        (version.start is None or version.start < over) and (version.end is None or version.end > begun)
        for version, _ in pool
    )


def _instances(clause: Availability, records: Sequence[Outage]) -> list[str | None]:
    """The instances that any record names; the service as a whole where none does."""
    attribute = clause.for_each
    names = {name for record in records for name in record.names(plain(attribute))} if attribute else set()
    return sorted(names) or [None]  # type: ignore[return-value]  # a list of names is one of names or None


class _Teller:
    """One pool of versions, ready to tell the figure of an instance and a period."""

    def __init__(
        self,
        pool: _Pool,
        service: str,
        name: str,
        records: Sequence[Outage],
        readings: Sequence[Reading] | None,
        begins: int | None,
        as_of: int,
        lived: str,
    ) -> None:
        self.lived = lived
        self.pool, self.service, self.name, self.records = pool, service, name, records
        self.readings, self.begins, self.as_of = readings, -_EVER if begins is None else begins, as_of

    def told(self, instance: str | None, first: date, end: date) -> AvailabilityExplanation:
        """The figure of a period in which one of the versions is in force."""
        zone = self.pool[-1][0].clauses.zone
        start, stop = opening(zone, first, 0), opening(zone, end, 0)
        lines: dict[int, Line] = {}
        total, agreed, down, other = Sum(), Fraction(0), Fraction(0), [Fraction(0), Fraction(0)]
        governing: list[int] = []
        for version, clause in self.pool:
            low = start if version.start is None else max(start, version.start)
            high = stop if version.end is None else min(stop, version.end)
            if low >= high:
                continue
            governing.append(version.number)
            part = Sum()
            records = [*self._of_instance(clause, instance), *self._signalled(version, clause, low)]
            walk = SlowWalk(version.clauses, self.service, clause, records, self.begins, self.as_of)
            walk.walk(low, max(low, min(high, self.as_of)), lines, part)
            for way in (True, False):
                sides = _sides(clause, part, removed=way)
                if way == (clause.excluded_time == "removed"):
                    agreed, down = agreed + sides[0], down + sides[1]
                else:
                    other = [other[0] + sides[0], other[1] + sides[1]]
            total = _sum(total, part)
        return self._explanation(instance, first, end, stop, total, agreed, down, other, lines, governing)

    def _explanation(
        self,
        instance: str | None,
        first: date,
        end: date,
        stop: int,
        total: Sum,
        agreed: Fraction,
        down: Fraction,
        other: Sequence[Fraction],
        lines: dict[int, Line],
        governing: Sequence[int],
    ) -> AvailabilityExplanation:
        version, clause = self.pool[-1]
        agreement = version.agreement
        value = (agreed - down) / agreed if agreed else None
        otherwise = (other[0] - other[1]) / other[0] if other[0] else None
        result, notes = self._judged(clause, value, opening(version.clauses.zone, first, 0), stop)
        notes = (*notes, *([self.lived] if self.lived else []))
        if stop > self.as_of:
            notes = (*notes, "The period is not over.")
        title = agreement.services[self.service].name or self.service
        address = f"services.{self.service}.availability" + (f".{self.name}" if self.name else "")
        return AvailabilityExplanation(
            clause=address,
            title=f"Availability of {title}" + (f", {self.name}" if self.name else ""),
            service=self.service,
            instance=instance,
            start=first,
            end=end,
            versions=tuple(governing),
            zone=agreement.timezone,
            as_of=self.as_of,
            service_seconds=total.service,
            maintenance_seconds=total.maintenance,
            excluded_seconds=total.excluded,
            unknown_seconds=total.unknown,
            agreed_seconds=agreed,
            down_seconds=down,
            value=value,
            otherwise=None if otherwise == value else otherwise,
            excluded_time=clause.excluded_time,
            unknown=clause.unknown,
            target=clause.target,
            result=result,
            outages=tuple(_told(line) for line in sorted(lines.values(), key=_order)),
            words=agreement.words(address),
            last=version.end is not None and stop >= version.end,
            notes=notes,
        )

    def _of_instance(self, clause: Availability, instance: str | None) -> list[Outage]:
        if clause.for_each is None or instance is None:
            return list(self.records)
        return [each for each in self.records if each.about(plain(clause.for_each), instance)]

    def _signalled(self, version: Version, clause: Availability, start: int) -> Iterator[Outage]:
        if self.readings is not None:
            yield from signalled(
                version.agreement,
                self.service,
                clause,
                self.readings,
                start,
                self.as_of,
                first=-_MANY * version.number - 1,
            )

    def _judged(
        self, clause: Availability, value: Fraction | None, start: int, stop: int
    ) -> tuple[Result, tuple[str, ...]]:
        """Compare with the target exactly, and say what decided where it alone did not (rule 16)."""
        notes: list[str] = []
        if value is not None and clause.minimum is not None and value < clause.minimum:
            notes.append(f"It is below the minimum of {fine(clause.minimum)}.")
        if self.readings is None and any(each.down_when for _, each in self.pool):
            notes.append("No readings were given, so only the records of outages count.")
        if value is None:
            return "nothing to measure", tuple(notes)
        if clause.target is None:
            return "not scored", ("The agreement sets no target.", *notes)
        requests = self._requests(start, stop)
        if requests < clause.at_least:
            few = f"There are fewer than {clause.at_least} requests in the period, {float(requests):g}."
            return "not scored", (few, *notes)
        return ("met" if clause.target.met_by(value) else "missed"), tuple(notes)

    def _requests(self, start: int, stop: int) -> Fraction:
        return sum(
            (
                Fraction(each.value)
                for each in self.readings or ()
                if plain(each.name) == _REQUESTS
                and each.service in ("", self.service)
                and start <= each.at < min(stop, self.as_of + 1)
                and any(version.governs(each.at) for version, _ in self.pool)
            ),
            Fraction(0),
        )


def _sides(clause: Availability, part: Sum, *, removed: bool) -> tuple[Fraction, Fraction]:
    """What was agreed and what of it was down (rules 19 and 21)."""
    down = part.down + part.unknown if clause.unknown == "down" else part.down
    if not removed:
        return part.service, down
    agreed = part.service - part.maintenance - part.excluded
    return agreed - part.unknown if clause.unknown == "excluded" else agreed, down


def _sum(one: Sum, other: Sum) -> Sum:
    return Sum(
        one.service + other.service,
        one.maintenance + other.maintenance,
        one.excluded + other.excluded,
        one.down + other.down,
        one.unknown + other.unknown,
    )


def _told(line: Line) -> ToldOutage:
    parts = [Piece(seconds, counted, why) for why, (seconds, counted) in line.parts.items()]
    rest = line.seconds - sum((each.seconds for each in parts), Fraction(0))
    if rest:
        parts.append(Piece(rest, Fraction(0), "the share of the other components"))
    return ToldOutage(line.record, line.seconds, line.counted, tuple(parts), line.joined)


def _order(line: Line) -> tuple[int, int]:
    return line.record.start, line.record.number
