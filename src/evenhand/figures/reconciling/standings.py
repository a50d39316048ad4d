"""How tickets stand under some standards taken as one: verdict, due and sums, in the order of the log."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import MET, MISSED, NEVER, OPEN
from evenhand.figures.measure import Measure
from evenhand.records.tickets import TicketLog

UNCOVERED = -1
"""Stands for a verdict where none of the standards covers the ticket."""


@dataclass(frozen=True, slots=True)
class Standings:
    """n tickets, all arrays (n,): `verdict` int8 as in `figures.judging`, UNCOVERED where there is none.

    `started`, `stopped`, `due` UTC seconds or NEVER; `elapsed`, `paused` open seconds; `version` (its place),
    `clause` and `priority` say what each was judged by.
    """

    verdict: NDArray[np.int8]
    started: NDArray[np.int64]
    stopped: NDArray[np.int64]
    due: NDArray[np.int64]
    elapsed: NDArray[np.int64]
    paused: NDArray[np.int64]
    version: NDArray[np.int64]
    clause: NDArray[np.object_]
    priority: NDArray[np.object_]

    def only(self, chosen: NDArray[np.bool_]) -> "Standings":
        """The marked tickets."""
        return Standings(*(getattr(self, each.name)[chosen] for each in fields(self)))

    @property
    def missed(self) -> NDArray[np.bool_]:
        """Tickets whose time frame was missed."""
        return np.asarray(self.verdict == MISSED)

    @property
    def scored(self) -> NDArray[np.bool_]:
        """Tickets that have a verdict of time: met, missed or open."""
        return np.isin(self.verdict, (MET, MISSED, OPEN))


def stand(measure: Measure, log: TicketLog) -> Standings:
    """Measure a log as of the measure's instant under every standard its agreements have.

    A ticket judged under several, as its priority changed, counts as missed where it was missed first.
    """
    size = len(log)
    places = {id(version): place for place, version in enumerate(measure.versions)}
    result = Standings(
        verdict=np.full(size, UNCOVERED, np.int8),
        started=np.full(size, NEVER),
        stopped=np.full(size, NEVER),
        due=np.full(size, NEVER),
        elapsed=np.zeros(size, np.int64),
        paused=np.zeros(size, np.int64),
        version=np.zeros(size, np.int64),
        clause=np.full(size, "", object),
        priority=np.full(size, "", object),
    )
    # Measured under their places in the log instead of their ids, so that results find their way back.
    placed = replace(log, tickets=np.arange(size).astype(object))
    for version, clause, judged, _ in measure.part(placed, per_ticket=True).judged:
        assert judged.reckoning is not None
        place = judged.log.tickets[judged.ticket].astype(np.int64)
        fresh = ~result.missed[place]
        place = place[fresh]
        result.verdict[place] = judged.verdict[fresh]
        result.started[place] = judged.reckoning.started[fresh]
        result.stopped[place] = judged.reckoning.stopped[fresh]
        result.due[place] = judged.reckoning.due[fresh]
        result.elapsed[place] = judged.reckoning.elapsed[fresh]
        result.paused[place] = judged.reckoning.paused[fresh]
        result.version[place] = places[id(version)]
        result.clause[place] = clause
        result.priority[place] = np.array([*judged.priorities, ""], object)[judged.priority[fresh]]
    return result
