"""What a desk often does otherwise with a clock: where it stops, what a reopening or a new priority does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import MISSED, NEVER, OPEN
from evenhand.figures.reconciling.desk import MINUTE
from evenhand.figures.reconciling.standings import Standings
from evenhand.figures.reconciling.variants import (
    Case,
    Reason,
    Variant,
    clocks,
    clocks_with,
    lengthened,
    standards_with,
)
from evenhand.records.tickets import CHANGED, REOPENED, Labels, TicketLog, filled
from evenhand.terms.agreement import Agreement
from evenhand.units import seconds_text

_STOPS = ("responded", "resolved", "closed")
_REOPENINGS = {
    "resumes": "The desk left out the time between resolution and reopening and the agreement does not.",
    "restarts": "The desk began a new clock at the reopening and the agreement does not.",
    "counts": "The desk counted the time between resolution and reopening and the agreement does not.",
}
_REPRIORITIES = {
    "from opening": "The desk went on from the opening after a change of priority and the agreement does not.",
    "from change": "The desk measured anew from the change of priority and the agreement does not.",
}


def stops(agreements: Sequence[Agreement]) -> Iterator[Variant]:
    """The clock stops at another event."""
    agreed = sorted({clock.stops for clock in clocks(agreements)})
    starts = {clock.starts for clock in clocks(agreements)}
    for event in _STOPS:
        if event not in starts and agreed != [event]:
            ours = " or ".join(agreed)
            reason = Reason(
                f"stops at {event}", f"The desk stopped the clock at {event} and the agreement at {ours}."
            )
            yield Variant(reason, clocks_with(stops=event))


def reopenings() -> Iterator[Variant]:
    """A reopening that does nothing, or something else than agreed."""
    yield Variant(
        Reason(
            "reopening ignored",
            "The desk stopped the clock for good at the first stop and the agreement sets it going again at a "
            "reopening.",
        ),
        log=without_reopenings,
    )
    for mode, sentence in _REOPENINGS.items():
        yield Variant(Reason(f"reopening {mode}", sentence), standards_with(when_reopened=mode))


def priorities(agreements: Sequence[Agreement]) -> Iterator[Variant]:
    """Another handling of a change of priority."""
    for mode, sentence in _REPRIORITIES.items():
        yield Variant(Reason(f"priority {mode}", sentence), standards_with(when_reprioritised=mode))
    names = {name for each in agreements for name in each.priorities.derived_from or ("priority",)}
    yield Variant(
        Reason(
            "first priority", "The desk kept the time frame of the first priority and the agreement does not."
        ),
        log=partial(held, names=names, first=True),
    )
    yield Variant(
        Reason(
            "last priority",
            "The desk used the time frame of the last priority from the opening on and the agreement does not.",
        ),
        log=partial(held, names=names, first=False),
    )


def moments() -> Iterator[Variant]:
    """Due times at the next opening, whole minutes, a verdict given earlier or later."""
    yield Variant(
        Reason(
            "due at the next opening",
            "The desk sets a time frame that is used up at closing time to the next opening and the agreement to "
            "the closing.",
        ),
        lengthened(1, Fraction(1, 1440)),
        view=_at_opening,
    )
    minutes = Reason(
        "whole minutes", "The desk counted in whole minutes{} and the agreement in seconds.", _elapsed
    )
    yield Variant(minutes, lengthened(MINUTE - 1, Fraction(0)))
    yield Variant(minutes, log=in_minutes)
    yield Variant(
        Reason(
            "decided at the stop",
            "The desk decides when the clock stops and the agreement as soon as the time frame is used up.",
        ),
        view=_undecided,
    )
    yield Variant(
        Reason(
            "looked at later",
            "The desk looked at the ticket later, when its time was up, and the agreement as of the end of the "
            "records.",
        ),
        view=_later,
    )


def _elapsed(case: Case) -> str:
    return f"{seconds_text(case.elapsed)} elapsed"


def without_reopenings(log: TicketLog) -> TicketLog:
    """The same records with every reopening a mere change."""
    reopened = log.event == REOPENED
    return (
        replace(log, event=np.where(reopened, CHANGED, log.event).astype(np.int8)) if reopened.any() else log
    )


def in_minutes(log: TicketLog) -> TicketLog:
    """The same records by a clock that shows minutes only."""
    return replace(log, at=log.at // MINUTE * MINUTE) if (log.at % MINUTE).any() else log


def held(log: TicketLog, names: set[str], *, first: bool) -> TicketLog:
    """The same records with the first (else the last) value of some attributes from the opening on."""
    changed = {}
    for name in names & log.attributes.keys():
        labels = Labels(_one_value(log, name, first), log.attributes[name].names)
        if not np.array_equal(filled(log, name), np.repeat(labels.codes[log.first[:-1]], np.diff(log.first))):
            changed[name] = labels
    return replace(log, attributes={**log.attributes, **changed}) if changed else log


def _one_value(log: TicketLog, name: str, first: bool) -> NDArray[np.int32]:
    """Codes (m,) with one value per ticket, said on its first row."""
    said = log.attributes[name].codes >= 0
    row = np.where(said, np.arange(said.size), said.size)
    earliest = np.minimum.reduceat(row, log.first[:-1])
    chosen = earliest if first else log.first[1:] - 1
    codes = np.append(filled(log, name), np.int32(-1))
    result = np.full(said.size, -1, np.int32)
    result[log.first[:-1]] = codes[chosen]
    return result


def _undecided(ours: Standings, found: Standings) -> Standings:
    running = ours.missed & (ours.stopped == NEVER)
    return replace(ours, verdict=np.where(running, OPEN, ours.verdict).astype(np.int8))


def _later(ours: Standings, found: Standings) -> Standings:
    late = (ours.verdict == OPEN) & (ours.due != NEVER)
    return replace(ours, verdict=np.where(late, MISSED, ours.verdict).astype(np.int8))


def _at_opening(ours: Standings, found: Standings) -> Standings:
    """Due times that a moment more of open time pushes to another day, as whole minutes."""
    pushed = (found.due != NEVER) & (found.due - ours.due > 2 * MINUTE)
    return replace(ours, due=np.where(pushed, found.due // MINUTE * MINUTE, ours.due))
