"""Whatever agreement reads, the checks look it over without raising, and say it in whole sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.terms.checks.overview import completeness
from evenhand.terms.checks.registry import findings
from evenhand.terms.document import read_agreement
from tests.generate import situations
from tests.unit.terms.helping import EXAMPLE

PUBLISHED = [
    path
    for path in sorted((Path(__file__).parents[3] / "published").glob("*.yaml"))
    if path.stem != "outages"
]
TREE = yaml.load(EXAMPLE.read_text("utf-8"), yaml.CBaseLoader)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place below a node of a document."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [(*path, key) for key, _ in pairs] + [
        each for key, below in pairs for each in places(below, (*path, key))
    ]


# Values that a document may hold in many places, some of them at the edge of what can be.
VALUES = (
    """
none; always; office; all; P1; provider; 1 second; 0 seconds; 999999999999 hours; 0.001 business days
999999999999 business days; 12 months; 999999999999 days; 0% per year; 100% per day; 1% per trailing 1 day
at most 0 per year; at least 0.5 per week; 0%; 100%; 0; 999999999; 0001-01-01; 9999-12-31; 1 window per day
metered per day; 1.00 per user per week; within 1 day of the report; before the last day; down 9 hours a month
""".strip()
    .replace("\n", "; ")
    .split("; ")
)
EVERYWHERE = places(TREE)
CHANGES = st.lists(
    st.tuples(st.sampled_from(EVERYWHERE), st.sampled_from([None, *VALUES])), min_size=1, max_size=6
)


def changed(changes: list[tuple[tuple[Any, ...], str | None]]) -> str:
    """The example with some values replaced and some removed."""
    tree = yaml.load(EXAMPLE.read_text("utf-8"), yaml.CBaseLoader)
    for (*path, last), value in changes:
        node: Any = tree
        for key in path:
            node = node[key] if isinstance(node, dict) and key in node else node
            node = node[key] if isinstance(node, list) and isinstance(key, int) and key < len(node) else node
        if isinstance(node, dict) and last in node and value is None:
            del node[last]
        elif isinstance(node, dict) and value is not None:
            node[last] = value
    return str(yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True))


def look_over(text: str) -> None:
    agreement, _ = read_agreement(text, file="any.yaml")
    if agreement is None:
        return
    for each in findings(agreement):
        assert each.message.endswith((".", "?", "!")), each
        assert each.mend.endswith((".", "?")), each
        assert "\n" not in each.message + each.mend, each
        assert each.line is not None
    assert len(completeness(agreement)) == 9


@settings(max_examples=150, deadline=None)
@given(changes=CHANGES)
def test_any_change_of_the_example(changes: list[tuple[tuple[Any, ...], str | None]]) -> None:
    look_over(changed(changes))


@settings(max_examples=50, deadline=None)
@given(situation=situations())
def test_any_made_up_agreement(situation: Any) -> None:
    for text in situation.versions:
        look_over(text)


@pytest.mark.parametrize("path", PUBLISHED, ids=[path.stem for path in PUBLISHED])
def test_published_agreements_have_no_errors(path: Path) -> None:
    agreement, problems = read_agreement(path.read_bytes(), file=path.name)
    assert agreement is not None
    assert [str(each) for each in (*problems, *findings(agreement)) if each.severity == "error"] == []


def test_each_place_alone() -> None:
    """Every value of the example removed by itself; most of these documents can be read."""
    texts = [changed([(path, None)]) for path in EVERYWHERE]
    assert sum(read_agreement(text, file="any.yaml")[0] is not None for text in texts) > len(texts) // 2
    for text in texts:
        look_over(text)
