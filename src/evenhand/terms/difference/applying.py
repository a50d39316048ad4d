"""A difference applied to the agreement it was taken from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from evenhand.terms.agreement import Agreement
from evenhand.terms.difference.change import Change
from evenhand.terms.difference.tree import tree_of
from evenhand.trees.tree import Path

_GONE = object()


def applied(agreement: Agreement, changes: Iterable[Change]) -> Agreement:
    """Return what `changes`, or some of them, make of the agreement from which they were taken.

    With all of them that is the later agreement. Raises pydantic's ValidationError when some alone do not make an
    agreement that can be read.
    """
    tree = tree_of(agreement)
    chosen = tuple(changes)
    holders = [_holder(tree, change) for change in chosen]
    for change, holder in zip(chosen, holders, strict=True):
        _set(holder, change)
    touched = {id(holder): holder for holder in holders}
    kept = {number: _kept(holder) for number, holder in touched.items()}
    for change, holder in zip(chosen, holders, strict=True):
        if change.order:
            kept[id(holder)] = [kept[id(holder)][place] for place in change.order]
    for change, holder in sorted(zip(chosen, holders, strict=True), key=lambda each: each[0].position):
        if change.kind == "added":
            kept[id(holder)].insert(change.position, (change.now[-1], change.after))
    for number, holder in touched.items():
        _fill(holder, kept[number])
    for service in tree.get("services", {}).values():
        if service.get("availability") == {}:
            del service["availability"]  # an empty one would be read as one clause that says nothing
    return Agreement.model_validate(tree)


def _holder(tree: Any, change: Change) -> Any:
    """The map or list that holds what is changed; made where the earlier agreement has none."""
    path: Path = (*change.was, "") if change.order else change.was
    for part, following in pairwise(path):
        if isinstance(tree, dict) and part not in tree:
            tree[part] = [] if isinstance(following, int) else {}
        tree = tree[part]
    return tree


def _set(holder: Any, change: Change) -> None:
    """Put what changed in its place, so that everything else stays where it was."""
    key = change.was[-1]
    if change.kind == "changed":
        holder[key] = change.after
    elif change.kind == "removed":
        holder[key] = _GONE
    elif change.kind == "moved" and not change.order:
        holder[key] = _Renamed(str(change.now[-1]), holder[key])


class _Renamed:
    def __init__(self, name: str, value: Any) -> None:
        self.name, self.value = name, value


def _kept(holder: Any) -> list[tuple[Any, Any]]:
    """What stays of a map or a list, in its order, under the names it has now."""
    items = holder.items() if isinstance(holder, dict) else enumerate(holder)
    return [
        (value.name, value.value) if isinstance(value, _Renamed) else (key, value)
        for key, value in items
        if value is not _GONE
    ]


def _fill(holder: Any, items: list[tuple[Any, Any]]) -> None:
    if isinstance(holder, dict):
        holder.clear()
        holder.update(items)
    else:
        holder[:] = [value for _, value in items]
