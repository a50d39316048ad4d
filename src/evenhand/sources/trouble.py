"""Errors about files of records, each with its place and what to do."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from evenhand.errors import Problem, RecordError


def trouble(
    path: str | Path,
    code: str,
    message: str,
    mend: str,
    *,
    line: int | None = None,
    column: int | None = None,
) -> RecordError:
    """A RecordError of one problem in a file."""
    return RecordError((Problem(code, message, mend, file=str(path), line=line, column=column),))


def missing_columns(path: str | Path, wanted: Sequence[str], have: Sequence[str], advice: str) -> RecordError:
    """The error for columns that a file lacks: one problem for each, with the nearest name it does have."""
    listed = ", ".join(have[:60]) + (", …" if len(have) > 60 else "")
    problems = [
        Problem("missing-column", f'There is no column "{name}".', nearest(name, have), file=str(path))
        for name in wanted
    ]
    problems.append(
        Problem("columns-present", f"The columns are: {listed}.", advice, severity="note", file=str(path))
    )
    return RecordError(problems)


def refuse_repeated(path: str | Path, wanted: Iterable[str], repeated: frozenset[str]) -> None:
    """Raise RecordError when one of the columns that are wanted is named as another one is."""
    for name in wanted:
        if name in repeated:
            message = f'Several columns are named "{name}", and it cannot be told which of them is meant.'
            mend = "Remove or rename all but one of them in the file."
            raise trouble(path, "double-column", message, mend, line=1)


def repeated(names: Sequence[str]) -> frozenset[str]:
    """The names that stand there more than once.

    >>> repeated(["key", "Sprint", "Sprint"])
    frozenset({'Sprint'})
    """
    return frozenset(name for name, count in Counter(names).items() if count > 1)


def nearest(name: str, known: Iterable[str]) -> str:
    """`Did you mean "…"?` for the nearest known name, or nothing.

    >>> nearest("opend_at", ["opened_at", "closed_at"])
    'Did you mean "opened_at"?'
    """
    by_fold = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.6)
    return f'Did you mean "{by_fold[near[0]]}"?' if near else ""
