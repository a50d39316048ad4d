"""Lists in pages: a cursor names the last item of a page, so that nothing is doubled or lost when items come."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from ninja import Query, Schema
from pydantic import Field

from evenhand.client.values import Page
from evenhand_portal.api.problems import Refused

AnyModel = TypeVar("AnyModel", bound=Model)
Item = TypeVar("Item")


class Asked(Schema):
    """Which page of a list."""

    limit: int = Field(50, ge=1, le=100, description="How many items at most.")
    cursor: str = Field(
        "", max_length=400, description="The `next` of the page before; empty for the first page."
    )


Paged = Annotated[Asked, Query()]


def page_of(
    rows: QuerySet[AnyModel], order: Sequence[str], asked: Asked, show: Callable[[AnyModel], Item]
) -> Page[Item]:
    """Return a page of rows in `order`, names of columns with - before those that fall; the last one is unique."""
    found = rows.order_by(*order)
    try:
        if asked.cursor:
            found = found.filter(_after(order, _read(asked.cursor, len(order))))
        some = list(found[: asked.limit + 1])
    except (ValidationError, ValueError, TypeError, OverflowError):
        raise _unknown() from None
    more = len(some) > asked.limit
    some = some[: asked.limit]
    following = _written([_value(some[-1], name) for name in order]) if more else None
    return Page(items=[show(row) for row in some], next=following)


def page_of_list(items: Sequence[Item], asked: Asked, key: Callable[[Item], list[str]]) -> Page[Item]:
    """Return a page of items that are all at hand, in the order of their keys."""
    ordered = sorted(items, key=key)
    if asked.cursor:
        after = _read(asked.cursor, len(key(ordered[0])) if ordered else None)
        if not all(isinstance(part, str) for part in after):
            raise _unknown()
        ordered = [item for item in ordered if key(item) > after]
    some = ordered[: asked.limit]
    return Page(items=some, next=_written(key(some[-1])) if len(ordered) > len(some) else None)


def _after(order: Sequence[str], values: list[Any]) -> Q:
    """What comes after: a later first column, or the same one and a later second, and so on."""
    after, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column = name.removeprefix("-")
        step = "lt" if name.startswith("-") else "gt"
        after |= same & Q((f"{column}__{step}", value))
        same &= Q((column, value))
    return after


def _value(row: Model, name: str) -> Any:
    value = getattr(row, name.removeprefix("-"))
    return (
        value.isoformat() if isinstance(value, datetime) else value if isinstance(value, int) else str(value)
    )


def _written(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(cursor: str, length: int | None) -> list[Any]:
    try:
        values: Any = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise _unknown() from None
    fits = isinstance(values, list) and all(isinstance(one, str | int) for one in values)
    if not fits or (length is not None and len(values) != length):
        raise _unknown()
    return list(values)


def _unknown() -> Refused:
    place = {"where": "query.cursor", "message": "It is not the `next` of a page."}
    return Refused("invalid", "The cursor is not known.", "Begin again without a cursor.", [place])
