"""From up and down checks to outages: how long each check vouches, and what nobody watched is unknown (rule 21).

A check says how things stand from its own second to the next check of the same site, at most for as long as it
vouches. Beyond that, before the first check and after the last, the site is unknown. How long a check vouches is
given, or twice the usual interval of the site: the middle one of its first thousand intervals between two
checks that found the same (of all its intervals where no two did; of the other sites where it has none).
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evenhand.records.outages import NO_END, UNKNOWN
from evenhand.sources.recorded import BEGINNING

UP = 4
"""The state of a check that found all well; the others are those of `records.outages`."""

INTERVALS = 1000
TIMES = 2
_PIECE = 1 << 17
"""Checks looked at together: so many stay in the cache while they are put in order."""


class DisorderError(Exception):
    """Checks of one site that do not come in order of time: they have to be sorted as a whole."""


@dataclass(slots=True)
class Watch:
    """Takes checks batch by batch, every site's in order of time, and keeps only the turns.

    `vouches`: how long a check vouches, in seconds; None for twice the usual interval of its site.
    """

    vouches: int | None
    last_at: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    last_state: NDArray[np.int8] = field(default_factory=lambda: np.empty(0, np.int8))
    lasting: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    waiting: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]] = field(default_factory=list)
    turns: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]] = field(default_factory=list)
    tried: int = 0

    def take(self, site: NDArray[np.int32], at: NDArray[np.int64], state: NDArray[np.int8]) -> None:
        """Take checks (n,): the number of the site, UTC seconds, the state that was found.

        Raises DisorderError where a site's checks do not go forward in time.
        """
        for start in range(0, len(at), _PIECE):
            piece = slice(start, start + _PIECE)
            self._piece(site[piece], at[piece], state[piece])

    def _piece(self, codes: NDArray[np.int32], at: NDArray[np.int64], state: NDArray[np.int8]) -> None:
        more = int(codes.max()) + 1 - len(self.lasting)
        if more > 0:
            self.lasting = np.append(self.lasting, np.full(more, self.vouches or 0, np.int64))
            self.last_at = np.append(self.last_at, np.full(more, NO_END))
            self.last_state = np.append(self.last_state, np.full(more, UNKNOWN, np.int8))
        small = (
            np.uint8
            if len(self.lasting) <= 1 << 8
            else np.uint16
            if len(self.lasting) <= 1 << 16
            else np.int32
        )
        order = np.argsort(codes.astype(small), kind="stable")  # by counting, for such small numbers
        site, at, state = codes[order].astype(np.int64), at[order], state[order]
        settled = self.lasting[site] > 0
        if settled.all():
            self._turns(site, at, state)
            return
        if settled.any():
            self._turns(site[settled], at[settled], state[settled])
        self.waiting.append((site[~settled], at[~settled], state[~settled]))
        held = sum(len(one) for one, _, _ in self.waiting)
        if 2 * held >= 3 * self.tried:
            self._settle(at_end=False)
            self.tried = held

    def _settle(self, *, at_end: bool) -> None:
        """Find the usual interval of the sites that are known well enough, or as well as they will be."""
        if not self.waiting:
            return
        site, at, state = (np.concatenate(column) for column in zip(*self.waiting, strict=True))
        order = np.argsort(site, kind="stable")
        site, at, state = site[order], at[order], state[order]
        alike = (site[1:] == site[:-1]) & (state[1:] == state[:-1])
        any_pair = site[1:] == site[:-1]
        passed = at[1:] - at[:-1]
        if (passed[any_pair] <= 0).any():
            raise DisorderError
        enough = np.bincount(site[1:][alike], minlength=len(self.lasting)) >= INTERVALS
        ready = np.flatnonzero(enough | at_end)
        heads = np.searchsorted(site, ready), np.searchsorted(site, ready, side="right")
        for one, low, high in zip(ready.tolist(), *(each.tolist() for each in heads), strict=True):
            if low < high:
                pairs = slice(low, high - 1)
                intervals = passed[pairs][alike[pairs]][:INTERVALS]
                self.lasting[one] = TIMES * (_middle(intervals) or _middle(passed[pairs]))
        if at_end:  # a site that was looked at once: as long as the others
            self.lasting[self.lasting == 0] = _middle(self.lasting[self.lasting > 0]) or 1
        done = self.lasting[site] > 0
        if done.any():
            self._turns(site[done], at[done], state[done])
            self.waiting = [(site[~done], at[~done], state[~done])] if not done.all() else []

    def _turns(self, site: NDArray[np.int64], at: NDArray[np.int64], state: NDArray[np.int8]) -> None:
        """Keep what a site's checks, next to each other and in order of time, change of what was known before."""
        head = np.ones(len(site), np.bool_)
        np.not_equal(site[1:], site[:-1], out=head[1:])
        heads = np.flatnonzero(head)
        passed = np.empty_like(at)
        np.subtract(at[1:], at[:-1], out=passed[1:])
        mine = site[heads]
        known = self.last_at[mine] != NO_END
        passed[heads] = np.where(known, at[heads] - self.last_at[mine], 1)
        if (passed <= 0).any():
            raise DisorderError
        before = np.empty_like(state)
        before[1:] = state[:-1]
        before[heads] = np.where(known, self.last_state[mine], -1)
        silent = passed > np.repeat(self.lasting[mine], np.diff(np.append(heads, len(site))))
        turned = np.flatnonzero((state != before) | silent)
        self.turns.append((site[turned], at[turned], state[turned]))
        quiet = np.flatnonzero(silent)
        since = at[quiet] - passed[quiet] + self.lasting[site[quiet]]
        self.turns.append((site[quiet], since, np.full(len(quiet), UNKNOWN, np.int8)))
        last = np.append(heads[1:], len(site)) - 1
        self.last_at[mine], self.last_state[mine] = at[last], state[last]

    def outages(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]:
        """Site, start, end and state of every stretch that was not up, by site and start."""
        self._settle(at_end=True)
        every = np.flatnonzero(self.last_at != NO_END)
        unknown = np.full(len(every), UNKNOWN, np.int8)
        self.turns.insert(0, (every, np.full(len(every), BEGINNING), unknown))
        self.turns.append((every, self.last_at[every] + self.lasting[every], unknown))
        site, at, state = (np.concatenate(column) for column in zip(*self.turns, strict=True))
        order = np.lexsort((at, site))
        site, at, state = site[order], at[order], state[order]
        new = np.ones(len(site), np.bool_)
        new[1:] = (site[1:] != site[:-1]) | (state[1:] != state[:-1])
        site, at, state = site[new], at[new], state[new]
        end = np.append(at[1:], NO_END)
        end[np.append(site[1:] != site[:-1], True)] = NO_END
        kept = (state != UP) & (end > at)
        return site[kept], at[kept], end[kept], state[kept]


def in_time(
    site: NDArray[np.int32], at: NDArray[np.int64], state: NDArray[np.int8]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int8], int]:
    """Checks by site and time, one for each second of a site, and how many were more than that.

    Of several in one second the worst counts: down, then degraded, maintenance, unknown, up.
    """
    severity = np.array([0, 1, 3, 2, 4], np.int8)[state]
    order = np.lexsort((severity, at, site))
    site, at, state = site[order], at[order], state[order]
    first = np.ones(len(site), np.bool_)
    first[1:] = (site[1:] != site[:-1]) | (at[1:] != at[:-1])
    return site[first], at[first], state[first], len(site) - int(first.sum())


def _middle(values: NDArray[np.int64]) -> int:
    """The middle value, the lower of two; 0 for none."""
    if not values.size:
        return 0
    half = (values.size - 1) // 2
    return int(np.partition(values, half)[half])
