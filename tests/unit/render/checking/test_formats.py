"""What programs get: JSON, SARIF in the shape the standard asks for, and commands of GitHub."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from evenhand.errors import Problem
from evenhand.render.checking.github import commands
from evenhand.render.checking.json import as_json
from evenhand.render.checking.sarif import sarif
from evenhand.terms.checks.accepted import Accepted
from evenhand.terms.checks.overview import Overview, Row
from evenhand.terms.checks.reading import READING
from evenhand.terms.checks.registry import CHECKS
from tests.unit.render.checking.test_table import DRAFT, seen

# The parts of SARIF 2.1.0 that a viewer relies on, from sections 3.13 (log), 3.14 (run), 3.18 (tool), 3.19
# (component), 3.49 (rule), 3.27 (result), 3.28 (location), 3.30 (region) and 3.35 (suppression) of the standard.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
RULE = {
    "type": "object",
    "required": ["id", "name", "shortDescription", "helpUri"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "helpUri": {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:.+"},
        "defaultConfiguration": {"properties": {"level": {"enum": ["none", "note", "warning", "error"]}}},
    },
}
PLACE = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {
            "required": ["uri"],
            "properties": {"uri": {"type": "string", "pattern": r"^[^\\ ]*$"}},
        },
        "region": {
            "required": ["startLine"],
            "properties": {key: {"type": "integer", "minimum": 1} for key in ("startLine", "startColumn")},
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level", "locations"],
    "properties": {
        "message": TEXT,
        "level": {"enum": ["none", "note", "warning", "error"]},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {"required": ["physicalLocation"], "properties": {"physicalLocation": PLACE}},
        },
        "suppressions": {
            "items": {"required": ["kind"], "properties": {"kind": {"enum": ["inSource", "external"]}}}
        },
    },
}
DRIVER = {
    "required": ["name"],
    "properties": {"rules": {"type": "array", "uniqueItems": True, "items": RULE}},
}
RUN = {
    "required": ["tool", "results"],
    "properties": {
        "tool": {"required": ["driver"], "properties": {"driver": DRIVER}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}},
}
ODD = Problem("unknown-key", "100% odd,\nreally: so", "", "error", "a b, c%.yaml", 3, 7, "x:y")


def run_of(*seen_: Overview) -> dict[str, Any]:
    log = sarif(seen_)
    jsonschema.validate(log, LOG)
    [run] = log["runs"]
    return dict(run)


def test_sarif_has_the_shape_of_the_standard() -> None:
    run = run_of(seen(DRAFT), Overview("a b, c%.yaml", None, (ODD,)))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*CHECKS, *READING]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_levels_and_places_of_results() -> None:
    run = run_of(
        seen(DRAFT), Overview("a b, c%.yaml", None, (ODD, Problem("more-problems", "More.", file="a")))
    )
    by_code = {result["ruleId"]: result for result in run["results"]}
    assert by_code["minimum-beyond-target"]["level"] == "error"
    assert by_code["element-missing"]["level"] == "warning"
    assert by_code["calendar-unused"]["level"] == "note"
    [location] = by_code["unknown-key"]["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert unquote(location["physicalLocation"]["artifactLocation"]["uri"]) == "a b, c%.yaml"
    assert location["logicalLocations"] == [{"fullyQualifiedName": "x:y"}]
    assert "region" not in by_code["more-problems"]["locations"][0]["physicalLocation"]
    [suppression] = by_code["credits-dead-band"]["suppressions"]
    assert suppression["justification"] == "Between the two\nwe talk."


def test_each_check_brings_its_page() -> None:
    rules = {rule["id"]: rule for rule in run_of()["tool"]["driver"]["rules"]}
    assert rules["tiers-gap"]["shortDescription"] == {"text": "A figure between two tiers"}
    assert rules["tiers-gap"]["help"]["markdown"].startswith("# A figure between two tiers\n\n`tiers-gap`")
    assert rules["tiers-gap"]["name"] == "TiersGap"
    assert rules["unknown-key"]["shortDescription"] == {"text": "The format has no such key here."}


def read_command(command: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner of GitHub Actions does."""
    match = re.fullmatch(r"::([a-z]+) (.*?)::(.*)", command)
    assert match, command

    def plain(text: str) -> str:
        for sign, code in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
            text = text.replace(code, sign)
        return text

    pairs = [part.split("=", 1) for part in match[2].split(",")]
    return match[1], {key: plain(value) for key, value in pairs}, plain(match[3])


def test_commands_of_github_are_escaped() -> None:
    [command] = commands([Overview("a", None, (ODD,))])
    assert "\n" not in command
    expected = {"file": "a b, c%.yaml", "line": "3", "col": "7", "title": "unknown-key: x:y"}
    assert read_command(command) == ("error", expected, "100% odd,\nreally: so")


@pytest.mark.parametrize(
    ("severity", "word"), [("error", "error"), ("warning", "warning"), ("advice", "notice")]
)
def test_commands_of_github_have_the_weight(severity: Any, word: str) -> None:
    problem = Problem("a-b", "Message.", "Mend.", severity, "f.yaml")
    [command] = commands([Overview("f.yaml", None, (problem,))])
    assert command == f"::{word} file=f.yaml,title=a-b::Message. Mend."


def test_notes_are_not_shown_on_github() -> None:
    assert [*commands([Overview("f.yaml", None, (Problem("a-b", "M.", severity="note"),))])] == []


def test_json_has_everything() -> None:
    problem = Problem("a-b", "Message.", "Mend.", "warning", "f.yaml", 2, 3, "services")
    agreement = seen(DRAFT).agreement
    row = Row(1, "Services", "mail", ("hours of mail",))
    [document] = as_json([Overview("f.yaml", agreement, (problem,), (Accepted(problem, "Why."),), (row,))])[
        "documents"
    ]
    plain = {
        "severity": "warning",
        "code": "a-b",
        "file": "f.yaml",
        "line": 2,
        "column": 3,
        "clause": "services",
        "message": "Message.",
        "mend": "Mend.",
    }
    assert document == {
        "file": "f.yaml",
        "agreement": "Draft",
        "problems": [plain],
        "accepted": [plain | {"reason": "Why."}],
        "elements": [{"number": 1, "name": "Services", "there": "mail", "missing": ["hours of mail"]}],
    }
    assert as_json([Overview("f.yaml", None, ())])["documents"][0]["agreement"] is None
