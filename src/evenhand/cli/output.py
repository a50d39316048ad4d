"""How every command speaks: rows as a table, JSON or CSV; problems and errors as plain words on stderr.

On a terminal tables are calm (no vertical lines) and fit the width; when piped they are plain text that is
never wrapped. A spreadsheet must not run a cell as a formula, so CSV text is made harmless.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from evenhand.errors import DocumentError, Problem, RecordError, UsageError
from evenhand.render.verdicts import SIGNS, STYLES, signed
from evenhand.sources.spreadsheet import safe_cell

if TYPE_CHECKING:
    from rich.console import Console


_ABSENT = ("no-such-file", "no-such-mapping")
"""Problems of a name on the command line, not of what is in a file."""


class Exit(IntEnum):
    """What a command leaves behind."""

    FINE = 0
    PROBLEMS = 1
    WRONG_USE = 2


class Format(StrEnum):
    """How rows are written (`--format`)."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of its cells, the heading people read, and what kind of cell it holds.

    `number` cells stand to the right, `verdict` cells carry their sign and colour in a table.
    """

    key: str
    title: str
    kind: Literal["text", "number", "verdict"] = "text"


def console(stream: TextIO | None = None) -> Console:
    """A console that is coloured and as wide as the terminal, or plain and unlimited when piped."""
    from rich.console import Console

    target = sys.stdout if stream is None else stream
    wide = {} if target.isatty() else {"width": 10_000, "color_system": None}
    return Console(file=target, highlight=False, markup=False, soft_wrap=False, **wide)  # type: ignore[arg-type]  # mixed options


def show(
    rows: Iterable[Mapping[str, object]],
    columns: Sequence[Column],
    how: Format = Format.TABLE,
    *,
    title: str | None = None,
    empty: str = "Nothing to show.",
    stream: TextIO | None = None,
) -> None:
    """Write rows to `stream` (stdout unless given) as a table, a JSON list of objects, or CSV.

    Cells are text, integers, exact decimals or None (an empty cell; null in JSON). JSON keeps integers and
    truth values as they are and writes everything else as text, so no figure passes through a float.
    """
    target = sys.stdout if stream is None else stream
    if how is Format.JSON:
        whole = [{column.key: _plain(row.get(column.key)) for column in columns} for row in rows]
        target.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    elif how is Format.CSV:
        _csv(rows, columns, target)
    else:
        _table(list(rows), columns, title, empty, target)


def _plain(cell: object) -> object:
    return cell if cell is None or isinstance(cell, bool | int) else str(cell)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _csv(rows: Iterable[Mapping[str, object]], columns: Sequence[Column], target: TextIO) -> None:
    import csv

    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([safe_cell(row.get(column.key)) for column in columns])


def _table(
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[Column],
    title: str | None,
    empty: str,
    target: TextIO,
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    screen = console(target)
    if title:
        screen.print(Text(title, style="bold"))
    if not rows:
        screen.print(Text(empty))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        number = column.kind == "number"
        table.add_column(Text(column.title), justify="right" if number else "left", no_wrap=number)
    for row in rows:
        table.add_row(*(_cell(row.get(column.key), column) for column in columns))
    screen.print(table)


def _cell(cell: object, column: Column) -> Any:
    from rich.text import Text

    word = _text(cell)
    if column.kind == "verdict" and word in SIGNS:
        return Text(signed(word), style=STYLES[word])
    return Text(word)


def show_problems(problems: Iterable[Problem], stream: TextIO | None = None) -> bool:
    """Write each problem on a line of its own (stderr unless given); True when one of them is an error."""
    target = sys.stderr if stream is None else stream
    wrong = False
    for problem in problems:
        mark = "" if problem.severity == "error" else f"{problem.severity}: "
        target.write(f"{mark}{problem}\n")
        wrong = wrong or problem.severity == "error"
    return wrong


def complain(error: Exception) -> Exit:
    """Say on stderr what went wrong, in words, and return the exit code that goes with it."""
    from evenhand.cli.paths import missing

    if isinstance(error, DocumentError | RecordError):
        absent = [each for each in error.problems if each.code in _ABSENT]
        for each in absent:
            gone = each.file is not None and each.code == "no-such-file" and not Path(each.file).exists()
            sys.stderr.write(f"evenhand: {missing(Path(each.file or '')) if gone else each}\n")
        show_problems(each for each in error.problems if each not in absent)
        return Exit.WRONG_USE if absent else Exit.PROBLEMS
    if isinstance(error, FileNotFoundError) and error.filename:
        sys.stderr.write(f"evenhand: {missing(Path(error.filename))}\n")
        return Exit.WRONG_USE
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        sys.stderr.write(f"evenhand: {error.strerror or error}{where}\n")
        return Exit.WRONG_USE
    sys.stderr.write(f"evenhand: {error}\n")
    return Exit.WRONG_USE if isinstance(error, UsageError) else Exit.PROBLEMS


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Any]:
    """A progress bar on stderr for long work: yields `advance(count)`. Silent when stderr is piped."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console(sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task(what, total=total)
        yield lambda count: bar.advance(task, count)
