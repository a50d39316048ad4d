"""Over every clause of whole documents: only the span that was meant differs, and comments survive."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.terms.editing import added, edited, removed
from evenhand.terms.editing.manuscript import Manuscript
from evenhand.trees.tree import Path
from tests.unit.terms.documents import TEXTS

ORIGINALS = ("harbour-dental", "service-desk", "ramsac")
PLAIN = {name: yaml.load(TEXTS[name], Loader=yaml.BaseLoader) for name in ORIGINALS}
WAYS: dict[str, tuple[str, str]] = {
    **{name: (TEXTS[name], "a.yaml") for name in ORIGINALS},
    "crlf": (TEXTS[ORIGINALS[0]].replace("\n", "\r\n"), "a.yaml"),
    "no last line break": (TEXTS[ORIGINALS[0]].rstrip("\n"), "a.yaml"),
    "byte order mark": ("\ufeff" + TEXTS[ORIGINALS[0]], "a.yaml"),
    "dumped": (yaml.safe_dump(PLAIN[ORIGINALS[0]], sort_keys=False), "a.yaml"),
    "flow": (yaml.safe_dump(PLAIN[ORIGINALS[0]], sort_keys=False, default_flow_style=True), "a.yaml"),
    "json": (json.dumps(PLAIN[ORIGINALS[0]], indent=2), "a.json"),
    "one line of json": (json.dumps(PLAIN[ORIGINALS[0]]), "a.json"),
}
PAPERS = {name: Manuscript.read(text.removeprefix("\ufeff"), file) for name, (text, file) in WAYS.items()}
PATHS = [(name, path) for name, paper in PAPERS.items() for path, _ in paper.root.walk() if path]

TEXT = st.text(
    st.sampled_from("ab:#-,[]{}'\"&*!|>%@` \\~?\n0é日\U0001f600\u2028")
    | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]),
    max_size=30,
).filter(lambda text: "\ufeff" not in text)
KEY = TEXT.filter(lambda text: text not in ("", "~", "<<", "null", "Null", "NULL") and "." not in text)
VALUE = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4), max_leaves=12
)


def read(text: str, file: str) -> Any:
    return Manuscript.read(text.removeprefix("\ufeff"), file).root.plain()


def put(plain: Any, path: Path, value: Any) -> Any:
    """A copy of a tree with another value in one place."""
    copy = json.loads(json.dumps(plain))
    holder = copy
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return copy


def remarks(text: str) -> list[str]:
    return re.findall(r"#[^\r\n]*", text)


def address(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def span(name: str, path: Path) -> tuple[int, int]:
    node = PAPERS[name].node(path)
    return node.span.key.offset, node.span.end


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(PATHS), VALUE)
def test_any_value_in_any_place(place: tuple[str, Path], value: Any) -> None:
    """What is read again is what was there with that one change; all before and behind its span is as it was."""
    name, path = place
    text, file = WAYS[name]
    new = edited(text, address(path), value, file=file)
    assert repr(read(new, file)) == repr(put(PAPERS[name].root.plain(), path, value))
    start, end = span(name, path)
    body, old = new.removeprefix("\ufeff"), text.removeprefix("\ufeff")
    line = old.find("\n", end)
    assert body.startswith(old[:start])
    assert line < 0 or body.endswith(old[line:])
    assert set(remarks(old[:start] + old[end:])) <= set(remarks(new)) | {""}
    assert new.startswith("\ufeff") == text.startswith("\ufeff")


@settings(max_examples=70, deadline=None)
@given(
    st.sampled_from([place for place in PATHS if isinstance(PAPERS[place[0]].node(place[1]).value, str)]),
    st.sampled_from(["61 hours", "other words", "a: b # c", "- x", "x, y", 'it\'s "so"', "17", "null"]),
)
def test_a_single_value_changes_its_own_span_alone(place: tuple[str, Path], value: str) -> None:
    name, path = place
    text, file = WAYS[name]
    node = PAPERS[name].node(path)
    new = edited(text, address(path), value, file=file).removeprefix("\ufeff")
    old = text.removeprefix("\ufeff")
    start, end = node.span.value.offset, node.span.end
    assert new.startswith(old[:start])
    assert new.endswith(old[end:])
    assert "\n" not in new[start : len(new) - len(old[end:])].strip("\r\n")


@settings(max_examples=70, deadline=None)
@given(st.sampled_from(PATHS))
def test_any_part_can_be_removed(place: tuple[str, Path]) -> None:
    name, path = place
    text, file = WAYS[name]
    new = removed(text, address(path), file=file)
    plain = json.loads(json.dumps(PAPERS[name].root.plain()))
    holder = plain
    for part in path[:-1]:
        holder = holder[part]
    del holder[path[-1]]
    assert repr(read(new, file)) == repr(plain)
    rest = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in new.splitlines() if line.lstrip().startswith("#")] == rest or "#" in "".join(
        text[slice(*span(name, path))]
    )


HOLDERS = [place for place in PATHS if not isinstance(PAPERS[place[0]].node(place[1]).value, str)]


@settings(max_examples=70, deadline=None)
@given(st.sampled_from(HOLDERS), VALUE, st.integers(0, 9))
def test_a_part_can_be_added_anywhere(place: tuple[str, Path], value: Any, number: int) -> None:
    name, path = place
    text, file = WAYS[name]
    node = PAPERS[name].node(path)
    plain = node.plain()
    if isinstance(plain, list):
        at = number % (len(plain) + 1)
        new = added(text, f"{address(path)}.{at + 1}", value, file=file)
        expected: Any = [*plain[:at], value, *plain[at:]]
    else:
        new = added(text, f"{address(path)}.new key", value, file=file)
        expected = {**plain, "new key": value}
    assert repr(read(new, file)) == repr(put(PAPERS[name].root.plain(), path, expected))
    assert remarks(text) == [one for one in remarks(new) if one in remarks(text)] or "#" in repr(value)
    if name == "crlf":
        assert re.search(r"(?<!\r)\n", new) is None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATHS))
def test_the_same_value_changes_no_byte(place: tuple[str, Path]) -> None:
    name, path = place
    text, file = WAYS[name]
    assert edited(text, address(path), PAPERS[name].node(path).plain(), file=file) == text
