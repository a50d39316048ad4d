"""A company's own verdicts on its ServiceNow incidents, held against an agreement written for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EVENTS = HERE.parents[2] / "shared" / "data" / "servicenow" / "incident_events.parquet"

pytestmark = pytest.mark.skipif(
    not EVENTS.exists(), reason="the recorded ServiceNow incidents are not on this machine"
)

ODD_INCIDENTS = 12_480
"""`made_sla` is given for these; the other 12,438 say nothing."""


@pytest.fixture
def compared(evenhand, tmp_path):
    """Compare `made_sla` with the agreement, a piece of its text exchanged; the JSON of the command."""

    def compare(old="", new=""):
        text = (HERE / "servicenow.yaml").read_text("utf-8")
        assert old in text
        terms = tmp_path / "servicenow.yaml"
        terms.write_text(text.replace(old, new) if old else text, "utf-8")
        outcome = evenhand(
            "reconcile", terms, "--tickets", EVENTS, "--mapping", "servicenow", "--timezone", "UTC",
            "--verdict", "made_sla", "--format", "json",
        )  # fmt: skip
        assert outcome.code == 1
        whole = json.loads(outcome.out)
        assert whole["compared"] == ODD_INCIDENTS
        assert whole["not_compared"] == {"no verdict in the export": 12_438}
        assert whole["read_as"] == 'In the column "made_sla", true is read as met and false as missed.'
        return whole

    return compare


def test_the_desk_and_the_agreement_agree(compared):
    whole = compared()
    assert whole["agree"] * 1000 >= 998 * ODD_INCIDENTS
    assert whole["agree"] + whole["differ"] == ODD_INCIDENTS


def test_the_answer_depends_on_what_stops_the_clock(compared):
    """Stopping at resolved agrees on about 81 %, and the command finds that this is the difference."""
    whole = compared("stops: closed", "stops: resolved")
    assert whole["agree"] * 100 < 95 * ODD_INCIDENTS
    most = whole["reasons"][0]
    assert most["reason"] == "The desk stopped the clock at closed and the agreement at resolved."
    assert most["tickets"] * 10 > 9 * whole["differ"]


def test_one_minute_for_the_high_priorities_misses_those_lowered_later(compared):
    whole = compared("P1: 8 hours, P2: 8 hours", "P1: 1 minute, P2: 1 minute")
    assert whole["agree"] * 1000 < 998 * ODD_INCIDENTS
    assert whole["reasons"][0]["code"] == "last priority"
    assert whole["agree"] + whole["reasons"][0]["tickets"] > 998 * ODD_INCIDENTS // 1000
