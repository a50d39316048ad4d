"""Files of records as streamed tables: CSV, Parquet and NDJSON, recognised by their first bytes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenhand.sources.contents import content_of, taken_for
from evenhand.sources.delimited import DelimitedFile
from evenhand.sources.jsonlines import JsonLinesFile
from evenhand.sources.parquet import ParquetFile
from evenhand.sources.trouble import trouble

_OTHER = {
    b"PK\x03\x04": (
        "spreadsheet-or-zip",
        "This is a workbook (.xlsx) or a ZIP archive.",
        "Save it as CSV UTF-8.",
    ),
    b"\xd0\xcf\x11\xe0": (
        "spreadsheet-or-zip",
        "This is an old Excel workbook (.xls).",
        "Save it as CSV UTF-8.",
    ),
    b"\x1f\x8b": ("compressed-file", "This file is compressed with gzip.", "Unpack it first."),
    b"\x28\xb5\x2f\xfd": ("compressed-file", "This file is compressed with zstd.", "Unpack it first."),
    b"%PDF": ("not-a-table", "This is a PDF.", "Export the records as CSV, NDJSON or Parquet."),
    b"<": ("not-a-table", "This looks like XML or HTML.", "Export the records as CSV, NDJSON or Parquet."),
    b"[": ("json-array", "This is one JSON list.", "Write one JSON object a line (NDJSON)."),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a file: Arrow columns in the order asked for, and each row's number for messages.

    Numbers are those a person finds in the file: lines of NDJSON, rows of a spreadsheet with the heading as
    row 1 for CSV, rows from 1 for Parquet.
    """

    cells: pa.RecordBatch
    numbers: NDArray[np.int64]


class RecordFile(Protocol):
    """What a reader of one format offers. Of `repeated` columns, which share a name, the first one is read."""

    columns: tuple[str, ...]
    rows_expected: int
    repeated: frozenset[str]

    def batches(
        self, columns: Sequence[str], batch_rows: int, may_repeat: frozenset[str] = frozenset()
    ) -> Iterator[tuple[pa.RecordBatch, NDArray[np.int64]]]:
        """Stream the named columns in batches of about `batch_rows` rows, with the number of each row.

        Raises RecordError when several columns have a name that is asked for and is none that `may_repeat`.
        """


def open_file(path: str | Path, *, encoding: str | None = None) -> RecordFile:
    """Recognise a file and read its heading. `encoding` is for CSV files that are not Unicode.

    Raises RecordError for a file that is missing, empty, or of another kind.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise trouble(
            path,
            "no-such-file",
            f"The file cannot be opened: {error.strerror}.",
            "Check the name and the folder.",
        ) from None
    if not head:
        raise trouble(path, "empty-file", "The file is empty.", "Export it again.")
    if head.startswith(b"PAR1"):
        return ParquetFile(path)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    content = content_of(text)
    if content in ("agreement", "mapping"):
        raise trouble(path, "not-records", *taken_for(content, "records"))
    for magic, (code, message, mend) in _OTHER.items():
        if text.startswith(magic):
            raise trouble(path, code, message, mend)
    return JsonLinesFile(path) if text.startswith(b"{") else DelimitedFile(path, encoding)


def streamed(
    file: RecordFile,
    path: str | Path,
    columns: Sequence[str],
    batch_rows: int,
    *,
    may_repeat: frozenset[str] = frozenset(),
) -> Iterator[tuple[pa.RecordBatch, NDArray[np.int64]]]:
    """The batches of a file, one read ahead while another is worked on.

    Raises RecordError when it has none, or as `RecordFile.batches`.
    """
    batches = file.batches(columns, batch_rows, may_repeat)
    with ThreadPoolExecutor(1) as reader:
        batch = reader.submit(next, batches, None).result()
        if batch is None:
            raise trouble(path, "no-records", "The file has no rows.", "Export it again.")
        while batch is not None:
            ahead = reader.submit(next, batches, None)
            yield batch
            batch = ahead.result()


def tables(
    path: str | Path, columns: Sequence[str] | None = None, batch_rows: int = 1 << 20
) -> Iterator[Rows]:
    """Stream a file as batches of cells; all its columns unless some are named. Raises RecordError."""
    file = open_file(path)
    for cells, numbers in streamed(file, path, file.columns if columns is None else columns, batch_rows):
        yield Rows(cells, numbers)
