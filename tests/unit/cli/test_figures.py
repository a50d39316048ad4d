"""Figures as a table, as JSON, as CSV, and as a year at a glance."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from evenhand.cli.figure_words import counted
from evenhand.cli.figures import show_measurement
from evenhand.cli.months import show_months
from evenhand.cli.output import Format
from evenhand.figures.figure import Figure
from evenhand.figures.measurement import Measurement
from evenhand.records.left_out import LeftOut
from evenhand.units import Target


def figure(clause="respond-other", met=27, all_=28, month=3, result="met", target="90% per month", **more):
    values = {
        "clause": f"standards.{clause}",
        "title": "Response",
        "versions": (1,),
        "service": None,
        "priority": None,
        "start": date(2026, month, 1),
        "end": date(2026 + month // 12, month % 12 + 1, 1),
        "numerator": Fraction(met) if all_ else None,
        "denominator": all_ or None,
        "value": Fraction(met, all_) if all_ else None,
        "target": Target.parse(target) if target else None,
        "result": result,
    }
    return Figure(**{**values, **more})


RATING = figure(
    "satisfaction",
    120,
    28,
    3,
    target="at least 4.2 per quarter",
    start=date(2026, 1, 1),
    value=Fraction(30, 7),
)


def measurement(*figures):
    return Measurement(
        agreement="Managed IT services", reference="HDG-2026", version=1, as_of=1_798_740_000,
        figures=figures, notes=("1 ticket was irregular.",), counts={},
    )  # fmt: skip


def table(capsys, *figures, **more):
    show_measurement(measurement(*figures), Format.TABLE, **more)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_the_table_goes_clause_by_clause(capsys):
    assert table(capsys, figure(), RATING, zone="Europe/London") == [
        "Managed IT services, as of Thu 31 Dec 2026 18:00 (Europe/London)",
        "",
        "Response (respond-other)",
        "  target 90% per month",
        "    Mar 2026     27 of 28  96.4%  ✓ met",
        "",
        "Response (satisfaction)",
        "  target at least 4.2 per quarter",
        "    Q1 2026   28 readings   4.28  ✓ met",
        "",
        "- 1 ticket was irregular.",
    ]


def test_parts_of_a_clause_stand_together_and_notes_below(capsys):
    parts = [
        figure(service="desk", priority="P2", irregular=1, breakdown=True, result="not scored"),
        figure(priority="P3", irregular=2, because="no more than 1 missed"),
        figure(service="desk", priority="P2", month=4, breakdown=True, result="not scored"),
        figure(title="respond-other", target=None, result="not scored", because="no more than 1 missed"),
    ]
    assert table(capsys, *parts)[2:-2] == [
        "Response (respond-other)",
        "  of these, desk P2",
        "    Mar 2026  27 of 28  96.4%   [1]",
        "    Apr 2026  27 of 28  96.4%",
        "  P3, target 90% per month",
        "    Mar 2026  27 of 28  96.4%  ✓ met [2] [3]",
        "",
        "respond-other",
        "  no target",
        "    Mar 2026  27 of 28  96.4%  not scored [2]",
        "",
        "[1] 1 irregular ticket, not scored",
        "[2] no more than 1 missed",
        "[3] 2 irregular tickets, not scored",
    ]


def test_periods_with_nothing_in_them_are_one_line_unless_asked_for(capsys):
    empty = [figure(all_=0, month=month, result="nothing to measure") for month in (1, 2, 3)]
    alone = figure(all_=0, month=5, result="nothing to measure")
    folded = table(capsys, *empty, figure(month=4), alone)
    assert folded[4:7] == [
        "    Q1 2026: nothing to measure",
        "    Apr 2026  27 of 28  96.4%  ✓ met",
        "    May 2026                –  nothing to measure",
    ]
    assert "\n".join(table(capsys, *empty, whole=True)).count("–  nothing to measure") == 3
    assert table(capsys, *empty)[4] == "    Q1 2026: nothing to measure"


@pytest.mark.parametrize("figures", [(), (RATING,)])
def test_a_table_without_notes(capsys, figures):
    show_measurement(replace(measurement(*figures), notes=()), Format.TABLE)
    assert not capsys.readouterr().out.endswith("\n\n")


def test_nothing_measured_is_said(capsys):
    show_measurement(measurement(), Format.TABLE)
    assert "Nothing was measured" in capsys.readouterr().out


def test_json_is_the_form_of_semantics(capsys):
    show_measurement(measurement(figure()), Format.JSON)
    assert json.loads(capsys.readouterr().out) == measurement(figure()).to_json()


def test_csv_is_flat_and_notes_go_to_stderr(capsys):
    show_measurement(measurement(figure(), figure(all_=0, result="nothing to measure")), Format.CSV)
    heard = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(heard.out)))
    assert rows[0]["period_start"] == "2026-03-01"
    assert (rows[0]["numerator"], rows[0]["denominator"], rows[0]["result"]) == ("27", "28", "met")
    assert rows[1]["value"] == ""
    assert heard.err == "- 1 ticket was irregular.\n"


def test_counted_is_empty_where_nothing_was():
    assert counted(figure(all_=0)) == ""


def test_a_year_at_a_glance():
    stream = io.StringIO()
    figures = [
        figure(month=3, priority="P2"),
        figure(month=4, priority="P2", met=8, all_=10, result="missed"),
        figure(month=4, priority="P2", breakdown=True),
        figure("resolve-critical", all_=0, month=3, result="nothing to measure", target=None),
        RATING,
    ]
    show_months(figures, stream)
    lines = [" ".join(line.split()) for line in stream.getvalue().splitlines()]
    assert lines[:3] == ["respond", "other resolve", "P2 critical"]
    assert lines[4:] == [
        "target 90% –",
        "Mar ✓ 96.4 –",
        "Apr ✕ 80",
        "",
        "satisfaction (target at least 4.2 per quarter)",
        "Q1 2026 ✓ 4.28",
    ]


def test_months_of_two_years_name_their_year():
    stream = io.StringIO()
    show_months([figure(month=12), figure(month=1, start=date(2027, 1, 1), end=date(2027, 2, 1))], stream)
    assert "Dec 2026" in stream.getvalue()


def test_rows_that_could_not_be_used_stand_beside_the_figures(capsys):
    whole = replace(measurement(figure()), notes=(), left_out=(LeftOut("march.csv", 2, (("no-time", 2),)),))
    said = "2 rows of march.csv could not be used and are left out of these figures."
    show_measurement(whole, Format.TABLE)
    assert capsys.readouterr().out.endswith(f"\n\n- {said}\n")
    show_measurement(whole, Format.CSV)
    assert said in capsys.readouterr().err
    show_measurement(whole, Format.JSON)
    assert json.loads(capsys.readouterr().out)["left_out"] == [
        {"file": "march.csv", "rows": 2, "reasons": {"no-time": 2}}
    ]
