"""Findings as workflow commands of GitHub Actions: they appear beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from evenhand.errors import Problem, Severity
from evenhand.terms.checks.overview import Overview

_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "advice": "notice"}
"""Notes say what this release does not measure; a pull request cannot mend that, so they are left out."""


def commands(seen: Sequence[Overview]) -> Iterator[str]:
    """Yield one command for each open finding."""
    for each in seen:
        for problem in each.open:
            if problem.severity in _COMMANDS:
                yield _command(problem)


def _command(problem: Problem) -> str:
    known = {
        "file": problem.file,
        "line": problem.line,
        "col": problem.column,
        "title": f"{problem.code}: {problem.clause}" if problem.clause else problem.code,
    }
    properties = ",".join(
        f"{key}={_property(str(value))}" for key, value in known.items() if value is not None
    )
    text = f"{problem.message} {problem.mend}".rstrip()
    return f"::{_COMMANDS[problem.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    """Escape the text of a command.

    >>> _data("99.9% of a month")
    '99.9%25 of a month'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape the value of a property, which also ends at colons and commas."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
