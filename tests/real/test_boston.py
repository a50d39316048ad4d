"""Requests to Boston 311: each has a target of its own, and the city's word on whether it was kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REQUESTS = HERE.parents[2] / "shared" / "data" / "council" / "requests.csv"
GIVEN = [HERE / "boston.yaml", "--tickets", REQUESTS, "--mapping", HERE / "boston-mapping.yaml"]

pytestmark = pytest.mark.skipif(
    not REQUESTS.exists(), reason="the recorded Boston requests are not on this machine"
)


def test_ontime_is_reproduced(evenhand):
    """The export was taken after the last target had passed, and so the comparison is made as of then."""
    outcome = evenhand(
        "reconcile", *GIVEN, "--verdict", "ontime", "--as-of", "2022-06-01T00:00", "--format", "json"
    )
    assert outcome.code == 0
    whole = json.loads(outcome.out)
    assert (whole["tickets"], whole["compared"], whole["agree"]) == (100, 89, 89)
    assert whole["not_compared"] == {"no time frame agreed on the ticket": 11}


def test_one_request_became_late_after_the_last_record(evenhand):
    outcome = evenhand("reconcile", *GIVEN, "--verdict", "ontime", "--format", "json")
    assert outcome.code == 1
    [difference] = json.loads(outcome.out)["differences"]
    assert (difference["ticket"], difference["code"]) == ("101004141848", "looked at later")


def test_the_due_time_of_each_request_is_its_target(evenhand):
    outcome = evenhand("reconcile", *GIVEN, "--verdict", "target_dt", "--format", "json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["agree"] == 89


def test_requests_without_a_target_are_never_missed(evenhand, tmp_path):
    results = tmp_path / "results.csv"
    assert evenhand("measure", *GIVEN, "--as-of", "2022-06-01T00:00", "--per-ticket", results).code == 0
    with REQUESTS.open(encoding="utf-8", newline="") as file:
        aimless = {row["case_enquiry_id"] for row in csv.DictReader(file) if not row["target_dt"]}
    assert len(aimless) == 11
    verdicts = {
        row["ticket"]: row["verdict"] for row in csv.DictReader(io.StringIO(results.read_text("utf-8")))
    }
    assert {verdicts[ticket] for ticket in aimless} == {""}
