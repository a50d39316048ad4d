"""Files measured batch by batch: the same answers, in bounded memory, with the result of every ticket."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from evenhand.engines import local
from evenhand.engines.local import measure_files
from evenhand.errors import RecordError, UsageError
from evenhand.sources.readings import read_readings
from evenhand.units import iso_utc
from tests.logs import agreement, at

TEXT = """
agreement: Test
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars: {office: {hours: {mon-fri: 09:00-17:00}}}
services: {desk: {hours: office}}
standards:
  fix: {clock: {starts: opened, stops: resolved}, within: 4 hours, target: 90% per month}
  liked: {measure: mean rating, target: at least 4 per month}
"""
ROWS = ["ticket,at,event,priority"] + [
    line
    for number in range(40)
    for line in (
        f"T{number},2026-03-{number % 28 + 1:02}T09:00:00Z,opened,P{number % 3}",
        f"T{number},2026-03-{number % 28 + 1:02}T{10 + number % 6}:30:00Z,resolved,",
    )
]


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    path = tmp_path / "tickets.csv"
    path.write_text("\n".join(ROWS))
    return path


def test_split_into_batches_or_whole_the_figures_are_the_same(tickets):
    whole = measure_files([agreement(TEXT)], tickets)
    split = measure_files([agreement(TEXT)], tickets, batch_rows=8)
    assert split.measurement.figures == whole.measurement.figures
    assert split.measurement.counts == whole.measurement.counts == {"tickets": 40}
    assert split.report.tickets == 40


@pytest.mark.parametrize("batch_rows", [8, 1000])
def test_the_result_of_every_ticket(tickets, tmp_path, batch_rows):
    flat, columns = tmp_path / "results.csv", tmp_path / "results.parquet"
    for path in (flat, columns):
        measure_files([agreement(TEXT)], tickets, per_ticket=path, batch_rows=batch_rows)
    stored = pq.read_table(columns).to_pylist()
    read = list(csv.DictReader(flat.open(encoding="utf-8")))
    assert [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in stored] == read
    assert len(stored) == 40
    (row,) = [row for row in stored if row["ticket"] == "T9"]  # Tuesday 10 March, 09:00 to 13:30
    assert row == {
        "ticket": "T9",
        "standard": "fix",
        "version": 1,
        "service": "desk",
        "priority": "P0",
        "started": "2026-03-10T09:00:00Z",
        "stopped": "2026-03-10T13:30:00Z",
        "due": "2026-03-10T13:00:00Z",
        "elapsed_seconds": 16_200,
        "paused_seconds": 0,
        "verdict": "missed",
        "period": "2026-03-01",
    }


def test_ids_that_a_spreadsheet_would_run_are_made_harmless_in_csv_alone(tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text('ticket,at,event\n"=1+1",2026-03-02T09:00:00Z,opened\n')
    measure_files([agreement(TEXT)], path, per_ticket=tmp_path / "r.csv")
    measure_files([agreement(TEXT)], path, per_ticket=tmp_path / "r.parquet")
    assert next(csv.DictReader((tmp_path / "r.csv").open()))["ticket"] == "'=1+1"
    assert pq.read_table(tmp_path / "r.parquet")["ticket"].to_pylist() == ["=1+1"]


def test_another_ending_is_refused_before_anything_is_read(tickets, tmp_path):
    with pytest.raises(
        UsageError, match=r"results\.xlsx: the per-ticket result is written as \.csv or \.parquet"
    ):
        measure_files([agreement(TEXT)], tickets, per_ticket=tmp_path / "results.xlsx")


def test_nothing_half_done_is_left_behind(tickets, tmp_path, monkeypatch):
    def fails(*_: object) -> None:
        raise RecordError([])

    monkeypatch.setattr(local, "_harmless", fails)
    with pytest.raises(RecordError):
        measure_files([agreement(TEXT)], tickets, per_ticket=tmp_path / "results.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["tickets.csv"]


def test_as_of_is_the_latest_of_all_records_unless_stated(tickets, tmp_path):
    path = tmp_path / "readings.csv"
    path.write_text("name,at,value\nrating,2026-04-15T09:00:00Z,4.5\n")
    readings, _ = read_readings(path, None)
    assert iso_utc(measure_files([agreement(TEXT)], tickets).measurement.as_of) == "2026-03-28T13:30:00Z"
    both = measure_files([agreement(TEXT)], tickets, readings=readings).measurement
    assert iso_utc(both.as_of) == "2026-04-15T09:00:00Z"
    stated = measure_files([agreement(TEXT)], tickets, readings=readings, as_of=at("2026-03-10T12:00"))
    assert iso_utc(stated.measurement.as_of) == "2026-03-10T12:00:00Z"
    assert stated.measurement.counts == {"tickets": 20}  # days 1 to 10, twice


def test_readings_without_tickets_have_their_figures(tmp_path):
    path = tmp_path / "readings.csv"
    path.write_text("name,at,value\nrating,2026-03-15T09:00:00Z,4.5\nrating,2026-04-15T09:00:00Z,3.5\n")
    readings, _ = read_readings(path, None)
    measured = measure_files([agreement(TEXT)], None, readings=readings).measurement
    assert {figure.clause for figure in measured.figures} == {"standards.liked"}
    results = {figure.start.month: figure.result for figure in measured.figures}
    assert results == {1: "nothing to measure", 2: "nothing to measure", 3: "met", 4: "missed"}
    early = measure_files(
        [agreement(TEXT)], None, readings=readings, as_of=at("2026-03-20T00:00")
    ).measurement
    assert [figure.start.month for figure in early.figures] == [1, 2, 3]


def test_records_without_responses_are_warned_of_where_a_standard_asks_for_them(tickets):
    asks = (
        TEXT
        + "  answer: {clock: {starts: opened, stops: responded}, within: 1 hour, target: 90% per month}\n"
    )
    said = [finding.code for finding in measure_files([agreement(asks)], tickets).report.ordered()]
    assert said == ["no-responses"]
    assert measure_files([agreement(TEXT)], tickets).report.ordered() == []
