"""Records of real service desks and councils, through mappings, against what is known of them."""

import csv
from datetime import datetime

import numpy as np
import pyarrow.parquet as pq

from evenhand.records.tickets import CLOSED, OPENED, filled, irregular
from evenhand.sources.tickets import open_tickets
from tests.unit.sources.conftest import load

OPENS, SHUTS = 13 * 3600 + 1800, 23 * 3600 + 1800
WITHIN = {"P1": 60, "P2": 60, "P3": 246_600, "P4": 523_800}


def open_seconds(at):
    """Seconds of Monday to Friday 13:30 to 23:30 before an instant: reckoned here, not by evenhand."""
    day, second = np.divmod(at, 86_400)
    weekday = (day + 3) % 7
    before = (day + 3) // 7 * 5 + np.minimum(weekday, 5)
    return before * (SHUTS - OPENS) + np.where(weekday < 5, np.clip(second, OPENS, SHUTS) - OPENS, 0)


def test_the_incident_history_agrees_with_the_desk(shared):
    path = shared / "servicenow" / "incident_events.parquet"
    with open_tickets(path, mapping="servicenow", timezone="Etc/UTC", extra_columns=["made_sla"]) as source:
        (log,) = source.logs()
    report = source.report
    assert (report.rows, report.tickets) == (141_712, 24_918)
    assert irregular(log).sum() == 0
    assert {finding.code for finding in report.ordered()} == {
        "unknown-state",
        "before-opening",
        "absent-column",
    }
    assert report.count("unmapped") == 5
    first = log.first[:-1]
    never = np.iinfo(np.int64).max
    opened = np.minimum.reduceat(np.where(log.event == OPENED, log.at, never), first)
    closed = np.minimum.reduceat(np.where(log.event == CLOSED, log.at, never), first)
    last = log.first[1:] - 1
    priority, verdict = log.attributes["priority"], log.attributes["made_sla"]
    within = np.array([WITHIN[name] for name in priority.names])[filled(log, "priority")[last]]
    said = np.array([name == "true" for name in verdict.names])[filled(log, "made_sla")[last]]
    odd = np.array([int(ticket[-1]) % 2 == 1 for ticket in log.tickets])
    agree = (open_seconds(closed) - open_seconds(opened) <= within) == said
    assert odd.sum() == 12_480
    assert (agree & odd).sum() * 1000 >= odd.sum() * 998


def test_the_incident_history_in_parts(shared):
    path = shared / "servicenow" / "incident_events.parquet"
    whole = load(path, mapping="servicenow", timezone="Etc/UTC")
    parts = load(path, mapping="servicenow", timezone="Etc/UTC", batch_rows=30_000)
    assert parts.report.to_json()["events"] == whole.report.to_json()["events"]
    assert sorted(parts.rows, key=lambda row: row[0]) == sorted(whole.rows, key=lambda row: row[0])


BOSTON = """
kind: wide
ticket: case_enquiry_id
timezone: America/New_York
events: {opened: open_dt, closed: closed_dt}
agreed due: target_dt
attributes: {service: department, kind: type, subject: case_title, ontime: ontime}
"""


def test_the_requests_of_a_council(shared):
    path = shared / "council" / "requests.csv"
    loaded = load(path, mapping=BOSTON)
    with path.open(encoding="utf-8-sig", newline="") as file:
        plain = {row["case_enquiry_id"]: row for row in csv.DictReader(file)}
    assert loaded.report.rows == len(plain) == 100
    assert loaded.findings() == {}
    by_event = {
        event: {row[0]: row for row in loaded.rows if row[2] == event} for event in ("opened", "closed")
    }
    assert len(by_event["opened"]) == 100
    for ticket, row in plain.items():
        said = by_event["opened"][ticket][3]
        assert said["ontime"] == row["ontime"]
        assert ("agreed due" in said) == bool(row["target_dt"].strip())
        assert (ticket in by_event["closed"]) == bool(row["closed_dt"].strip())
        if "agreed due" in said and row["closed_dt"].strip():
            due, done = datetime.fromisoformat(said["agreed due"]), by_event["closed"][ticket][1]
            assert (datetime.fromisoformat(done) <= due) == (row["ontime"] == "ONTIME")


ACTIVITIES = """
kind: events
ticket: CaseID
at: CompleteTimestamp
event: ActivityID
timezone: Europe/Rome
events: {codes}
first row: opened
last row: closed
"""


def duplicates(path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    codes = sorted({row["ActivityID"] for row in rows})
    mapping = ACTIVITIES.replace("{codes}", "{" + ", ".join(f'"{code}": changed' for code in codes) + "}")
    loaded = load(path, mapping=mapping)
    assert loaded.report.rows == len(rows)
    assert loaded.report.tickets == len({row["CaseID"] for row in rows})
    return loaded.findings()


def test_activity_logs_load_with_exactly_their_duplicates(shared):
    assert duplicates(shared / "volume" / "incidents_65k.csv")["exact-duplicate"] == 2984
    assert duplicates(shared / "volume" / "helpdesk_14k.csv")["exact-duplicate"] == 91


def test_the_recorded_types_of_the_history(shared):
    """The preset reads these columns as they are: naive times, truth values, small integers."""
    schema = pq.read_schema(shared / "servicenow" / "incident_events.parquet")
    assert str(schema.field("sys_updated_at").type) == "timestamp[us]"
    assert str(schema.field("made_sla").type) == "bool"
    assert str(schema.field("sys_mod_count").type) == "int32"
