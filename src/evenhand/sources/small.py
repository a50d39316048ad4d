"""Files small enough to be held at once (readings, outages), read with the same care as tickets."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenhand.sources.batch import Batch
from evenhand.sources.cells import Coded, blank
from evenhand.sources.files import open_file, streamed
from evenhand.sources.instants import KnownZone
from evenhand.sources.mapping import found
from evenhand.sources.mapping_reading import CANONICAL
from evenhand.sources.report import MOST_EXAMPLES, Example, ImportReport
from evenhand.sources.trouble import missing_columns
from evenhand.units import tidy

_LONGEST_NUMBER = 40
_BATCH_ROWS = 1 << 20
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
"""No other names of columns."""


class SmallTable:
    """The wanted columns of a file as one batch, under the names that were asked for."""

    def __init__(
        self,
        path: str | Path,
        timezone: KnownZone | None,
        needed: Sequence[str],
        optional: Sequence[str],
        *,
        further: bool = False,
        known_as: Mapping[str, Sequence[str]] = NOTHING,
    ) -> None:
        """Read the file; RecordError when it cannot be read or a needed column is missing.

        With `further` all other columns are kept too, under their own names. `known_as` says what else a column
        may be called: the first of these names that the file has is used.
        """
        file = open_file(path)
        names = {name: found(known_as.get(name, (name,)), file.columns) for name in (*needed, *optional)}
        if missing := [name for name in needed if names[name] is None]:
            advice = f"Needed: {', '.join(needed)}. Optional: {', '.join(optional)}."
            raise missing_columns(path, missing, file.columns, advice)
        others = [column for column in file.columns if column not in names.values()] if further else []
        self.further = tuple(dict.fromkeys(tidy(column) for column in others if column.strip()))
        names |= {tidy(column): column for column in reversed(others)}
        self._names = {name: column for name, column in names.items() if column is not None}
        columns = list(dict.fromkeys(self._names.values()))
        parts = list(streamed(file, path, columns, _BATCH_ROWS))
        whole = pa.Table.from_batches([cells for cells, _ in parts]).unify_dictionaries().combine_chunks()
        numbers = np.concatenate([numbers for _, numbers in parts])
        self.report = ImportReport(str(path), "canonical", rows=len(numbers))
        keep = np.ones(len(numbers), np.bool_)
        self.batch = Batch(
            whole.to_batches()[0], numbers, keep, CANONICAL, needed[0], timezone, path, self.report
        )

    def place(self, name: str) -> int:
        """The place of a column in the batch; -1 when the file has none."""
        column = self._names.get(name)
        return -1 if column is None else int(self.batch.cells.schema.get_field_index(column))

    def text(self, name: str) -> Coded:
        """A column as text, all empty when the file has none."""
        column = self._names.get(name)
        return blank(len(self.batch.keep)) if column is None else self.batch.text(column)

    def instants(self, name: str, lost: str, missing: int) -> NDArray[np.int64]:
        """A column of instants, `missing` where there is none."""
        column = self._names.get(name)
        if column is None:
            return np.full(len(self.batch.keep), missing, np.int64)
        read = self.batch.instants(column, lost)
        return np.where(read.empty | read.unreadable | read.absurd, missing, read.at)

    def drop(self, rows: NDArray[np.bool_], code: str, message: str, name: str, mend: str = "") -> None:
        """Leave out the marked rows and report them, with the cells of a column as examples."""
        cells = self.text(name)
        self.batch.find(
            "dropped", code, message, rows, lambda row: cells.name(int(cells.codes[row])), mend, loses=True
        )
        self.batch.keep &= ~rows

    def duplicates(self, count: int, ticket: Coded, kept: NDArray[np.int64]) -> None:
        """Report exact duplicates among the rows that were kept so far."""
        again = np.setdiff1d(np.flatnonzero(self.batch.keep), kept)[:MOST_EXAMPLES]
        shown = [Example(ticket.name(int(ticket.codes[row])), int(self.batch.numbers[row])) for row in again]
        message = "exact duplicate of an earlier row"
        self.report.add("duplicate", "exact-duplicate", message, count, shown, "Each counts once (rule 8).")


def decimal(text: str) -> Decimal | None:
    """An exact number as it is written, a comma read as a point; None when it is none.

    >>> decimal("4.50"), decimal("4,5"), decimal("NaN"), decimal("good")
    (Decimal('4.50'), Decimal('4.5'), None, None)
    """
    try:
        number = Decimal(text.replace(",", ".")) if len(text) <= _LONGEST_NUMBER else Decimal("NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _LONGEST_NUMBER else None
