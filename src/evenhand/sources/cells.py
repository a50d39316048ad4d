"""Cells of a file as numbers into their distinct values, so that text is looked at once per distinct value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenhand.records.tickets import Labels
from evenhand.sources.windows import run_heads


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of n text cells: `codes` (n,) int32 into `names` (an Arrow text column), -1 for an empty cell."""

    codes: NDArray[np.int32]
    names: pa.Array

    def __len__(self) -> int:
        """Number of cells."""
        return len(self.codes)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Coded":
        """Some of the cells, in the order of `rows`."""
        return Coded(self.codes[rows], self.names)

    def name(self, code: int) -> str:
        """The text of a code, "" for -1."""
        return str(self.names[code]) if code >= 0 else ""

    def labels(self) -> Labels:
        """The same cells as a column of a ticket log."""
        return Labels(self.codes, tuple(self.names.to_numpy(zero_copy_only=False).tolist()))

    def each(self, change: Callable[[str], str | None]) -> "Coded":
        """The cells with each distinct value changed; None or "" empties a cell."""
        return coded(pa.array([change(name) or None for name in self.names.to_pylist()], pa.string())).at(
            self
        )

    def at(self, other: "Coded") -> "Coded":
        """These cells looked up by the codes of another column: cell i is this[other.codes[i]]."""
        codes = np.append(self.codes, np.int32(-1))[other.codes]
        return Coded(codes, self.names)

    def marks(self, test: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Which cells (n,) pass a test, made once for each distinct value and once for empty text."""
        answers = np.array([*(test(name) for name in self.names.to_pylist()), test("")], np.bool_)
        return answers[self.codes]

    def numbers(self, value: Callable[[str], int], empty: int) -> NDArray[np.int64]:
        """An integer for each cell (n,), reckoned once for each distinct value; `empty` for empty cells."""
        return np.array([*(value(name) for name in self.names.to_pylist()), empty], np.int64)[self.codes]


def coded(column: pa.Array) -> Coded:
    """Number the cells of an Arrow column of any plain type; outer spaces fall away, blank cells are empty."""
    if pa.types.is_dictionary(column.type):
        names = coded(column.dictionary)
        indices = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
        return names.at(Coded(indices, column.dictionary))
    texts = as_text(column)
    heads = run_heads(texts)
    if heads is not None and 2 * len(heads) < len(texts):
        lengths = np.diff(np.append(heads, len(texts)))
        values = coded(texts.take(pa.array(heads)))
        return Coded(np.repeat(values.codes, lengths), values.names)
    numbered = texts.dictionary_encode()
    codes = numbered.indices.to_numpy(zero_copy_only=False)
    return _trimmed(Coded(codes, numbered.dictionary))


def as_text(column: pa.Array) -> pa.Array:
    """An Arrow column of any plain type as text without nulls (a missing cell is an empty text)."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(pa.string()).fill_null("")


def blank(count: int) -> Coded:
    """A column of empty cells."""
    return Coded(np.full(count, -1, np.int32), pa.array([], pa.string()))


def joined(columns: Sequence[Coded]) -> Coded:
    """Columns under each other as one, each distinct value numbered once, in order of first appearance."""
    if len(columns) == 1:
        return columns[0]
    every = pa.concat_arrays([column.names for column in columns]).dictionary_encode()
    places = every.indices.to_numpy(zero_copy_only=False)
    codes: list[NDArray[np.int32]] = []
    first = 0
    for column in columns:
        part = np.append(places[first : first + len(column.names)], np.int32(-1))
        codes.append(part[column.codes])
        first += len(column.names)
    return Coded(np.concatenate(codes), every.dictionary)


def _trimmed(cells: Coded) -> Coded:
    """Outer spaces off every name; names that become empty or equal are joined."""
    names = pc.utf8_trim_whitespace(cells.names)
    if names.equals(cells.names) and not pc.any(pc.equal(names, "")).as_py():
        return cells
    again = names.dictionary_encode()
    kept = pc.not_equal(again.dictionary, "").to_numpy(zero_copy_only=False)
    number = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    codes = number[again.indices.to_numpy(zero_copy_only=False)]
    return Coded(codes, again.dictionary.filter(pa.array(kept))).at(cells)
