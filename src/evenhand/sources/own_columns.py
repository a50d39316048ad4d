"""The columns of readings and of what concerns money, and a mapping that says what a file calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from evenhand.errors import RecordError
from evenhand.sources.mapping import Columns, found
from evenhand.sources.strict_yaml import read_section


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """The columns that a kind of file must have, and those that it may have."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.needed, *self.optional)


OWN: Final[Mapping[str, OwnColumns]] = MappingProxyType(
    {
        "readings": OwnColumns(("name", "at", "value"), ("service", "ticket")),
        "charges": OwnColumns(("service", "from"), ("count", "amount")),
        "claims": OwnColumns(("clause", "period", "at"), ("incident",)),
        "conditions": OwnColumns(("condition", "from", "holds"), ()),
        "disagreements": OwnColumns(("clause", "period"), ("raised", "settled")),
    }
)
"""Each kind of small file and its columns (docs/reference/records.md)."""

_ALSO: Final[Mapping[str, Columns]] = MappingProxyType(
    {
        "amount": ("price", "sum", "total"),
        "at": ("time", "timestamp", "date", "claimed", "claimed at"),
        "clause": ("standard", "promise"),
        "count": ("users", "seats", "quantity", "number", "units"),
        "from": ("since", "from date", "start", "start date", "valid from", "valid since", "date"),
        "holds": ("held", "value", "yes or no"),
        "incident": ("incident date",),
        "name": ("reading", "metric", "measure"),
        "period": ("month", "quarter"),
        "raised": ("raised at", "opened"),
        "service": ("service name", "site"),
        "settled": ("settled at", "closed"),
        "ticket": ("ticket id", "ticket number"),
        "value": ("score", "rating", "number"),
    }
)
"""What else such a column is often called; a guess that people see before it counts."""


def read_own_columns(text: str, kind: str) -> Mapping[str, Columns]:
    """Return what a file of that kind calls its columns, as the YAML of a mapping says it; empty for no text.

    Each key is a column of OWN, its value the name in the file or several of them. Raises RecordError.

    >>> read_own_columns("from: Valid since", "charges")
    {'from': ('Valid since',)}
    """
    if not text:
        return {}
    top, problems = read_section(text, "mapping.yaml")
    named: dict[str, Columns] = {}
    if top is not None:
        named = {name: columns for name in OWN[kind].all if (columns := top.texts(name))}
        top.close()
    if problems:
        raise RecordError(problems)
    return named


def guessed(kind: str, have: Sequence[str]) -> dict[str, str]:
    """Return for each column of OWN what the file seems to call it; without those that it seems not to have.

    >>> guessed("charges", ["Service", "Valid from", "Users"])
    {'service': 'Service', 'from': 'Valid from', 'count': 'Users'}
    """
    taken = {name: column for name in OWN[kind].all if (column := found((name,), have))}
    for name in OWN[kind].all:
        free = [column for column in have if column not in taken.values()]
        if name not in taken and (column := found(_ALSO.get(name, ()), free)):
            taken[name] = column
    return {name: taken[name] for name in OWN[kind].all if name in taken}
