"""Every value of an agreement with the address at which it stands in the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from evenhand.terms.base import Clause, FrozenMap, key_of


@dataclass(frozen=True, slots=True)
class Part:
    """A value of the agreement: its address, the clause it belongs to, and the key it has there.

    Items of a list have the key of the list.
    """

    address: str
    owner: Clause
    key: str
    value: Any


def parts(root: Clause, stands: Callable[[str], bool]) -> Iterator[Part]:
    """Yield every value below `root`, clauses too, in the order of the terms.

    Many values have a shorter written form, so that a part of their path is not in the document: a single item
    without its list, one clause of availability without a name. Those parts are left out of the address, as
    `stands` (whether the document has an address) tells.
    """
    yield from _below(root, "", stands)


def _below(clause: Clause, at: str, stands: Callable[[str], bool]) -> Iterator[Part]:
    for name, key in _keys(type(clause)):
        value = getattr(clause, name)
        if value is not None:
            yield from _values(value, _join(at, key, stands), clause, key, stands)


@cache
def _keys(kind: type[Clause]) -> tuple[tuple[str, str], ...]:
    return tuple((name, key_of(name)) for name in kind.model_fields)


def _values(value: Any, at: str, owner: Clause, key: str, stands: Callable[[str], bool]) -> Iterator[Part]:
    if isinstance(value, FrozenMap):
        for name, item in value.items():
            yield from _values(item, _join(at, name, stands) if name else at, owner, key, stands)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from _values(item, _join(at, number, stands), owner, key, stands)
    else:
        yield Part(at, owner, key, value)
        if isinstance(value, Clause):
            yield from _below(value, at, stands)


def _join(at: str, part: object, stands: Callable[[str], bool]) -> str:
    below = f"{at}.{part}" if at else str(part)
    return below if stands(below) else at
