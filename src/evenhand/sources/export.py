"""Ticket logs to a Parquet file in Evenhand's own columns, which reads back to the same logs."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from evenhand.records.tickets import EVENTS, Labels, TicketLog

_INSTANT = pa.timestamp("ms", "UTC")
_TEXT = pa.dictionary(pa.int32(), pa.string())


class EventFile:
    """A Parquet file of events. On leaving it is complete, or, after an error, removed."""

    def __init__(self, path: str | Path) -> None:
        """Nothing is written before the first log."""
        self._path = Path(path)
        self._writer: pq.ParquetWriter | None = None

    def write(self, log: TicketLog) -> None:
        """Append a log. All logs of a file come from one source and have the same columns."""
        table = events_table(log)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Complete the file, or remove what there is of it."""
        if self._writer is not None:
            self._writer.close()
            if error is not None:
                self._path.unlink()


def events_table(log: TicketLog) -> pa.Table:
    """A log as an Arrow table of canonical columns (SEMANTICS, Formats), one row per event."""
    rows = np.repeat(np.arange(len(log), dtype=np.int32), np.diff(log.first))
    columns: dict[str, Any] = {
        "ticket": _dictionary(Labels(rows, tuple(log.tickets))),
        "at": pa.array(log.at * 1000).cast(_INSTANT),
        "event": _dictionary(Labels(log.event.astype(np.int32), EVENTS)),
    }
    columns |= {name: _dictionary(labels) for name, labels in log.attributes.items()}
    if log.waiting_seconds is not None:
        columns["waiting_seconds"] = pa.array(log.waiting_seconds, mask=log.waiting_seconds < 0)
    if log.received is not None:
        columns["received"] = pa.array(log.received * 1000, mask=log.received < 0).cast(_INSTANT)
    return pa.table(columns)


def _dictionary(labels: Labels) -> pa.DictionaryArray:
    names = pa.array(labels.names, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(labels.codes, mask=labels.codes < 0), names).cast(_TEXT)
