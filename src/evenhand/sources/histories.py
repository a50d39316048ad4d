"""Rows of states to events: what each update changed compared with the one before it on the same ticket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.records.tickets import (
    CANCELLED,
    CHANGED,
    CLOSED,
    MERGED,
    OPENED,
    REOPENED,
    RESOLVED,
    RESPONDED,
    RESUMED,
    WAITING,
    Labels,
)
from evenhand.sources.instants import NEVER
from evenhand.sources.mapping import STATES

_NEW, _ACTIVE, _WAITING, _RESOLVED, _CLOSED, _CANCELLED, _MERGED = range(len(STATES))
_STOPPED = (_RESOLVED, _CLOSED, _CANCELLED, _MERGED)
_EVENT_OF = np.array([CHANGED, CHANGED, WAITING, RESOLVED, CLOSED, CANCELLED, MERGED], np.int8)
# What one row can give, in this order.
_SLOTS = np.array([OPENED, REOPENED, RESUMED, RESPONDED, -1, CHANGED], np.int8)


@dataclass(frozen=True, slots=True)
class History:
    """Updates of n tickets in m rows, ordered by ticket and time.

    head    (n,) the first row of each ticket
    at      (m,) the time of each update
    state   (m,) place in STATES, -1 where the state is not known: the one before goes on
    opened  (n,) the time each ticket was opened, NEVER when only its first row tells
    responded  (m,) whether the row shows a response
    labels  attributes as written on each row, "reason" among them when any state has one
    """

    head: NDArray[np.int64]
    at: NDArray[np.int64]
    state: NDArray[np.int8]
    opened: NDArray[np.int64]
    responded: NDArray[np.bool_]
    labels: Mapping[str, Labels]


@dataclass(frozen=True, slots=True)
class Derived:
    """k events: the row (k,) each comes from, its time and event, and the attributes it changed.

    `early` counts updates from before the opening that were taken at the opening.
    """

    row: NDArray[np.int64]
    at: NDArray[np.int64]
    event: NDArray[np.int8]
    labels: Mapping[str, Labels]
    early: int


def derived(history: History) -> Derived:
    """The events of the histories (rule 8).

    A ticket is opened once, at its opened time, with what its first row says. Leaving a waiting state is
    `resumed`, going back to work from an ended state is `reopened`, a row that only changes attributes is
    `changed`. An update written before the ticket's own opened time tells what held when it was opened; one
    that ends the ticket stays where it is, and makes the ticket irregular.
    """
    rows = np.arange(len(history.at))
    number = np.repeat(np.arange(len(history.head)), np.diff(np.append(history.head, len(rows))))
    is_head = np.zeros(len(rows), np.bool_)
    is_head[history.head] = True
    opened = np.where(history.opened == NEVER, history.at[history.head], history.opened)[number]
    state = _carried(history.state, history.head, number, _NEW).astype(np.int8)
    reasons = history.labels.get("reason")
    reason = np.full(len(rows), -1, np.int32) if reasons is None else reasons.codes
    reason = np.where(state == _WAITING, _carried_where(reason, history.state >= 0, history.head, number), -1)
    before = np.where(is_head, np.int8(_NEW), np.roll(state, 1))
    before_reason = np.where(is_head, -1, np.roll(reason, 1))
    stopped, was_stopped = np.isin(state, _STOPPED), np.isin(before, _STOPPED)
    waiting, was_waiting = state == _WAITING, before == _WAITING
    entered = (state != before) | (waiting & (reason != before_reason))
    changes = {
        name: _changed(labels, history.head, number)
        for name, labels in history.labels.items()
        if name != "reason"
    }
    slots = np.stack(
        [
            is_head,
            was_stopped & ~stopped,
            was_waiting & ~stopped & ~waiting,
            history.responded & _first_true(history.responded, history.head, number),
            entered & (stopped | waiting),
            np.any([np.zeros(len(rows), np.bool_), *(codes >= 0 for codes in changes.values())], axis=0),
        ],
        axis=1,
    )
    slots[:, 5] &= ~slots[:, :5].any(axis=1)
    row, slot = np.nonzero(slots)
    first = np.append(True, row[1:] != row[:-1]) if len(row) else np.zeros(0, np.bool_)
    event = np.where(slot == 4, _EVENT_OF[state[row]], _SLOTS[slot])
    early = (history.at < opened) & ~stopped
    at = np.where(early, opened, history.at)
    labels: dict[str, Labels] = {
        name: Labels(np.where(first, codes[row], -1).astype(np.int32), history.labels[name].names)
        for name, codes in changes.items()
    }
    if reasons is not None:
        labels["reason"] = Labels(np.where(event == WAITING, reason[row], -1).astype(np.int32), reasons.names)
    return Derived(row, np.where(slot == 0, opened[row], at[row]), event, labels, int(early.sum()))


def _carried(
    values: NDArray[Any], head: NDArray[np.int64], number: NDArray[np.int64], missing: int
) -> NDArray[Any]:
    """Values carried forward within each ticket over those below zero; `missing` before the first."""
    said = np.maximum.accumulate(np.where(values >= 0, np.arange(len(values)), -1))
    return np.where(said >= head[number], values[said], missing)


def _carried_where(
    values: NDArray[Any], known: NDArray[np.bool_], head: NDArray[np.int64], number: NDArray[np.int64]
) -> NDArray[Any]:
    """Values of the last row of the ticket so far that is `known`; -1 before the first."""
    said = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
    return np.where(said >= head[number], values[said], -1)


def _changed(labels: Labels, head: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int32]:
    """The codes where they say something other than what held before on the ticket, else -1."""
    held = _carried(labels.codes, head, number, -1)
    before = np.roll(held, 1)
    before[head] = -1
    return np.where((labels.codes >= 0) & (labels.codes != before), labels.codes, -1).astype(np.int32)


def _first_true(
    marks: NDArray[np.bool_], head: NDArray[np.int64], number: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether no earlier row of the ticket is marked."""
    so_far = np.cumsum(marks)
    before_ticket: NDArray[np.int64] = so_far[head] - marks[head]
    first: NDArray[np.bool_] = so_far - before_ticket[number] <= 1
    return first
