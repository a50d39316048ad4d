"""Random edits of a document's plain tree: what stands there goes, changes, is copied, renamed or put elsewhere."""

from __future__ import annotations

import copy
import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path as File
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from evenhand.errors import DocumentError
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import normal_form
from evenhand.terms.document import read_agreement
from evenhand.trees.tree import TreeBuilder
from evenhand.trees.yaml_text import read_yaml

EVERYTHING = File(__file__).with_name("everything.yaml")
EXAMPLE = File(__file__).parents[4] / "examples" / "harbour-dental.yaml"
OTHERS = (
    "7 days", "1 week", "4 hours", "240 minutes", "3 business days", "99% per month", "at most 3 per month", "none",
    "50%", "99.5%", "2", "both", "client", "up", "excluded", "restarts", "always", "office", "surgery", "P1", "P3",
    "month", "quarter", "2026-03-01", "12:00-18:00", "missed", "2 hours after", "as recorded", "automatically",
    "5 business days after the period", "required", "waiting on parts", "total charge", "true", "Other  words",
    "30% of the charge of the service per month", "1000.00 per month", "2 windows per month", "sun 01:00-05:00",
)  # fmt: skip
"""Values put in the place of others; what does not fit there is refused by the reader and drawn again."""


def tree(file: File) -> Any:
    """A document as plain maps, lists and texts."""
    agreement, problems = read_agreement(file.read_bytes(), file=file.name)
    assert agreement is not None, problems
    return plain(file.read_text("utf-8"))


def plain(text: str) -> Any:
    """YAML text as plain maps, lists and texts."""
    builder = TreeBuilder("test.yaml")
    read_yaml(text, builder)
    assert builder.root is not None
    return builder.root.plain()


def valid(candidate: Any) -> Agreement | None:
    """The agreement of a plain tree, if it is one and names nothing twice."""
    try:
        agreement = Agreement.model_validate(candidate)
        normal_form(agreement)
    except (ValidationError, DocumentError):
        return None
    return agreement


def holders(node: Any) -> list[Any]:
    """Every map and list of a tree that is not empty."""
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return ([node] if below else []) + [each for one in below for each in holders(one)]


def _drop(draw: st.DrawFn, holder: Any) -> None:
    del holder[draw(_key(holder))]


def _change(draw: st.DrawFn, holder: Any) -> None:
    key = draw(_key(holder))
    if isinstance(holder[key], str):
        near = re.sub("[0-9]+", lambda found: str(int(found[0]) + draw(st.integers(1, 3))), holder[key])
        holder[key] = draw(st.sampled_from([near, near, f"{holder[key]} too", *OTHERS]))


def _copy(draw: st.DrawFn, holder: Any) -> None:
    value = copy.deepcopy(holder[draw(_key(holder))])
    if isinstance(holder, list):
        holder.insert(draw(st.integers(0, len(holder))), value)
    else:
        holder[draw(st.sampled_from(["another", "new-one", "P4", "mon", "x y"]))] = value


def _rename(draw: st.DrawFn, holder: Any) -> None:
    if isinstance(holder, dict):
        old, new = draw(_key(holder)), draw(st.sampled_from(["renamed", "P9", "other name"]))
        items = [(new if key == old else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(items)


def _turn(draw: st.DrawFn, holder: Any) -> None:
    if isinstance(holder, list):
        holder[:] = draw(st.permutations(holder))
    else:
        items = draw(st.permutations([*holder.items()]))
        holder.clear()
        holder.update(items)


def _key(holder: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([*holder] if isinstance(holder, dict) else range(len(holder)))


EDITS: tuple[Callable[[st.DrawFn, Any], None], ...] = (_drop, _change, _change, _copy, _rename, _turn)
TREES = {file: tree(file) for file in (EVERYTHING, EXAMPLE)}


class Pair:
    """Two agreements; shown as the lines of their normal forms that differ."""

    def __init__(self, before: Agreement, after: Agreement) -> None:
        self.before, self.after = before, after

    def __repr__(self) -> str:
        forms = (json.dumps(normal_form(each), indent=1).splitlines() for each in (self.before, self.after))
        return "\n".join(difflib.unified_diff(*forms, lineterm="", n=2))[:4000]


@st.composite
def versions(draw: st.DrawFn) -> Pair:
    """Two agreements: the second is the first, or a version of it, with a few edits."""
    base = TREES[draw(st.sampled_from([EVERYTHING, EXAMPLE]))]
    found: list[Agreement] = []
    for _ in range(2):
        current = copy.deepcopy(base)
        agreement = valid(current)
        for _ in range(draw(st.integers(0, 5))):
            candidate = copy.deepcopy(current)
            places = holders(candidate)
            draw(st.sampled_from(EDITS))(draw, places[draw(st.integers(0, len(places) - 1))])
            if (edited := valid(candidate)) is not None:
                current, agreement = candidate, edited
        assert agreement is not None
        found.append(agreement)
    return Pair(found[0], found[1])
