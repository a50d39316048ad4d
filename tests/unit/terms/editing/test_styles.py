"""A change looks as its author would have written it: block or brackets, quotation marks, remarks, indentation."""

from __future__ import annotations

import pytest

from evenhand.terms.editing import Value, added, edited, removed, value_of

LONG = {f"number {n}": "words " * 4 + "end" for n in range(4)}


@pytest.mark.parametrize(
    ("text", "address", "value", "expected"),
    [
        ("a: 4 hours   # agreed\nb: x\n", "a", "8 hours", "a: 8 hours   # agreed\nb: x\n"),
        ("a: 'x'\n", "a", "it's", "a: 'it''s'\n"),
        ('a: "x"\n', "a", "y", 'a: "y"\n'),
        ("a: x\n", "a", "020 7946 0000", "a: 020 7946 0000\n"),
        ("a: x\n", "a", "see: below", 'a: "see: below"\n'),
        ("a: x\n", "a", 'a "b": c', "a: 'a \"b\": c'\n"),
        ("a: x\n", "a", "", 'a: ""\n'),
        ("a: x\n", "a", " x", 'a: " x"\n'),
        ("a: x\n", "a", "null", 'a: "null"\n'),
        ("a: x\n", "a", "one\u2028two", 'a: "one\\u2028two"\n'),
        ("a: x", "a", "y", "a: y"),
        ("a: x", "a", "one\ntwo", "a: |-\n  one\n  two"),
        ("a: x  # why\nb: y\n", "a", "one\ntwo\n", "a: |  # why\n  one\n  two\nb: y\n"),
        ("a:\n  - x\n  - y\n", "a.2", "one\ntwo", "a:\n  - x\n  - |-\n    one\n    two\n"),
        ("a: |\n  one\n  two\n\nb: y\n", "a", "three", "a: three\n\nb: y\n"),
        ("a: >-\n  one\n  two\nb: y\n", "a", "one\ntwo", "a: |-\n  one\n  two\nb: y\n"),
        ("a: {b: x, c: y}\n", "a.b", "p, q", 'a: {b: "p, q", c: y}\n'),
        ("a: {b: x, c: y}\n", "a.b", "one\ntwo", 'a: {b: "one\\ntwo", c: y}\n'),
        ("a: [x, y]\n", "a", ["x", "z"], "a: [x, z]\n"),
        ("a: [x, y]  # two\n", "a", ["y"], "a: [y]  # two\n"),
        ("a: [x]\n", "a", {"k": "v"}, "a: {k: v}\n"),
        ("a:\n  - x  # first\n  - y\n", "a", ["x", "z", "y"], "a:\n  - x  # first\n  - z\n  - y\n"),
        ("a:\n  - x\n  - y\n  - z\n", "a", ["x", "z"], "a:\n  - x\n  - z\n"),
        ("a:\n  b: x  # one\n  c: y\n", "a", {"b": "x", "c": "z"}, "a:\n  b: x  # one\n  c: z\n"),
        ("a:\n  b: x  # one\n  c: y\n", "a", {"c": "y", "d": "z"}, "a:\n  c: y\n  d: z\n"),
        ("a:\n  b: x\n  c: y\n", "a", {"c": "y", "b": "x"}, "a:\n  c: y\n  b: x\n"),
        ("a:  # why\n  b: x\n  c: y\nd: e\n", "a", "words", "a: words  # why\nd: e\n"),
        ("a:  # why\n  # more\n  b: x\nd: e\n", "a", "one\ntwo", 'a: "one\\ntwo"  # why\n  # more\nd: e\n'),
        ("a:  # why\n  b: x\nd: e\n", "a", "one\ntwo", "a: |-  # why\n  one\n  two\nd: e\n"),
        ("a:\n  b: x\n", "a", [], "a: []\n"),
        ("a:\n- x\n- y\n", "a", {"b": "c"}, "a:\n  b: c\n"),
        ("a:\n  - x\n", "a", {"b": "c"}, "a:\n  b: c\n"),
        ("a:\n  - b: x\n    c: y\n", "a.1", "words", "a:\n  - words\n"),
        ("a:\n  - b: x\n    c: y\n", "a.1", {"d": "e"}, "a:\n  - d: e\n"),
        ("a:\n  - b: x\n    c: y\n", "a.1.b", "z", "a:\n  - b: z\n    c: y\n"),
        ("a: x\n", "", {"b": "y"}, "b: y\n"),
        ('"a b": x\n', "a b", "y", '"a b": y\n'),
    ],
)
def test_a_value_is_set(text: str, address: str, value: Value, expected: str) -> None:
    assert edited(text, address, value) == expected


def test_what_does_not_fit_on_a_line_is_written_in_lines() -> None:
    lines = "".join(f"  {key}: {words}\n" for key, words in LONG.items())
    assert edited("a: x\nb: y\n", "a", LONG) == f"a:\n{lines}b: y\n"
    assert edited("a: {b: c}\n", "a", LONG) == f"a:\n{lines}"
    assert added("a: x\n", "b", LONG) == f"a: x\nb:\n{lines}"
    items = "\n".join(
        f"{'- ' if n == 0 else '  '}{key}: {words}" for n, (key, words) in enumerate(LONG.items())
    )
    assert added("a:\n- x\n", "a", LONG) == f"a:\n- x\n{items}\n"


