"""A change that cannot be made is refused with its place, and the text stays."""

from __future__ import annotations

import pytest

from evenhand.errors import DocumentError, Problem
from evenhand.terms.editing import added, edited, removed


def refusal(change: object, *arguments: object, **named: object) -> Problem:
    assert callable(change)
    with pytest.raises(DocumentError) as caught:
        change(*arguments, **named)
    [problem] = caught.value.problems
    return problem


def test_an_address_that_is_not_there() -> None:
    problem = refusal(edited, "standards: {a: {within: x}}\n", "standards.a.whitin", "y", file="f.yaml")
    assert str(problem) == (
        'f.yaml: unknown-clause: There is no clause "standards.a.whitin" in the document. '
        'Did you mean "standards.a.within"?'
    )
    assert refusal(removed, "a: x\n", "b").code == "unknown-clause"


def test_a_clause_that_is_there_already() -> None:
    problem = refusal(added, "x: y\na: {b: c}\n", "a.b", "d")
    assert (problem.code, problem.line, problem.clause) == ("clause-there", 2, "a.b")
    assert refusal(added, "a: x\n", "a", "d").code == "clause-there"


@pytest.mark.parametrize(
    ("text", "address", "message"),
    [
        ("a: x\n", "a.b", '"a" is a single value.'),
        ("a: [x]\n", "a.b", '"a" is a list; its items have numbers.'),
        ("a: [x]\n", "a.3", '"a" is a list; its items have numbers.'),
    ],
)
def test_a_place_without_parts(text: str, address: str, message: str) -> None:
    problem = refusal(added, text, address, "y")
    assert (problem.code, problem.message, problem.clause) == ("no-parts", message, "a")


def test_the_whole_document_is_not_removed() -> None:
    assert refusal(removed, "a: x\n", "").code == "whole-document"


def test_an_empty_document() -> None:
    assert refusal(edited, "# nothing\n", "a", "x").code == "empty-document"


@pytest.mark.parametrize("value", ["a\0b", {"a\x07": "b"}, ["x", ["\ud800"]]])
def test_characters_that_no_document_can_hold(value: object) -> None:
    assert refusal(edited, "a: x\n", "a", value).code == "control-character"


@pytest.mark.parametrize("address", ["b\x08", "\0", "b.\ud800.c"])
@pytest.mark.parametrize("value", ["y", ["y"], {"y": "z"}])
def test_keys_that_no_document_can_hold(address: str, value: object) -> None:
    assert refusal(added, "a: x\n", address, value).code == "control-character"
    assert refusal(added, '{"a": "x"}', address, value, file="a.json").code == "control-character"
    assert refusal(edited, "a: x\n", address, value).code == "unknown-clause"


def test_a_key_without_a_value_is_in_the_way() -> None:
    assert refusal(added, "a: x\nb:\n", "b", "y").code == "unclear-change"


def test_a_value_that_is_too_deep_to_be_read_again() -> None:
    value: object = "x"
    for _ in range(40):
        value = [value]
    assert refusal(edited, "a: x\n", "a", value).code == "unclear-change"


def test_a_document_with_mistakes_can_be_mended() -> None:
    assert edited("a: x\nb: y\nb: z\n", "a", "w") == "a: w\nb: y\nb: z\n"


def test_a_block_that_keeps_its_blank_lines_is_left_alone() -> None:
    """`|+` ends with the blank lines behind it: a clause cannot be put between."""
    problem = refusal(added, "a:\n  b: |+\n    one\n\nc: x\n", "a.d", "y")
    assert (problem.code, problem.line, problem.clause) == ("unclear-change", 1, "a")


def test_a_document_that_cannot_be_read() -> None:
    assert refusal(edited, "a: [x\n", "a", "y").code == "not-yaml"
    assert refusal(edited, '{"a": }', "a", "y", file="a.json").code == "not-json"
    assert refusal(edited, "a: \0", "a", "y").code == "control-character"
