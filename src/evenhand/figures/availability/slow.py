"""The slow walk of an availability: instant by instant in plain Python, with what was counted of every record.

It shares nothing with the fast reckoning but the terms, so that the two can be held against each other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from evenhand.figures.availability.allowances import granted
from evenhand.figures.availability.plain import Outage, Pairs, covers, joined, overlaps, without
from evenhand.figures.availability.reasons import Moment, reason
from evenhand.figures.availability.roles import ANY, Role, role
from evenhand.figures.explanation.clauses import Clauses
from evenhand.terms.availability import Availability

MAINTENANCE, EXCLUDED, TROUBLE, UNKNOWN, UP = range(5)

State = tuple[int, Fraction]
"""A state and, for trouble, how little of it counts: the foremost of rule 20 is the smallest."""

_ZERO = Fraction(0)


@dataclass(slots=True)
class Line:
    """One record and what became of it within a period: seconds in all, seconds counted, and why, by reason."""

    record: Outage
    seconds: Fraction = _ZERO
    counted: Fraction = _ZERO
    parts: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    joined: tuple[str, ...] = ()

    def add(self, why: str, seconds: Fraction, counted: Fraction) -> None:
        """A part of the record that has one reason."""
        before = self.parts.get(why, (_ZERO, _ZERO))
        self.parts[why] = before[0] + seconds, before[1] + counted
        self.counted += counted


@dataclass(slots=True)
class Sum:
    """Seconds by state; `down` as weighted."""

    service: Fraction = _ZERO
    maintenance: Fraction = _ZERO
    excluded: Fraction = _ZERO
    down: Fraction = _ZERO
    unknown: Fraction = _ZERO


class SlowWalk:
    """One clause of one version over the records of its service.

    `begins` is the first instant of the agreement; `records` are those of the service or instance.
    """

    def __init__(
        self,
        clauses: Clauses,
        service: str,
        clause: Availability,
        records: Sequence[Outage],
        begins: int,
        as_of: int,
    ) -> None:
        self.clauses, self.clause, self.as_of = clauses, clause, as_of
        self.hours = clauses.hours(clauses.agreement.services[service].hours or "")
        parts = clause.components
        self.components: Sequence[str | None] = parts.names if parts else (None,)
        self.any_suffices = parts is not None and bool(parts.any_of)
        self.shares = dict(parts.weights) if parts else {}
        roles = [role(clauses, service, clause, record) for record in records]
        self.roles = [each for each in roles if any(map(each.about, self.components))]
        self.strangers = [each.record for each in roles if not any(map(each.about, self.components))]
        self._unheard = {each.number for each in self.strangers}
        self.granted = [
            granted(clauses, service, terms, self.roles, begins, as_of)
            for terms in (clause.maintenance or (ANY,))
        ]
        self.maintained = {name: self._maintained(name) for name in self.components}
        self.outages = self._joined()
        self._together = self._met()
        shortest = clause.shortest_outage.seconds if clause.shortest_outage else 0
        self.short = [span for span in self.outages if span[1] - span[0] < shortest]

    def walk(self, start: int, end: int, lines: dict[int, Line], total: Sum) -> None:
        """Go through `[start, end)` and add up what counts, on the whole and for every record."""
        pieces = joined([(piece.start, piece.end) for piece in self.hours.pieces(start, end)])
        for record in (*(each.record for each in self.roles), *self.strangers):
            self._line(record, start, end, lines)
        runs: list[tuple[Fraction, Sequence[str | None]]] = [(Fraction(1), self.components)]
        if self.shares:
            runs = [(self.shares[name], (name,)) for name in self.components if name is not None]
        active: list[Role] = []
        edges = sorted({start, end, *(edge for edge in self._edges(pieces) if start < edge < end)})
        waiting = sorted(self.roles, key=lambda each: (each.record.start, each.record.number), reverse=True)
        for low, high in pairwise(edges):
            while waiting and waiting[-1].record.start <= low:
                active.append(waiting.pop())
            active = [each for each in active if each.record.until(self.as_of) > low]
            open_now = covers(pieces, low)
            for share, names in runs:
                self._segment(names, active, low, (high - low) * share, open_now, lines, total)

    def _segment(
        self,
        names: Sequence[str | None],
        active: Sequence[Role],
        at: int,
        seconds: Fraction | int,
        open_now: bool,
        lines: dict[int, Line],
        total: Sum,
    ) -> None:
        here = [each for each in active if any(map(each.about, names))]
        length = Fraction(seconds)
        choose = max if self.any_suffices else min
        state = choose(self._state(name, here, at) for name in names)
        counting = self._counting(state, here, at)
        weight = -state[1] if state[0] == TROUBLE else Fraction(counting is not None)
        moment = Moment(
            open_now, state[0], weight, counting, covers(self.short, at), self.granted, at, self.clause
        )
        if open_now:
            self._add(state, length, total)
        for each in here:
            counts = length * weight if open_now and each is counting else _ZERO
            lines[each.record.number].add(reason(each, moment), length, counts)

    def _add(self, state: State, length: Fraction, total: Sum) -> None:
        total.service += length
        if state[0] == MAINTENANCE:
            total.maintenance += length
        elif state[0] == EXCLUDED:
            total.excluded += length
        elif state[0] == TROUBLE:
            total.down += length * -state[1]
        elif state[0] == UNKNOWN:
            total.unknown += length

    def _state(self, name: str | None, active: Sequence[Role], at: int) -> State:
        """The foremost state of a component at an instant (rule 20)."""
        if covers(self.maintained[name], at):
            return MAINTENANCE, _ZERO
        short = covers(self.short, at)
        found: list[State] = [(UP, _ZERO)]
        for each in active:
            if not each.about(name) or (short and not each.unknown):
                continue
            if each.excluded:
                found.append((EXCLUDED, _ZERO))
            elif each.unknown:
                found.append((UNKNOWN, _ZERO))
            else:
                found.append((TROUBLE, -each.weight))
        return min(found)

    def _counting(self, state: State, active: Sequence[Role], at: int) -> Role | None:
        """The record whose time counts as down at an instant: the first of those that say so."""
        short = covers(self.short, at)
        for each in active:
            if each.excluded:
                continue
            if state[0] == TROUBLE and not each.unknown and not short and -each.weight == state[1]:
                return each
            if state[0] == UNKNOWN and each.unknown and self.clause.unknown == "down":
                return each
        return None

    def _maintained(self, name: str | None) -> Pairs:
        """When maintenance of a component was allowed."""
        found: Pairs = []
        for each in self.granted:
            spans = joined(
                [self._span(one) for one in self.roles if one.kind is each.terms and one.about(name)]
            )
            found += overlaps(spans, each.allowed)
        return joined(found)

    def _joined(self) -> Pairs:
        """The outages of the whole service, joined before they are judged (rule 20)."""
        result: Pairs | None = None
        for name in self.components:
            spans: Pairs = []
            for each in self.roles:
                if each.about(name) and not each.unknown:
                    span = self._span(each)
                    spans += without(span, self.maintained[name]) if each.planned else [span]
            mine = joined(spans)
            if result is None:
                result = mine
            else:
                result = overlaps(result, mine) if self.any_suffices else joined([*result, *mine])
        return result or []

    def _met(self) -> dict[int, list[str]]:
        """The records of each joined outage, by the number of each of them."""
        places: dict[int, list[Role]] = {}
        for each in self.roles:
            place = bisect_right(self.outages, (each.record.start, 2**62)) - 1
            if not each.unknown and place >= 0 and each.record.start < self.outages[place][1]:
                places.setdefault(place, []).append(each)
        named = [[each.record.label for each in met] for met in places.values()]
        return {
            each.record.number: labels
            for met, labels in zip(places.values(), named, strict=True)
            for each in met
        }

    def _line(self, record: Outage, start: int, end: int, lines: dict[int, Line]) -> None:
        """A line for a record that touches the time, with how long it does and what it was joined with."""
        until = record.until(self.as_of)
        if record.start >= end or (until <= start and not start <= record.start):
            return
        line = lines.setdefault(record.number, Line(record))
        seconds = Fraction(max(min(until, end) - max(record.start, start), 0))
        line.seconds += seconds
        if record.number in self._unheard:
            line.add("no component of the clause", seconds, _ZERO)
        else:
            line.joined = tuple(
                each for each in self._together.get(record.number, ()) if each != record.label
            )

    def _edges(self, pieces: Pairs) -> Iterator[int]:
        lists: Iterable[Pairs] = (
            pieces,
            self.short,
            [self._span(each) for each in self.roles],
            *self.maintained.values(),
            *(each.in_windows for each in self.granted),
            *(each.allowed for each in self.granted),
        )
        for spans in lists:
            for span in spans:
                yield from span

    def _span(self, each: Role) -> tuple[int, int]:
        return each.record.start, each.record.until(self.as_of)
