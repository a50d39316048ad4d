"""Rows as tables, JSON and CSV; problems in words; progress only where someone watches."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from evenhand.cli import output
from evenhand.cli.output import Column, Exit, Format, show
from evenhand.cli.paths import missing
from evenhand.errors import Problem, RecordError

COLUMNS = (
    Column("ticket", "Ticket"),
    Column("elapsed_seconds", "Seconds", "number"),
    Column("verdict", "Verdict", "verdict"),
)
ROWS = (
    {"ticket": "HD-1", "elapsed_seconds": 30600, "verdict": "missed"},
    {"ticket": "[bold]x[/bold]", "elapsed_seconds": 5, "verdict": "met"},
    {"ticket": "HD-3", "verdict": "irregular"},
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(*arguments: object, **options: object) -> str:
    stream = io.StringIO()
    show(*arguments, stream=stream, **options)
    return stream.getvalue()


def test_a_piped_table_is_plain():
    lines = [line.rstrip() for line in written(ROWS, COLUMNS, title="March").splitlines()]
    assert lines == [
        "March",
        "Ticket           Seconds   Verdict",
        "────────────────────────────────────",
        "HD-1               30600   ✕ missed",
        "[bold]x[/bold]         5   ✓ met",
        "HD-3                       irregular",
    ]


def test_a_piped_row_is_never_wrapped():
    long = "word " * 200
    assert long.strip() in written([{"ticket": long}], COLUMNS[:1])


def test_a_table_on_a_terminal_is_coloured(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    show(ROWS, COLUMNS, stream=stream)
    assert "\x1b[" in stream.getvalue()


def test_a_table_without_rows_says_so(capsys):
    show([], COLUMNS, empty="No ticket was missed.")
    assert capsys.readouterr().out == "No ticket was missed.\n"


def test_json_keeps_integers_and_never_makes_a_float():
    columns = [Column(key, key) for key in ("whole", "exact", "ratio", "yes", "none")]
    row = {"whole": 7, "exact": Decimal("99.90"), "ratio": Fraction(1, 3), "yes": True}
    assert json.loads(written([row], columns, Format.JSON)) == [
        {"whole": 7, "exact": "99.90", "ratio": "1/3", "yes": True, "none": None}
    ]


def test_json_goes_to_stdout_unless_told_otherwise(capsys):
    show(ROWS, COLUMNS, Format.JSON)
    assert json.loads(capsys.readouterr().out)[2] == {
        "ticket": "HD-3",
        "elapsed_seconds": None,
        "verdict": "irregular",
    }


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+phone", "-dash", "@SUM(A1)", "\tx", "\nx"])
def test_csv_text_is_never_a_formula(cell):
    text = written([{"a": cell}], [Column("a", "A")], Format.CSV)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["a"], ["'" + cell]]


def test_line_ends_within_a_cell_are_one_kind():
    assert written([{"a": "one\r\ntwo\rthree"}], [Column("a", "A")], Format.CSV) == 'a\n"one\ntwo\nthree"\n'


@pytest.mark.parametrize("cell", ["-1", "+0.5", "-12,000.00", "plain", "", "-3.5%"])
def test_csv_numbers_and_plain_text_stay(cell):
    rows = list(
        csv.reader(
            io.StringIO(written([{"a": cell, "b": 1}], [Column("a", "A"), Column("b", "B")], Format.CSV))
        )
    )
    assert rows == [["a", "b"], [cell, "1"]]


def test_problems_are_lines_and_only_errors_count(capsys):
    note = Problem("not-measured", "Availability is not measured yet.", severity="note")
    wrong = Problem("unknown-key", "No such key.", "Remove it.", file="a.yaml", line=3, column=5)
    assert not output.show_problems([note])
    assert output.show_problems([wrong, note])
    assert capsys.readouterr().err.splitlines() == [
        "note: not-measured: Availability is not measured yet.",
        "a.yaml:3:5: unknown-key: No such key. Remove it.",
        "note: not-measured: Availability is not measured yet.",
    ]


def test_exit_codes_are_what_the_readme_says():
    assert (Exit.FINE, Exit.PROBLEMS, Exit.WRONG_USE) == (0, 1, 2)


def test_progress_is_silent_when_piped(capsys):
    with output.progress("Reading", total=2) as advance:
        advance(1)
    assert capsys.readouterr().err == ""


def test_progress_is_a_bar_on_a_terminal(monkeypatch):
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("sys.stderr", stream)
    with output.progress("Reading", total=2) as advance:
        advance(1)
        advance(1)
    assert "Reading" in stream.getvalue()


def test_a_missing_file_is_said_in_one_way(tmp_path, capsys):
    (tmp_path / "tickets.csv").touch()
    lost = tmp_path / "ticket.csv"
    near = f'There is no file "{lost}". Near to it: {tmp_path / "tickets.csv"}.'
    assert output.complain(RecordError([Problem("no-such-file", "No.", file=str(lost))])) == Exit.WRONG_USE
    assert output.complain(FileNotFoundError(2, "No such file", str(lost))) == Exit.WRONG_USE
    assert capsys.readouterr().err == f"evenhand: {near}\n" * 2
    elsewhere = tmp_path / "no" / "a.csv"
    assert (
        missing(elsewhere)
        == f'There is no file "{elsewhere}": the folder "{elsewhere.parent}" does not exist.'
    )


def test_other_problems_of_names_leave_wrong_use_too(tmp_path, capsys):
    locked = Problem("no-such-file", "It cannot be opened.", file=str(tmp_path))
    mapping = Problem("no-such-mapping", "There is no such preset.", file="x")
    assert output.complain(RecordError([locked, mapping, Problem("odd", "Odd.")])) == Exit.WRONG_USE
    assert capsys.readouterr().err.splitlines()[1:] == [
        "evenhand: x: no-such-mapping: There is no such preset.",
        "odd: Odd.",
    ]
    assert output.complain(PermissionError(13, "Permission denied", "a.csv")) == Exit.WRONG_USE
    assert output.complain(FileNotFoundError()) == Exit.WRONG_USE
