"""The walk over two agreements, field by field of the model, that finds everything that differs.

Nothing here knows a single clause: what is compared are the fields of the model, so that a new one is compared from
its first day. Two values are equal when their normal forms are; so nothing differs exactly when both agreements have
the same canonical form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import Clause, FrozenMap, key_of
from evenhand.terms.canonical.normal import ORDERED_LISTS, ORDERED_MAPS, Part, Writer, value_of
from evenhand.terms.canonical.notations import Json
from evenhand.terms.canonical.texts import name_form
from evenhand.terms.difference.change import Change, Difference, Kind
from evenhand.terms.difference.favours.case import Case
from evenhand.terms.difference.favours.judging import judged, judged_move
from evenhand.terms.difference.matching import Pairs, paired, renamed, turned
from evenhand.terms.difference.matching import Part as Piece
from evenhand.terms.difference.tree import NOTHING, TreeWriter, measures_number, said_once
from evenhand.terms.standards import Pause, Standard
from evenhand.trees.tree import Path


def difference(before: Agreement, after: Agreement) -> Difference:
    """Return every change that makes `after` of `before`, in the order of `after`.

    Empty when both mean the same, however they are written. Raises DocumentError for an agreement with two names
    that look alike.
    """
    comparison = _Comparison(before, after)
    found = tuple(comparison.fields(_Place((), (), before, after, ""), before, after))
    names = {_name(change.was): _name(change.now) for change in found if change.kind == "moved"}
    return tuple(_following(change, names) for change in found)


def _name(path: Path) -> str:
    """What other clauses call a clause: its key, and for contacts also whose they are."""
    return f"{path[1]}.{path[-1]}" if path[0] == "parties" else str(path[-1])


def _following(change: Change, names: Mapping[str, str]) -> Change:
    """A reference to a clause with another name, which says the same as before."""
    before, after = change.before, change.after
    if change.kind != "changed" or not isinstance(before, str) or names.get(before) != after:
        return change
    return replace(change, favours="neither", why="The clause has this name now.")


@dataclass(frozen=True)
class _Place:
    """Where the walk stands: paths in both agreements, the clauses that hold it and the field of theirs."""

    was: Path
    now: Path
    old: Clause
    new: Clause
    field: str

    def below(self, was: str | int, now: str | int) -> _Place:
        return replace(self, was=(*self.was, was), now=(*self.now, now))

    @property
    def part(self) -> Part:
        return type(self.old), self.field


class _Comparison:
    def __init__(self, before: Agreement, after: Agreement) -> None:
        self.before, self.after = before, after
        self.normal = Writer(before), Writer(after)
        self.written = TreeWriter(before), TreeWriter(after)

    def fields(self, at: _Place, before: Clause, after: Clause) -> Iterator[Change]:
        """Compare two clauses of one kind, key by key."""
        one, other = self.normal[0].clause(before), self.normal[1].clause(after)
        if isinstance(before, Standard) and isinstance(after, Standard):
            for writer, standard in zip(self.written, (before, after), strict=True):
                writer.numbers = measures_number(standard)
        for name in type(before).model_fields:
            key = key_of(name)
            if one.get(key) != other.get(key):
                place = replace(at.below(key, key), old=before, new=after, field=name)
                yield from self.values(place, value_of(before, name), value_of(after, name))

    def values(self, at: _Place, before: Any, after: Any) -> Iterator[Change]:
        """Compare two values of which the normal forms differ."""
        if isinstance(before, Clause) and type(before) is type(after):
            yield from self.fields(at, before, after)
        elif isinstance(before, FrozenMap) and isinstance(after, FrozenMap) and at.field != "table":
            yield from self.maps(at, before, after)
        elif _is_list(before) and _is_list(after):
            yield from self.lists(at, before, after)
        else:
            forms = self.form(0, at, before), self.form(1, at, after)
            yield self.change(_kind(*forms), at, before, after, forms)

    def maps(self, at: _Place, before: FrozenMap[str, Any], after: FrozenMap[str, Any]) -> Iterator[Change]:
        """Compare two maps by key; clauses may have another name."""
        old, new = _by_name(before), _by_name(after)
        pairs = [(name, name) for name in new if name in old]
        gone, come = ([name for name in one if name not in other] for one, other in ((old, new), (new, old)))
        moved = self.moved(at, old, new, gone, come)
        pairs += moved
        pairs.sort(key=lambda pair: [*new].index(pair[1]))
        for name, other in pairs:
            here = at.below(name, other)
            if (name, other) in moved:
                yield self.change("moved", here, old[name], new[other], (name, other))
            if self.normal[0].value(old[name], at.part) != self.normal[1].value(new[other], at.part):
                yield from self.values(here, old[name], new[other])
        places = [([*old].index(name), [*new].index(other)) for name, other in pairs]
        if at.part in ORDERED_MAPS:
            yield from self.order(at, places, [*old], [*new])
        yield from self.ends(at, places, [*old.items()], [*new.items()])

    def moved(
        self, at: _Place, old: dict[str, Any], new: dict[str, Any], gone: list[str], come: list[str]
    ) -> list[tuple[str, str]]:
        """Pair clauses that have another name now."""
        if not all(isinstance(value, Clause) for value in (*old.values(), *new.values())):
            return []
        forms = ([self.normal[0].value(old[name], at.part) for name in gone],
                 [self.normal[1].value(new[name], at.part) for name in come])  # fmt: skip
        return [(gone[one], come[other]) for one, other in renamed(*forms)]

    def lists(self, at: _Place, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
        """Compare two lists part by part."""
        old = said_once(self.normal[0], before, at.part)
        new = said_once(self.normal[1], after, at.part)
        ordered = at.part in ORDERED_LISTS
        pieces = [self.piece(0, at, item) for item in old], [self.piece(1, at, item) for item in new]
        pairs = paired(*pieces, ordered=ordered)
        for one, other in sorted(pairs, key=lambda pair: pair[1]):
            if pieces[0][one].form != pieces[1][other].form:
                yield from self.values(at.below(one, other), old[one], new[other])
        if ordered:
            labels = [
                [_label(self.form(side, at, item)) for item in items] for side, items in enumerate((old, new))
            ]
            yield from self.order(at, pairs, *labels)
        yield from self.ends(at, pairs, [*enumerate(old)], [*enumerate(new)])

    def piece(self, side: int, at: _Place, item: Any) -> Piece:
        """A part of a list; its own name is the word or date it has to begin with, or the reason of a pause."""
        form = self.normal[side].value(item, at.part)
        if isinstance(item, Pause):
            return Piece(form, item.reason)
        if isinstance(item, Clause):
            needed = (field for field, info in type(item).model_fields.items() if info.is_required())
            first = getattr(item, next(needed, ""), None)
            return Piece(form, str(first) if isinstance(first, str | date) else None)
        return Piece(form)

    def order(self, at: _Place, pairs: Pairs, old: list[str], new: list[str]) -> Iterator[Change]:
        """Compare the order of what both have."""
        order = turned(pairs)
        if order != tuple(sorted(order)):
            names = ([old[one] for one, _ in sorted(pairs)],
                     [new[other] for _, other in sorted(pairs, key=lambda pair: pair[1])])  # fmt: skip
            yield replace(self.change("moved", at, None, None, names), order=order)

    def ends(
        self, at: _Place, pairs: Pairs, old: list[tuple[Any, Any]], new: list[tuple[Any, Any]]
    ) -> Iterator[Change]:
        """What stands in one of two maps or lists only; items are key and value."""
        for place, (key, value) in enumerate(new):
            if place not in {other for _, other in pairs}:
                here = at.below(key, key)
                yield replace(
                    self.change("added", here, None, value, (None, self.form(1, at, value))), position=place
                )
        for place, (key, value) in enumerate(old):
            if place not in {one for one, _ in pairs}:
                here = at.below(key, key)
                yield replace(
                    self.change("removed", here, value, None, (self.form(0, at, value), None)), position=place
                )

    def form(self, side: int, at: _Place, value: Any) -> Json | None:
        """A value as the document writes it; None where nothing is written."""
        owner = (at.old, at.new)[side]
        if value is None:
            return NOTHING.get((type(owner), at.field))
        writer = self.written[side]
        whole = value_of(owner, at.field)
        return writer.part(owner, at.field, value) if value is whole else writer.value(value, at.part)

    def change(self, kind: Kind, at: _Place, before: Any, after: Any, forms: tuple[Any, Any]) -> Change:
        """A change, judged."""
        case = Case(before, after, at.old, at.new, at.field, self.before, self.after, at.was, at.now)
        favours, why = judged_move(case) if kind == "moved" else judged(case)
        return Change(kind, at.was, at.now, *forms, favours, why)


def _is_list(value: Any) -> bool:
    """Whether a value is a list of the document; hours of a date are pairs of seconds, and one value."""
    return isinstance(value, tuple) and not any(isinstance(item, tuple) for item in value)


def _by_name(items: FrozenMap[str, Any]) -> dict[str, Any]:
    return {name_form(key): value for key, value in items.items()}


def _kind(before: Json | None, after: Json | None) -> Kind:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _label(form: Json | None) -> str:
    """The words by which people know a part of a list: the first thing it says."""
    while isinstance(form, dict | list):
        form = next(iter(form.values() if isinstance(form, dict) else form))
    return str(form)
