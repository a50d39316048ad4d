"""Short ways to read a document in a test."""

from __future__ import annotations

from pathlib import Path

from evenhand.errors import Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-dental.yaml"
HEAD = "agreement: Test\ntimezone: Europe/London\n"


def agreed(text: str, file: str = "test.yaml") -> Agreement:
    """Read a document that has no mistakes; the two first lines are given."""
    agreement, problems = read_agreement(HEAD + text, file=file)
    assert not problems, [str(problem) for problem in problems]
    assert agreement is not None
    return agreement


def found(text: str, file: str = "test.yaml") -> list[Problem]:
    """Return the problems of a document below the two first lines."""
    return list(read_agreement(HEAD + text, file=file)[1])


def mistake(text: str) -> Problem:
    """Return the one problem of a document below the two first lines."""
    problems = found(text)
    assert len(problems) == 1, [str(problem) for problem in problems]
    assert problems[0].mend
    return problems[0]


def brief(problems: list[Problem]) -> list[tuple[str, int | None, int | None, str | None]]:
    """Return code, line, column and clause of each problem."""
    return [(problem.code, problem.line, problem.column, problem.clause) for problem in problems]
