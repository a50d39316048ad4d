"""What commands are given: agreement documents, with errors in plain words, and the words for periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from evenhand.errors import DocumentError, Problem

if TYPE_CHECKING:
    from evenhand.terms.agreement import Agreement


def read_document(path: Path) -> Agreement:
    """Read one agreement; warnings go to stderr. Raises DocumentError with every mistake in it, or OSError."""
    from evenhand.cli.output import show_problems
    from evenhand.cli.paths import existing
    from evenhand.terms.document import read_agreement
    from evenhand.trees.tree import MOST_BYTES

    existing(path)
    with path.open("rb") as file:
        text = file.read(MOST_BYTES + 1)
    agreement, problems = read_agreement(text, file=str(path))
    if agreement is None:
        raise DocumentError(problems)
    show_problems(problems)
    return agreement


def read_documents(paths: Sequence[Path]) -> list[Agreement]:
    """Read the versions of an agreement; every mistake in any of them is reported at once."""
    found: list[Agreement] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(read_document(path))
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return found


def period_words(start: date, end: date) -> str:
    """A period as people say it; `end` is the day after its last.

    >>> period_words(date(2026, 3, 1), date(2026, 4, 1)), period_words(date(2026, 4, 1), date(2026, 7, 1))
    ('Mar 2026', 'Q2 2026')
    >>> period_words(date(2026, 1, 15), date(2026, 2, 1))
    '15 Jan to 31 Jan 2026'
    """
    last = end - timedelta(days=1)
    months = (end.year - start.year) * 12 + end.month - start.month if start.day == end.day == 1 else 0
    if months == 1:
        return f"{start:%b %Y}"
    if months == 3 and start.month % 3 == 1:
        return f"Q{(start.month + 2) // 3} {start.year}"
    if months == 12 and start.month == 1:
        return str(start.year)
    if start == last:
        return f"{start.day} {start:%b %Y}"
    year = "" if start.year == last.year else f" {start.year}"
    return f"{start.day} {start:%b}{year} to {last.day} {last:%b %Y}"
