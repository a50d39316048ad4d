"""Published agreements, their numbers as terms of ours: reckoned by hand exactly at every threshold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from evenhand.figures.figure import Figure
from evenhand.figures.measure import Measure, measure_log
from evenhand.figures.measurement import Measurement
from evenhand.figures.part import Part
from evenhand.records.charges import ChargeRecord, ClaimRecord, CreditRecords
from evenhand.records.outages import NOT_ANNOUNCED, STATES, Outages
from evenhand.records.tickets import EVENTS, Labels, ticket_log
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from tests.cases import instant

HERE = Path(__file__).parent
CASES = yaml.load((HERE / "outages.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
LATE = instant("2026-12-31 00:00")


def agreement(name: str) -> Agreement:
    read, problems = read_agreement((HERE / f"{name}.yaml").read_bytes(), file=f"{name}.yaml")
    assert read is not None, [str(problem) for problem in problems]
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return read


def records(case: dict[str, str]) -> CreditRecords:
    charges = []
    for service, day, kind, number in CASES["defaults"]["charges"]:
        value = {kind: Decimal(number)}
        charges.append(ChargeRecord(service, date.fromisoformat(day), **value))
    claims: tuple[ClaimRecord, ...] = ()
    if case.get("claimed", "null") != "null":
        clause = f"services.{case['service']}.availability"
        claims = (ClaimRecord(clause, first_day(case), instant(case["claimed"])),)
    return CreditRecords(charges=tuple(charges), claims=claims)


def first_day(case: dict[str, str]) -> str:
    return case.get("period", "2026-06-01")


def outages(case: dict[str, str]) -> Outages:
    """So many seconds down from the 10th of the period's first month on, and perhaps some without data before."""
    start = instant(first_day(case)) + 9 * 86_400
    rows = [("down", start, int(case["down"]))]
    if "unknown" in case:
        rows.append(("unknown", start - 86_400, int(case["unknown"])))
    rows.sort(key=lambda row: row[1])
    number = len(rows)
    named = Labels.of([case.get("instance", "")] * number)
    return Outages(
        service=Labels.of([case["service"]] * number),
        start=np.array([at for _, at, _ in rows], np.int64),
        end=np.array([at + seconds for _, at, seconds in rows], np.int64),
        state=np.array([STATES.index(state) for state, _, _ in rows], np.int8),
        announced=np.full(number, NOT_ANNOUNCED),
        share=(None,) * number,
        cause=Labels.of([""] * number),
        id=Labels.of([""] * number),
        attributes={"instance": named, "server": named},
    )


def measured(case: dict[str, str]) -> tuple[Measurement, Figure]:
    measure = Measure([agreement(case["agreement"])], LATE)
    found = measure.figures(Part(), tickets=False, outages=outages(case), records=records(case))
    [figure] = [
        each
        for each in found.figures
        if each.service == case["service"] and each.start.isoformat() == first_day(case)
    ]
    return found, figure


def name_of(case: dict[str, Any]) -> str:
    return f"{case['agreement']} {case['service']} {case['down']} {case.get('claimed', '')}".strip()


@pytest.mark.parametrize("case", CASES["cases"], ids=name_of)
def test_exactly_at_every_threshold(case):
    _, figure = measured(case)
    plain = figure.to_json()
    assert plain["result"] == case["result"]
    if "value" in case:
        assert plain["value"] == case["value"]
    credit = plain["credit"]
    if case.get("percent") == "null":
        assert credit is None
        return
    if "percent" in case:
        assert credit["percent"] == case["percent"]
    assert credit["amount"] == case["amount"]


@pytest.mark.parametrize("case", CASES["claims"], ids=name_of)
def test_claims_in_their_windows(case):
    found, figure = measured(case)
    [line] = [
        each
        for statement in found.statements
        for each in statement.lines
        if each.figure == figure
        or (each.figure.clause == figure.clause and each.figure.start == figure.start)
    ]
    assert line.to_json()["amount"] == case["granted"]


# ── Response and fix by priority ─────────────────────────────────────────────────────────────────

RESPOND = {"P1": 1800, "P2": 2 * 3600, "P3": 4 * 3600, "P4": 7 * 3600}
FIX = {"P1": 4 * 3600, "P2": 10 * 3600, "P3": 14 * 3600, "P4": 28 * 3600}
OPENED = instant("2026-03-02 08:00")
"""A Monday, at opening: ten working hours a day, so 14 hours end on Tuesday at 12:00, 28 on Wednesday at 16:00."""


def after(seconds: int) -> int:
    """So many working seconds after the opening: what uses up a day ends at its close."""
    days, rest = divmod(seconds, 36_000)
    return OPENED + (days * 86_400 + rest if rest else (days - 1) * 86_400 + 36_000)


@pytest.mark.parametrize("priority", RESPOND)
@pytest.mark.parametrize(
    ("standard", "event", "within"), [("respond", "responded", RESPOND), ("fix", "resolved", FIX)]
)
@pytest.mark.parametrize(("late", "verdict"), [(0, "met"), (1, "missed")])
def test_working_hours_to_the_second(priority, standard, event, within, late, verdict):
    limit = within[priority]
    done = after(limit)
    if late:
        # A second more of work: at once, or the first second of the next day.
        done = done + 1 if limit % 36_000 else done + 14 * 3600 + 1
    log, _ = ticket_log(
        ticket=Labels.of(["T", "T"]),
        at=np.array([OPENED, done], np.int64),
        event=np.array([EVENTS.index("opened"), EVENTS.index(event)], np.int8),
        attributes={"priority": Labels.of([priority, ""])},
    )
    rows = measure_log([agreement("ramsac")], log, as_of=LATE).tickets()
    found = {row["standard"]: row["verdict"] for row in rows}
    assert found[standard] == verdict


def test_due_times_by_hand():
    by_hand = {
        "P1": "2026-03-02 12:00",
        "P2": "2026-03-02 18:00",
        "P3": "2026-03-03 12:00",
        "P4": "2026-03-04 16:00",
    }
    assert {name: after(limit) for name, limit in FIX.items()} == {
        name: instant(text) for name, text in by_hand.items()
    }


def test_the_thirty_days_of_june_by_hand():
    assert (date(2026, 7, 1) - date(2026, 6, 1)) == timedelta(seconds=2_592_000)
