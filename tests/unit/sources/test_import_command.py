"""`evenhand import`: an export to events, with its report and exit code."""

import json

import pytest
import typer
from typer.testing import CliRunner

from evenhand.cli.import_ import import_
from tests.unit.sources.conftest import load

GOOD = "ticket,at,event,site\nT1,2026-03-02T16:10Z,opened,Leeds\nT1,2026-03-02T16:20Z,resolved,\n"


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(import_)

    def call(*words):
        return CliRunner().invoke(app, [str(word) for word in words])

    return call


def test_a_file_in_our_own_columns_keeps_all_of_them(write, tmp_path, run):
    out = tmp_path / "events.parquet"
    result = run(write(GOOD), "--mapping", "canonical", "-o", out)
    assert result.exit_code == 0
    assert "1 ticket, 2 events (1 opened, 1 resolved)" in result.stdout
    assert f"Written to {out}." in result.stdout
    assert load(out, extra_columns="all").rows[0] == (
        "T1",
        "2026-03-02T16:10:00Z",
        "opened",
        {"site": "Leeds"},
    )


def test_the_report_as_json_and_rows_that_were_dropped(write, tmp_path, run):
    path = write("Ticket,Opened,Closed\n7,2026-03-02 16:10,soon\n8,2026-03-02 16:10,\n")
    result = run(
        path,
        "--mapping",
        "generic-wide",
        "-o",
        tmp_path / "e.parquet",
        "--timezone",
        "Etc/UTC",
        "--format",
        "json",
    )
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["rows"], report["tickets"], report["counts"]["dropped"]) == (2, 2, 1)
    assert len(load(tmp_path / "e.parquet").rows) == 2
