"""The shape of a clause: what its form has fields for. Made from the typed model alone, by `model`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

Plain: TypeAlias = Any
"""A value as the document's tree has it: texts, lists and maps."""

State: TypeAlias = Any
"""A value spelled out, as a form shows it: a text of a `Line`, a map of a `Group` with the fields that are there, a
list of name and value of `Named`, a list of `Listed`, and the number of the form and its value of `Either`."""


@dataclass(frozen=True)
class Line:
    """One text. `options`: nothing else is known here. `parted`: several notations with commas between them."""

    hint: str = ""
    examples: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    prose: bool = False
    parted: bool = False
    zone: bool = False
    date: bool = False


@dataclass(frozen=True)
class Field:
    """A key of a clause. `otherwise` says what holds without it, where the model has a value for that."""

    key: str
    hint: str
    shape: Shape
    required: bool
    otherwise: str = ""


@dataclass(frozen=True)
class Group:
    """A clause with keys of its own; `noun` is what it is called, with its article."""

    noun: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Named:
    """A map by names that the parties choose."""

    item: Shape
    noun: str = "an entry"


@dataclass(frozen=True)
class Listed:
    """A list, in an order that is kept."""

    item: Shape
    noun: str = "an item"


@dataclass(frozen=True)
class Either:
    """One of several forms. `which` says in which one a value of the document is written."""

    forms: tuple[tuple[str, Shape], ...]
    which: Callable[[Plain], int | None]


@dataclass(frozen=True)
class Short:
    """A shape that may be written in a shorter way, which `expand` spells out."""

    shape: Shape
    expand: Callable[[Plain], Plain]


@dataclass(frozen=True)
class Respelled:
    """A shape whose parts stand otherwise in the document: `opened` takes them apart, `joined` together again."""

    shape: Shape
    opened: Callable[[Plain], Plain]
    joined: Callable[[Plain], Plain]


Shape: TypeAlias = Line | Group | Named | Listed | Either | Short | Respelled


Bare: TypeAlias = Line | Group | Named | Listed | Either


def bare(shape: Shape) -> Bare:
    """The shape without what only concerns how it is written."""
    return bare(shape.shape) if isinstance(shape, Short | Respelled) else shape
