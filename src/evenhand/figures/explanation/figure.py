"""The explanation of a figure: its tickets or readings one by one, and the arithmetic (SEMANTICS rules 15 to 18)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.figure_result import FigureExplanation, Made, judged
from evenhand.figures.explanation.figure_slots import Slot, in_force, pools, slots
from evenhand.figures.explanation.result import Walk
from evenhand.figures.explanation.samples import CountedTicket, Reading, counted_ticket, folded, measured_by
from evenhand.figures.explanation.walk import Walker
from evenhand.figures.explanation.wall import local_date, opening

Tickets = Iterable[tuple[str, Sequence[TicketEvent]]]


def explain_figure(
    walker: Walker,
    tickets: Tickets,
    standard: str,
    day: date,
    *,
    service: str | None = None,
    priority: str | None = None,
    readings: Sequence[Reading] | None = None,
) -> tuple[FigureExplanation, ...]:
    """Explain the figures of a standard for the period that contains `day`.

    More than one when the standard is scored by priority or service, or when versions with different targets
    meet in the period. `service` and `priority` narrow to one; where the figure is scored together that is a
    breakdown without a verdict.
    """
    walks: list[Walk] = []
    counted: list[CountedTicket] = []
    for ticket, events in tickets:
        version = walker.version(events)
        terms = version.agreement.standards.get(standard) if version else None
        if version is None or terms is None:
            continue
        if terms.clock is not None:
            walks += [walk for walk in [walker.walk(ticket, events, standard)] if walk.listed]
        elif terms.measure is not None and terms.measure.reading is None:
            found = counted_ticket(version, terms, terms.measure, ticket, events, walker.as_of)
            counted += [found] if found else []
    explained: list[FigureExplanation] = []
    for versions in pools(walker, standard):
        numbers = {version.number for version in versions}
        said = [(walk.service, walk.priority) for walk in walks if walk.version in numbers]
        said += [(each.service, "") for each in counted if each.version in numbers]
        for slot in slots(walker, versions, standard, day, said, service, priority):
            if slot.standard.clock is not None:
                explained.append(_from_walks(walker, slot, standard, walks))
            elif slot.standard.measure is not None and slot.standard.measure.reading is None:
                explained.append(_from_counted(walker, slot, standard, counted))
            else:
                explained.append(_from_readings(walker, slot, standard, readings or ()))
    return tuple(each for each in explained if each.versions and not each.empty)


def _from_walks(walker: Walker, slot: Slot, standard: str, walks: Sequence[Walk]) -> FigureExplanation:
    numbers = {version.number for version in slot.versions}
    mine = [
        walk
        for walk in walks
        if walk.version in numbers
        and slot.priority in (None, walk.priority)
        and slot.service in (None, walk.service)
        and _belongs(walk, slot)
    ]
    scored = tuple(walk for walk in mine if walk.verdict in ("met", "missed"))
    beside = tuple(walk for walk in mine if walk.verdict not in ("met", "missed"))
    met = sum(walk.verdict == "met" for walk in scored)
    missed = len(scored) - met
    value = Fraction(met, len(scored)) if scored else None
    words = f"{met} met and {missed} missed make {len(scored)}"
    made = Made(Fraction(met), len(scored), value, missed, words)
    return _explained(
        walker, slot, standard, made, scored=scored, beside=beside, notes=tuple(_inferences(scored))
    )


def _inferences(walks: Sequence[Walk]) -> Iterator[str]:
    """Of how many tickets another event was taken as the stop (rule 9), and which."""
    for inferred, number in Counter(walk.inferred for walk in walks if walk.inferred).items():
        yield f"Of {number} of these {len(walks)} tickets {inferred}."


def _belongs(walk: Walk, slot: Slot) -> bool:
    if walk.period_start is not None:
        return _within(slot, walk.period_start)
    at = walk.as_of if walk.stopped is None else walk.stopped
    return (
        walk.verdict in ("open", "")
        and slot.start <= local_date(slot.versions[-1].clauses.zone, at) < slot.end
    )


def _from_counted(
    walker: Walker, slot: Slot, standard: str, counted: Sequence[CountedTicket]
) -> FigureExplanation:
    numbers = {version.number: version for version in slot.versions}
    mine = tuple(
        each
        for each in counted
        if each.version in numbers
        and slot.service in (None, each.service)
        and _within(slot, walker.period_of(numbers[each.version], slot.standard, "", each.at))
    )
    good = sum(each.counts for each in mine)
    counting = slot.standard.measure is not None and slot.standard.measure.kind == "count"
    value = Fraction(good) if counting else Fraction(good, len(mine)) if mine else None
    words = f"{good} tickets were opened" if counting else f"{good} of {len(mine)} tickets"
    return _explained(
        walker, slot, standard, Made(Fraction(good), len(mine), value, None, words), counted=mine
    )


def _stands(slot: Slot, days: Sequence[date | None]) -> bool:
    """Whether there is a figure: its terms are in force in what it stands for, or something still counts there.

    `days` are those on which its tickets count.
    """
    in_time = any(in_force(version, slot.stands_from, slot.end) for version in slot.versions)
    return in_time or any(slot.stands_from <= (day or slot.start) < slot.end for day in days)


def _within(slot: Slot, day: date | None) -> bool:
    return day is not None and slot.start <= day < slot.end


def _from_readings(
    walker: Walker, slot: Slot, standard: str, readings: Sequence[Reading]
) -> FigureExplanation:
    measure = slot.standard.measure
    assert measure is not None
    mine: list[Reading] = []
    for version in slot.versions:
        zone = version.clauses.zone
        start, end = opening(zone, slot.start, 0), min(opening(zone, slot.end, 0), walker.as_of + 1)
        mine += [
            each
            for each in readings
            if start <= each.at < end
            and version.governs(each.at)
            and measured_by(slot.standard, measure, each, slot.service)
        ]
    made = Made(None, 0, None, None, "there are no readings")
    if mine:
        value, numerator, words = folded(measure, [each.value for each in mine])
        made = Made(numerator, len(mine), value, None, words)
    return _explained(walker, slot, standard, made, readings=tuple(mine))


def _explained(
    walker: Walker,
    slot: Slot,
    standard: str,
    made: Made,
    *,
    scored: tuple[Walk, ...] = (),
    beside: tuple[Walk, ...] = (),
    counted: tuple[CountedTicket, ...] = (),
    readings: tuple[Reading, ...] = (),
    notes: tuple[str, ...] = (),
) -> FigureExplanation:
    last, measure = slot.versions[-1], slot.standard.measure
    governing = {walk.version for walk in (*scored, *beside)} | {each.version for each in counted}
    result, decided = judged(slot.standard, slot.target, made)
    if slot.breakdown and made.value is not None:
        result, decided = (
            "not scored",
            ("It is a part of the figure, shown on request: it has no target of its own.",),
        )
    days = [walk.period_start for walk in (*scored, *beside)]
    days += [walker.period_of(last, slot.standard, "", each.at) for each in counted]
    stands = _stands(slot, days)
    lived = walker.governing.lived(slot.versions, slot.period, slot.start, slot.end)
    unnamed = [kind for kind in ("service", "priority") if getattr(slot, kind) == ""]
    notes = (*decided, *notes, *([lived] if lived else []))
    notes += tuple(f"These are the tickets that name no {kind}." for kind in unnamed)
    if opening(last.clauses.zone, slot.end, 0) > walker.as_of:
        notes = (*notes, "The period is not over.")
    return FigureExplanation(
        clause=f"standards.{standard}",
        title=slot.standard.title or standard,
        service=slot.service or None,
        priority=slot.priority or None,
        start=slot.start,
        end=slot.end,
        versions=tuple(
            version.number
            for version in slot.versions
            if stands and (version.number in governing or in_force(version, slot.start, slot.end))
        ),
        zone=last.agreement.timezone,
        numerator=made.numerator,
        denominator=made.number,
        value=made.value,
        target=slot.target,
        result=result,
        arithmetic=made.arithmetic,
        percentage=slot.target.percentage if slot.target else measure is None or measure.share,
        breakdown=slot.breakdown,
        empty=bool(unnamed) and not counted and all(walk.period_start is None for walk in (*scored, *beside)),
        words=last.agreement.words(f"standards.{standard}"),
        notes=notes,
        scored=scored,
        beside=beside,
        counted=counted,
        readings=readings,
    )
