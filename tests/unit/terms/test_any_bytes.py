"""No bytes whatever make the reader raise, and what it says always has a place and a mend."""

from __future__ import annotations

import json

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evenhand.terms.document import json_schema, read_agreement
from tests.unit.terms.helping import EXAMPLE

TEXT = EXAMPLE.read_text("utf-8")
WORDS = sorted({word for word in TEXT.replace(":", " ").replace(",", " ").split() if len(word) < 30})
SCALARS = st.sampled_from(
    [*WORDS, "all", "none", "~", "4 hours", "90% per month", "P1", "2026-01-01", "always"]
)
SCHEMA = json_schema()
KEYS = st.sampled_from(
    sorted({key for part in [SCHEMA, *SCHEMA["$defs"].values()] for key in part["properties"]})
)
TREES = st.recursive(
    SCALARS | st.text(max_size=5) | st.integers() | st.booleans() | st.none(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS | SCALARS, below, max_size=6),
    max_leaves=30,
)


def check(text: str | bytes, file: str) -> None:
    agreement, problems = read_agreement(text, file=file)
    assert (agreement is None) == any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert problem.message
        assert problem.mend
        assert problem.file == file
        if problem.code != "more-problems":
            assert problem.line is not None
            assert problem.line > 0
            assert problem.column is not None
            assert problem.column > 0
    if agreement is not None:
        hash(agreement)


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"!!python/object/apply:os.system [ls]")
@example(b"%TAG ! tag:x,2000:\n---\n!a b")
def test_any_bytes(text: bytes) -> None:
    check(text, "x.yaml")
    check(text, "x.json")


@given(st.text(alphabet=st.characters() | st.sampled_from("{}[]:,-#&*!|>'\"%@`\n \t~<?"), max_size=120))
@example("a: \u2028 b\n")
@example("{a: {b: {<<: *c}}}")
def test_any_text(text: str) -> None:
    check(text, "x.yaml")
    check("agreement: a\n" + text, "x.yaml")
    check('{"agreement": ' + text, "x.json")


@given(TREES, st.dictionaries(KEYS, TREES, max_size=4))
@settings(max_examples=300)
def test_any_tree(tree: object, rest: dict[str, object]) -> None:
    document = {"agreement": tree, **rest}
    check(json.dumps(document), "x.json")
    check(yaml.safe_dump(document, allow_unicode=True), "x.yaml")


@given(st.data())
@settings(max_examples=150)
def test_the_example_with_a_wound(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, min(len(TEXT), start + 40)))
    between = data.draw(st.text(alphabet="{}[]:,-#&*!|>'\"\n abP1", max_size=4))
    check(TEXT[:start] + between + TEXT[end:], "x.yaml")
