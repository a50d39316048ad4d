"""`evenhand measure` from files to figures, and everything a person may get wrong on the way."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

AGREEMENT = """\
agreement: Small office
timezone: Europe/London
currency: GBP
term: {from: 2026-03-01, to: 2026-04-30}
calendars:
  office: {hours: {mon-fri: 09:00-17:00}}
priorities: {P1: {name: High}, P2: {name: Low}}
services:
  desk: {name: Desk, hours: office}
standards:
  resolve:
    title: Resolution
    service: desk
    clock: {starts: opened, stops: resolved, pauses: [waiting on client]}
    within: 4 hours
    calendar: office
    target: 50% per month
  rating:
    title: Satisfaction
    service: desk
    measure: mean rating
    target: at least 4.0 per month
"""

TICKETS = """\
ticket,at,event,priority
A,2026-03-02 10:00,opened,P1
A,2026-03-02 13:00,resolved,
B,2026-03-03 16:00,opened,P2
B,2026-03-04 14:00,resolved,
C,2026-04-01 10:00,opened,P2
C,2026-04-01 10:30,resolved,
"""

READINGS = "name,at,value\nrating,2026-03-05 10:00,5\nrating,2026-03-06 10:00,4\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "agreement.yaml").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    (tmp_path / "readings.csv").write_text(READINGS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def measure(folder, evenhand):
    def call(*more):
        files = [folder / "agreement.yaml", "--tickets", folder / "tickets.csv"]
        return evenhand("measure", *files, "--timezone", "Europe/London", *more)

    return call


def rows(outcome):
    assert outcome.code == 0, outcome.err
    return [
        (row["clause"].removeprefix("standards."), row["period_start"], row["value"], row["result"])
        for row in csv.DictReader(io.StringIO(outcome.out))
    ]


def test_figures_of_two_months(measure, folder):
    outcome = measure("--readings", folder / "readings.csv", "--format", "csv")
    assert rows(outcome) == [
        ("resolve", "2026-03-01", "0.5", "met"),
        ("resolve", "2026-04-01", "1", "met"),
        ("rating", "2026-03-01", "4.5", "met"),
        ("rating", "2026-04-01", "", "nothing to measure"),
    ]


def test_the_table_is_for_people(measure):
    outcome = measure()
    assert "1 of 2" in outcome.out
    assert "✓ met" in outcome.out


def test_json_is_for_programs(measure):
    figures = json.loads(measure("--format", "json").out)
    assert figures["figures"][0]["period"] == {"start": "2026-03-01", "end": "2026-04-01"}


def test_from_to_and_as_of(measure):
    assert [row[1] for row in rows(measure("--from", "2026-04-01", "--format", "csv"))] == ["2026-04-01"] * 2
    assert [row[1] for row in rows(measure("--to", "2026-03-31", "--format", "csv"))] == ["2026-03-01"] * 2
    early = rows(measure("--as-of", "2026-03-02T17:00", "--format", "csv"))
    assert early[0] == ("resolve", "2026-03-01", "1", "met")


def test_breakdowns_carry_no_verdict(measure):
    outcome = measure("--by", "priority", "--to", "2026-03-31")
    lines = [line.split() for line in outcome.out.splitlines() if " P1 " in line or " P2 " in line]
    assert len(lines) >= 2
    assert not [line for line in lines if "met" in line or "missed" in line]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_result_of_each_ticket_is_written(measure, folder, ending):
    out = folder / f"results.{ending}"
    assert measure("--per-ticket", out).code == 0
    if ending == "csv":
        with out.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
    else:
        found = pq.read_table(out).to_pylist()
    assert [(row["ticket"], row["verdict"], int(row["elapsed_seconds"])) for row in found] == [
        ("A", "met", 3 * 3600),
        ("B", "missed", 6 * 3600),
        ("C", "met", 1800),
    ]


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--per-ticket", "out.xlsx"), 2, ".parquet"),
        (("--as-of", "yesterday"), 2, '"yesterday" is not a time'),
        (("--from", "1/4/2026"), 2, "is not a date"),
        (("--mapping", "no-such-desk"), 1, "no-such-desk"),
        (("--by", "colour"), 2, "colour"),
        (("--readings", "nowhere.csv"), 2, "nowhere.csv"),
    ],
)
def test_wrong_use_is_said_in_words(measure, more, code, said):
    outcome = measure(*more)
    assert outcome.code == code, outcome.err
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_a_missing_agreement_and_a_broken_one(evenhand, folder):
    tickets = ("--tickets", folder / "tickets.csv")
    outcome = evenhand("measure", folder / "absent.yaml", *tickets)
    assert outcome.code == 2
    assert "absent.yaml" in outcome.err
    (folder / "agreement.yaml").write_text("agreement: X\nstandrds: {}\n", encoding="utf-8")
    (folder / "second.yaml").write_text("agreement: [\n", encoding="utf-8")
    outcome = evenhand("measure", folder / "agreement.yaml", folder / "second.yaml", *tickets)
    assert outcome.code == 1
    assert "agreement.yaml:2" in outcome.err
    assert "second.yaml" in outcome.err


def test_what_is_read_and_not_measured_is_said(measure, folder):
    text = AGREEMENT.replace("hours: office}", "hours: office, availability: {target: 99% per trailing 30 days}}")
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    assert "Read, but not measured by this release: services.desk.availability.target." in measure().err
