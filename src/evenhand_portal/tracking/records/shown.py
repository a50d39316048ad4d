"""How what was found in files stands on pages: short, as data, without the place of a file on the server."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from evenhand.errors import Problem
from evenhand.units import iso_utc

FIRST_ROWS: Final = 8
MOST_PROBLEMS: Final = 60
LONGEST: Final = 400
LONGEST_CELL: Final = 80
Report = dict[str, Any]
_BROKEN: Final = re.compile("[\0\ud800-\udfff]")


def problems_shown(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain values, without the place of the file on the server; the worst first."""
    ranks = ("error", "warning", "advice", "note")
    ordered = sorted(problems, key=lambda each: ranks.index(each.severity))
    return [
        {
            "code": each.code,
            "severity": each.severity,
            "line": each.line,
            "message": each.message[:LONGEST],
            "mend": _mend_here(each.mend)[:LONGEST],
        }
        for each in ordered[:MOST_PROBLEMS]
    ]


def rows_lost(problems: Sequence[Problem]) -> int:
    """Return how many rows could not be used."""
    return sum(each.rows for each in problems)


def cut(cell: str) -> str:
    """Return a cell, short enough for a table."""
    return cell if len(cell) <= LONGEST_CELL else f"{cell[: LONGEST_CELL - 1]}…"


def showable(value: Any) -> Any:
    """Return plain values with a sign for every NUL character and half a character: no database keeps those.

    >>> showable({"a\\0": ["b", 1, "\\ud800"]})
    {'a�': ['b', 1, '�']}
    """
    if isinstance(value, str):
        return _BROKEN.sub("\ufffd", value) if _BROKEN.search(value) else value
    if isinstance(value, dict):
        return {showable(name): showable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [showable(each) for each in value]
    return value


def moment(seconds: int) -> str:
    """Return an instant in UTC as a table of records shows it."""
    return iso_utc(seconds).removesuffix("Z").replace("T", " ")


def _mend_here(mend: str) -> str:
    """What to do about it on a page: advice about the command line is said as it is done here."""
    if "--timezone" in mend:
        return "Say below which time zone these clocks showed."
    if "--mapping" in mend or "evenhand mapping" in mend or "in the mapping" in mend:
        return "Say below what the columns mean."
    return mend