def test_the_step_of_the_document_is_kept() -> None:
    text = "a:\n    b: x\n"
    assert added(text, "c", "one\ntwo") == f"{text}c: |-\n    one\n    two\n"
    assert edited(text, "a", ["y" * 60, "z" * 60]) == f"a:\n    - {'y' * 60}\n    - {'z' * 60}\n"


@pytest.mark.parametrize(
    ("text", "address", "value", "expected"),
    [
        ("a:\n  b: x  # one\n# two\n", "a.c", "y", "a:\n  b: x  # one\n  c: y\n# two\n"),
        ("a:\n  b: x", "a.c", "y", "a:\n  b: x\n  c: y"),
        ("a:\r\n  b: x\r\n", "a.c", "y", "a:\r\n  b: x\r\n  c: y\r\n"),
        ("a: {b: x}\n", "a.c", "y, z", 'a: {b: x, c: "y, z"}\n'),
        ("a: {}\n", "a.c", "y", "a: {c: y}\n"),
        ("a: []\n", "a", "y", "a: [y]\n"),
        ("a: [x, y]\n", "a", "z", "a: [x, y, z]\n"),
        ("a: [x, y]\n", "a.2", "z", "a: [x, z, y]\n"),
        ("a: [\n  x,\n  y  # last\n]\n", "a", "z", "a: [\n  x,\n  y,\n  z  # last\n]\n"),
        ("a:\n  - x\n  - y\n", "a.1", "z", "a:\n  - z\n  - x\n  - y\n"),
        ("a:\n  - x\n  - y\n", "a.3", ["z"], "a:\n  - x\n  - y\n  - [z]\n"),
        ("a:\n  - - x\n", "a.1.1", "z", "a:\n  - - z\n    - x\n"),
        ("a:\n  - b: x\n", "a.1.c", "y", "a:\n  - b: x\n    c: y\n"),
        (
            "a:\n  b: |\n    one\n\n    two\n\nc: x\n",
            "a.d",
            "y",
            "a:\n  b: |\n    one\n\n    two\n  d: y\n\nc: x\n",
        ),
        ("a: x\n", "b.c.d", "y", "a: x\nb: {c: {d: y}}\n"),
        ("a: x\n", "a b", {"c d": ["e: f"]}, 'a: x\na b: {c d: ["e: f"]}\n'),
        ("a: x\n", "b", {"k: v": "y"}, 'a: x\nb: {"k: v": y}\n'),
    ],
)
def test_a_part_is_added(text: str, address: str, value: Value, expected: str) -> None:
    assert added(text, address, value) == expected


@pytest.mark.parametrize(
    ("text", "address", "expected"),
    [
        ("# top\na: x  # one\nb: y\n", "a", "# top\nb: y\n"),
        ("a: x\nb: y", "b", "a: x"),
        ("a: {b: x, c: y, d: z}\n", "a.c", "a: {b: x, d: z}\n"),
        ("a: {b: x, c: y}\n", "a.c", "a: {b: x}\n"),
        ("a: [\n  x,  # first\n  y,\n]\n", "a.2", "a: [\n  x  # first\n  ,\n]\n"),
        ("a: {b: x}\n", "a.b", "a: {}\n"),
        ("a:\n  b: x\nc: y\n", "a.b", "a: {}\nc: y\n"),
        ("a:\n  - x\nc: y\n", "a.1", "a: []\nc: y\n"),
        ("a:\n  - x\n  - y\n", "a.1", "a:\n  - y\n"),
        ("a:\n  - b: x\n    c: y\n", "a.1.b", "a:\n  - c: y\n"),
        ("a:\n  - b: x\n    c: y\n  - z\n", "a.1", "a:\n  - z\n"),
        ("a:\n  - - x\n    - y\n", "a.1.1", "a:\n  - - y\n"),
        ("a:\n  b:\n    c: x\n    d: y\n  e: z\n", "a.b", "a:\n  e: z\n"),
    ],
)
def test_a_part_is_removed(text: str, address: str, expected: str) -> None:
    assert removed(text, address) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 3, "b": "x"}', '{"a": 4, "b": "x"}'),
        ('{"a": "3", "b": "x"}', '{"a": "4", "b": "x"}'),
        ('{"a": true}', '{"a": 4}'),
    ],
)
def test_json_stays_json(text: str, expected: str) -> None:
    assert edited(text, "a", "4", file="a.json") == expected


def test_json_keeps_its_layout() -> None:
    text = '{\n  "a": [\n    "x"\n  ]\n}\n'
    assert added(text, "b", "y", file="a.json") == '{\n  "a": [\n    "x"\n  ],\n  "b": "y"\n}\n'
    assert added(text, "a", {"k": ["v"]}, file="A.JSON") == (
        '{\n  "a": [\n    "x",\n    {"k": ["v"]}\n  ]\n}\n'
    )
    assert removed(text, "a.1", file="a.json") == '{\n  "a": []\n}\n'


def test_what_a_clause_says_can_be_asked() -> None:
    assert value_of("a: {b: [x]}\n", "a") == {"b": ["x"]}
    assert value_of("a: x\n", "b") is None


def test_texts_in_a_list_can_be_maps() -> None:
    text = "a: [{b: x}, y]\n"
    assert edited(text, "a.1.b", "z") == "a: [{b: z}, y]\n"
    assert edited(text, "a.1", "z") == "a: [z, y]\n"
