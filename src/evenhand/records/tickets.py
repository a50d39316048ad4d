"""Ticket histories as columns: whole tickets, rows in the order in which they count (SEMANTICS rule 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)

EVENTS = (
    "opened",
    "responded",
    "waiting",
    "resumed",
    "resolved",
    "reopened",
    "closed",
    "cancelled",
    "merged",
    "changed",
)
OPENED, RESPONDED, WAITING, RESUMED, RESOLVED, REOPENED, CLOSED, CANCELLED, MERGED, CHANGED = range(10)

NO_OPENED, BEFORE_OPENED, OPENED_TWICE = 1, 2, 3
IRREGULAR = {
    NO_OPENED: "no opened event",
    BEFORE_OPENED: "an event before it was opened",
    OPENED_TWICE: "opened at two different times",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Text cells as numbers into a list of names: `codes` (n,) int32, -1 for an empty cell.

    >>> Labels.of(["P1", "", "P2", "P1"])
    Labels(codes=array([ 0, -1,  1,  0], dtype=int32), names=('P1', 'P2'))
    """

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    @classmethod
    def of(cls, cells: list[str] | tuple[str, ...]) -> "Labels":
        """Number the cells in order of first appearance; an empty text is an empty cell."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(cell, len(numbers)) if cell else -1 for cell in cells]
        return cls(np.array(codes, np.int32), tuple(numbers))

    @classmethod
    def together(cls, columns: Sequence["Labels"]) -> "Labels":
        """Columns under each other, each distinct name numbered once; there is at least one column."""
        numbers: dict[str, int] = {}
        codes = []
        for column in columns:
            known = [numbers.setdefault(name, len(numbers)) for name in column.names]
            codes.append(np.array([*known, -1], np.int32)[column.codes])
        return cls(np.concatenate(codes), tuple(numbers))

    def texts(self) -> list[str]:
        """The cells as text again, "" for an empty one.

        >>> Labels.of(["P1", "", "P2"]).texts()
        ['P1', '', 'P2']
        """
        names = (*self.names, "")
        return [names[code] for code in self.codes.tolist()]

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Labels":
        """The same labels for some rows only."""
        return Labels(self.codes[rows], self.names)


@dataclass(frozen=True, slots=True)
class TicketLog:
    """Whole tickets, n of them in m rows, ordered by ticket, `at` and source order, exact duplicates removed.

    tickets          (n,) object: ticket ids, text
    first            (n + 1,) int64: the rows of ticket i are first[i]:first[i + 1]
    at               (m,) int64: whole seconds since 1970 UTC (rule 1)
    event            (m,) int8: place in EVENTS
    attributes       name -> Labels (m,), as written on the row; `filled` carries them forward
    waiting_seconds  (m,) int64: total waiting so far as the source reports it, -1 where not said (rule 10)
    received         (m,) int64: when the record arrived, -1 where not said (rule 26)
    """

    tickets: NDArray[np.object_]
    first: NDArray[np.int64]
    at: NDArray[np.int64]
    event: NDArray[np.int8]
    attributes: Mapping[str, Labels]
    waiting_seconds: NDArray[np.int64] | None = None
    received: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        """Number of tickets."""
        return len(self.tickets)


def ticket_log(
    *,
    ticket: Labels,
    at: NDArray[np.int64],
    event: NDArray[np.int8],
    attributes: Mapping[str, Labels],
    waiting_seconds: NDArray[np.int64] | None = None,
    received: NDArray[np.int64] | None = None,
) -> tuple[TicketLog, int]:
    """Order rows into whole tickets and drop exact duplicates (rule 8); also the number dropped.

    Rows arrive in source order. Tickets come out in the order of `ticket.names`; rows of one ticket by `at`,
    rows at the same instant in source order. A row equal to an earlier one in every column is dropped and
    counted.
    Raises ValueError when columns differ in length or a row has no ticket.
    """
    columns: list[NDArray[Any]] = [event]
    columns += [labels.codes for labels in attributes.values()]
    columns += [column for column in (waiting_seconds, received) if column is not None]
    if any(len(column) != len(at) for column in [ticket.codes, *columns]):
        raise ValueError("the columns of a ticket log must have the same length")
    if len(at) and ticket.codes.min() < 0:
        raise ValueError("every row of a ticket log needs a ticket")
    rows, duplicates = in_order(ticket.codes, at, columns)
    code = _take(ticket.codes, rows)
    new = np.ones(len(code), np.bool_)
    np.not_equal(code[1:], code[:-1], out=new[1:])
    heads = np.flatnonzero(new)
    names = np.array(ticket.names, dtype=object) if ticket.names else np.empty(0, object)
    log = TicketLog(
        tickets=names[code[heads]],
        first=np.append(heads, len(code)).astype(np.int64),
        at=_take(at, rows),
        event=_take(event, rows),
        attributes={
            name: Labels(_take(labels.codes, rows), labels.names) for name, labels in attributes.items()
        },
        waiting_seconds=None if waiting_seconds is None else _take(waiting_seconds, rows),
        received=None if received is None else _take(received, rows),
    )
    return log, duplicates


def filled(log: TicketLog, name: str) -> NDArray[np.int32]:
    """Codes (m,) of an attribute carried forward: it holds from the row that says it on, empty leaves it.

    A name the log does not have is -1 everywhere.
    """
    labels = log.attributes.get(name)
    if labels is None:
        return np.full(len(log.at), -1, np.int32)
    rows = np.arange(len(log.at))
    said = np.maximum.accumulate(np.where(labels.codes >= 0, rows, -1)) if len(rows) else rows
    head = np.repeat(log.first[:-1], np.diff(log.first))
    codes: NDArray[np.int32] = np.where(said >= head, labels.codes[said], np.int32(-1))
    return codes


def irregular(log: TicketLog) -> NDArray[np.int8]:
    """Per ticket (n,) why its order cannot be: 0 regular, else a key of IRREGULAR (rule 8).

    A ticket is irregular when it was never opened, when a row precedes its first `opened` (by instant, then
    by source order), or when it was opened again at another instant. Rows without effect, such as `resumed`
    while not waiting, do not make it so.
    """
    reasons = np.zeros(len(log), np.int8)
    if not len(log):
        return reasons
    opened = log.event == OPENED
    far = np.iinfo(np.int64).max
    first_opened = np.minimum.reduceat(np.where(opened, log.at, far), log.first[:-1])
    last_opened = np.maximum.reduceat(np.where(opened, log.at, -far), log.first[:-1])
    reasons[last_opened > first_opened] = OPENED_TWICE
    reasons[~opened[log.first[:-1]]] = BEFORE_OPENED
    reasons[first_opened == far] = NO_OPENED
    return reasons


def in_order(
    ticket: NDArray[np.int32], at: NDArray[np.int64], columns: Sequence[NDArray[Any]]
) -> tuple[NDArray[np.int64] | None, int]:
    """Row numbers by ticket, instant and source order without exact duplicates, and the number of those (rule 8).

    None for the row numbers means that all rows stand in that order already. `columns` are the integer
    columns (m,) that two rows of one ticket and instant must share to be duplicates.
    """
    return _without_duplicates(_order(ticket, at), ticket, at, columns)


def _order(code: NDArray[np.int32], at: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Row numbers by ticket, instant and source order; None when the rows are in that order already."""
    back = at[1:] < at[:-1]
    if not (code[1:] < code[:-1]).any() and not (back & (code[1:] == code[:-1])).any():
        return None
    by_time = _stable(at) if back.any() else None
    by_ticket = _stable(_take(code, by_time).astype(np.int64))
    return _take(by_ticket if by_time is None else by_time, None if by_time is None else by_ticket)


