"""Figures for people and for programs: a table, the JSON of SEMANTICS, or flat CSV."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from evenhand.cli.by_clause import show_by_clause
from evenhand.cli.credits import show_statements
from evenhand.cli.output import Column, Format, console, show
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import moment_text

if TYPE_CHECKING:
    from evenhand.figures.figure import Figure
    from evenhand.figures.measurement import Measurement

_CSV = (
    "clause", "service", "instance", "priority", "period_start", "period_end", "numerator", "denominator", "value",
    "comparison", "target", "result", "irregular", "cancelled", "breakdown", "credit_percent", "credit_base",
    "credit_amount", "currency", "credit_points", "credit_withheld",
)  # fmt: skip


def show_measurement(
    measurement: Measurement, how: Format, *, zone: str = "UTC", whole: bool = False
) -> None:
    """Write the figures to stdout, and what has to be said beside them where it does not disturb.

    A table names times in `zone`; `whole` shows periods one by one also where there was nothing to measure.
    """
    if how is Format.JSON:
        sys.stdout.write(json.dumps(measurement.to_json(), ensure_ascii=False, indent=2) + "\n")
        return
    if how is Format.CSV:
        rows = [_flat(figure) for figure in measurement.figures]
        show(rows, [Column(name, name) for name in _CSV], how)
        _notes(measurement, error=True)
        return
    as_of = moment_text(measurement.as_of, zone_rules(zone), year=True)
    console().print(f"{measurement.agreement}, as of {as_of} ({zone})", style="bold")
    if measurement.figures:
        show_by_clause(measurement.figures, whole=whole)
    else:
        sys.stdout.write("Nothing was measured: no standard has a period in the time asked for.\n")
    if measurement.notes or measurement.left_out:
        sys.stdout.write("\n")
    _notes(measurement, error=False)
    show_statements(measurement.statements)


def _flat(figure: Figure) -> dict[str, object]:
    whole = figure.to_json()
    period, credit = whole.pop("period"), whole.pop("credit") or {}
    money = {f"credit_{name}": value for name, value in credit.items() if name != "currency"}
    dates = {"period_start": period["start"], "period_end": period["end"]}
    return {**whole, **dates, **money, "currency": credit.get("currency")}


def _notes(measurement: Measurement, *, error: bool) -> None:
    stream = sys.stderr if error else sys.stdout
    for said in (*measurement.notes, *measurement.left_out):
        stream.write(f"- {said}\n")
