"""NDJSON, one JSON object a line, read strictly: what the JSON says is what is read, or the line is named."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenhand.sources.strict_json import StrictJsonError, decode
from evenhand.sources.trouble import trouble

LONGEST_LINE = 1 << 20
_HEAD_LINES = 1000


class JsonLinesFile:
    """An NDJSON file. Numbers are kept as written; a dot in a column name reaches into nested objects."""

    def __init__(self, path: Path) -> None:
        """Read the first thousand lines for the names of the columns."""
        self._path = path
        names: dict[str, None] = {}
        length = 1
        for count, (_, record) in enumerate(islice(self._records(), _HEAD_LINES), 1):
            names.update(dict.fromkeys(_names(record)))
            length = count
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            head = sum(len(line) for line in islice(file, length))
        self.columns: tuple[str, ...] = tuple(names)
        self.repeated: frozenset[str] = frozenset()
        self.rows_expected = size * length // head

    def batches(
        self, columns: Sequence[str], batch_rows: int, may_repeat: frozenset[str] = frozenset()
    ) -> Iterator[tuple[pa.RecordBatch, NDArray[np.int64]]]:
        """Stream the named columns as text; a name that a line lacks is an empty cell. Numbers are lines."""
        records = self._records()
        paths = [(name, name.split(".")) for name in columns]
        while part := list(islice(records, min(batch_rows, 200_000))):
            cells = [pa.array([_cell(record, *path) for _, record in part], pa.string()) for path in paths]
            numbers = np.array([line for line, _ in part], np.int64)
            yield pa.RecordBatch.from_arrays(cells, names=list(columns)), numbers

    def _records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        with self._path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if len(line) > LONGEST_LINE:
                    self._refuse(number, "huge-line", "the line is longer than a million bytes")
                if line.strip():
                    yield number, self._record(number, line)

    def _record(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            record = decode(line)
        except StrictJsonError as error:
            self._refuse(number, error.code, str(error), error.column)
        if not isinstance(record, dict):
            self._refuse(number, "bad-json", "the line is not a JSON object")
        return record

    def _refuse(self, number: int, code: str, what: str, column: int | None = None) -> NoReturn:
        raise trouble(
            self._path,
            code,
            f"Line {number} cannot be read: {what}.",
            "Write one JSON object a line, in UTF-8.",
            line=number,
            column=column,
        )


def _names(record: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, value in record.items():
        if isinstance(value, dict) and value:
            yield from _names(value, f"{before}{name}.")
        else:
            yield before + name


def _cell(record: Mapping[str, Any], name: str, path: Sequence[str]) -> str | None:
    value: Any = record.get(name)
    if value is None and len(path) > 1:
        value = record
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
