"""What a mapping says: which column of an export means what. Mappings are data; this is their shape."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from evenhand.records.tickets import EVENTS

Kind = Literal["events", "states", "wide"]
KINDS: tuple[Kind, ...] = ("events", "states", "wide")
STATES = ("new", "active", "waiting", "resolved", "closed", "cancelled", "merged")
UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "HH:MM:SS": 0}
ATTRIBUTES = ("service", "priority", "kind", "reason", "by", "company", "requester", "subject", "agreed due")
Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one cell. `columns`: the first of these names that the file has.

    is, is not: one of `values`, without regard to case; matches: a pattern with * and ?; filled: not empty.
    """

    columns: Columns
    test: Literal["is", "is not", "matches", "filled"]
    values: tuple[str, ...] = ()

    def holds(self, cell: str) -> bool:
        """Whether a cell passes.

        >>> Condition(("from",), "matches", ("*@monitor.example",)).holds("Nagios@Monitor.example")
        True
        """
        text = cell.casefold()
        if self.test == "filled":
            return bool(cell)
        if self.test == "matches":
            return any(fnmatchcase(text, value) for value in self.values)
        return (text in self.values) == (self.test == "is")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of tickets: its column, and what the values of the file are called in the agreement."""

    columns: Columns
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Records that are not tickets of the agreement: a name for the report, and a test of a row.

    `whole_ticket`: one such row leaves out the ticket; otherwise only the row.
    """

    name: str
    condition: Condition
    whole_ticket: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a value of the file means: a state (kind `states`) or an event, and the reason when waiting."""

    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EventColumn:
    """A date column of a wide export: the event it dates, under a condition or always."""

    event: str
    columns: Columns
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class WaitingColumn:
    """A column with the total time a ticket has waited, and the reason it counts under, if one is known."""

    columns: Columns
    unit: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketMapping:
    """How the rows of a file become ticket events. Column names are tuples: the first one present is used.

    events  one row per event: `at`, `word` names the event
    states  one row per update: `at`, `word` names the state after it
    wide    one row per ticket: `event_columns` hold the times
    """

    name: str
    kind: Kind
    ticket: Columns
    at: Columns = ()
    word: Columns = ()
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    event_columns: tuple[EventColumn, ...] = ()
    opened_at: Columns = ()
    order: tuple[Columns, ...] = ()
    responded: Condition | None = None
    first_row: str = ""
    last_row: str = ""
    waiting: WaitingColumn | None = None
    agreed_due: Columns = ()
    received: Columns = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    leave_out: tuple[LeaveOut, ...] = ()
    dates: tuple[re.Pattern[str], ...] = ()
    empty: tuple[str, ...] = ()
    timezone: str | None = None
    encoding: str | None = None
    about: str = ""


def folded(name: str) -> str:
    """A column name as it is compared: case, spaces and punctuation do not matter.

    >>> folded("Opened At") == folded("opened_at")
    True
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def found(columns: Sequence[str], have: Sequence[str]) -> str | None:
    """The column of a file that a mapping means: an exact name first, then one that differs in writing only."""
    for name in columns:
        if name in have:
            return name
    near = {folded(name): name for name in reversed(have)}
    return next((near[folded(name)] for name in columns if folded(name) in near), None)


def canonical(dates: tuple[re.Pattern[str], ...]) -> TicketMapping:
    """The mapping of files in Evenhand's own columns (SEMANTICS, Formats)."""
    return TicketMapping(
        name="canonical",
        kind="events",
        ticket=("ticket",),
        at=("at",),
        word=("event",),
        meanings={name: Meaning(name) for name in EVENTS},
        waiting=WaitingColumn(("waiting_seconds",), "seconds"),
        agreed_due=("agreed due",),
        received=("received",),
        attributes={name: Attribute((name,)) for name in ATTRIBUTES if name != "agreed due"},
        dates=dates,
    )
