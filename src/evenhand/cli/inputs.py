"""What commands are given: agreement documents, with errors in plain words."""

from __future__ import annotations

from collections.abc import Sequence
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
