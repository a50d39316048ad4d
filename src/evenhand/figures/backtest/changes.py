"""Tickets whose verdict is another under the draft: how many of which kind, and up to a thousand by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evenhand.figures.judging import VERDICTS, Judged
from evenhand.records.tickets import TicketLog

NOT_COVERED = "not covered"
NOT_SCORED = "not scored"
MOST_NAMED = 1000
_WORDS = (*(word or NOT_SCORED for word in VERDICTS), NOT_COVERED)
_NOBODY = len(_WORDS) - 1


@dataclass(frozen=True, slots=True)
class Changed:
    """Tickets of one clause that are `before` in force and `after` under the draft: how many, and which."""

    clause: str
    before: str
    after: str
    number: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class Changes:
    """Gathers changes piece by piece."""

    numbers: dict[tuple[str, str, str], int] = field(default_factory=dict)
    examples: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    def compare(self, clause: str, in_force: Sequence[Judged], draft: Judged | None) -> None:
        """Compare what one clause says of the same tickets; in force each ticket has one version at most."""
        drafts = [draft] if draft is not None else []
        if len(in_force) == len(drafts) == 1 and same_tickets(in_force[0].log, drafts[0].log):
            self._directly(clause, in_force[0], drafts[0])
        else:
            self._by_name(clause, _words(in_force), _words(drafts))

    def _directly(self, clause: str, mine: Judged, theirs: Judged) -> None:
        if mine is theirs:
            return
        before, after = _verdicts(mine), _verdicts(theirs)
        pair = before * len(_WORDS) + after
        for code in np.unique(pair[before != after]).tolist():
            kinds = _WORDS[code // len(_WORDS)], _WORDS[code % len(_WORDS)]
            tickets = np.flatnonzero(pair == code)
            self._add((clause, *kinds), len(tickets), mine.log.tickets[tickets[:MOST_NAMED]])

    def _by_name(self, clause: str, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        for ticket in dict.fromkeys((*before, *after)):
            kinds = before.get(ticket, NOT_COVERED), after.get(ticket, NOT_COVERED)
            if kinds[0] != kinds[1]:
                self._add((clause, *kinds), 1, (ticket,))

    def _add(self, key: tuple[str, str, str], number: int, tickets: Iterable[str]) -> None:
        if key[1] == key[2]:
            return
        self.numbers[key] = self.numbers.get(key, 0) + number
        known = self.examples.setdefault(key, [])
        known += [str(ticket) for ticket in tickets][: MOST_NAMED - len(known)]

    def found(self, order: Sequence[str]) -> tuple[Changed, ...]:
        """The changes by clause in the order given, the most frequent first."""
        keys = sorted(self.numbers, key=lambda key: (order.index(key[0]), -self.numbers[key], key))
        return tuple(Changed(*key, self.numbers[key], tuple(self.examples[key])) for key in keys)


def same_tickets(one: TicketLog, other: TicketLog) -> bool:
    """Whether two parts of one log hold the same rows of the same tickets."""
    return one is other or (
        np.array_equal(one.first, other.first)
        and np.array_equal(one.at, other.at)
        and np.array_equal(one.event, other.event)
        and bool((one.tickets == other.tickets).all())
    )


def _verdicts(judged: Judged) -> NDArray[np.int64]:
    words = np.full(judged.log.tickets.size, _NOBODY)
    words[judged.ticket] = judged.verdict
    return words


def _words(judged: Sequence[Judged]) -> dict[str, str]:
    return {
        str(ticket): _WORDS[code]
        for each in judged
        for ticket, code in zip(each.log.tickets[each.ticket], each.verdict.tolist(), strict=True)
    }
