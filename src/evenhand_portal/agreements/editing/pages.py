"""Which clauses have a page of their own, and what a page edits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from evenhand.errors import DocumentError
from evenhand.terms.editing import added, edited, removed
from evenhand.terms.editing.manuscript import Manuscript
from evenhand_portal.agreements.editing.model import agreement_shape
from evenhand_portal.agreements.editing.shapes import Group, Named, Plain, Shape, State, bare
from evenhand_portal.agreements.editing.spelling import opened, written
from evenhand_portal.agreements.kept import kept

HEAD: Final = "head"
"""The address of the page for what stands first: name, version, language, zone and currency."""

_HEAD_KEYS: Final = ("agreement", "reference", "version", "in force from", "language", "timezone", "currency")
_PAGES: Final = (
    ("parties.*", "Party"),
    ("term", "The term"),
    ("glossary", "What words mean"),
    ("calendars.*", "Calendar"),
    ("business days", "Deadlines between people"),
    ("priorities", "Priorities"),
    ("services.*", "Service"),
    ("services.*.availability", "Availability"),
    ("standards.*", "Standard"),
    ("responsibilities.client.*", "Responsibility of the client"),
    ("responsibilities.provider.*", "Responsibility of the provider"),
    ("escalations.*", "Escalation"),
    ("tracking", "Tracking"),
    ("reporting", "Reports"),
    ("credits", "Service credits"),
    ("disagreements", "Disagreements"),
    ("review", "Review"),
    ("accepted", "What both parties know and accept"),
)
_APART: Final = {"services.*": ("availability",)}
"""Keys of a clause that have a page of their own."""

COLLECTIONS: Final = {
    "calendars": "a calendar",
    "services": "a service",
    "standards": "a standard",
    "responsibilities.client": "a responsibility of the client",
    "responsibilities.provider": "a responsibility of the provider",
    "escalations": "an escalation",
}
"""Maps to which clauses are added by name, each with a page of its own, and what is added."""


@dataclass(frozen=True)
class Page:
    """A clause that is edited at once. `apart`: keys of it that are edited elsewhere."""

    address: str
    kind: str
    shape: Shape
    apart: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the parties call the clause, where they gave it a name."""
        return self.address.rpartition(".")[2] if "." in self.address else ""

    @property
    def renamable(self) -> bool:
        """Whether the parties chose the name, so that they may choose another one."""
        return self.address.rpartition(".")[0] in COLLECTIONS

    @property
    def place(self) -> str:
        """The name of the place on the draft's page where this clause is edited."""
        return "edit-" + re.sub(r"[^\w.-]+", "-", self.address)

    def plain(self, text: str) -> Plain:
        """Return what the document says here; None where it says nothing. Raises DocumentError."""
        value = _value_of(text, self._at)
        if not isinstance(value, dict) or not (self.apart or self.address == HEAD):
            return value
        kept = {key: below for key, below in value.items() if self._here(key)}
        return kept if kept or self.address != HEAD else None

    def opened(self, text: str) -> State:
        """Return the clause spelled out; empty where there is none. Raises Unfit and DocumentError."""
        plain = self.plain(text)
        return None if plain is None else opened(self.shape, plain)

    def applied(self, text: str, state: State) -> str:
        """Return the text with this clause as the state says, every other byte as it was. Raises DocumentError."""
        old = self.plain(text)
        value = written(self.shape, state, old)
        return text if old is not None and repr(old) == repr(value) else self.put(text, value)

    def put(self, text: str, value: Any) -> str:
        """Return the text with this clause as texts, lists and maps, all else as it was; raises DocumentError."""
        whole = _value_of(text, self._at)
        if whole is None:
            return added(text, self._at, value)
        if isinstance(whole, dict) and isinstance(value, dict):
            stays = {
                key: value.get(key, below)
                for key, below in whole.items()
                if key in value or not self._here(key)
            }
            value = stays | {key: below for key, below in value.items() if key not in whole}
        return edited(text, self._at, value)

    def without(self, text: str) -> str:
        """Return the text without the clause. Raises DocumentError."""
        return removed(text, self.address)

    @property
    def _at(self) -> str:
        return "" if self.address == HEAD else self.address

    def _here(self, key: str) -> bool:
        return key in _HEAD_KEYS if self.address == HEAD else key not in self.apart


@kept
def paper_of(text: str) -> Manuscript:
    """Tell the parts of a document apart: once, as a form asks for many of them. Raises DocumentError."""
    return Manuscript.read(text.removeprefix("\ufeff"), "agreement.yaml")


def _value_of(text: str, address: str) -> Any:
    paper = paper_of(text)
    return paper.node(paper.path(address)).plain() if address in paper.paths else None


@lru_cache(maxsize=4_096)  # names are short: half a megabyte at most
def page_at(address: str) -> Page | None:
    """Return the page that edits a clause, for the address of the clause or of any part of it; None if none does."""
    parts = address.split(".")
    if address == HEAD or parts[0] in _HEAD_KEYS:
        whole = agreement_shape()
        fields = tuple(field for field in whole.fields if field.key in _HEAD_KEYS)
        return Page(HEAD, "Name, version, dates and money", Group(whole.noun, fields))
    fitting = [(pattern, kind) for pattern, kind in _PAGES if _fits(parts, pattern)]
    if not fitting or not all(parts):
        return None
    pattern, kind = max(fitting, key=lambda one: one[0].count("."))
    keys = parts[: pattern.count(".") + 1]
    shape = _shape_at(keys)
    apart = _APART.get(pattern, ())
    inner = bare(shape) if shape else None
    if apart and isinstance(inner, Group):
        shape = Group(inner.noun, tuple(field for field in inner.fields if field.key not in apart))
    return Page(".".join(keys), kind, shape, apart) if shape else None


def _fits(parts: list[str], pattern: str) -> bool:
    keys = pattern.split(".")
    return len(parts) >= len(keys) and all(key in ("*", part) for part, key in zip(parts, keys, strict=False))


def _shape_at(keys: list[str]) -> Shape | None:
    shape: Shape = agreement_shape()
    for key in keys:
        inner = bare(shape)
        if isinstance(inner, Named):
            shape = inner.item
        elif isinstance(inner, Group) and (found := [f.shape for f in inner.fields if f.key == key]):
            [shape] = found
        else:
            return None
    return shape


def readable(text: str) -> bool:
    """Whether the parts of a document can be told apart, so that forms can be made of them."""
    try:
        paper_of(text)
    except DocumentError:
        return False
    return True
