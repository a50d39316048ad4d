"""Rows of files that could not be used: figures know nothing of them, so it is said beside every figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evenhand.errors import Problem


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows of a file could not be used, and how many of them for which reason (codes of problems)."""

    file: str
    rows: int
    reasons: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        """One sentence for people.

        >>> print(LeftOut("march.csv", 2, (("no-time", 2),)))
        2 rows of march.csv could not be used and are left out of these figures.
        """
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        verb = "is" if self.rows == 1 else "are"
        return f"{rows} of {self.file} could not be used and {verb} left out of these figures."

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"file": self.file, "rows": self.rows, "reasons": dict(self.reasons)}


def left_out(problems: Iterable[Problem], names: Mapping[str, str] | None = None) -> tuple[LeftOut, ...]:
    """Return what was left out of each file, in the order of the problems; `names` say what a path is called."""
    found: dict[str, dict[str, int]] = {}
    for each in problems:
        if each.rows:
            name = each.file or ""
            reasons = found.setdefault((names or {}).get(name, name), {})
            reasons[each.code] = reasons.get(each.code, 0) + each.rows
    return tuple(
        LeftOut(file, sum(reasons.values()), tuple(sorted(reasons.items())))
        for file, reasons in found.items()
    )