def _stable(key: NDArray[np.int64]) -> NDArray[np.int64]:
    """A stable order of int64 keys: key and row number packed in one integer, several times faster."""
    low, bits = int(key.min()), int(len(key) - 1).bit_length()
    if (int(key.max()) - low).bit_length() + bits > 62:
        return np.argsort(key, kind="stable")
    packed = ((key - low) << bits) | np.arange(len(key))
    packed.sort()
    packed &= (1 << bits) - 1
    return packed


def _without_duplicates(
    rows: NDArray[np.int64] | None,
    code: NDArray[np.int32],
    at: NDArray[np.int64],
    columns: Sequence[NDArray[Any]],
) -> tuple[NDArray[np.int64] | None, int]:
    """Drop each ordered row that equals an earlier one of its ticket and instant in every column."""
    sorted_code, sorted_at = _take(code, rows), _take(at, rows)
    same = (sorted_code[1:] == sorted_code[:-1]) & (sorted_at[1:] == sorted_at[:-1])
    if not same.any():
        return rows, 0
    tied = np.zeros(len(code), np.bool_)
    tied[1:] = same
    tied[:-1] |= same
    places = np.flatnonzero(tied)
    raw = places if rows is None else rows[places]
    group = np.cumsum(~np.append(False, same))[places]
    keys = [column[raw] for column in columns]
    order = np.lexsort([*keys, group])
    equal = group[order][1:] == group[order][:-1]
    for key in keys:
        equal &= key[order][1:] == key[order][:-1]
    again = places[order[1:][equal]]
    if not len(again):
        return rows, 0
    kept = np.ones(len(code), np.bool_)
    kept[again] = False
    return (np.flatnonzero(kept) if rows is None else rows[kept]), len(again)


def _take(column: NDArray[T], rows: NDArray[np.int64] | None) -> NDArray[T]:
    return column if rows is None else column[rows]
