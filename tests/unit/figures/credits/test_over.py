"""Tickets over a limit, on the standard's own clock, from logs of tickets to lines."""

import numpy as np
import pytest

from evenhand.figures.measure import Measure, measure_log
from evenhand.records.tickets import EVENTS, Labels, TicketLog, ticket_log
from tests.cases import instant
from tests.unit.figures.credits.helping import HEAD, SERVICES, agreed

STANDARD = """\
standards:
  resolve:
    title: Restoration
    service: web
    clock: {starts: opened, stops: resolved, pauses: [waiting on client]}
    within: WITHIN
    target: TARGET
    credits: TIERS
"""


def terms(tiers, within="4 hours", target="90% per month"):
    parts = {"WITHIN": within, "TARGET": target, "TIERS": tiers}
    text = STANDARD
    for name, value in parts.items():
        text = text.replace(name, value)
    return agreed(HEAD, SERVICES, text)


def log(*rows) -> TicketLog:
    found, _ = ticket_log(
        ticket=Labels.of([row[0] for row in rows]),
        at=np.array([instant(row[1]) for row in rows], np.int64),
        event=np.array([EVENTS.index(row[2]) for row in rows], np.int8),
        attributes={
            "service": Labels.of(["web"] * len(rows)),
            "priority": Labels.of([row[3] if len(row) > 3 else "" for row in rows]),
            "reason": Labels.of([row[4] if len(row) > 4 else "" for row in rows]),
        },
    )
    return found


def credited(agreement, *rows, as_of="2026-04-30 00:00"):
    found = measure_log([agreement], log(*rows), as_of=instant(as_of))
    return {
        str(statement.start)[:7]: [
            (line.to_json()["tickets"], line.to_json()["amount"]) for line in statement.lines
        ]
        for statement in found.statements
    }


def ticket(name, opened, resolved, priority="P1"):
    return [(name, f"2026-03-{opened}", "opened", priority), (name, f"2026-03-{resolved}", "resolved", "")]


EACH = "[{each ticket over: {P1: 30 minutes}, credit: 5%}]"


@pytest.mark.parametrize(
    ("resolved", "late"),
    [("02 09:30:00", []), ("02 09:30:01", ["A"]), ("02 16:00", ["A"]), ("03 09:00", ["A"])],
)
def test_over_is_more_than_the_limit_in_open_time(resolved, late):
    found = credited(terms(EACH), *ticket("A", "02 08:00", resolved), *ticket("B", "02 10:00", "02 10:10"))
    assert found["2026-03"] == [(late, "50.00" if late else "0.00")]


def test_time_outside_hours_and_waiting_is_not_counted():
    evening = ticket("A", "02 16:45", "03 09:10")
    waiting = [
        ("B", "2026-03-02 09:00", "opened", "P1"),
        ("B", "2026-03-02 09:10", "waiting", "", "waiting on client"),
        ("B", "2026-03-02 15:00", "resumed"),
        ("B", "2026-03-02 15:19", "resolved"),
    ]
    assert credited(terms(EACH), *evening, *waiting)["2026-03"] == [([], "0.00")]


def test_only_priorities_with_a_limit():
    assert credited(terms(EACH), *ticket("A", "02 09:00", "02 12:00", "P2"))["2026-03"] == [([], "0.00")]


def test_each_ticket_by_its_greatest_tier():
    tiers = (
        "[{each ticket over: {P1: 30 minutes}, credit: 5%}, {each ticket over: {P1: 2 hours}, credit: 8%}]"
    )
    rows = [*ticket("A", "02 09:00", "02 10:00"), *ticket("B", "02 09:00", "02 11:00:01")]
    assert credited(terms(tiers), *rows)["2026-03"] == [(["A", "B"], "130.00")]


def test_without_a_target_each_ticket_still_costs():
    rows = ticket("A", "02 09:00", "02 10:00")
    assert credited(terms(EACH, target="none"), *rows)["2026-03"] == [(["A"], "50.00")]


@pytest.mark.parametrize(("resolved", "late"), [("03 09:00", []), ("03 09:00:01", ["A"])])
def test_limits_in_business_days(resolved, late):
    tiers = "[{each ticket over: {P1: 1 business day}, credit: 5%}]"
    agreement = terms(tiers, within="2 business days")
    assert credited(agreement, *ticket("A", "02 09:00", resolved))["2026-03"] == [
        (late, "50.00" if late else "0.00")
    ]


def test_a_ticket_counts_where_its_standard_counts_it():
    opened = [("A", "2026-03-31 12:59", "opened", "P1")]
    # Missed at 16:59:01 on the 31st, and over six hours only on the 1st: March's all the same.
    tiers = "[{each ticket over: {P1: 6 hours}, credit: 5%}]"
    assert credited(terms(tiers), *opened, as_of="2026-04-02 00:00")["2026-03"] == [(["A"], "50.00")]
    # Not decided yet, and so in no period.
    slow = terms("[{each ticket over: {P1: 30 minutes}, credit: 5%}]", within="40 hours")
    assert credited(slow, *opened, as_of="2026-04-01 12:00")["2026-03"] == [([], "0.00")]


def test_irregular_and_cancelled_tickets_cost_nothing():
    rows = [
        ("A", "2026-03-02 09:00", "resolved", "P1"),
        ("A", "2026-03-02 12:00", "opened", "P1"),
        ("B", "2026-03-02 09:00", "opened", "P1"),
        ("B", "2026-03-02 09:20", "cancelled"),
    ]
    assert credited(terms(EACH), *rows)["2026-03"] == [([], "0.00")]


def test_however_the_records_are_split():
    agreement = terms(EACH)
    days = (9, 10, 11, 12, 13, 16)
    rows = [each for day in days for each in ticket(f"T-{day}", f"{day:02d} 09:00", f"{day:02d} 10:00")]
    as_of = instant("2026-04-30 00:00")
    whole = measure_log([agreement], log(*rows), as_of=as_of)
    measure = Measure([agreement], as_of)
    parts = [measure.part(log(*rows[place : place + 4])) for place in (8, 0, 4)]
    for part in parts[1:]:
        parts[0].merge(part)
    again = measure.figures(parts[0])
    assert [each.to_json() for each in again.statements] == [each.to_json() for each in whole.statements]
    assert again.statements[2].lines[0].to_json()["tickets"] == [
        "T-10",
        "T-11",
        "T-12",
        "T-13",
        "T-16",
        "T-9",
    ]
