"""Tickets with the desk's word and ours side by side, and an even sample of them in bounded memory."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import NEVER
from evenhand.figures.reconciling.desk import DeskSays
from evenhand.figures.reconciling.standings import Standings
from evenhand.records.selection import only_tickets
from evenhand.records.tickets import Labels, TicketLog
from evenhand.terms.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How the two are compared: by verdict, or by due time cut to `precision_seconds`."""

    kind: Literal["verdict", "due"]
    precision_seconds: int

    def comparable(self, ours: Standings) -> NDArray[np.bool_]:
        """Tickets (n,) of which we say what the desk's word can be held against."""
        return np.asarray(ours.scored & (ours.due != NEVER)) if self.kind == "due" else ours.scored

    def agree(self, desk: DeskSays, ours: Standings) -> NDArray[np.bool_]:
        """Comparable tickets (n,) of which both say the same; a ticket still open is on time so far."""
        if self.kind == "verdict":
            same = desk.missed == ours.missed
        else:
            same = desk.due // self.precision_seconds == ours.due // self.precision_seconds
        return np.asarray(same & self.comparable(ours))


@dataclass(frozen=True, slots=True)
class Compared:
    """n tickets: their records, what the desk says, how they stand under the agreement."""

    log: TicketLog
    desk: DeskSays
    ours: Standings

    def only(self, chosen: NDArray[np.bool_]) -> "Compared":
        """The marked tickets."""
        return Compared(only_tickets(self.log, chosen), self.desk.only(chosen), self.ours.only(chosen))


def needed_attributes(agreements: list[Agreement]) -> set[str]:
    """The attributes that counting looks at."""
    needed = {"service", "priority", "reason", "agreed due", "accepted"}
    for agreement in agreements:
        needed.update(agreement.priorities.derived_from)
        for standard in agreement.standards.values():
            needed.update(standard.applies_to)
    return needed


def compact(log: TicketLog, needed: set[str]) -> TicketLog:
    """The same records with only the attributes needed, and only the names in use: small enough to keep."""
    return replace(
        log,
        attributes={name: _compact(labels) for name, labels in log.attributes.items() if name in needed},
    )


def _compact(labels: Labels) -> Labels:
    used, place = np.unique(labels.codes, return_inverse=True)
    shift = int(used.size > 0 and used[0] < 0)
    return Labels(
        (place - shift).astype(np.int32), tuple(labels.names[code] for code in used[shift:].tolist())
    )


class Sample:
    """About `most` tickets spread evenly over all that were offered: every one, then every second, fourth, …

    `step` says how many tickets each kept one stands for.
    """

    def __init__(self, most: int = 4096) -> None:
        self.most = most
        self.step = 1
        self.kept: list[Compared] = []
        self._numbers: list[NDArray[np.int64]] = []
        self._offered = 0

    def add(self, tickets: Compared, needed: set[str]) -> None:
        """Offer tickets; those whose turn it is are kept."""
        size = len(tickets.log)
        numbers = np.arange(self._offered, self._offered + size)
        self._offered += size
        while -(-self._offered // self.step) > self.most:
            self.step *= 2
        turn = numbers % self.step == 0
        for place, held in enumerate(self._numbers):
            stays = held % self.step == 0
            self._numbers[place] = held[stays]
            self.kept[place] = self.kept[place].only(stays)
        if turn.any():
            chosen = tickets.only(turn)
            self.kept.append(replace(chosen, log=compact(chosen.log, needed)))
            self._numbers.append(numbers[turn])
