"""Rows on their way from a file to a ticket log: integer columns and coded text, easily cut and spilled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenhand.sources.cells import Coded, joined

_TICKET, _LABEL, _NUMBER = "ticket", "label ", "number "


@dataclass(frozen=True, slots=True)
class EventRows:
    """m rows: their tickets, integer columns by name (each (m,)), and text columns by attribute name."""

    ticket: Coded
    numbers: Mapping[str, NDArray[Any]]
    labels: Mapping[str, Coded]

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.ticket)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "EventRows":
        """Some of the rows."""
        return EventRows(
            self.ticket.take(rows),
            {name: column[rows] for name, column in self.numbers.items()},
            {name: column.take(rows) for name, column in self.labels.items()},
        )

    def kept(self, keep: NDArray[np.bool_]) -> "EventRows":
        """The rows marked in `keep` (m,)."""
        return self if keep.all() else self.take(keep)

    def batch(self) -> pa.RecordBatch:
        """The rows as an Arrow batch, for a spill file."""
        columns = {_TICKET: _arrow(self.ticket)}
        columns |= {_LABEL + name: _arrow(column) for name, column in self.labels.items()}
        columns |= {_NUMBER + name: pa.array(column) for name, column in self.numbers.items()}
        return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def from_batch(batch: pa.RecordBatch) -> EventRows:
    """The rows that `EventRows.batch` wrote."""
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    return EventRows(
        _coded(columns.pop(_TICKET)),
        {
            name.removeprefix(_NUMBER): column.to_numpy(zero_copy_only=False)
            for name, column in columns.items()
            if name.startswith(_NUMBER)
        },
        {
            name.removeprefix(_LABEL): _coded(column)
            for name, column in columns.items()
            if name.startswith(_LABEL)
        },
    )


def together(parts: Sequence[EventRows]) -> EventRows:
    """Rows of the same columns under each other."""
    first = parts[0]
    if len(parts) == 1:
        return first
    return EventRows(
        joined([part.ticket for part in parts]),
        {name: np.concatenate([part.numbers[name] for part in parts]) for name in first.numbers},
        {name: joined([part.labels[name] for part in parts]) for name in first.labels},
    )


def _arrow(column: Coded) -> pa.DictionaryArray:
    # safe=False: -1 stands for an empty cell and is never looked up.
    return pa.DictionaryArray.from_arrays(pa.array(column.codes), column.names, safe=False)


def _coded(column: pa.DictionaryArray) -> Coded:
    return Coded(column.indices.to_numpy(zero_copy_only=False), column.dictionary)
