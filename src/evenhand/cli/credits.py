"""Statements of service credits for people: each line, the sum, the cap's cut and the total."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evenhand.cli.output import Column, Format, show
from evenhand.figures.dates import period_words

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.figures.credits.lines import Line
    from evenhand.figures.credits.statement import Statement
    from evenhand.records.charges import CreditRecords

_TABLE = (
    Column("period", "Period"),
    Column("line", "Line"),
    Column("amount", "Amount", "number"),
    Column("points", "Points", "number"),
    Column("why", "Why"),
)
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


def show_statements(statements: Sequence[Statement]) -> None:
    """Write a table of the statements in which something was at stake, and a sentence for each credit in it."""
    from evenhand.figures.credits.money import Money

    if not statements:
        return
    currency = statements[-1].currency
    rows = [row for statement in statements for row in _rows(statement)]
    total = sum(statement.total.minor_units for statement in statements)
    periods = "1 period" if len(statements) == 1 else f"{len(statements)} periods"
    rows.append({"period": periods, "line": "Total", "amount": Money(total, currency).amount})
    columns = [
        column
        for column in _TABLE
        if column.key not in ("points", "why") or any(row.get(column.key) for row in rows)
    ]
    sys.stdout.write("\n")
    show(rows, columns, title=f"Service credits{f' in {currency}' if currency else ''}")
    for statement in statements:
        told = [line.text for line in statement.lines if line.applied is not None]
        for text in (*told, *(cut.text for cut in statement.cuts if cut.cut.minor_units)):
            sys.stdout.write(f"- {text}\n")


def write_statements(statements: Sequence[Statement], path: Path) -> None:
    """Write every line of every statement, and its cuts, as CSV."""
    from evenhand.errors import UsageError

    if path.suffix != ".csv":
        raise UsageError(f"{path.name}: statements are written as .csv.")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = (row for statement in statements for row in _flat(statement))
        show(rows, [Column(name, name) for name in _CSV], Format.CSV, stream=file)


def _rows(statement: Statement) -> Iterator[dict[str, object]]:
    period = period_words(statement.start, statement.end, short=True)
    told = [line for line in statement.lines if line.applied is not None or line.figure.result == "missed"]
    for line in told:
        amount = line.granted.amount if line.granted and line.ratio is not None else None
        yield {
            "period": period,
            "line": _name(line),
            "amount": amount,
            "points": line.points or None,
            "why": line.reason,
        }
    for cut in statement.cuts:
        if cut.cut.minor_units:
            yield {"period": period, "line": f"Cap: {cut.cap.text}", "amount": f"-{cut.cut.amount}"}
    if told:
        yield {
            "period": period,
            "line": "Credited",
            "amount": statement.total.amount,
            "points": statement.points or None,
            "why": " ".join(statement.notes),
        }


def _name(line: Line) -> str:
    from evenhand.cli.figure_words import short

    figure = line.figure
    names = [short(figure.clause), figure.priority, figure.instance]
    if figure.clause.startswith("standards."):
        names.append(figure.service)
    own = period_words(figure.start, figure.end, short=True)
    share = f", {line.to_json()['percent']} % of {line.base.name}" if line.base else ""
    return f"{' '.join(name for name in names if name)} ({own}){share}"


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
