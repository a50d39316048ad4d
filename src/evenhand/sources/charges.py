"""Charges, claims, conditions and disagreements from files, with what was left out of each and why."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenhand.errors import Problem
from evenhand.records.charges import ChargeRecord, ClaimRecord, ConditionRecord, DisagreementRecord
from evenhand.sources.cells import as_text
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.own_columns import OWN
from evenhand.sources.small import NOTHING, SmallTable, decimal

Problems = tuple[Problem, ...]
KnownAs = Mapping[str, Sequence[str]]
"""What a file calls its columns, where it calls them otherwise."""
_YES: Final = ("yes", "true", "1")
_NO: Final = ("no", "false", "0")
_PERIOD: Final = re.compile(r"\d{4}(-(\d{2}(-\d{2})?|[Qq][1-4]|[Ww]\d{2}))?")
_DATE_ALONE: Final = r"^\s*(\d{4}-\d{2}-\d{2})\s*$"
_DATES: Final = "Write 2026-03-01."
_PERIODS: Final = "Write its first day, or 2026-03, 2026-Q1, 2026."


def read_charges(path: str | Path, known_as: KnownAs = NOTHING) -> tuple[tuple[ChargeRecord, ...], Problems]:
    """Dated counts and metered amounts: `service`, `from`, and `count` or `amount`. Raises RecordError.

    A further column may name the instance of the service that a row is about.
    """
    table = _table("charges", path, None, known_as, further=True)
    _needed(table, "service", "from")
    _checked(table, "from", lambda cell: day(cell) is not None, "date", _DATES)
    for name in ("count", "amount"):
        _checked(table, name, _countable, "number from nothing upwards", "Write 24 or 1250.40.")
    count, amount = table.text("count").codes >= 0, table.text("amount").codes >= 0
    both = "row without one of count and amount, or with both"
    table.drop(count == amount, "count-or-amount", both, "service", "Write one of them on each row.")
    rows = _rows(table, "service", "from", "count", "amount", *table.further)
    found = [
        ChargeRecord(service, of, _number(count), _number(amount), _said(table.further, cells))
        for service, from_, count, amount, *cells in rows
        if (of := day(from_)) is not None
    ]
    _say_mended(table, [(each.service, each.from_, each.count is None, each.said) for each in found])
    return tuple(found), table.report.problems()


def read_claims(
    path: str | Path, timezone: KnownZone | None = None, known_as: KnownAs = NOTHING
) -> tuple[tuple[ClaimRecord, ...], Problems]:
    """Claims: `clause`, `period`, `at`, and perhaps the date of the `incident`. Raises RecordError."""
    table = _table("claims", path, timezone, known_as)
    _needed(table, "clause", "period")
    _checked(table, "period", _is_period, "period", _PERIODS)
    _checked(table, "incident", lambda cell: day(cell) is not None, "date", _DATES)
    at = _instants(table, "at", "row left out")
    table.drop(at == NEVER, "no-time", "row without a usable time", "clause")
    found = [
        ClaimRecord(clause, period, int(at[row]), day(incident))
        for row, (clause, period, incident) in _numbered(table, "clause", "period", "incident")
    ]
    return tuple(found), table.report.problems()


def read_conditions(
    path: str | Path, known_as: KnownAs = NOTHING
) -> tuple[tuple[ConditionRecord, ...], Problems]:
    """Whether conditions hold: `condition`, `from`, `holds` (yes or no). Raises RecordError."""
    table = _table("conditions", path, None, known_as)
    _needed(table, "condition", "from", "holds")
    _checked(table, "from", lambda cell: day(cell) is not None, "date", _DATES)
    _checked(table, "holds", lambda cell: cell.casefold() in (*_YES, *_NO), "yes or no", "Write yes or no.")
    found = [
        ConditionRecord(condition, of, holds.casefold() in _YES)
        for condition, from_, holds in _rows(table, "condition", "from", "holds")
        if (of := day(from_)) is not None
    ]
    return tuple(found), table.report.problems()


def read_disagreements(
    path: str | Path, timezone: KnownZone | None = None, known_as: KnownAs = NOTHING
) -> tuple[tuple[DisagreementRecord, ...], Problems]:
    """Disagreements: `clause`, `period`, and perhaps when each was `raised` and `settled`. Raises RecordError."""
    table = _table("disagreements", path, timezone, known_as)
    _needed(table, "clause", "period")
    _checked(table, "period", _is_period, "period", _PERIODS)
    raised, settled = (_instants(table, name, "not said") for name in ("raised", "settled"))
    found = [
        DisagreementRecord(clause, period, _known(int(raised[row])), _known(int(settled[row])))
        for row, (clause, period) in _numbered(table, "clause", "period")
    ]
    return tuple(found), table.report.problems()


def day(text: str) -> date | None:
    """The date of a cell, None when it is none.

    >>> day("2026-03-01"), day("1 March")
    (datetime.date(2026, 3, 1), None)
    """
    try:
        return date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d{2}-\d{2}($|[T ])", text) else None
    except ValueError:
        return None


def _table(
    kind: str, path: str | Path, timezone: KnownZone | None, known_as: KnownAs, *, further: bool = False
) -> SmallTable:
    own = OWN[kind]
    return SmallTable(path, timezone, own.needed, own.optional, further=further, known_as=known_as)


def _instants(table: SmallTable, name: str, lost: str) -> NDArray[np.int64]:
    """A column of instants; a date alone is its beginning."""
    cells, place = table.batch.cells, table.place(name)
    if place >= 0:
        texts = pc.replace_substring_regex(as_text(cells.column(place)), _DATE_ALONE, r"\1T00:00")
        table.batch.cells = cells.set_column(place, cells.schema.names[place], texts)
    return table.instants(name, lost, NEVER)


def _is_period(text: str) -> bool:
    return bool(_PERIOD.fullmatch(text)) and not (len(text) == 10 and day(text) is None)


def _countable(text: str) -> bool:
    number = decimal(text)
    return number is not None and number >= 0


def _number(text: str) -> Decimal | None:
    return decimal(text) if text else None


def _known(at: int) -> int | None:
    return None if at == NEVER else at


def _needed(table: SmallTable, *names: str) -> None:
    for name in names:
        empty = table.text(name).codes < 0
        table.drop(empty, f"no-{name}", f'row with nothing in "{name}"', names[0])


def _checked(table: SmallTable, name: str, good: Callable[[str], bool], what: str, mend: str) -> None:
    bad = table.text(name).marks(lambda cell: cell != "" and not good(cell))
    table.drop(bad, f"bad-{name}", f'"{name}" that is no {what} (row left out)', name, mend)


def _numbered(table: SmallTable, *names: str) -> list[tuple[int, tuple[str, ...]]]:
    cells = [table.text(name) for name in names]
    return [
        (row, tuple(column.name(int(column.codes[row])) for column in cells))
        for row in np.flatnonzero(table.batch.keep).tolist()
    ]


def _rows(table: SmallTable, *names: str) -> list[tuple[str, ...]]:
    return [cells for _, cells in _numbered(table, *names)]


def _said(names: Sequence[str], cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, cell) for name, cell in zip(names, cells, strict=True) if cell)


def _say_mended(table: SmallTable, keys: list[tuple[object, ...]]) -> None:
    again = len(keys) - len(set(keys))
    said = "row that states a charge again: the later row counts"
    table.report.add("note", "charge-stated-again", said, again)
