"""What a change of priority did to a ticket, each in words with its instant (SEMANTICS rule 12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evenhand.figures.explanation.clauses import Clauses, Frame
from evenhand.figures.explanation.deciding import Miss
from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.history import Held, History, said
from evenhand.figures.explanation.result import PriorityChange
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import moment_text
from evenhand.terms.standards import Standard

_STARTS = {"opened": "opening", "responded": "the response"}


@dataclass(frozen=True, slots=True)
class Course:
    """One ticket's course under a standard: its rows and history, where it stopped, where it was missed."""

    rows: Sequence[TicketEvent]
    past: History
    service: str
    stopped: int | None
    miss: Miss | None


@dataclass(frozen=True, slots=True)
class _Step:
    at: int
    before: Held
    after: Held


def priority_changes(clauses: Clauses, standard: Standard, course: Course) -> tuple[PriorityChange, ...]:
    """Every change of the priority after opening, with what it did under the standard."""
    zone = zone_rules(clauses.agreement.timezone)
    found = []
    for step in _steps(clauses, course.rows):
        old, new = clauses.priority(step.before), clauses.priority(step.after)
        what = f"{_moved(clauses, old, new)} on {moment_text(step.at, zone)}"
        words = f"{what}{_effect(clauses, standard, course, step)} (rule 12)"
        found.append(PriorityChange(step.at, old, new, words))
    return tuple(found)


def _steps(clauses: Clauses, rows: Sequence[TicketEvent]) -> Iterator[_Step]:
    """Where the priority is another than at the instant before; what is said while it is opened is no change."""
    held: dict[str, str] = {}
    instants = sorted({row.at for row in rows})
    for at in instants:
        before = dict(held)
        for row in rows:
            if row.at == at:
                held |= said(row)
        if at != instants[0] and clauses.priority(before) != clauses.priority(held):
            yield _Step(at, before, dict(held))


def _moved(clauses: Clauses, old: str, new: str) -> str:
    if not old:
        return f"its priority became {new}"
    if not new:
        return f"changed from {old} to a priority that the agreement does not have"
    names = list(clauses.known_priorities)
    if old not in names or new not in names:
        return f"changed from {old} to {new}"
    # The highest priority stands first.
    return f"{'raised' if names.index(new) < names.index(old) else 'lowered'} from {old} to {new}"


def _effect(clauses: Clauses, standard: Standard, course: Course, step: _Step) -> str:
    """What a change did: what was missed stays so, a stopped clock is not touched, else what then counts."""
    legs, miss = course.past.legs, course.miss
    if step.at < legs[0].start:
        return ", before its clock started"
    if miss is not None and (miss.at < step.at or (miss.at == step.at and not miss.by_change)):
        return "; what was missed by then stays missed"
    if course.stopped is not None and step.at > course.stopped:
        return "; its clock had stopped by then, so this alters nothing here"
    after = clauses.frame(standard, step.after, course.service)
    if isinstance(after, str):
        return f"; from then on {after}"
    if any(leg.start == step.at and leg.run == prior.run for prior, leg in pairwise(legs)):
        return "; by this clause its clock began again then"
    leg = [each for each in legs if each.start <= step.at][-1]
    since = _since(standard, leg.start == legs[0].start)
    if _same(clauses.frame(standard, step.before, course.service), after):
        return "; this clause allows as much for both"
    return f"; by this clause all the time since {since} counts"


def _since(standard: Standard, first: bool) -> str:
    assert standard.clock is not None
    return _STARTS.get(standard.clock.starts, "its clock started") if first else "its clock began again"


def _same(before: Frame | str, after: Frame) -> bool:
    return (
        isinstance(before, Frame)
        and (before.within, before.calendar) == (after.within, after.calendar)
        and before.agreed_due == after.agreed_due
    )
