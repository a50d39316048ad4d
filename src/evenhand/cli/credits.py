"""Statements of service credits for people: each line, the sum, the cap's cut and the total."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from evenhand.cli.output import Column, Format, console, show
from evenhand.figures.dates import period_words

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.figures.credits.lines import Line
    from evenhand.figures.credits.statement import Statement
    from evenhand.records.charges import CreditRecords

_INDENT = "    "

_CSV = (
    "statement_start", "statement_end", "line", "clause", "service", "instance", "priority", "period_start",
    "period_end", "percent", "base", "reckoned", "amount", "currency", "points", "reason", "text",
)  # fmt: skip


def read_records(
    charges: Path | None,
    claims: Path | None,
    conditions: Path | None,
    disagreements: Path | None,
    timezone: str,
) -> tuple[CreditRecords, list[Problem]]:
    """What was recorded about money, and what was left out of it; times without a zone are in `timezone`."""
    from evenhand.records.charges import CreditRecords
    from evenhand.sources.charges import read_charges, read_claims, read_conditions, read_disagreements

    charged, one = read_charges(charges) if charges else ((), ())
    claimed, two = read_claims(claims, timezone) if claims else ((), ())
    held, three = read_conditions(conditions) if conditions else ((), ())
    open_, four = read_disagreements(disagreements, timezone) if disagreements else ((), ())
    return CreditRecords(charged, claimed, held, open_), [*one, *two, *three, *four]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a statement: what it is for, its share of the charge, its amount, and its sentence."""

    name: str
    share: str
    amount: str
    told: tuple[str, ...] = ()


def show_statements(statements: Sequence[Statement], stream: TextIO | None = None) -> None:
    """Write the statements in which something was at stake: each line with its sentence beneath it.

    It fits 80 columns unless names or amounts are very long.
    """
    from rich.padding import Padding
    from rich.text import Text

    from evenhand.figures.credits.money import Money

    if not statements:
        return
    currency = statements[-1].currency
    blocks = [(statement, list(_rows(statement))) for statement in statements]
    total = Money(sum(statement.total.minor_units for statement in statements), currency)
    periods = "1 period" if len(statements) == 1 else f"{len(statements)} periods"
    last = _Row(f"Total of {periods}", "", f"{total.amount:,}")
    every = [last, *(row for _, rows in blocks for row in rows)]
    widths = [max(len(getattr(row, cell)) for row in every) for cell in ("name", "share", "amount")]
    screen = console(sys.stdout if stream is None else stream)
    screen.print()
    screen.print(Text(f"Service credits{f' in {currency}' if currency else ''}", style="bold"))
    for statement, rows in blocks:
        if rows:
            screen.print(Text(f"  {period_words(statement.start, statement.end, short=True)}", style="dim"))
        for row in rows:
            screen.print(_drawn(row, widths))
            for sentence in row.told:
                screen.print(Padding(Text(sentence, style="dim"), (0, 0, 0, len(_INDENT) + 2), expand=False))
    screen.print(_drawn(last, widths))


def _drawn(row: _Row, widths: Sequence[int]) -> str:
    name, share, amount = widths
    return f"{_INDENT}{row.name:<{name}}  {row.share:>{share}}  {row.amount:>{amount}}"


def write_statements(statements: Sequence[Statement], path: Path) -> None:
    """Write every line of every statement, and its cuts, as CSV."""
    from evenhand.errors import UsageError

    if path.suffix != ".csv":
        raise UsageError(f"{path.name}: statements are written as .csv.")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = (row for statement in statements for row in _flat(statement))
        show(rows, [Column(name, name) for name in _CSV], Format.CSV, stream=file)


def _rows(statement: Statement) -> Iterator[_Row]:
    told = [line for line in statement.lines if line.applied is not None or line.figure.result == "missed"]
    for line in told:
        share = f"{line.to_json()['percent']} %" if line.base else ""
        yield _Row(_name(line, statement), share, _amount(line), (line.text,))
    for cut in statement.cuts:
        if cut.cut.minor_units:
            yield _Row(f"Cap: {cut.cap.text}", "", f"-{cut.cut.amount:,}", (cut.text,))
    if told:
        points = f", {_points(statement.points)}" if statement.points else ""
        yield _Row("Credited", "", f"{statement.total.amount:,}{points}", statement.notes)


def _amount(line: Line) -> str:
    if line.points:
        return _points(line.points)
    return f"{line.granted.amount:,}" if line.granted and line.ratio is not None else "–"


def _points(number: int) -> str:
    return f"{number} {'point' if number == 1 else 'points'}"


def _name(line: Line, statement: Statement) -> str:
    from evenhand.cli.figure_words import short

    figure = line.figure
    names = [short(figure.clause), figure.priority, figure.instance]
    if figure.clause.startswith("standards."):
        names.append(figure.service)
    own = ""
    if (figure.first, figure.end) != (statement.start, statement.end):
        own = f" ({period_words(figure.first, figure.end, short=True)})"
    return f"{' '.join(name for name in names if name)}{own}"


def _flat(statement: Statement) -> Iterator[dict[str, object]]:
    whole = {
        "statement_start": statement.start,
        "statement_end": statement.end,
        "currency": statement.currency,
    }
    for line in statement.lines:
        plain = line.to_json()
        period = plain.pop("period")
        yield {
            **plain,
            **whole,
            "line": "credit",
            "period_start": period["start"],
            "period_end": period["end"],
        }
    for cut in statement.cuts:
        if cut.cut.minor_units:
            yield {**whole, "line": "cut", "amount": f"-{cut.cut.amount}", "text": cut.text}
    total = {"amount": statement.total.amount, "points": statement.points, "text": " ".join(statement.notes)}
    yield {**whole, **total, "line": "total"}
