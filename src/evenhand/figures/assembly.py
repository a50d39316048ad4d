"""Counts become figures: which figures there are, pooled or apart, and what is said beside each (rules 15 to 18)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from evenhand.figures.figure import NOT_OVER, Figure, Result
from evenhand.figures.periods import Cut, PeriodUnit, Term, day_number, lived
from evenhand.figures.samples import chosen_readings, reckon_sample
from evenhand.figures.slots import Group, Slot, groups, slots
from evenhand.figures.tally import Cell, Tally
from evenhand.figures.versions import Version, midnight
from evenhand.records.readings import Readings
from evenhand.terms.standards import Standard
from evenhand.units import Target

_PLURAL = {True: "ticket", False: "tickets"}


@dataclass(frozen=True, slots=True)
class Span:
    """The days figures are wanted for (inclusive), and the instant they are reckoned as of."""

    first: date
    last: date
    as_of: int


@dataclass(frozen=True, slots=True)
class Made:
    """A value and how it was judged."""

    value: Fraction | None
    numerator: Fraction | None
    number: int
    result: Result
    because: str
    notes: tuple[str, ...] = ()


def assemble(
    versions: Sequence[Version],
    term: Term,
    tally: Tally,
    span: Span,
    readings: Readings | None = None,
    by: Sequence[str] = (),
) -> tuple[Figure, ...]:
    """Every figure of the versions over the span, by clause, then service or priority, then period."""
    figures: list[Figure] = []
    for group in groups(versions):
        cells = Cells(tally, group)
        made: list[Figure] = []
        for slot in slots(group, cells.names):
            for cut in term.cuts(slot.period, group.step, span.first, span.last):
                if not _wanted(group, slot, cut, cells):
                    continue
                if group.reads:
                    made.append(_from_readings(group, slot, cut, readings, span))
                    continue
                made.append(_from_tickets(group, slot, cut, cells.inside(slot, cut), span))
                made += _breakdowns(group, slot, cut, cells, span, by)
        figures += made
    return tuple(figures)


class Cells:
    """The counts of one group of versions, found by period."""

    def __init__(self, tally: Tally, group: Group) -> None:
        self.names = [cell for place, _ in group.versions for cell, _ in tally.of(place, group.address)]
        self._of_period: dict[tuple[PeriodUnit, int], list[tuple[Cell, Counter[str]]]] = {}
        for cell in self.names:
            self._of_period.setdefault((cell.unit, cell.period), []).append((cell, tally.cells[cell]))

    def inside(self, slot: Slot, cut: Cut) -> list[tuple[Cell, Counter[str]]]:
        """The counts of a slot within the dates of its figure."""
        return [found for day in _days(slot, cut.start, cut.end) for found in self._on(slot, day)]

    def lately(self, slot: Slot, cut: Cut) -> bool:
        """Whether anything counts in what the figure stands for."""
        return any(self._on(slot, day) for day in _days(slot, cut.stands_from, cut.end))

    def _on(self, slot: Slot, day: int) -> list[tuple[Cell, Counter[str]]]:
        return [
            (cell, count)
            for cell, count in self._of_period.get((slot.unit, day), ())
            if slot.service in (None, cell.service) and slot.priority in (None, cell.priority)
        ]


def _days(slot: Slot, start: date, end: date) -> Sequence[int]:
    """The first day numbers of the periods that tickets are counted by: every day of trailing ones."""
    first = day_number(start)
    return range(first, day_number(end) if slot.period.unit == "trailing days" else first + 1)


def _wanted(group: Group, slot: Slot, cut: Cut, cells: Cells) -> bool:
    """Whether there is a figure: while its terms are in force, afterwards where something still counts.

    One of tickets that name no service or priority needs some to be there.
    """
    if not any(_in_force(version, cut.stands_from, cut.end) for _, version in group.versions):
        return cells.lately(slot, cut)
    return "" not in (slot.service, slot.priority) or bool(cells.inside(slot, cut))


def _in_force(version: Version, start: date, end: date) -> bool:
    return (version.first is None or version.first < end) and (version.last is None or version.last >= start)


def _from_tickets(
    group: Group, slot: Slot, cut: Cut, found: Sequence[tuple[Cell, Counter[str]]], span: Span
) -> Figure:
    counted: Counter[str] = Counter()
    for _, count in found:
        counted.update(count)
    standard, measure = group.standard, group.standard.measure
    met, missed = counted["met"], counted["missed"]
    counting = measure is not None and measure.kind == "count"
    number = met + missed
    value = Fraction(met) if counting else Fraction(met, number) if number else None
    result, because = verdict(standard, slot.target, value, number, missed, counting=counting)
    governing = {cell.version for cell, _ in found}
    made = Made(value, Fraction(met), number, result, because, tuple(remarks(counted)))
    return _figure(group, slot, cut, made, counted, governing, span)


def _from_readings(group: Group, slot: Slot, cut: Cut, readings: Readings | None, span: Span) -> Figure:
    standard, measure = group.standard, group.standard.measure
    assert measure is not None
    values = []
    for _, version in group.versions if readings is not None else ():
        low = max(version.start, midnight(cut.start, version.agreement))
        high = min(version.end, midnight(cut.end, version.agreement), span.as_of + 1)
        assert readings is not None
        places = chosen_readings(standard, readings, low, high, slot.service)
        values += [readings.value[place] for place in places.tolist()]
    sample = reckon_sample(measure, values)
    number = sample.number if sample else 0
    value = sample.value if sample else None
    result, because = verdict(standard, slot.target, value, number, None)
    if sample is None and readings is None:
        because = "no readings were given"
    numerator = sample.numerator if sample else None
    made = Made(value, numerator, number, result, because)
    return _figure(group, slot, cut, made, Counter(), set(), span)


def verdict(
    standard: Standard,
    target: Target | None,
    value: Fraction | None,
    number: int,
    missed: int | None,
    *,
    counting: bool = False,
) -> tuple[Result, str]:
    """Compare a figure with its target exactly (rule 16), and say what decided where the target alone did not.

    >>> from evenhand.terms.standards import Standard
    >>> verdict(Standard(**{"or at most": "1 missed"}), Target.parse("90% per month"), Fraction(1, 2), 2, 1)
    ('met', 'no more than 1 missed')
    """
    if value is None or (number == 0 and not counting):
        return "nothing to measure", ""
    if target is None:
        return "not scored", "the agreement sets no target"
    if number < standard.at_least:
        return "not scored", f"fewer than {standard.at_least} in the period"
    if target.met_by(value):
        return "met", ""
    if missed is not None and standard.or_at_most is not None and missed <= standard.or_at_most:
        return "met", f"no more than {standard.or_at_most} missed"
    return "missed", ""


def remarks(counted: Counter[str]) -> Iterator[str]:
    """What has to be said beside a figure of tickets (rules 8, 10, 12, 14, 15)."""
    sentences = {
        "irregular": "{} irregular {}, not scored",
        "cancelled": "{} {} cancelled or merged, not scored",
        "by change": "{} {} missed by a change of priority",
        "as reported": "{} {} with the pause as reported, not recomputed",
        "again": "{} {} reopened and decided again",
    }
    for what, sentence in sentences.items():
        if counted[what]:
            yield sentence.format(counted[what], _PLURAL[counted[what] == 1])


def _figure(
    group: Group,
    slot: Slot,
    cut: Cut,
    made: Made,
    counted: Counter[str],
    governing: set[int],
    span: Span,
) -> Figure:
    last = group.versions[-1][1]
    notes = (*made.notes, *lived(slot.period, cut, group.first))
    for kind in ("service", "priority"):
        if getattr(slot, kind) == "":
            notes = (*notes, f"tickets that name no {kind}")
    if midnight(cut.end, last.agreement) > span.as_of:
        notes = (*notes, NOT_OVER)
    return Figure(
        clause=group.address,
        title=group.standard.title or group.clause,
        versions=tuple(
            version.number
            for place, version in group.versions
            if place in governing or _in_force(version, cut.start, cut.end)
        ),
        service=slot.service or None,
        priority=slot.priority or None,
        start=cut.start,
        end=cut.end,
        numerator=made.numerator,
        denominator=made.number,
        value=made.value,
        target=slot.target,
        result=made.result,
        share=group.standard.measure is None or group.standard.measure.share,
        irregular=counted["irregular"],
        cancelled=counted["cancelled"],
        because=made.because,
        notes=notes,
        stands_from=cut.stands_from,
    )


def _breakdowns(
    group: Group,
    slot: Slot,
    cut: Cut,
    cells: Cells,
    span: Span,
    by: Sequence[str],
) -> Iterator[Figure]:
    """The same counts by service or priority, without verdicts (rule 16)."""
    for kind in by:
        if getattr(slot, kind) is not None:
            continue
        names = _in_terms_order(group, kind, {getattr(cell, kind) for cell in cells.names} - {""})
        for name in names:
            part = Slot(
                service=name if kind == "service" else slot.service,
                priority=name if kind == "priority" else slot.priority,
                target=slot.target,
                period=slot.period,
            )
            counted = cells.inside(part, cut)
            if not counted:
                continue
            figure = _from_tickets(group, part, cut, counted, span)
            yield replace(figure, result="not scored", because="", breakdown=True)


def _in_terms_order(group: Group, kind: str, names: set[str]) -> list[str]:
    """Priorities or services in the order of the agreement; what it does not name comes last."""
    agreement = group.versions[-1][1].agreement
    order = agreement.priorities.names if kind == "priority" else tuple(agreement.services)
    return [name for name in order if name in names] + sorted(names.difference(order))
