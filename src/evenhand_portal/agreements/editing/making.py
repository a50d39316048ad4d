"""Making the fields of a clause's form: every field of its shape, filled with what is there and open for more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.errors import NotationError
from evenhand.terms.notations import zone_names
from evenhand.terms.references import Names, keyed_by_priority, kind_named
from evenhand.trees.tree import Path
from evenhand_portal.agreements.editing.boxes import FEW, LONG, Box
from evenhand_portal.agreements.editing.pages import paper_of
from evenhand_portal.agreements.editing.shapes import (
    Either,
    Field,
    Group,
    Line,
    Listed,
    Named,
    Shape,
    Short,
    State,
    bare,
)

_AS_TEXT = {"all": "all services"}
_NAMES = {
    "applies to": ("Attribute", "Values"),
    "glossary": ("Word", "Meaning"),
    "hours": ("Days", "Hours"),
    "weights": ("Part of the service", "Share"),
    "accepted": ("Finding", "Reason"),
}
"""What the names of some maps are called, and what stands beside them."""


@dataclass(frozen=True)
class Spot:
    """Where a field stands: how it is sent, its path in the document, and the addresses problems may use for it."""

    name: str
    path: Path
    addresses: frozenset[str]

    def below(self, part: str, key: str | int, *, short: bool = False) -> Spot:
        """The spot of a part; where the document may be written shorter, also under the address of the whole."""
        step = str(key + 1) if isinstance(key, int) else key
        addresses = {f"{address}.{step}" if address else step for address in self.addresses}
        return Spot(
            f"{self.name}.{part}",
            (*self.path, key),
            frozenset(addresses | (self.addresses if short else set())),
        )

    def form(self, number: int, *, chosen: bool) -> Spot:
        """The spot of one of several forms: the same place in the document; problems are about the chosen one."""
        return Spot(f"{self.name}.{number}", self.path, self.addresses).told(chosen)

    def told(self, there: bool) -> Spot:
        """The same spot; no problem is about what is not there yet."""
        return self if there else Spot(self.name, self.path, frozenset())


@dataclass(frozen=True)
class Maker:
    """Makes fields for a document that defines these names."""

    names: Names

    def box(self, label: str, shape: Shape, state: State, spot: Spot, hint: str = "") -> Box:
        """Return the field of a shape."""
        short, lone = isinstance(shape, Short), _lone_key(shape)
        shape = bare(shape)
        if isinstance(shape, Line):
            return self._line(label, shape, state or "", spot, hint)
        if isinstance(shape, Either):
            return self._either(label, shape, state, spot, hint)
        if isinstance(shape, Listed):
            return self._list(label, shape, state or [], spot, hint, short=short)
        if isinstance(shape, Named):
            return self._map(label, shape, state or [], spot, hint, short=short)
        return self._group(label, shape, state, spot, hint, lone=lone)

    def _line(self, label: str, shape: Line, value: str, spot: Spot, hint: str) -> Box:
        known = shape.options or self._known(spot.path)
        box = Box("line", spot.name, label, hint or _ended(shape.hint), value, addresses=spot.addresses)
        if known:
            words = tuple(dict.fromkeys((*known, *([value] if value else []))))
            few = bool(shape.options) and len(words) <= FEW
            box.kind = "radio" if few else "select"
            box.choices = [(one, one, one == value) for one in words]
        else:
            box.like = shape.examples
            long = shape.prose or "\n" in value or len(value) > LONG
            box.kind = "prose" if long else "line"
            box.listing = "zones" if shape.zone else ""
        return box

    def _known(self, path: Path) -> tuple[str, ...]:
        """The names of the document that may stand here; nothing where any text may."""
        kind = kind_named(path)
        names = tuple(getattr(self.names, kind) or ()) if kind else ()
        return ("all", *names) if kind == "service" else names

    def _either(self, label: str, shape: Either, state: State, spot: Spot, hint: str) -> Box:
        chosen, value = state or (None, None)
        box = Box("either", spot.name, label, hint, addresses=spot.addresses, there=chosen is not None)
        for number, (words, form) in enumerate(shape.forms):
            box.choices.append((str(number), words, number == chosen))
            inner = self.box(
                words, form, value if number == chosen else None, spot.form(number, chosen=number == chosen)
            )
            inner.within = label
            if isinstance(form, Line) and len(form.options) == 1:
                inner.kind, inner.value = "constant", form.options[0]
            box.inside.append(inner)
        return box

    def _list(
        self, label: str, shape: Listed, state: list[State], spot: Spot, hint: str, *, short: bool
    ) -> Box:
        if isinstance(bare(shape.item), Line):
            return self._lines(label, shape, state, spot, hint)
        box = Box(
            "list", spot.name, label, hint, there=bool(state), noun=shape.noun, addresses=spot.addresses
        )
        for number, value in enumerate([*state, None]):
            at = spot.below(str(number), number, short=short).told(value is not None)
            row = self.box(f"{_plain(shape.noun)} {number + 1}", shape.item, value, at)
            row.removable, row.add = value is not None, "" if value is not None else f"Add {shape.noun}"
            box.inside.append(row)
        return box

    def _lines(self, label: str, shape: Listed, state: list[str], spot: Spot, hint: str) -> Box:
        """A list of texts: boxes to tick where what may stand there is known, else a line for each and one more."""
        line = bare(shape.item)
        assert isinstance(line, Line)
        box = Box("lines", spot.name, label, hint, there=bool(state), addresses=spot.addresses)
        if known := self._known(spot.path) or self._known((*spot.path, 0)):
            box.kind = "ticks"
            words = dict.fromkeys((*state, *known))
            box.choices = [(one, _AS_TEXT.get(one, one), one in state) for one in words]
            return box
        box.like = line.examples
        box.inside = [
            self._line(f"{label} {number + 1}", line, value, spot.below(str(number), number), "")
            for number, value in enumerate([*state, ""])
        ]
        return box

    def _map(
        self, label: str, shape: Named, state: list[tuple[str, State]], spot: Spot, hint: str, *, short: bool
    ) -> Box:
        box = Box("map", spot.name, label, hint, there=bool(state), noun=shape.noun, addresses=spot.addresses)
        fixed = self.names.priority if keyed_by_priority(spot.path) else None
        rows = [*state, *((name, None) for name in fixed or () if name not in dict(state)), ("", None)]
        for number, (key, value) in enumerate(rows[:-1] if fixed else rows):
            at = spot.below(str(number), key, short=short).told(bool(key) or value is not None)
            called, beside = _NAMES.get(str(spot.path[-1]) if spot.path else "", ("Name", "Value"))
            kind = "fixed" if fixed and key in fixed else "line"
            words = key if kind == "fixed" else beside
            row = self.box(words, shape.item, value, Spot(f"{at.name}.is", at.path, at.addresses))
            row.key = Box(kind, f"{at.name}.key", called, value=key)
            row.required = True
            row.removable = bool(key or value) and kind != "fixed"
            row.add = "" if key or value or fixed else f"Add {shape.noun}"
            box.inside.append(row)
        return box

    def _group(self, label: str, shape: Group, state: State, spot: Spot, hint: str, *, lone: str) -> Box:
        box = Box(
            "group", spot.name, label, hint, there=bool(state), noun=shape.noun, addresses=spot.addresses
        )
        values = state or {}
        for one in shape.fields:
            part = self._field(one, values.get(one.key), spot.below(one.key, one.key, short=one.key == lone))
            (box.inside if one.key in values or one.required else box.later).append(part)
        return box

    def _field(self, one: Field, state: State, spot: Spot) -> Box:
        box = self.box(one.key[0].upper() + one.key[1:], one.shape, state, spot, one.hint)
        shape = bare(one.shape)
        box.required = one.required
        box.hint = _hint(box.hint, shape, one)
        box.removable = box.kind == "group" and not one.required and state is not None
        if one.required and isinstance(shape, Line) and len(shape.options) == 1:
            box.kind, box.value = "constant", shape.options[0]
        return box


def _hint(hint: str, shape: Shape, one: Field) -> str:
    otherwise = f"Without it: {one.otherwise}." if one.otherwise else ""
    return " ".join(part for part in (_ended(hint), otherwise) if part)


def _ended(sentence: str) -> str:
    return f"{sentence}." if sentence and not sentence.endswith(".") else sentence


def _lone_key(shape: Shape) -> str:
    """The key of a clause whose value may stand alone in place of the whole clause; empty where none may."""
    if not isinstance(shape, Short):
        return ""
    for value in ("x", ["x"]):
        try:
            full = shape.expand(value)
        except NotationError:
            continue
        if isinstance(full, dict) and len(full) == 1:
            return str(next(iter(full)))
    return ""


def _plain(noun: str) -> str:
    word = noun.removeprefix("an ").removeprefix("a ")
    return word[0].upper() + word[1:]


def zones() -> Iterable[str]:
    """Every time zone there is, for the list from which one chooses."""
    return sorted(zone_names())


def names_of(text: str) -> Names:
    """Return the names that a document defines, to choose from. Raises DocumentError."""
    return Names.of(paper_of(text).root)
