"""Availability from the command line: figures and their explanation from files of outages."""

from __future__ import annotations

import csv
import io
import json

import pytest

AGREEMENT = """\
agreement: Web shop
timezone: UTC
term: {from: 2026-03-01, to: 2026-04-30}
services:
  shop:
    name: Shop
    availability:
      region:
        target: 99.9% per month
        shortest outage: 2 minutes
        excluded time: counted as up
        unknown: up
      instance: {target: 99% per month, for each: instance, degraded: 33%, maintenance: {}}
standards:
  opened: {measure: count, target: at most 3 per month}
  rating: {measure: mean rating, target: at least 4 per month}
"""
OUTAGES = """\
service,start,end,state,id,instance,cause,component
shop,2026-03-02T10:00Z,2026-03-02T10:30Z,down,A,i-1,,
shop,2026-03-02T10:30Z,2026-03-02T10:40Z,down,B,i-2,power,
shop,2026-03-03T10:00Z,2026-03-03T10:01Z,down,C,,,
shop,2026-03-04T10:00Z,2026-03-04T11:00Z,unknown,D,,,
shop,2026-03-05T10:00Z,2026-03-05T10:00:05Z,degraded,E,i-1,,
shop,2026-03-06T10:00Z,2026-03-06T11:00Z,maintenance,F,i-1,,
shop,2026-03-31T10:00Z,,down,G,,,
shop,2026-03-31T10:00Z,later,down,H,,,
"""
SHOP = "services.shop.availability"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shop.yaml").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "outages.csv").write_text(OUTAGES, encoding="utf-8")
    (tmp_path / "readings.csv").write_text("name,at,value\nrating,2026-03-05T10:00Z,5\n", encoding="utf-8")
    (tmp_path / "tickets.csv").write_text("ticket,at,event\nT,2026-04-01T00:00Z,opened\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder, evenhand):
    def call(command, *more):
        return evenhand(command, folder / "shop.yaml", "--outages", folder / "outages.csv", *more)

    return call


def test_figures_from_outages_alone(run):
    outcome = run("measure", "--as-of", "2026-04-01")
    assert outcome.code == 0
    assert "unreadable-time" in outcome.err
    assert "15 h 40 min down of 744 h 00 min" in outcome.out
    assert "with excluded time counted as up: 98.048773%" in outcome.out
    assert "opened" not in outcome.out
    rows = list(csv.DictReader(io.StringIO(run("measure", "--as-of", "2026-04-01", "--format", "csv").out)))
    assert [(row["clause"].rpartition(".")[2], row["instance"], row["result"]) for row in rows[2:]] == [
        ("region", "", "missed"),
        ("instance", "i-1", "missed"),
        ("instance", "i-2", "missed"),
    ]


def test_figures_from_everything(run, folder):
    outcome = run(
        "measure",
        "--tickets",
        folder / "tickets.csv",
        "--readings",
        folder / "readings.csv",
        "--format",
        "json",
    )
    whole = json.loads(outcome.out)
    assert whole["as_of"] == "2026-04-01T00:00:00Z"
    clauses = [figure["clause"] for figure in whole["figures"] if figure["period"]["start"] == "2026-03-01"]
    assert clauses == ["standards.opened", "standards.rating", f"{SHOP}.region", *2 * [f"{SHOP}.instance"]]


def test_readings_alone_leave_availability_out(folder, evenhand):
    outcome = evenhand("measure", folder / "shop.yaml", "--readings", folder / "readings.csv")
    assert outcome.code == 0
    assert f"- {SHOP}.region was not measured: no outages were given." in outcome.out
    assert "rating" in outcome.out


def test_something_has_to_be_given(folder, evenhand):
    outcome = evenhand("measure", folder / "shop.yaml")
    assert (outcome.code, outcome.err) == (
        2,
        "evenhand: Say what to measure: --tickets, --outages or --readings.\n",
    )
    outcome = evenhand(
        "measure", folder / "shop.yaml", "--outages", folder / "outages.csv", "--per-ticket", "x.csv"
    )
    assert "needs --tickets" in outcome.err


def test_a_figure_explained(run):
    outcome = run("explain", "--figure", f"{SHOP}.region", "--period", "2026-03", "--as-of", "2026-04-01")
    assert outcome.code == 0
    assert outcome.out.startswith(
        "In March 2026, “Availability of Shop, region” was 97.8%: 15 h 40 min of the agreed 744 hours were down, "
        "where 99.9% per month was agreed.  ✕ missed\n"
    )
    assert "counts; one outage with B" in outcome.out
    assert "shorter than 2 minutes" in outcome.out
    assert "1 hour without data count as up." in outcome.out
    assert "Down were 1800 + 600 + 3600 + 50400 = 56400 seconds." in outcome.out
    assert "(2678400 - 56400) / 2678400 = 97.8%; the target is 99.9% per month." in outcome.out
    assert f"The clause {SHOP}.region, version 1" in outcome.out
    assert "Counted as in rules 18, 19, 20, 21 and 22." in outcome.out


def test_one_instance_explained_as_json(run):
    outcome = run(
        "explain",
        "--figure", f"{SHOP}.instance", "--period", "2026-03", "--instance", "i-1",
        "--as-of", "2026-04-01", "--format", "json",
    )  # fmt: skip
    [figure] = json.loads(outcome.out)["figures"]
    assert figure["instance"] == "i-1"
    assert figure["denominator"] == 2_671_200
    assert figure["down_seconds"] == "52261.65"
    by_id = {each["id"]: each for each in figure["outages"]}
    assert by_id["E"]["parts"] == [{"seconds": 5, "counted": "1.65", "why": "counts at 33%"}]
    assert by_id["G"]["end"] is None
    assert "B" not in by_id


def test_both_instances_on_two_pages(run):
    outcome = run("explain", "--figure", f"{SHOP}.instance", "--period", "2026-03", "--as-of", "2026-04-01")
    assert outcome.out.count("“Availability of Shop, instance”") == 2
    assert "1 13/20 s" in outcome.out
    assert "less 1 hour of maintenance and 1 hour without data, that is 742 hours agreed." in outcome.out


def test_as_of_is_that_of_all_records(run, folder):
    asked = ("explain", "--figure", f"{SHOP}.region", "--period", "2026-03", "--format", "json")
    alone = json.loads(run(*asked).out)["figures"][0]
    more = ("--tickets", folder / "tickets.csv", "--readings", folder / "readings.csv")
    together = json.loads(run(*asked, *more).out)["figures"][0]
    assert (alone["denominator"], together["denominator"]) == (30 * 86_400 + 36_000, 31 * 86_400)
    assert alone["notes"] == ["The period is not over."]


def test_a_clause_that_is_not_there_and_a_period_without_figure(run, folder, evenhand):
    outcome = run("explain", "--figure", f"{SHOP}.regoin", "--period", "2026-03")
    assert outcome.code == 2
    assert f"Near to it: {SHOP}.region" in outcome.err
    outcome = run("explain", "--figure", f"{SHOP}.region", "--period", "2027-01")
    assert (outcome.code, outcome.out) == (2, "")
    assert "there are no figures for that time" in outcome.err
    outcome = run("explain", "--figure", f"{SHOP}.region", "--period", "2026")
    assert outcome.code == 2
    assert "is measured over shorter periods than 2026" in outcome.err
    outcome = evenhand("explain", folder / "shop.yaml", "--figure", f"{SHOP}.region", "--period", "2026-03")
    assert "is explained from --outages FILE" in outcome.err
    outcome = evenhand("explain", folder / "shop.yaml", "--figure", "opened", "--period", "2026-03")
    assert "are explained from --tickets FILE" in outcome.err


def test_a_ticket_explained_beside_outages(run, folder):
    outcome = run("explain", "--tickets", folder / "tickets.csv", "--figure", "opened", "--period", "2026-04")
    assert outcome.code == 0
    assert "1 tickets were opened" in outcome.out or "opened" in outcome.out


def test_a_period_with_nothing_to_measure(tmp_path, evenhand):
    (tmp_path / "a.yaml").write_text(
        "agreement: A\ntimezone: UTC\nterm: {from: 2026-03-01}\ncalendars: {c: {hours: {mon: 08:00-09:00}}}\n"
        "services: {s: {hours: c, availability: {target: 99% per day}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "o.csv").write_text(
        "service,start,end,state\ns,2026-03-03T10:00Z,2026-03-03T10:00Z,down\n", encoding="utf-8"
    )
    outcome = evenhand(
        "explain", tmp_path / "a.yaml", "--outages", tmp_path / "o.csv",
        "--figure", "services.s.availability", "--period", "2026-03-03", "--as-of", "2026-03-04",
    )  # fmt: skip
    assert outcome.out.startswith("On 3 March 2026 there was nothing to measure for “Availability of s”.\n")
    assert "no length within the period" in outcome.out
    assert "No time was agreed, so there is nothing to measure." in outcome.out


def test_files_of_several_kinds_together(folder, evenhand):
    """Checks of a monitor and a calendar of maintenance; the only service is meant by both."""
    (folder / "one.yaml").write_text(
        "agreement: A\ntimezone: UTC\nterm: {from: 2026-03-02}\n"
        "services: {shop: {name: Shop, availability: {target: 99% per day, maintenance: {}}}}\n",
        encoding="utf-8",
    )
    (folder / "checks.csv").write_text(
        "site,at,status\n"
        + "".join(f"till,2026-03-02T0{hour}:00Z,{'down' if hour == 1 else 'up'}\n" for hour in range(6)),
        encoding="utf-8",
    )
    (folder / "plan.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260301T000000Z\r\n"
        "SUMMARY:Work\r\nDTSTART:20260302T013000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    (folder / "none.csv").write_text("service,start,end,state\n", encoding="utf-8")
    outcome = evenhand(
        "measure", folder / "one.yaml", "--outages", folder / "checks.csv", "--outages", folder / "plan.ics",
        "--outages", folder / "none.csv", "--check-vouches", "1 hour", "--format", "json",
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    whole = json.loads(outcome.out)
    assert whole["as_of"] == "2026-03-02T05:00:00Z"
    [figure] = whole["figures"]
    assert (figure["numerator"], figure["denominator"]) == (4 * 3600 - 1800, 4 * 3600)
    assert "read-as: Read as checks of a monitor." in outcome.err


def test_a_mapping_of_outages_and_records_that_are_none(folder, evenhand):
    (folder / "words.yaml").write_text(
        "kind: incidents\nservice: shop\nstart: from\nend: to\nstate: how\nid: no\ncomponent: part\n"
        "states: {broken: down}\n",
        encoding="utf-8",
    )
    (folder / "own.csv").write_text(
        "no,part,from,to,how\n1,a,2026-03-02T10:00Z,2026-03-02T11:00Z,broken\n", encoding="utf-8"
    )
    asked = ("measure", folder / "shop.yaml", "--outages", folder / "own.csv")
    outcome = evenhand(*asked, "--outages-mapping", folder / "words.yaml", "--format", "csv")
    assert "shop" in outcome.out
    assert outcome.code == 0
    outcome = evenhand(*asked)
    assert outcome.code == 1
    assert "unknown-records" in outcome.err
