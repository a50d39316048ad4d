"""What one log adds to a measurement: counts that can be merged, however the records are split (rule 27)."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evenhand.figures.credits.over import TicketOver
from evenhand.figures.results import JudgedStandard
from evenhand.figures.tally import Tally
from evenhand.figures.versions import EVER
from evenhand.records.tickets import TicketLog

_EXAMPLES = 3


@dataclass(slots=True)
class Part:
    """What one log of whole tickets adds: counts for the figures, and the per-ticket results when asked for.

    `over`: the tickets over a limit of `each ticket over`. `waited`: tickets by the reason they wait for.
    """

    tally: Tally = field(default_factory=Tally)
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    judged: list[JudgedStandard] = field(default_factory=list)
    over: list[TicketOver] = field(default_factory=list)
    waited: Counter[str] = field(default_factory=Counter)
    earliest: int = EVER

    def note(self, what: str, log: TicketLog, chosen: NDArray[np.bool_]) -> None:
        """Count the marked tickets under a heading, and keep a few of their ids."""
        number = int(chosen.sum())
        if number:
            self.counts[what] += number
            kept = self.examples.setdefault(what, [])
            kept += [str(each) for each in log.tickets[chosen][: _EXAMPLES - len(kept)]]

    def merge(self, other: "Part") -> None:
        """Add the counts of another part; its per-ticket results are left with it."""
        self.tally.merge(other.tally)
        self.counts.update(other.counts)
        self.waited.update(other.waited)
        self.over += other.over
        self.earliest = min(self.earliest, other.earliest)
        for what, ids in other.examples.items():
            kept = self.examples.setdefault(what, [])
            kept += ids[: _EXAMPLES - len(kept)]
