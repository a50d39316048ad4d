"""YAML that cannot be read on: what is wrong in plain words, where it was written, and how it is mended."""

from __future__ import annotations

import re

import pytest
import yaml

from evenhand.errors import DocumentError
from evenhand.trees.tree import TreeBuilder, missing_blank
from evenhand.trees.yaml_mistakes import mistake_of
from evenhand.trees.yaml_text import read_yaml

HEAD = "agreement: Test\n"
JARGON = re.compile("block|mapping|scalar|token|stream|simple key|expected|context|flow|sequence|parsing")


def last_problem(text: str) -> tuple[int | None, int | None, str, str]:
    with pytest.raises(DocumentError) as caught:
        read_yaml(text, TreeBuilder("x.yaml"))
    problem = caught.value.problems[-1]
    assert problem.code == "not-yaml"
    assert not JARGON.search(problem.message + problem.mend)
    return problem.line, problem.column, problem.message, problem.mend


@pytest.mark.parametrize(
    ("text", "line", "column", "mend"),
    [
        ("timezone:Europe/Berlin\ncurrency: EUR\n", 2, 1, "Write timezone: Europe/Berlin"),
        ("timezone:Europe/Berlin\n", 2, 1, "Write timezone: Europe/Berlin"),
        ("term:\n  from:2026-01-01\n  to: 2026-12-31\n", 3, 3, "Write from: 2026-01-01"),
        ("term:\n  from: 2026-01-01\n  to:2026-12-31\n  notice: 3 days\n", 4, 3, "Write to: 2026-12-31"),
        ("within:\n  P1: 1 hour\n  P2:4 hours\n  P3: 8 hours\n", 4, 3, "Write P2: 4"),
        ("open:\n  # the\n  - date:2026\n\n    hours: 2\n", 4, 5, "Write date: 2026"),
    ],
)
def test_a_blank_is_missing_after_a_colon(text: str, line: int, column: int, mend: str) -> None:
    assert last_problem(HEAD + text) == (line, column, "A blank is missing after the colon.", mend)


def test_a_blank_is_missing_in_the_first_line() -> None:
    assert last_problem("agreement:Test\ntimezone: UTC\n")[:2] == (1, 1)
    assert last_problem("agreement:Test\r\ntimezone: UTC\r\n")[:2] == (1, 1)


def test_a_blank_is_missing_after_a_dash() -> None:
    found = last_problem(HEAD + "priorities:\n  - P1\n  -P2\nx: y\n")
    assert found == (4, 3, "A blank is missing after the dash.", "Write - P2")


@pytest.mark.parametrize(
    ("text", "line", "column", "mend"),
    [
        ("timezone\ncurrency: EUR\n", 2, 1, "Write it as key: value."),
        ("timezone Europe/Berlin\ncurrency: EUR\n", 2, 1, "Write it as key: value."),
        ("term:\n  from 2026\n  to: 2026-12-31\n", 3, 3, "Write it as key: value."),
    ],
)
def test_a_colon_is_missing(text: str, line: int, column: int, mend: str) -> None:
    assert last_problem(HEAD + text) == (line, column, "This line has no colon.", mend)


