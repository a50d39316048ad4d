"""The explanation of one figure: every ticket, reading or outage that went into it, and the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from evenhand.engines.recorded import OpenedRecords, open_recorded
from evenhand.errors import UsageError
from evenhand.figures.availability.explained import AvailabilityExplanation, ToldOutage
from evenhand.figures.availability.explaining import explain_availability
from evenhand.figures.availability.telling import (
    arithmetic,
    availability_sentence,
    length,
    other_way,
    sums,
    why,
)
from evenhand.figures.explanation.figure import explain_figure
from evenhand.figures.explanation.figure_result import FigureExplanation
from evenhand.figures.explanation.figure_words import figure_sentence
from evenhand.figures.explanation.result import Walk
from evenhand.figures.explanation.samples import plain_readings
from evenhand.figures.explanation.walk import Walker
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import moment_text
from evenhand.records.outages import no_outages
from evenhand.terms.agreement import Agreement as Terms
from evenhand.units import seconds_text
from evenhand_portal.tracking.figures.clauses import clause_shown
from evenhand_portal.tracking.figures.explaining import histories
from evenhand_portal.tracking.figures.measuring import Answer, Progress, left_shown, recorded_of
from evenhand_portal.tracking.figures.questions import Question, texts_of, texts_read

MOST_ROWS: Final = 300
NONE: Final = "There is no such figure in these records."


def figure(question: Question, progress: Progress | None) -> Answer:
    """Return the explanation of the figure that `about` names by clause, day and what it is of. Raises UsageError."""
    terms, read, about = texts_of(question), texts_read(question), question.about
    clause, day = about["clause"], _day(about["day"])
    with open_recorded(terms, recorded_of(question), progress=progress) as opened:
        if clause.startswith("services."):
            found = _availability(terms, opened, clause, day, about.get("instance") or None)
            shown = [_availability_shown(each, read) for each in found]
            return {"figures": shown, "left_out": left_shown(question, opened.problems())}
        standard = clause.removeprefix("standards.")
        if not any(standard in each.standards for each in terms):
            raise UsageError(NONE)
        service, priority = about.get("service") or None, about.get("priority") or None
        readings = None if opened.readings is None else plain_readings(opened.readings)
        walker = Walker(terms, opened.latest)
        explained = explain_figure(
            walker, histories(opened), standard, day, service=service, priority=priority, readings=readings
        )
        left = left_shown(question, opened.problems())
    exact = [each for each in explained if (each.service, each.priority) == (service, priority)] or explained
    if not exact:
        raise UsageError(NONE)
    return {"figures": [_figure_shown(each, read) for each in exact], "left_out": left}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(NONE) from None


def _figure_shown(each: FigureExplanation, read: Sequence[Terms]) -> Answer:
    zone = zone_rules(each.zone)
    missed = sorted(each.scored, key=lambda walk: walk.verdict != "missed")
    walks = [*missed, *each.beside]
    target = f"; the target is {each.target}" if each.target else ""
    ratio = f"{each.numerator} / {each.denominator} = " if each.scored else ""
    said = f": {ratio}{each.value_text}{target}" if each.value is not None else ""
    return {
        "sentence": figure_sentence(each),
        "result": each.result,
        "names": [name for name in (each.service, each.priority) if name],
        "tickets": [_ticket(walk) for walk in walks[:MOST_ROWS]],
        "more": max(0, len(walks) - MOST_ROWS),
        "plain": [
            *([one.ticket, moment_text(one.at, zone), one.why] for one in each.counted[:MOST_ROWS]),
            *(
                [one.ticket or "–", moment_text(one.at, zone), str(one.value)]
                for one in each.readings[:MOST_ROWS]
            ),
        ],
        "outages": [],
        "sums": [],
        "arithmetic": f"{each.arithmetic[0].upper()}{each.arithmetic[1:]}{said}.",
        "notes": list(each.notes),
        "clause": clause_shown(
            read, each.clause, each.versions[-1] if each.versions else None, each.rules, each.zone
        ),
    }


def _ticket(walk: Walk) -> Answer:
    zone = zone_rules(walk.zone)
    return {
        "ticket": walk.ticket,
        "priority": walk.priority,
        "decided": "–" if walk.decided is None else moment_text(walk.decided, zone),
        "counted": "–" if walk.elapsed_seconds is None else seconds_text(walk.elapsed_seconds),
        "allowed": walk.within or "–",
        "verdict": walk.verdict or "not scored",
        "reason": walk.reason,
    }


def _availability(
    terms: Sequence[Terms], opened: OpenedRecords, clause: str, day: date, instance: str | None
) -> Sequence[AvailabilityExplanation]:
    named = [
        (service, name)
        for each in terms
        for service, held in each.services.items()
        for name in held.availability
        if clause == f"services.{service}.availability" + (f".{name}" if name else "")
    ]
    found: Sequence[AvailabilityExplanation] = ()
    if named:
        found = explain_availability(
            terms,
            no_outages() if opened.outages is None else opened.outages,
            *named[0],
            day,
            readings=None if opened.readings is None else plain_readings(opened.readings),
            as_of=opened.latest,
            instance=instance,
        )
    if not found:
        raise UsageError(NONE)
    return found


def _availability_shown(each: AvailabilityExplanation, read: Sequence[Terms]) -> Answer:
    other = other_way(each)
    return {
        "sentence": availability_sentence(each),
        "result": each.result,
        "names": [each.instance] if each.instance else [],
        "tickets": [],
        "more": max(0, len(each.outages) - MOST_ROWS),
        "plain": [],
        "outages": [_outage(one, each.zone) for one in each.outages[:MOST_ROWS]],
        "sums": [*sums(each), *([other] if other else [])],
        "arithmetic": arithmetic(each),
        "notes": list(each.notes),
        "clause": clause_shown(read, each.clause, each.versions[-1], each.rules, each.zone),
    }


def _outage(each: ToldOutage, zone_name: str) -> Answer:
    zone, record = zone_rules(zone_name), each.record
    return {
        "name": record.label,
        "from": moment_text(record.start, zone, year=True),
        "to": "–" if record.end is None else moment_text(record.end, zone),
        "length": length(each.seconds),
        "counted": length(each.counted) if each.counted else "–",
        "state": record.state + (f", {record.cause}" if record.cause else ""),
        "why": why(each),
    }
