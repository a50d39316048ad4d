"""Priorities, highest first, and how they follow from other attributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from evenhand.errors import NotationError
from evenhand.terms.base import Clause, FrozenMap, Many, Shorthand, refusal, spoken
from evenhand.terms.notations import Name, Text

Table = FrozenMap[tuple[str, ...], str]


class Priority(Clause):
    """What a priority means."""

    noun: ClassVar[str] = "a priority"
    name: Text | None = Field(None, description="Its name for people")
    when: Text | None = Field(None, description="What has this priority")


def _rows(value: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if not isinstance(value, dict):
        raise NotationError(
            "A table of priorities is a map for each attribute.", "Write it like {high: P1, low: P2}."
        )
    for key, below in value.items():
        if isinstance(below, str):
            yield (*before, key), below
        else:
            yield from _rows(below, (*before, key))


def _table(value: Any) -> Table:
    return FrozenMap(dict(_rows(value)))


def _by_name(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        if len(set(value)) < len(value):
            raise NotationError("A priority is listed twice.", "Name each priority once.")
        return {name: {} for name in value}
    return value


def _in_full(value: Any) -> Any:
    """Turn the plain forms, a map of priorities or a list of their names, into the full one."""
    whole = isinstance(value, dict) and {"from", "table", "listed"} & value.keys()
    return value if whole else {"listed": value}


class Priorities(Clause):
    """The priorities, highest first, and perhaps the table from which each follows."""

    noun: ClassVar[str] = "the priorities"
    listed: Annotated[
        FrozenMap[Name, Priority],
        Shorthand(_by_name, lambda _: [{"type": "array", "items": {"type": "string"}, "uniqueItems": True}]),
    ] = Field(FrozenMap({}), description="The priorities, highest first")
    from_: Many[Text] = Field((), description="The attributes they follow from")
    table: Annotated[
        Table,
        PlainValidator(spoken(_table)),
        WithJsonSchema(
            {"type": "object", "description": "Maps of the attributes' values, ending in priorities"}
        ),
    ] = Field(FrozenMap({}), description="Which priority follows from which values")

    @model_validator(mode="after")
    def _table_fits(self) -> Self:
        if any(len(values) != len(self.from_) for values in self.table) or bool(self.from_) != bool(
            self.table
        ):
            raise refusal(
                "priority-table",
                f"The table of priorities does not have one level for each of {list(self.from_)}.",
                "Write {from: [impact], table: {high: P1, low: P2}}, with one level for each attribute.",
            )
        unlisted = sorted({*self.table.values()} - {*self.listed}) if self.listed else []
        if unlisted:
            raise refusal(
                "unknown-priority",
                f'"{unlisted[0]}" is in the table, but not listed.',
                "Add it to the list, or correct it.",
            )
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The priorities, highest first; where none are listed, in the order of the table."""
        return tuple(self.listed or dict.fromkeys(self.table.values()))

    @property
    def definitions(self) -> Mapping[str, Priority]:
        """What each listed priority means."""
        return self.listed

    @property
    def derived_from(self) -> tuple[str, ...]:
        """The attributes from which a priority follows, in the order of the keys of `table`."""
        return self.from_


PrioritiesForm = Annotated[
    Priorities,
    Shorthand(
        _in_full,
        lambda full: [
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
            {
                "type": "object",
                "additionalProperties": full["properties"]["listed"]["anyOf"][0]["additionalProperties"],
                "propertyNames": {"not": {"enum": ["from", "table", "listed"]}},
            },
        ],
    ),
]
