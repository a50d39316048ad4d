"""Readings from a file: columns `name`, `at`, `value`, and optionally `service` and `ticket` (rule 25)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from evenhand.errors import Problem
from evenhand.records.readings import Readings
from evenhand.records.tickets import in_order
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.own_columns import OWN
from evenhand.sources.small import NOTHING, SmallTable, decimal


def read_readings(
    path: str | Path, timezone: KnownZone | None = None, known_as: Mapping[str, Sequence[str]] = NOTHING
) -> tuple[Readings, tuple[Problem, ...]]:
    """The readings of a file, and what was dropped on the way. Raises RecordError as `open_tickets` does.

    `known_as` says what the file calls its columns, where it calls them otherwise.
    """
    table = SmallTable(path, timezone, OWN["readings"].needed, OWN["readings"].optional, known_as=known_as)
    name, value = table.text("name"), table.text("value")
    at = table.instants("at", "row left out", NEVER)
    table.drop(name.codes < 0, "no-name", "row without the name of a reading", "value")
    table.drop(at == NEVER, "no-time", "row without a usable time", "name")
    bad = value.marks(lambda cell: decimal(cell) is None)
    table.drop(bad, "bad-value", "value that is not a number (row left out)", "value", "Write 4.5.")
    service, ticket = table.text("service"), table.text("ticket")
    rows = np.flatnonzero(table.batch.keep)
    columns = [value.codes[rows], service.codes[rows], ticket.codes[rows]]
    order, duplicates = in_order(name.codes[rows], at[rows], columns)
    kept = rows if order is None else rows[order]
    table.duplicates(duplicates, name, kept)
    values = [decimal(text) for text in value.names.to_pylist()]
    readings = Readings(
        name=name.take(kept).labels(),
        at=at[kept],
        value=tuple(number for code in value.codes[kept].tolist() if (number := values[code]) is not None),
        service=service.take(kept).labels(),
        ticket=ticket.take(kept).labels(),
    )
    return readings, table.report.problems()
