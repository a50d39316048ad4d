"""How answers stand on pages: figures by clause, the first sentence, links to explanations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.utils.http import urlencode
from django.utils.text import slugify

from evenhand.figures.figure import NOT_OVER

LATEST: Final = 12
"""How many periods of a figure are shown as signs beside it."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sign:
    """How a result is shown: the mark it has, and its words."""

    mark: str
    words: str


def sign_of(result: str, notes: Collection[str]) -> Sign:
    """Return how a result is shown: met only once the period is over, missed from when it is.

    >>> sign_of("met", [NOT_OVER])
    Sign(mark='open', words='so far')
    """
    if NOT_OVER in notes and result in ("met", "missed"):
        return Sign("open", "so far") if result == "met" else Sign("missed", "missed so far")
    return Sign(slugify(result), result)


def target_words(row: Row) -> str:
    """Return what a figure has to reach, with the number that may be missed all the same; empty without a target.

    >>> target_words({"target": "90% per month", "or_at_most": 1})
    '90% per month, or at most 1 missed'
    """
    most = row.get("or_at_most")
    return str(row["target"]) if most is None else f"{row['target']}, or at most {most} missed"


@dataclass(frozen=True, slots=True)
class Line:
    """One promise: what it is about, its target in words, its periods from the first to the latest."""

    names: str
    target: str
    rows: tuple[Row, ...]

    @property
    def latest(self) -> Row:
        """The latest period in which there was something to measure, else the latest of all."""
        return next((row for row in reversed(self.rows) if row["counted"]), self.rows[-1])

    @property
    def signs(self) -> tuple[Row, ...]:
        """The last periods, for the row of signs."""
        return self.rows[-LATEST:]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its lines."""

    name: str
    title: str
    lines: tuple[Line, ...]


def clauses(rows: Sequence[Row], basis: str) -> list[Clause]:
    """Return figures by clause and by what they are about, each with the link to its explanation."""
    linked = [
        {**row, "link": explained(row, basis), "sign": sign_of(row["result"], row["notes"])} for row in rows
    ]
    return [
        Clause(name, next(iter(group := list(grouped)))["title"], tuple(_lines(group)))
        for name, grouped in groupby(linked, lambda row: str(row["name"]))
    ]


def explained(row: Row, basis: str) -> str:
    """Return the query that names one figure, after the one that names what it is made from."""
    names = ("clause", "day", "service", "priority", "instance")
    query = urlencode({name: row[name] for name in names if row[name]})
    return f"?{basis}&{query}" if basis else f"?{query}"


def _lines(rows: Sequence[Row]) -> list[Line]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = (row["service"], row["instance"], row["priority"], target_words(row))
        found.setdefault(key, []).append(row)
    return [
        Line(", ".join(name for name in key[:3] if name), key[3], tuple(group))
        for key, group in found.items()
    ]


def answer_sentence(result: Mapping[str, Any], *, draft: bool) -> str:
    """Return what all figures come to, in one sentence."""
    results = [row["result"] for row in result["rows"]]
    met, missed = results.count("met"), results.count("missed")
    if not met + missed:
        return "These records give nothing that could be scored."
    credited = " and ".join(result["credits"]) or "nothing"
    if draft:
        return (
            f"Had this draft been in force, {_many(met)} would have been met and {missed:,} missed; "
            f"{credited} would have been credited."
        )
    return f"{_many(met)} met, {missed:,} missed; {credited} credited.{_so_far(result['rows'])}"


def _so_far(rows: Sequence[Row]) -> str:
    """How many of the results are of a period that is not over."""
    count = sum(row["result"] in ("met", "missed") and NOT_OVER in row["notes"] for row in rows)
    if not count:
        return ""
    return f" {count:,} of these {'is' if count == 1 else 'are'} so far: the period is not over."


def _many(count: int) -> str:
    return f"{count:,} {'target was' if count == 1 else 'targets were'}"
