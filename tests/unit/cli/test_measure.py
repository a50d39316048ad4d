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


def test_months_and_periods(measure):
    assert [row[1] for row in rows(measure("--from", "2026-04", "--format", "csv"))] == ["2026-04-01"] * 2
    assert [row[1] for row in rows(measure("--to", "2026-03", "--format", "csv"))] == ["2026-03-01"] * 2
    april = measure("--period", "2026-04", "--format", "csv")
    assert [row[1] for row in rows(april)] == ["2026-04-01"] * 2
    assert april.err == ""


def test_figures_of_whole_periods_and_results_of_all_tickets_are_said(measure, folder):
    both = "these are the ones with a day from Tue 10 Mar 2026 to Thu 12 Mar 2026 in them"
    assert both in measure("--from", "2026-03-10", "--to", "2026-03-12").err
    outcome = measure("--to", "2026-03-12", "--per-ticket", folder / "out.csv")
    assert "the ones with a day to Thu 12 Mar 2026 in them" in outcome.err
    assert "out.csv has the results of all tickets, whenever they were decided." in outcome.err
    early = measure("--from", "2026-03-12", "--per-ticket", folder / "out.csv").err
    assert "the ones with a day from Thu 12 Mar 2026 in them" in early


def test_periods_before_the_first_record_are_one_line(measure):
    assert "    1 Mar to 30 Apr 2026: nothing to measure [1] [2]\n" in measure().out
    assert "nothing to measure" in measure("--from", "2026-03-01").out
    assert "to 30 Apr 2026: nothing" not in measure("--from", "2026-03-01").out


def test_no_input_is_written_over(measure, folder):
    before = (folder / "tickets.csv").read_bytes()
    (folder / "link.csv").symlink_to(folder / "tickets.csv")
    (folder / "hard.csv").hardlink_to(folder / "agreement.yaml")
    for name, input_ in (
        ("tickets.csv", "tickets.csv"),
        ("link.csv", "tickets.csv"),
        ("hard.csv", "agreement.yaml"),
    ):
        outcome = measure("--per-ticket", folder / name)
        assert outcome.code == 2
        assert f"{input_}, which is read. Name another file." in outcome.err
    assert measure("--statements", folder / "tickets.csv").code == 2
    assert measure("--statements", folder / "x.csv", "--per-ticket", folder / "x.csv").code == 2
    assert (folder / "tickets.csv").read_bytes() == before


def test_breakdowns_carry_no_verdict(measure):
    outcome = measure("--by", "priority", "--to", "2026-03-31")
    lines = outcome.out.splitlines()
    parts = [lines[lines.index(f"  of these, {name}") + 1].split() for name in ("P1", "P2")]
    assert parts == [["Mar", "2026", "1", "of", "1", "100%"], ["Mar", "2026", "0", "of", "1", "0%"]]


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
        (("--from", "1/4/2026"), 2, "is not a period"),
        (("--from", "2026-04", "--to", "2026-03"), 2, "--from 2026-04 is after --to 2026-03."),
        (("--from", "2026-04", "--period", "2026-03"), 2, "either with --period, or with --from and --to"),
        (("--period", "2025-04"), 2, "runs from Sun 1 Mar 2026 to Thu 30 Apr 2026: there are no figures"),
        (("--from", "2026-05"), 2, "there are no figures for that time"),
        (("--mapping", "no-such-desk"), 2, "no-such-desk"),
        (("--by", "colour"), 2, "colour"),
        (("--readings", "nowhere.csv"), 2, 'There is no file "nowhere.csv".'),
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
    outcome = evenhand("measure", folder / "agrement.yaml", *tickets)
    assert f"Near to it: {folder / 'agreement.yaml'}." in outcome.err
    (folder / "agreement.yaml").write_text("agreement: X\nstandrds: {}\n", encoding="utf-8")
    (folder / "second.yaml").write_text("agreement: [\n", encoding="utf-8")
    outcome = evenhand("measure", folder / "agreement.yaml", folder / "second.yaml", *tickets)
    assert outcome.code == 1
    assert "agreement.yaml:2" in outcome.err
    assert "second.yaml" in outcome.err


def test_what_is_read_and_not_measured_is_said(measure, folder):
    text = AGREEMENT + "review: {every: quarter}\n"
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    assert "Read, but not measured by this release: review." in measure().err


def test_an_agreement_that_promises_nothing(measure, folder):
    text = AGREEMENT[: AGREEMENT.index("standards:")]
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    outcome = measure()
    assert outcome.code == 2
    assert "no standards and no availability, so there is nothing to measure" in outcome.err


def test_an_agreement_without_a_term(measure, folder):
    text = AGREEMENT.replace("term: {from: 2026-03-01, to: 2026-04-30}\n", "")
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    assert measure("--period", "2026-03").code == 0
    (folder / "agreement.yaml").write_text(text + "in force from: 2026-03-01\n", encoding="utf-8")
    assert "The agreement runs from Sun 1 Mar 2026: there" in measure("--to", "2026-02").err


def test_something_must_be_given(evenhand, folder):
    assert "Say what to measure" in evenhand("measure", folder / "agreement.yaml").err
    alone = ("--readings", folder / "readings.csv", "--per-ticket", folder / "x.csv")
    assert "needs --tickets" in evenhand("measure", folder / "agreement.yaml", *alone).err


def test_rows_of_every_file_that_could_not_be_used_are_said(folder, measure):
    (folder / "tickets.csv").write_text(TICKETS + "D,soon,opened,P1\n", encoding="utf-8")
    (folder / "readings.csv").write_text(READINGS + "rating,2026-03-07 10:00,good\n", encoding="utf-8")
    liked = "--readings", folder / "readings.csv"
    left = json.loads(measure(*liked, "--format", "json").out)["left_out"]
    assert [(each["rows"], list(each["reasons"])) for each in left] == [
        (1, ["unreadable-time"]),
        (1, ["bad-value"]),
    ]
    assert "readings.csv could not be used and is left out of these figures." in measure(*liked).out
