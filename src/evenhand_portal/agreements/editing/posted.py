"""What a person sent by a form, as a state: nothing of it is lost, also where it makes no sense yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict

from evenhand_portal.agreements.editing.shapes import Either, Group, Line, Listed, Named, Shape, State, bare
from evenhand_portal.agreements.editing.spelling import says_nothing

MOST_ROWS = 2_000
"""More rows than any clause has; a form that claims more is not read further."""


def taken(shape: Shape, data: QueryDict, name: str) -> State:
    """Return what was sent for a part of a form; None or empty where nothing was, or where it shall go."""
    inner = bare(shape)
    if f"{name}.remove" in data:
        return None
    if isinstance(inner, Line):
        return _text(data.get(name, ""))
    if isinstance(inner, Either):
        return _form(inner, data, name)
    if isinstance(inner, Listed):
        return _items(inner, data, name)
    if isinstance(inner, Named):
        return [*_rows(inner, data, name)]
    parts = ((field.key, taken(field.shape, data, f"{name}.{field.key}")) for field in inner.fields)
    return {key: state for key, state in parts if not says_nothing(state)}


def _text(sent: str) -> str:
    """Browsers send line breaks as two characters; blanks alone are nothing."""
    return sent.replace("\r\n", "\n") if sent.strip() else ""


def _form(shape: Either, data: QueryDict, name: str) -> State:
    way = data.get(f"{name}.way", "")
    if not way.isdecimal() or int(way[:3]) >= len(shape.forms):
        return None
    number = int(way[:3])
    state = taken(shape.forms[number][1], data, f"{name}.{number}")
    return None if says_nothing(state) else (number, state)


def _items(shape: Listed, data: QueryDict, name: str) -> list[State]:
    if isinstance(bare(shape.item), Line):
        return [text for sent in data.getlist(name) if (text := _text(sent))]
    rows = _numbers(data, name, "row")
    states = (taken(shape.item, data, f"{name}.{number}") for number in rows)
    return [state for state in states if not says_nothing(state)]


def _rows(shape: Named, data: QueryDict, name: str) -> Iterator[tuple[str, State]]:
    for number in _numbers(data, name, "key"):
        row = f"{name}.{number}"
        key, state = data.get(f"{row}.key", "").strip(), taken(shape.item, data, f"{row}.is")
        empty = says_nothing(state)
        if f"{row}.remove" in data or (empty and (not key or f"{row}.fixed" in data)):
            continue
        yield key, _nothing(shape.item) if state is None else state


def _nothing(shape: Shape) -> State:
    inner = bare(shape)
    return {} if isinstance(inner, Group) else [] if isinstance(inner, Listed | Named) else ""


def _numbers(data: QueryDict, name: str, mark: str) -> Iterator[int]:
    number = 0
    while number < MOST_ROWS and f"{name}.{number}.{mark}" in data:
        yield number
        number += 1


def named_twice(shape: Shape, state: State) -> Iterator[str]:
    """Yield every name that stands twice in one map: written as it is, one of the two would be lost."""
    inner = bare(shape)
    if isinstance(inner, Named) and isinstance(state, list):
        names = [name for name, _ in state]
        yield from dict.fromkeys(name for name in names if names.count(name) > 1)
        for _, value in state:
            yield from named_twice(inner.item, value)
    elif isinstance(inner, Listed) and isinstance(state, list):
        for value in state:
            yield from named_twice(inner.item, value)
    elif isinstance(inner, Either) and state:
        yield from named_twice(inner.forms[state[0]][1], state[1])
    elif isinstance(inner, Group) and state:
        for field in inner.fields:
            yield from named_twice(field.shape, state.get(field.key))
