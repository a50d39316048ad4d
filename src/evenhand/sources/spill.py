"""Rows set aside in files, split so that every part holds whole tickets and fits in memory."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa

from evenhand.sources.cells import Coded
from evenhand.sources.rows import EventRows, from_batch, together
from evenhand.sources.windows import spread


class Spill:
    """`parts` files in a folder of their own, which is removed on leaving, also after an error.

    Rows of one ticket go to the same part in the order in which they were added.
    """

    def __init__(self, parts: int, folder: str | Path | None) -> None:
        """Make the folder, inside `folder` or where temporary files go."""
        self._parts = parts
        self._stack = ExitStack()
        self._folder = Path(
            self._stack.enter_context(tempfile.TemporaryDirectory(prefix="evenhand-", dir=folder))
        )
        self._writers: dict[int, pa.ipc.RecordBatchStreamWriter] = {}

    def add(self, rows: EventRows) -> None:
        """Append rows to their parts."""
        if not len(rows):
            return
        part_of_name = spread(rows.ticket.names, self._parts)
        # Within its part a ticket is numbered anew, so that a part carries its own names only.
        by_part = np.argsort(part_of_name, kind="stable")
        sizes = np.bincount(part_of_name, minlength=self._parts)
        starts = np.cumsum(sizes) - sizes
        renumbered = np.empty(len(by_part), np.int32)
        renumbered[by_part] = np.arange(len(by_part)) - np.repeat(starts, sizes)
        names = rows.ticket.names.take(pa.array(by_part))
        part_of_row = part_of_name[rows.ticket.codes]
        order = np.argsort(part_of_row, kind="stable")
        whole = EventRows(Coded(renumbered[rows.ticket.codes], names), rows.numbers, rows.labels).take(order)
        counts = np.bincount(part_of_row, minlength=self._parts)
        ends = np.cumsum(counts)
        for part in np.flatnonzero(counts).tolist():
            cut = slice(int(ends[part] - counts[part]), int(ends[part]))
            own = EventRows(
                Coded(whole.ticket.codes[cut], names.slice(starts[part], sizes[part])),
                {name: column[cut] for name, column in whole.numbers.items()},
                {name: Coded(column.codes[cut], column.names) for name, column in whole.labels.items()},
            )
            self._write(part, own.batch())

    def _write(self, part: int, batch: pa.RecordBatch) -> None:
        writer = self._writers.get(part)
        if writer is None:
            file = self._stack.enter_context(pa.OSFile(str(self._folder / f"{part}.arrows"), "wb"))
            writer = self._stack.enter_context(pa.ipc.new_stream(file, batch.schema))
            self._writers[part] = writer
        writer.write_batch(batch)

    def parts(self) -> Iterator[EventRows]:
        """The rows of each part that has any; nothing can be added afterwards."""
        for part, writer in sorted(self._writers.items()):
            writer.close()
            path = self._folder / f"{part}.arrows"
            with pa.memory_map(str(path)) as file:
                rows = together([from_batch(batch) for batch in pa.ipc.open_stream(file)])
            yield rows
            path.unlink()

    def close(self) -> None:
        """Remove the files and their folder."""
        self._stack.close()