@pytest.mark.parametrize(
    ("text", "column", "mend"),
    [
        ("reference: Note: see this\n", 16, 'Write reference: "Note: see this"'),
        ('reference: the "owner": signs\n', 23, "Write reference: 'the \"owner\": signs'"),
        ("a: b: c: d\n", 5, 'Write a: "b: c: d"'),
    ],
)
def test_a_colon_inside_plain_text(text: str, column: int, mend: str) -> None:
    assert last_problem(HEAD + text) == (2, column, "There is a second colon in this value.", mend)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("term:\n\tfrom: 2026-01-01\n", 3, 1),
        ("term:\n  from: 2026-01-01\n\tto: 2026-12-31\n", 4, 1),
        ("term:\n  from: 2026-01-01\n  \tto: 2026-12-31\n", 4, 3),
    ],
)
def test_a_tab_as_indentation(text: str, line: int, column: int) -> None:
    assert last_problem(HEAD + text) == (line, column, "This line is indented with a tab.", "Use spaces.")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("  timezone: UTC\n", 2, 3, "has a value already. Begin it in column 1, or remove that value."),
        ("term: soon\n  from: 2026\n", 3, 3, "has a value already. Begin it in column 1, or"),
        ("term:\n  from: 2026\n    to: 2027\n", 4, 5, "has a value already. Begin it in column 3, or"),
        ("term:\n    from: 2026\n  to: 2027\nx: y\n", 4, 3, "in one column: 5 or 1, or move those above."),
        (
            "term:\n  from: 2026\n to: 2027\n",
            4,
            2,
            "column 2, where no line begins that it could belong with. Begin",
        ),
        ("priorities:\n  - P1\n - P2\n", 4, 2, "in one column: 5 or 3 or 1, or move those above."),
        ("a:\n  b:\n     c: [1]\n    d: 2\ne: f\n", 5, 5, "in one column: 6 or 3 or 1, or move"),
        ("- a\n", 2, 1, "begins with a dash, and those it stands with do not."),
        ("priorities:\n  - P1\n  P2: x\n", 4, 3, "does not begin with a dash, as those it stands with do."),
    ],
)
def test_indentation(text: str, line: int, column: int, words: str) -> None:
    found = last_problem(HEAD + text)
    assert found[:2] == (line, column)
    assert words in " ".join(found[2:])


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("priorities: [P1, P2\ntimezone: UTC\n", 2, 13, "[ is never closed. Write ] where"),
        ("priorities: [P1, P2\n", 2, 13, "[ is never closed. Write ] where"),
        ("term: {from: 2026, to: 2027\ntimezone: UTC\n", 2, 7, "{ is never closed. Write } where"),
        ("priorities: [P1, P2}\n", 2, 20, "[ is closed with } here. Write ] instead."),
        ("priorities: [P1, P2]]\n", 2, 21, "] closes nothing here. Remove it."),
        ("reference: [HD] 2\n", 2, 17, "Words follow after the closing bracket."),
        ("a: {b: [x] d: e}\n", 2, 12, "A comma is missing before this."),
        ("a: {b: [x],\n    c: [y] d: e}\n", 3, 12, "A comma is missing before this."),
    ],
)
def test_brackets(text: str, line: int, column: int, words: str) -> None:
    found = last_problem(HEAD + text)
    assert found[:2] == (line, column)
    assert words in " ".join(found[2:])


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('reference: "HD\ntimezone: UTC\n', 2, 12, 'not closed in its line. Write "HD" here.'),
        ('reference: "HD\ntimezone: "UTC"\n', 2, 12, 'not closed in its line. Write "HD" here.'),
        ("reference: 'HD\nx: y\ntimezone: 'UTC'\n", 2, 12, "not closed in its line. Write 'HD' here."),
        ("reference: 'client's word'\n", 2, 20, "Words follow after the closing quotation mark."),
        ('reference: "HD" 2\n', 2, 17, "Words follow after the closing quotation mark."),
        ('reference: "C:\\Users"\n', 2, 17, "begins a special sign, and this is not one."),
        ('reference: "a"\n"b"\n - c\n', 3, 4, ""),
    ],
)
def test_quotation_marks(text: str, line: int, column: int, words: str) -> None:
    found = last_problem(HEAD + text)
    assert words in " ".join(found[2:])
    assert found[:2] == (line, column) or not words


@pytest.mark.parametrize("value", ["@me", "%95", "`95`", ">95% per month", "* 95", "*95 per", "& 95", "|bad"])
def test_signs_that_cannot_begin_a_value(value: str) -> None:
    message = f"A value cannot begin with '{value[0]}'."
    assert last_problem(f"{HEAD}target: {value}\n") == (2, 9, message, f'Write "{value}".')


@pytest.mark.parametrize("text", ["%YAML 1.2\n%YAML 1.2\n---\na: b\n", "%YAML 9.9\n---\na: b\n"])
def test_directives(text: str) -> None:
    assert last_problem(text)[2] == "A line that begins with % cannot stand here."


def test_a_first_line_that_is_indented() -> None:
    found = last_problem(" agreement: Test\ntimezone: UTC\n")
    assert found[:2] == (2, 1)
    assert found[3].endswith("in one column: 2, or move those above.")


@pytest.mark.parametrize("text", [HEAD + "...\nfoo: bar\n", HEAD + "x " * 600 + ": y\n"])
def test_anything_else(text: str) -> None:
    assert last_problem(text)[2] == "This line does not fit the lines above it."


def test_an_error_without_any_place_in_the_text() -> None:
    mark = yaml.Mark("x", 99, 99, 0, None, None)
    assert mistake_of("a: b", yaml.MarkedYAMLError(None, None, None, mark), None).at.line == 100


def code_of(text: str) -> list[tuple[str, str]]:
    builder = TreeBuilder("x.yaml")
    read_yaml(text, builder)
    return [(problem.code, problem.mend) for problem in builder.problems]


def test_values_that_are_split_by_their_signs() -> None:
    assert code_of("{from:2026-01-01, to: b}") == [("missing-blank", "Write from: 2026-01-01")]
    mend = "Write 95.5% per month, or quotation marks around it."
    assert code_of("{within: a, target: 95,5% per month}") == [("parted-value", mend)]
    assert [code for code, _ in code_of("{a: [4], 5: , c: {d: 4}, 6: , x, f: '', 7}")] == ["no-value"] * 4


def test_what_is_no_missing_blank() -> None:
    for text in ("08:00-18:00", "mon-fri 08:00-18:00", "https://x.example", "a: b", "-5", "words"):
        assert missing_blank(text) is None
    assert missing_blank("P10:15 minutes") == ("A blank is missing after the colon.", "Write P10: 15")
    assert missing_blank("-P1 -P2") == ("A blank is missing after the dash.", "Write - P1")
