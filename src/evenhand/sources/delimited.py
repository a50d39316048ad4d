"""CSV files as streamed tables: separators, byte order marks and UTF-16 are recognised, damage is named."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pv
from numpy.typing import NDArray

from evenhand.errors import Problem, RecordError
from evenhand.sources.trouble import refuse_repeated, repeated, trouble

LONGEST_LINE = 1 << 20
_BLOCK_BYTES = 8 << 20
_HEAD_BYTES = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARACTERS = (
    ("nul-byte", "\0", "The line holds a NUL byte.", "Export the file again as CSV UTF-8."),
    (
        "bad-text",
        "\ufffd",
        "The line is not text in the encoding of the file.",
        "Save it as CSV UTF-8, or say `encoding: windows-1252` in the mapping.",
    ),
)


class DelimitedFile:
    """A CSV file with a heading row; cells separated by comma, semicolon, tab or bar; quoted as in RFC 4180."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        """Read the heading; `encoding` is used when the file has no byte order mark, UTF-8 unless given."""
        self._path = path
        with path.open("rb") as file:
            raw = file.read(_HEAD_BYTES)
            size = file.seek(0, 2)
        marked = [name for mark, name in _MARKS if raw.startswith(mark)]
        self._encoding = marked[0] if marked else (encoding or "utf-8")
        try:
            head = codecs.getincrementaldecoder(self._encoding)("replace").decode(raw)
        except LookupError:
            raise trouble(
                path,
                "unknown-encoding",
                f'There is no text encoding named "{self._encoding}".',
                "Use utf-8, utf-16 or windows-1252.",
            ) from None
        heading = head.lstrip("\ufeff\r\n")
        self._blank_lines = head[: len(head) - len(heading)].count("\n")
        first = heading.splitlines()[0] if heading else ""
        self._delimiter = max(",;\t|", key=first.count)
        reader = csv.reader(io.StringIO(heading, newline=""), delimiter=self._delimiter)
        try:
            self.columns: tuple[str, ...] = tuple(name.strip() for name in next(reader, []))
            self.repeated = repeated(self.columns)
        except csv.Error as error:
            message = f"The heading cannot be read: {error}."
            raise trouble(path, "bad-heading", message, "Close every quote.", line=1) from None
        if not "".join(heading.splitlines()[reader.line_num :]).strip() and size <= len(raw):
            raise trouble(path, "no-records", "The file has a heading and no rows.", "Export it again.")
        self.rows_expected = size * head.count("\n") // len(raw)

    def batches(
        self, columns: Sequence[str], batch_rows: int, may_repeat: frozenset[str] = frozenset()
    ) -> Iterator[tuple[pa.RecordBatch, NDArray[np.int64]]]:
        """Stream the named columns as text; numbers are rows of a spreadsheet, the heading being row 1."""
        number = self._blank_lines + 2
        refuse_repeated(self._path, columns, self.repeated - may_repeat)
        names = [f"{place}" for place in range(len(self.columns))]
        chosen = [names[self.columns.index(name)] for name in columns]
        try:
            with closing(self._stream()) as stream:
                reader = pv.open_csv(
                    pa.PythonFile(stream, mode="r"),
                    pv.ReadOptions(
                        column_names=names,
                        skip_rows=self._blank_lines,
                        skip_rows_after_names=1,
                        block_size=_BLOCK_BYTES,
                    ),
                    pv.ParseOptions(delimiter=self._delimiter, newlines_in_values=True),
                    pv.ConvertOptions(
                        include_columns=list(dict.fromkeys(chosen)),
                        column_types=dict.fromkeys(chosen, pa.string()),
                        strings_can_be_null=False,
                    ),
                )
                for batch in reader:
                    for start in range(0, len(batch), batch_rows):
                        part = batch.slice(start, batch_rows)
                        cells = [part.column(name) for name in chosen]
                        yield (
                            pa.RecordBatch.from_arrays(cells, names=list(columns)),
                            np.arange(number, number + len(part)),
                        )
                        number += len(part)
                if stream.quotes % 2 and (problems := list(islice(self._walk(), 5))):
                    raise RecordError(problems)
        except (pa.ArrowException, UnicodeError) as error:
            raise self._refusal(str(error).splitlines()[0]) from None

    def _stream(self) -> "WatchedStream":
        raw = self._path.open("rb")
        if self._encoding in ("utf-8", "utf-8-sig"):
            return WatchedStream(raw)
        return WatchedStream(
            pa.transcoding_input_stream(pa.PythonFile(raw, mode="r"), self._encoding, "utf-8")
        )

    def _refusal(self, reason: str) -> RecordError:
        """Why the file cannot be read: found by walking it line by line, which is slow and exact."""
        problems = list(islice(self._walk(), 5))
        if problems:
            return RecordError(problems)
        return trouble(self._path, "bad-csv", f"The file cannot be read: {reason}", "Export it again.")

    def _walk(self) -> Iterator[Problem]:
        found: list[Problem] = []
        with self._path.open(encoding=self._encoding, errors="replace", newline="") as file:
            reader = csv.reader(self._lines(file, found), delimiter=self._delimiter, strict=True)
            try:
                for cells in reader:
                    yield from found
                    found.clear()
                    if cells and len(cells) != len(self.columns):
                        message = f"The row has {len(cells)} cells, the heading {len(self.columns)}."
                        yield self._problem(
                            "ragged-row", message, "Put quotes around cells with separators.", reader.line_num
                        )
            except csv.Error as error:
                yield from found
                if not found:
                    message = f"The cells cannot be told apart: {error}."
                    yield self._problem("bad-quotes", message, "Close every quote.", reader.line_num)

    def _lines(self, file: TextIO, found: list[Problem]) -> Iterator[str]:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), ""), 1):
            if len(line) > LONGEST_LINE:
                message = "The line is longer than a million characters."
                found.append(self._problem("huge-line", message, "Close every quote; end every row.", number))
                raise csv.Error("huge line")
            for code, character, message, mend in _CHARACTERS:
                if character in line:
                    place = line.index(character) + 1
                    found.append(self._problem(code, message, mend, number, place))
            yield line

    def _problem(self, code: str, message: str, mend: str, line: int, column: int | None = None) -> Problem:
        return Problem(code, message, mend, file=str(self._path), line=line, column=column)


class WatchedStream:
    """A stream of bytes that stops at a NUL byte and counts quotes."""

    def __init__(self, stream: Any) -> None:
        """Wrap anything that has `read` and `close`."""
        self._stream = stream
        self.quotes = 0
        self.closed = False

    def read(self, size: int) -> bytes:
        """The next bytes; UnicodeError when there is a NUL among them."""
        block: bytes = self._stream.read(size)
        if b"\0" in block:
            raise UnicodeError("the file holds NUL bytes")
        self.quotes += block.count(b'"')
        return block

    def close(self) -> None:
        """Close what is wrapped."""
        self._stream.close()
        self.closed = True
