"""Findings for programs: every document with its findings, what is accepted, and the nine elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evenhand.errors import Problem
from evenhand.terms.checks.overview import Overview


def as_json(seen: Sequence[Overview]) -> dict[str, Any]:
    """Return JSON values: `{"documents": [{"file", "agreement", "problems", "accepted", "elements"}]}`.

    `agreement` is the title, or null for a document that cannot be read.
    """
    return {"documents": [_document(each) for each in seen]}


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """Return one finding; line and column count from 1."""
    keys = ("severity", "code", "file", "line", "column", "clause", "message", "mend")
    return {key: getattr(problem, key) for key in keys}


def _document(seen: Overview) -> dict[str, Any]:
    return {
        "file": seen.file,
        "agreement": seen.agreement.agreement if seen.agreement else None,
        "problems": [problem_as_json(problem) for problem in seen.open],
        "accepted": [problem_as_json(each.problem) | {"reason": each.reason} for each in seen.accepted],
        "elements": [
            {"number": row.number, "name": row.name, "there": row.there, "missing": list(row.missing)}
            for row in seen.elements
        ],
    }
