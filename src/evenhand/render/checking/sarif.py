"""Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for viewers and code scanning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import quote

from evenhand import __version__
from evenhand.errors import Problem, Severity
from evenhand.render.checking.pages import first_sentence, page
from evenhand.terms.checks.overview import Overview
from evenhand.terms.checks.reading import READING
from evenhand.terms.checks.registry import CHECKS

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final[dict[Severity, str]] = {
    "error": "error",
    "warning": "warning",
    "advice": "note",
    "note": "note",
}


def sarif(seen: Sequence[Overview]) -> dict[str, Any]:
    """Return one run over all documents, as JSON values.

    What both parties accepted is a result that is suppressed, with their reason as its justification.
    """
    rules = [*_rules()]
    places = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [_result(problem, places) for each in seen for problem in each.open]
    results += [
        _result(each.problem, places)
        | {"suppressions": [{"kind": "inSource", "status": "accepted", "justification": each.reason}]}
        for one in seen
        for each in one.accepted
    ]
    driver = {"name": "evenhand", "semanticVersion": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules() -> Iterable[dict[str, Any]]:
    """Every check with its page, then every code of the reader."""
    for check in CHECKS.values():
        yield {
            "id": check.code,
            "name": _pascal(check.code),
            "shortDescription": {"text": check.title},
            "fullDescription": {"text": first_sentence(check)},
            "help": {"text": check.page, "markdown": page(check)},
            "helpUri": _help(check.code),
            "defaultConfiguration": {"level": _LEVELS[check.severity]},
            "properties": {"tags": [check.theme]},
        }
    for code, text in READING.items():
        yield {
            "id": code,
            "name": _pascal(code),
            "shortDescription": {"text": text},
            "helpUri": _help(code),
        }


def _help(code: str) -> str:
    """The name of a code's page, which `evenhand check --explain CODE` shows; it stands on no server."""
    return f"urn:evenhand:check:{code}"


def _pascal(code: str) -> str:
    return "".join(word.capitalize() for word in code.split("-"))


def _result(problem: Problem, places: dict[str, int]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote((problem.file or "").replace("\\", "/"))}}
    if problem.line is not None:
        physical["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.clause:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.clause}]
    return {
        "ruleId": problem.code,
        "ruleIndex": places[problem.code],
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.message} {problem.mend}".rstrip()},
        "locations": [location],
    }
