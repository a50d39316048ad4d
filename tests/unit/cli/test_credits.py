"""`evenhand measure` with money: records from files, statements as a table, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest

AGREEMENT = """\
agreement: Small office
timezone: Europe/London
currency: GBP
term: {from: 2026-03-01, to: 2026-05-31}
calendars:
  office: {hours: {mon-fri: "09:00-17:00"}}
priorities: [P1, P2]
services:
  desk:
    name: Desk
    hours: office
    charge: 10.00 per user per month
    availability: {target: 99% per month, credits: [{below: 99%, points: 2}]}
standards:
  resolve:
    title: Resolution
    service: desk
    clock: {starts: opened, stops: resolved}
    within: 4 hours
    target: 90% per month
    credits:
      - {below: 90%, credit: 10%}
      - {each ticket over: {P1: 6 hours}, credit: 30%}
credits:
  at most: 20% of the total charge per month
  conditions: [invoices paid]
  claimed: within 30 days of the period
"""

TICKETS = """\
ticket,at,event,priority
A,2026-03-02 10:00,opened,P1
A,2026-03-03 14:00,resolved,
B,2026-03-05 10:00,opened,P2
B,2026-03-06 16:30,resolved,
C,2026-04-01 10:00,opened,P2
C,2026-04-01 15:30,resolved,
D,2026-05-29 10:00,opened,P2
D,2026-05-29 10:30,resolved,
"""
OUTAGES = "service,start,end,state\ndesk,2026-04-08 10:00,2026-04-08 16:00,down\n"
CHARGES = "service,from,count\ndesk,2026-03-01,40\nnobody,yesterday,4\n"
CLAIMS = "clause,period,at\nresolve,2026-03,2026-04-10 09:00\nrespond,2026-03,2026-04-10 09:00\n"
CONDITIONS = "condition,from,holds\ninvoices paid,2026-03-01,yes\n"


@pytest.fixture
def folder(tmp_path):
    files = {
        "agreement.yaml": AGREEMENT, "tickets.csv": TICKETS, "outages.csv": OUTAGES, "charges.csv": CHARGES,
        "claims.csv": CLAIMS, "conditions.csv": CONDITIONS, "held.csv": "clause,period\nresolve,2026-03\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def measure(folder, evenhand):
    def call(*more, records=("charges", "claims", "conditions")):
        words = [folder / "agreement.yaml", "--timezone", "Europe/London"]
        for name in ("tickets", "outages", *records):
            words += [f"--{name}", folder / f"{name}.csv"]
        return evenhand("measure", *words, *more)

    return call


def test_statements_follow_the_figures(measure):
    outcome = measure()
    assert outcome.code == 0, outcome.err
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
    table = lines[lines.index("Service credits in GBP") + 1 :]
    assert table == [
        "Mar 2026",
        "resolve 30 % 120.00",
        "Resolution took too long in March 2026 for 1 ticket (A: 12 h 00 min): 30 % of the charge of Desk of "
        "400.00 GBP is 120.00 GBP.",
        "Cap: 20% of the total charge per month -40.00",
        "Cap of 20% of the total charge per month: 80.00 GBP for March 2026; 40.00 GBP is cut off.",
        "Credited 80.00",
        "Apr 2026",
        "resolve 10 % 0.00",
        "Resolution was met in 0 % of cases in April 2026, below 90 %: 10 % of the charge of Desk of 400.00 GBP "
        "is 40.00 GBP; not claimed yet; it can be until 30 May 2026.",
        "desk.availability 2 points",
        "Availability of Desk was 96.5 % in April 2026, below 99 %: 2 points.",
        "Credited 0.00, 2 points",
        "Total of 3 periods 80.00",
    ]
    assert 'A claim is about "respond" in 2026-03, and there is no such figure.' in outcome.out
    assert '"from" that is no date' in outcome.err
    assert "not measured" not in outcome.err


def test_json_has_credits_and_statements(measure):
    whole = json.loads(measure("--format", "json").out)
    [march, _, _] = [figure for figure in whole["figures"] if figure["clause"] == "standards.resolve"]
    assert march["credit"] == {
        "percent": "30", "base": "400.00", "amount": "120.00", "currency": "GBP", "points": 0, "withheld": "",
    }  # fmt: skip
    first = whole["credits"][0]
    assert first["period"] == {"start": "2026-03-01", "end": "2026-04-01"}
    assert [first[name] for name in ("sum", "cap", "cut", "total")] == ["120.00", "80.00", "40.00", "80.00"]
    assert first["lines"][0]["tickets"] == ["A"]


def test_a_later_start_shows_less_and_changes_nothing(measure):
    whole = json.loads(measure("--format", "json").out)
    part = json.loads(measure("--format", "json", "--from", "2026-04-01").out)
    assert part["credits"] == whole["credits"][1:]
    assert part["figures"] == [each for each in whole["figures"] if each["period"]["start"] > "2026-03-01"]


def test_csv_has_the_credit_of_each_figure(measure):
    rows = list(csv.DictReader(io.StringIO(measure("--format", "csv").out)))
    assert [(row["credit_percent"], row["credit_amount"], row["currency"]) for row in rows[:3]] == [
        ("30", "120.00", "GBP"),
        ("10", "40.00", "GBP"),
        ("", "", ""),
    ]


def test_every_line_as_csv(measure, folder):
    assert measure("--statements", folder / "lines.csv").code == 0
    with (folder / "lines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["amount"]) for row in rows if row["statement_start"] == "2026-03-01"] == [
        ("credit", "120.00"),
        ("credit", "0.00"),
        ("cut", "-40.00"),
        ("total", "80.00"),
    ]
    assert rows[0]["period_end"] == "2026-04-01"
    outcome = measure("--statements", folder / "lines.xlsx")
    assert outcome.code == 2
    assert "statements are written as .csv" in outcome.err


def test_without_records_and_with_a_disagreement(measure, folder):
    bare = json.loads(measure("--format", "json", records=()).out)
    reasons = [line["reason"] for line in bare["credits"][0]["lines"]]
    assert reasons[0] == "the charge is not known, as no number per user is recorded for desk on 2026-03-01"
    held = json.loads(measure("--format", "json", "--disagreements", folder / "held.csv").out)
    assert held["credits"][0]["lines"][0]["reason"] == "held: a disagreement about it is open"


def test_nothing_at_stake(measure, folder):
    calm = AGREEMENT.replace("below: 90%", "below: 0%").replace("P1: 6 hours", "P1: 60 hours")
    calm = calm.replace("below: 99%", "below: 0%").replace("currency: GBP\n", "")
    (folder / "agreement.yaml").write_text(calm, encoding="utf-8")
    lines = [" ".join(line.split()) for line in measure("--to", "2026-03-31").out.splitlines()]
    assert lines[lines.index("Service credits") + 1 :] == [
        "Mar 2026",
        "resolve –",
        "Resolution in March 2026: no credit (missed, and no tier holds).",
        "Credited 0.00",
        "Total of 1 period 0.00",
    ]


def test_lines_name_what_they_are_about(measure, folder):
    each = AGREEMENT.replace("target: 90% per month", "target: 90% per month\n    scored: each service")
    (folder / "agreement.yaml").write_text(each, encoding="utf-8")
    assert "    resolve desk " in measure().out
    quarterly = "reporting: {every: quarter}\n" + AGREEMENT
    (folder / "agreement.yaml").write_text(quarterly, encoding="utf-8")
    assert "    resolve (Apr 2026)" in measure().out


def test_check_takes_what_a_promise_rests_on(folder, evenhand):
    promise = AGREEMENT.replace("    charge: 10.00", "    rests on: {reference: UC-7}\n    charge: 10.00")
    (folder / "agreement.yaml").write_text(promise, encoding="utf-8")
    under = "agreement: Link\nreference: UC-7\nservices: {link: {availability: {target: 98% per month}}}\n"
    (folder / "under.yaml").write_text(under, encoding="utf-8")
    outcome = evenhand("check", folder / "agreement.yaml", "--underpinning", folder / "under.yaml")
    assert outcome.code == 0
    assert "services.desk.availability promises 99 %, and it rests on UC-7 98 %." in outcome.out
