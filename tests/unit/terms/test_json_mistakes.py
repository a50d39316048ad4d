from __future__ import annotations

import json

import pytest

from evenhand.terms.document import read_agreement
from tests.unit.terms.helping import brief


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "not-json", 1, 1),
        ("  \n ", "not-json", 2, 2),
        ("null", "empty-document", 1, 1),
        ('"words"', "not-an-agreement", 1, 1),
        ("[1]", "not-an-agreement", 1, 1),
        ('{"agreement": "a",}', "not-json", 1, 19),
        ('{"agreement" "a"}', "not-json", 1, 14),
        ("{agreement: 1}", "not-json", 1, 2),
        ('{"agreement": NaN}', "not-json", 1, 15),
        ('{"agreement": Infinity}', "not-json", 1, 15),
        ('{"agreement": -Infinity}', "not-json", 1, 15),
        ('{"agreement": 01}', "not-json", 1, 15),
        ('{"agreement": 1.}', "not-json", 1, 15),
        ('{"agreement": truely}', "not-json", 1, 15),
        ('{"agreement": "a\n"}', "not-json", 1, 15),
        ('{"agreement": "\\x"}', "not-json", 1, 15),
        ('{"agreement": "a"', "not-json", 1, 18),
        ('{"agreement": "a"}}', "not-json", 1, 19),
        ('{"agreement": "a"} {}', "not-json", 1, 20),
        ('{"agreement": "a"} "b"', "not-json", 1, 20),
        ('{"agreement": "a"]', "not-json", 1, 18),
        ('{"agreement": ,}', "not-json", 1, 15),
        ('{"a": [1 2]}', "not-json", 1, 10),
        ('{"a": [1,\n]}', "not-json", 2, 1),
        ("# remark\n{}", "not-json", 1, 1),
        ('{"agreement": "\\u0000"}', "control-character", 1, 15),
    ],
)
def test_what_is_not_strict_json(text: str, code: str, line: int, column: int) -> None:
    agreement, problems = read_agreement(text, file="test.json")
    assert agreement is None
    assert (code, line, column) in [(problem.code, problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"a": 1, "a": 2', "duplicate-key"),
        ('"a": 1e400', "bad-number"),
        ('"a": 1E2', "bad-number"),
        (f'"a": {"9" * 5000}', "bad-number"),
        ('"a": "\\ud800"', "control-character"),
        ('"a": "\\ude00\\ud83d"', "control-character"),
        ('"\\ud83d": "b"', "control-character"),
        ('"a": null', "no-value"),
    ],
)
def test_mistakes_that_leave_the_rest_readable(text: str, code: str) -> None:
    document = '{"agreement": "a", "timezone": "UTC",\n "glossary": {' + text + '}, "curency": "GBP"}'
    _, problems = read_agreement(document, file="test.JSON")
    codes = [problem.code for problem in problems]
    assert code in codes
    assert "unknown-key" in codes
    assert all(problem.line == 2 for problem in problems)


def test_json_is_read_with_places_and_characters() -> None:
    lines = [
        "{",
        '  "agreement": "\\ud83d\\ude00 \\u00e9\\n/\\/",',
        '  "timezone": "UTC",',
        '  "version": 3,',
        '  "parties": {"client": {"name": "A", "contacts": {"b": {"signs": true}}}},',
        '  "term": []',
        "}",
    ]
    text = "\n".join(lines)
    _, problems = read_agreement(text, file="x.json")
    assert brief([*problems]) == [("wrong-shape", 6, 11, "term")]
    agreement, problems = read_agreement(text.replace(',\n  "term": []', ""), file="x.json")
    assert agreement is not None
    assert agreement.agreement == "😀 é\n//"
    assert agreement.version == 3
    assert agreement.parties.client is not None
    assert agreement.parties.client.contacts["b"].signs is True
    assert agreement.words("version") == '"version": 3'
    assert agreement.place("parties.client.name") == (5, 26)


def test_json_in_a_yaml_file_is_yaml() -> None:
    text = json.dumps(
        {"agreement": "a", "timezone": "UTC", "calendars": {"c": {"hours": "always"}}}, indent=2
    )
    one, _ = read_agreement(text, file="x.yaml")
    other, _ = read_agreement(text, file="x.json")
    assert one is not None
    assert one == other
