"""What a finished walk has to tell: the time frame, the stretches, the rules that were applied, the notes."""

from collections.abc import Sequence
from dataclasses import replace

from evenhand.figures.explanation.counting import counted, total
from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.history import History
from evenhand.figures.explanation.reckoned import Reckoned
from evenhand.figures.explanation.result import Kind, Stretch, Walk
from evenhand.figures.explanation.stretches import stretches

_BY_CHANGE = (
    "It was missed by a change of priority: at the change more had counted than the new time frame allows."
)
_NOUNS = {"responded": "response", "resolved": "resolution", "closed": "closing"}
_SAID_LATE = "The due time agreed on the ticket was past already when it was said."
_REPORTED = (
    "Its waiting is known only as a total: pause as reported, not recomputed, taken to lie at the beginning."
)


def told(walk: Walk, reckoned: Reckoned, past: History, rows: Sequence[TicketEvent]) -> Walk:
    """The walk with everything a reader needs to check it."""
    leg, frame = reckoned.leg, reckoned.frame
    until = leg.end if walk.stopped is None else max(leg.end, walk.stopped)
    missed = walk.verdict == "missed"
    parts = stretches(
        reckoned,
        past,
        opened=min(rows[0].at, leg.start),
        until=until,
        past_due_from=walk.due if missed else None,
        before=_before(reckoned, past),
        after="the clock began again when the priority changed; the miss stands",
    )
    notes = list(walk.notes)
    inferred = _inferred(walk, rows)
    if inferred:
        notes.append(f"{inferred[0].upper()}{inferred[1:]}.")
    if walk.by_change:
        notes.append(_BY_CHANGE if frame.within else _SAID_LATE)
    if any(part.kind is Kind.REPORTED for part in parts):
        notes.append(_REPORTED)
    if missed and leg is not past.legs[-1]:
        notes.append("A later run of the clock changes nothing: the worse verdict stands.")
    return replace(
        walk,
        within=frame.within.text if frame.within else "as agreed on the ticket",
        allowed=frame.budget(leg.start).amount if frame.within else None,
        calendar=frame.calendar,
        stretches=parts,
        rules=tuple(sorted({*walk.rules, *_rules(walk, reckoned, past, parts)})),
        notes=tuple(notes),
        apart_seconds=_apart(walk, reckoned),
        inferred=inferred,
    )


def _inferred(walk: Walk, rows: Sequence[TicketEvent]) -> str:
    """What was taken as the stop, in words; "" when the stop itself is recorded, or there was none."""
    if walk.stopped is None or walk.verdict == "cancelled" or walk.stops not in _NOUNS:
        return ""
    events = [row.event for row in rows if row.at == walk.stopped]
    taken = [_NOUNS[event] for event in events if event in _NOUNS]
    if walk.stops in events or not taken:
        return ""
    wanted = _NOUNS[walk.stops]
    return f"no {wanted} of its own is recorded, so the {taken[0]} was taken as the {wanted} (rule 9)"


def _apart(walk: Walk, reckoned: Reckoned) -> int:
    """Open seconds from the due to the end of what counted, or from that end to the due."""
    if walk.due is None:
        return 0
    hours, first, last = reckoned.frame.hours, *sorted((walk.due, reckoned.leg.end))
    return total(counted(hours.pieces(first, last), reckoned.removed))[0]


def _before(reckoned: Reckoned, past: History) -> str:
    place = past.legs.index(reckoned.leg)
    if place == 0:
        return "before the clock starts"
    if past.legs[place - 1].run == reckoned.leg.run:
        return "before the priority changed, when the clock began again"
    return "before it was reopened, when a new clock began"


def _rules(walk: Walk, reckoned: Reckoned, past: History, parts: Sequence[Stretch]) -> set[int]:
    kinds = {part.kind for part in parts}
    rules = {5, 9, 13, 14}
    if walk.period_start is not None:
        rules |= {15, 18}
    if walk.in_days:
        rules.add(6)
    if reckoned.frame.calendar:
        rules.add(3)
    if Kind.HOLIDAY in kinds:
        rules.add(4)
    if kinds & {Kind.WAITING, Kind.REPORTED} or reckoned.pauses:
        rules.add(10)
    if len({leg.run for leg in past.legs}) > 1 or reckoned.off:
        rules.add(11)
    if walk.by_change or len(past.legs) > len({leg.run for leg in past.legs}):
        rules.add(12)
    return rules
