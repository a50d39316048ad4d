"""Figures for people and for programs: a table, the JSON of SEMANTICS, or flat CSV."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from evenhand.cli.credits import show_statements
from evenhand.cli.inputs import period_words
from evenhand.cli.output import Column, Format, show
from evenhand.figures.figure import NOT_OVER
from evenhand.units import seconds_text

if TYPE_CHECKING:
    from evenhand.figures.figure import Figure
    from evenhand.figures.measurement import Measurement

_CSV = (
    "clause", "service", "instance", "priority", "period_start", "period_end", "numerator", "denominator", "value",
    "comparison", "target", "result", "irregular", "cancelled", "breakdown", "credit_percent", "credit_base",
    "credit_amount", "currency", "credit_points", "credit_withheld",
)  # fmt: skip


def show_measurement(measurement: Measurement, how: Format) -> None:
    """Write the figures to stdout, and what has to be said beside them where it does not disturb."""
    if how is Format.JSON:
        sys.stdout.write(json.dumps(measurement.to_json(), ensure_ascii=False, indent=2) + "\n")
        return
    if how is Format.CSV:
        rows = [_flat(figure) for figure in measurement.figures]
        show(rows, [Column(name, name) for name in _CSV], how)
        _notes(measurement, error=True)
        return
    show(
        [_row(figure) for figure in measurement.figures],
        _columns(measurement.figures),
        title=f"{measurement.agreement}, as of {_as_of(measurement)}",
        empty="Nothing was measured: no standard has a period in the time asked for.",
    )
    _notes(measurement, error=False)
    show_statements(measurement.statements)


def short(clause: str) -> str:
    """The name of a clause as people say it: without `standards.` or `services.`."""
    return clause.removeprefix("standards.").removeprefix("services.")


def counted(figure: Figure) -> str:
    """What a figure was counted from: `27 of 28`, `28 readings`, `35 min down of 306 h`; empty for nothing.

    Time down is shown in whole seconds, rounded up.
    """
    if not figure.denominator:
        return ""
    if figure.clause.startswith("services.") and figure.numerator is not None:
        down = figure.denominator - figure.numerator
        return f"{seconds_text(-(-down // 1))} down of {seconds_text(figure.denominator // 1)}"
    if (
        figure.value is not None
        and figure.numerator == figure.value * figure.denominator <= figure.denominator
    ):
        return f"{figure.numerator} of {figure.denominator}"
    return f"{figure.denominator} readings"


def _as_of(measurement: Measurement) -> str:
    return str(measurement.to_json()["as_of"])


def _columns(figures: tuple[Figure, ...]) -> list[Column]:
    """The columns of the table; those that would stay empty are left out."""
    columns = [Column("clause", "Clause")]
    if any(figure.service for figure in figures):
        columns.append(Column("service", "Service"))
    if any(figure.instance for figure in figures):
        columns.append(Column("instance", "Instance"))
    if any(figure.priority for figure in figures):
        columns.append(Column("priority", "Priority"))
    columns += [
        Column("period", "Period"),
        Column("counted", "Counted", "number"),
        Column("value", "Value", "number"),
        Column("target", "Target", "number"),
        Column("result", "Result", "verdict"),
    ]
    if any(_note(figure) for figure in figures):
        columns.append(Column("note", "Note"))
    if any(figure.irregular for figure in figures):
        columns.append(Column("irregular", "Irregular", "number"))
    return columns


def _row(figure: Figure) -> dict[str, object]:
    return {
        "clause": short(figure.clause),
        "service": figure.service,
        "instance": figure.instance,
        "priority": figure.priority,
        "period": period_words(figure.start, figure.end),
        "counted": counted(figure),
        "value": figure.value_text,
        "target": figure.target,
        "result": "" if figure.breakdown else figure.result,
        "note": _note(figure),
        "irregular": figure.irregular or None,
    }


def _note(figure: Figure) -> str:
    """What decided, and what a reader of the table must know; other notes are in the JSON and the explanation."""
    told = [note for note in figure.notes if note == NOT_OVER or figure.clause.startswith("services.")]
    return ", ".join(filter(None, (figure.because, *told)))


def _flat(figure: Figure) -> dict[str, object]:
    whole = figure.to_json()
    period, credit = whole.pop("period"), whole.pop("credit") or {}
    money = {f"credit_{name}": value for name, value in credit.items() if name != "currency"}
    dates = {"period_start": period["start"], "period_end": period["end"]}
    return {**whole, **dates, **money, "currency": credit.get("currency")}


def _notes(measurement: Measurement, *, error: bool) -> None:
    stream = sys.stderr if error else sys.stdout
    for note in measurement.notes:
        stream.write(f"- {note}\n")
