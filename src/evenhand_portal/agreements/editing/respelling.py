"""Notations that are taken apart for a form: hours of a week, pauses with a limit, the table of priorities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evenhand_portal.agreements.editing.shapes import (
    Either,
    Field,
    Group,
    Line,
    Listed,
    Named,
    Plain,
    Respelled,
    Shape,
)


def span_list() -> Shape:
    """Stretches of hours, as one text with commas."""
    examples = ("08:00-18:00", "08:00-12:00, 13:00-17:00")
    return Line("Hours; several with commas between them", examples, parted=True)


def week() -> Shape:
    """Always, or hours by days."""
    forms = (
        ("always", Line(options=("always",))),
        ("hours by day", Named(span_list(), "days and their hours")),
    )
    return Either(forms, lambda value: int(isinstance(value, dict)))


def pause() -> Shape:
    """A reason of waiting, perhaps with a limit: `{waiting on client: at most 2 days}` is a map of one."""
    fields = (
        Field("reason", "The reason of waiting", Line(examples=("waiting on client",)), required=True),
        Field(
            "at most", "For how long at most", Line("A length of time", ("2 business days",)), required=False
        ),
    )
    return Respelled(Group("a pause", fields), _pause_opened, _pause_joined)


def _pause_opened(value: Plain) -> Plain:
    if isinstance(value, dict) and len(value) == 1:
        [(reason, limit)] = value.items()
        return {
            "reason": reason,
            "at most": limit.removeprefix("at most ") if isinstance(limit, str) else limit,
        }
    return {"reason": value}


def _pause_joined(value: Plain) -> Plain:
    reason, limit = value.get("reason", ""), value.get("at most")
    return {reason: f"at most {limit}"} if limit else reason


def table() -> Shape:
    """The table from which priorities follow, as rows: the values of the attributes, and the priority."""
    fields = (
        Field(
            "values", "A value of each attribute, in their order", Listed(Line(), "a value"), required=True
        ),
        Field("priority", "The priority that follows", Line(), required=True),
    )
    return Respelled(Listed(Group("a row", fields), "a row"), _rows_opened, _rows_joined)


def _rows_opened(value: Plain) -> Plain:
    return [{"values": list(values), "priority": priority} for values, priority in _rows(value)]


def _rows(value: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(value, dict):
        yield before, value
        return
    for key, below in value.items():
        yield from _rows(below, (*before, key))


def _rows_joined(value: Plain) -> Plain:
    joined: dict[str, Any] = {}
    for row in value:
        *above, last = row.get("values") or [""]
        place = joined
        for key in above:
            below = place.setdefault(key, {})
            place = below if isinstance(below, dict) else place
        place[last] = row.get("priority", "")
    return joined
