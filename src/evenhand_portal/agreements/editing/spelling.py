"""Between what the document says and what a form shows: short forms spelled out, and written again as they were.

`opened` turns a value of the document into a state; `written` turns a state into a value. What a person did not
change is written to the letter as it was, also where it could be written in another way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evenhand.errors import NotationError
from evenhand_portal.agreements.editing.shapes import (
    Either,
    Group,
    Line,
    Listed,
    Named,
    Plain,
    Respelled,
    Shape,
    Short,
    State,
)


class Unfit(Exception):  # noqa: N818 - the name says what was found
    """A value that has not the shape its place asks for: the form cannot show it, the text can."""


def opened(shape: Shape, plain: Plain) -> State:
    """Spell a value of the document out; raise Unfit. Parts that say nothing are left out."""
    if isinstance(shape, Short):
        return opened(shape.shape, _expanded(shape, plain))
    if isinstance(shape, Respelled):
        return opened(shape.shape, shape.opened(plain))
    if isinstance(shape, Either):
        return _opened_form(shape, plain)
    if isinstance(shape, Line):
        return _line(shape, plain)
    if isinstance(shape, Listed):
        return [opened(shape.item, item) for item in _fitting(plain, list)]
    if isinstance(shape, Named):
        return [(name, opened(shape.item, value)) for name, value in _fitting(plain, dict).items()]
    parts = {
        field.key: opened(field.shape, plain[field.key])
        for field in shape.fields
        if field.key in _fitting(plain, dict)
    }
    return {key: state for key, state in parts.items() if not says_nothing(state)}


def says_nothing(state: State) -> bool:
    """Whether a part of a form was left empty."""
    return state is None or state in ("", [], {})


def _expanded(shape: Short, plain: Plain) -> Plain:
    try:
        return shape.expand(plain)
    except NotationError as error:
        raise Unfit(error.message) from None


def _opened_form(shape: Either, plain: Plain) -> State:
    number = shape.which(plain)
    if number is None:
        raise Unfit("This is in none of the forms that are known here.")
    return number, opened(shape.forms[number][1], plain)


def _line(shape: Line, plain: Plain) -> str:
    if shape.parted and isinstance(plain, list) and all(isinstance(part, str) for part in plain):
        return ", ".join(plain)
    return str(_fitting(plain, str))


def _fitting(plain: Plain, kind: type) -> Any:
    if not isinstance(plain, kind):
        raise Unfit("This has another shape than belongs here.")
    return plain


def written(shape: Shape, state: State, old: Plain = None) -> Plain:
    """Write a state as a value of the document, in the style of `old`, what stood there, if anything did."""
    if old is not None and _same(shape, old, state):
        return old
    if isinstance(shape, Short):
        return _shortest(shape, state, old)
    if isinstance(shape, Respelled):
        return shape.joined(written(shape.shape, state))
    if isinstance(shape, Either):
        number, value = state
        return written(shape.forms[number][1], value, old if _form(shape, old) == number else None)
    if isinstance(shape, Line):
        return _parts(state) if shape.parted and "," in state else state
    if isinstance(shape, Listed):
        return _items(shape, state, old if isinstance(old, list) else [])
    before = old if isinstance(old, dict) else {}
    if isinstance(shape, Named):
        return {name: written(shape.item, value, before.get(name)) for name, value in state}
    return _keys(shape, state, before)


def _same(shape: Shape, old: Plain, state: State) -> bool:
    try:
        return bool(opened(shape, old) == state)
    except Unfit:
        return False


def _form(shape: Either, old: Plain) -> int | None:
    return None if old is None else shape.which(old)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _items(shape: Listed, state: list[State], old: list[Plain]) -> list[Plain]:
    """Write the items of a list; one that was there is written as it was, wherever it stands now."""
    left = list(old)
    items = []
    for number, value in enumerate(state):
        same = next((one for one in left if _same(shape.item, one, value)), None)
        if same is not None:
            left.remove(same)
        near = same if same is not None else (old[number] if number < len(old) else None)
        items.append(written(shape.item, value, near))
    return items


def _keys(shape: Group, state: dict[str, State], old: dict[str, Plain]) -> dict[str, Plain]:
    """Write the keys of a clause: those that stood there in their order, then new ones; unknown ones stay."""
    known = {field.key: field.shape for field in shape.fields}
    stay = [key for key in old if key not in known or key in state]
    come = [field.key for field in shape.fields if field.key in state and field.key not in old]
    return {
        key: written(known[key], state[key], old.get(key)) if key in known else old[key]
        for key in (*stay, *come)
    }


def _shortest(shape: Short, state: State, old: Plain) -> Plain:
    full_before = None if old is None else _try(shape, old)
    full = written(shape.shape, state, full_before)
    if (old is not None and full_before == old) or (old is None and isinstance(shape.shape, Listed)):
        return full
    return next((short for short in _shorter(full) if _try(shape, short) == full), full)


def _try(shape: Short, plain: Plain) -> Plain:
    try:
        return shape.expand(plain)
    except NotationError:
        return None


def _shorter(full: Plain) -> Iterator[Plain]:
    """The ways in which a value might be written shorter."""
    if isinstance(full, list) and len(full) == 1:
        yield full[0]
    if isinstance(full, dict) and len(full) == 1:
        [(key, value)] = full.items()
        yield value
        if isinstance(value, str):
            yield f"{key} {value}"
    if isinstance(full, dict) and full and all(value == {} for value in full.values()):
        yield list(full)
