"""Parquet files as streamed tables."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from evenhand.sources.trouble import refuse_repeated, repeated, trouble


class ParquetFile:
    """A Parquet file: its columns are known from its end, its rows come as they are typed."""

    def __init__(self, path: Path) -> None:
        """Read what the file says about itself; RecordError when it is damaged."""
        self._path = path
        try:
            self._schema = pq.read_schema(path)
            self.rows_expected: int = pq.read_metadata(path).num_rows
        except (pa.ArrowException, OSError) as error:
            raise self._damaged(error) from None
        self.columns: tuple[str, ...] = tuple(self._schema.names)
        self.repeated = repeated(self.columns)

    def batches(
        self, columns: Sequence[str], batch_rows: int, may_repeat: frozenset[str] = frozenset()
    ) -> Iterator[tuple[pa.RecordBatch, NDArray[np.int64]]]:
        """Stream the named columns; numbers count rows from 1.

        Texts come as dictionaries but for the first column, which holds ids: few repeat beyond their run.
        """
        refuse_repeated(self._path, columns, self.repeated)
        for name in columns:
            if pa.types.is_nested(self._schema.field(name).type):
                raise trouble(
                    self._path,
                    "nested-column",
                    f'The column "{name}" holds lists or groups.',
                    "Write it as plain text, number or time.",
                )
        first, columns = 1, list(columns)
        try:
            # pre_buffer would keep every byte that was read until the file is closed.
            with pq.ParquetFile(self._path, read_dictionary=columns[1:], pre_buffer=False) as file:
                for batch in file.iter_batches(batch_rows, columns=columns):
                    batch.validate(full=True)
                    yield batch.select(columns), np.arange(first, first + len(batch))
                    first += len(batch)
        except (pa.ArrowException, OSError) as error:
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> Exception:
        reason = str(error).splitlines()[0]
        return trouble(
            self._path, "damaged-file", f"The Parquet file cannot be read: {reason}", "Write it again."
        )
