"""Explanations of a ticket, as plain values: the sentence, the strip, the steps, the clause's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from evenhand.engines.recorded import OpenedRecords, open_recorded
from evenhand.errors import UsageError
from evenhand.figures.explanation.events import TicketEvent, ticket_events
from evenhand.figures.explanation.result import Kind, Stretch, Walk
from evenhand.figures.explanation.sentences import allowed_text, counted_text, done, sentence
from evenhand.figures.explanation.walk import Walker
from evenhand.figures.explanation.wall import local_date, zone_rules
from evenhand.figures.explanation.wording import clock_text, date_text, days_text, moment_text
from evenhand.terms.agreement import Agreement as Terms
from evenhand.units import seconds_text
from evenhand_portal.tracking.figures.clauses import clause_shown
from evenhand_portal.tracking.figures.measuring import Answer, Progress, recorded_of
from evenhand_portal.tracking.figures.questions import Question, texts_of, texts_read
from evenhand_portal.tracking.figures.strips import strip

MOST_STEPS: Final = 400
UNNAMED: Final = "No record that counts names this ticket."


def ticket(question: Question, progress: Progress | None) -> Answer:
    """Return a ticket under every standard that it counts for. Raises UsageError when no record names it."""
    terms, read, asked = texts_of(question), texts_read(question), question.about["ticket"]
    clauses = list(dict.fromkeys(name for each in terms for name in each.standards))
    with open_recorded(terms, recorded_of(question), progress=progress) as opened:
        walker = Walker(terms, opened.latest)
        for name, events in histories(opened):
            if name == asked:
                walks = [walker.walk(asked, events, clause) for clause in clauses]
                listed = [walk for walk in walks if walk.listed] or walks[:1]
                return {"ticket": asked, "explanations": [walk_shown(walk, read) for walk in listed]}
    raise UsageError(UNNAMED)


def histories(opened: OpenedRecords) -> Iterator[tuple[str, Sequence[TicketEvent]]]:
    """Go through all tickets once."""
    for log in opened.logs:
        for place, name in enumerate(log.tickets.tolist()):
            yield str(name), ticket_events(log, place)


def walk_shown(walk: Walk, read: Sequence[Terms]) -> Answer:
    """Return one ticket under one standard, with all that leads to its verdict.

    `read` are the terms as people read them.
    """
    zone = zone_rules(walk.zone)
    return {
        "standard": walk.standard,
        "title": walk.title or walk.standard,
        "heading": [part for part in (walk.subject, walk.priority, walk.service) if part],
        "sentence": sentence(walk),
        "changes": [change.sentence for change in walk.changes],
        "verdict": walk.verdict or "not scored",
        "strip": strip(walk),
        "steps": list(_steps(walk))[:MOST_STEPS],
        "more": max(0, len(walk.stretches) - MOST_STEPS),
        "in_days": walk.in_days,
        "sums": list(_sums(walk)) if walk.stretches else [],
        "records": [[moment_text(each.at, zone, year=True), each.event, each.said] for each in walk.records],
        "notes": list(walk.notes),
        "clause": clause_shown(read, f"standards.{walk.standard}", walk.version, walk.rules, walk.zone),
    }


def _steps(walk: Walk) -> Iterator[Answer]:
    zone, last = zone_rules(walk.zone), None
    for part in walk.stretches:
        begins, ends = local_date(zone, part.start), local_date(zone, part.end)
        counts = part.kind is Kind.COUNTED
        yield {
            "from": clock_text(part.start, zone) if begins == last else moment_text(part.start, zone),
            "to": clock_text(part.end, zone) if ends == begins else moment_text(part.end, zone),
            "what": f"{part.reason}, past due" if part.past_due else part.reason,
            "kind": _kind(part),
            "counts": seconds_text(part.counts_seconds) if counts else "–",
            "so_far": seconds_text(part.so_far_seconds),
            "days": f"{days_text(part.so_far_days)} d" if walk.in_days else "",
        }
        last = begins


def _kind(part: Stretch) -> str:
    if part.past_due:
        return "late"
    waits = part.kind in (Kind.WAITING, Kind.REPORTED)
    return "waiting" if waits else "counted" if part.kind is Kind.COUNTED else "quiet"


def _sums(walk: Walk) -> Iterator[str]:
    zone = zone_rules(walk.zone)
    end = f"As of {moment_text(walk.as_of, zone, year=True)}"
    if walk.stopped is not None:
        word = "Called off" if walk.verdict == "cancelled" else done(walk).capitalize()
        end = f"{word} {moment_text(walk.stopped, zone, year=True)}"
    allowed = f"; allowed {allowed_text(walk)}" if walk.allowed is not None else ""
    yield f"{end}{allowed}; counted {counted_text(walk)}."
    if walk.due is not None:
        yield f"Due {moment_text(walk.due, zone, year=True)}."
    if walk.paused_seconds:
        yield f"Waiting kept {seconds_text(walk.paused_seconds)} of open time from being counted."
    if walk.decided is not None and walk.period_start is not None and walk.verdict != "cancelled":
        yield (
            f"Decided {moment_text(walk.decided, zone, year=True)}; "
            f"it counts in the period from {_day(walk.period_start)}."
        )


def _day(day: date) -> str:
    return date_text(day, year=True)
