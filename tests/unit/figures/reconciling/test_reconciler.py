"""Counts, precision, versions and memory of the comparison as a whole."""

import numpy as np
import pytest

from evenhand.errors import UsageError
from evenhand.figures.measure import Measure
from evenhand.figures.reconciling import places
from evenhand.figures.reconciling.compared import Compared, Sample, compact
from evenhand.figures.reconciling.desk import DeskSays
from evenhand.figures.reconciling.places import country_of
from evenhand.figures.reconciling.standings import stand
from evenhand.records.tickets import Labels
from tests.unit.figures.reconciling.helpers import agreement, at, compare, log

DAY = "2026-03-02"


def ticket(name, desk, *events, priority="P1", more=()):
    """Opened at 10:00 and then what happened at which hour."""
    rows = [(name, f"{DAY}T10:00", "opened", {"priority": priority, "desk": desk})]
    rows += [(name, f"{DAY}T{hour}", event, dict(more)) for hour, event in events]
    return rows


def test_every_ticket_is_compared_or_told_why_not():
    outcome = compare(
        agreement(within="2 hours", more=", applies to: {priority: P1}"),
        log(
            *ticket("met", "met", ("11:00", "resolved")),
            *ticket("missed", "missed", ("13:00", "resolved")),
            *ticket("differs", "met", ("13:00", "resolved")),
            *ticket("silent", "", ("11:00", "resolved")),
            *ticket("cancelled", "met", ("11:00", "cancelled")),
            *ticket("uncovered", "met", ("11:00", "resolved"), priority="P2"),
            *ticket("irregular", "met", ("09:00", "resolved")),
        ),
    )
    assert (outcome.tickets, outcome.compared, outcome.agree) == (7, 3, 2)
    assert outcome.not_compared == {
        "no verdict in the export": 1,
        "not covered by the standard": 1,
        "irregular: an order of events that cannot be": 1,
        "cancelled or merged": 1,
    }
    [difference] = outcome.differences
    assert difference.to_json() == {
        "ticket": "differs", "standard": "resolve", "version": 1, "priority": "P1", "desk": "met", "ours": "missed",
        "desk_due": None, "due": "2026-03-02T12:00:00Z", "elapsed_seconds": 10800, "allowed": "2 hours",
        "code": difference.code, "reason": difference.reason,
    }  # fmt: skip


def test_an_open_ticket_is_on_time_so_far():
    rows = [*ticket("a", "met"), *ticket("b", "met", ("11:00", "resolved"), ("12:00", "reopened"))]
    outcome = compare(agreement(), log(*rows), as_of=f"{DAY}T13:00")
    assert (outcome.compared, outcome.agree) == (2, 2)


def test_what_happened_after_as_of_is_not_known():
    rows = [*ticket("a", "met", ("13:00", "resolved")), ("a", f"{DAY}T14:00", "changed", {"desk": "missed"})]
    assert compare(agreement(), log(*rows), as_of=f"{DAY}T13:30").agree == 1
    assert compare(agreement(), log(*rows), as_of=f"{DAY}T14:30").agree == 0
    assert compare(agreement(), log(*rows), as_of=f"{DAY}T09:00").tickets == 0


def test_no_time_frame_agreed():
    outcome = compare(
        agreement(within="as agreed on the ticket"), log(*ticket("a", "met", ("11:00", "resolved")))
    )
    assert outcome.not_compared == {"no time frame agreed on the ticket": 1}


def test_due_times_to_the_minute_and_to_the_second():
    def one(desk):
        return compare(agreement(), log(("T1", f"{DAY}T10:00:30", "opened", {"desk": desk})))

    assert one("2026-03-03T10:00").agree == 1
    assert one("2026-03-03T10:00:30").agree == 1
    assert one("2026-03-03T10:00:29").agree == 0
    assert one("2026-03-03T10:01").agree == 0


def test_a_due_time_beside_none():
    rows = [
        ("T1", f"{DAY}T10:00", "opened", {"desk": "2026-03-03T10:00"}),
        ("T1", f"{DAY}T11:00", "waiting", {"reason": "client"}),
    ]
    terms = agreement(clock="starts: opened, stops: resolved, pauses: [client]")
    outcome = compare(terms, log(*rows), as_of="2026-03-04T10:00")
    assert outcome.not_compared == {"paused now, so there is no due time": 1}


def test_each_ticket_by_the_version_that_governs_it():
    first = agreement(top="term: {from: 2026-01-01, to: 2026-12-31}")
    second = agreement(
        top="in force from: 2026-03-01\nterm: {from: 2026-01-01, to: 2026-12-31}", within="1 hour"
    )
    rows = [
        ("before", "2025-12-31T10:00", "opened", {"desk": "met"}),
        ("old", "2026-02-27T10:00", "opened", {"desk": "met"}),
        ("old", "2026-02-27T13:00", "closed"),
        *ticket("new", "met", ("13:00", "closed")),
    ]
    outcome = compare([first, second], log(*rows))
    [difference] = outcome.differences
    assert (difference.ticket, difference.version, difference.allowed) == ("new", 2, "1 hour")
    assert outcome.not_compared == {"opened outside the time the agreement is in force": 1}


def test_a_standard_that_only_one_version_has():
    first = agreement(top="in force from: 2026-01-01")
    second = agreement(
        top="in force from: 2026-03-01",
        standards="close: {clock: {starts: opened, stops: closed}, within: 1 hour, target: none}",
    )
    rows = [
        ("old", "2026-02-27T10:00", "opened", {"desk": "met"}),
        ("old", "2026-02-27T10:10", "closed"),
        *ticket("new", "met", ("10:10", "closed")),
    ]
    outcome = compare([first, second], log(*rows), standard="close")
    assert (outcome.compared, outcome.agree) == (1, 1)
    assert outcome.not_compared == {"not covered by the standard": 1}


def test_several_logs_are_one_comparison():
    outcome = compare(
        agreement(),
        log(*ticket("a", "met", ("11:00", "closed"))),
        log(*ticket("b", "missed", ("11:00", "closed"))),
        log(*ticket("c", "", ("11:00", "closed"))),
        log(*ticket("d", "missed", ("11:00", "closed"))),
    )
    assert (outcome.tickets, outcome.compared) == (4, 3)
    assert [each.ticket for each in outcome.differences] == ["b", "d"]
    [reason] = outcome.reasons
    assert (reason.tickets, reason.examples) == (2, ("b", "d"))
    assert reason.reason == "No single difference in counting explains it."


def test_unreadable_values_end_the_comparison():
    with pytest.raises(UsageError, match=r'"maybe" \(2\)'):
        compare(agreement(), log(*ticket("a", "maybe")), log(*ticket("b", "maybe")))


def test_the_outcome_as_json():
    outcome = compare(agreement(), log(*ticket("a", "false", ("11:00", "closed"))))
    whole = outcome.to_json()
    assert {key: whole[key] for key in ("agreement", "tickets", "compared", "agree", "differ", "not_compared")} == {
        "agreement": "One desk", "tickets": 1, "compared": 1, "agree": 0, "differ": 1, "not_compared": {},
    }  # fmt: skip
    assert whole["as_of"] == "2026-12-31T12:00:00Z"
    assert whole["reasons"] == [
        {
            "code": "unexplained",
            "reason": "No single difference in counting explains it.",
            "tickets": 1,
            "examples": ["a"],
        }
    ]
    assert outcome.true_means == "met"
    assert compare(agreement(), log(*ticket("a", "met", ("11:00", "closed")))).true_means is None


def compared(names):
    made = log(*(row for name in names for row in ticket(name, "met", ("11:00", "closed"))))
    yes, no = np.ones(len(names), bool), np.zeros(len(names), bool)
    ours = stand(Measure([agreement()], at("2026-12-31T12:00")), made)
    return Compared(made, DeskSays(yes, no, np.zeros(len(names), np.int64)), ours)


def test_a_sample_stays_small_and_even():
    sample = Sample(most=4)
    for start in range(0, 30, 5):
        sample.add(compared([f"T{number}" for number in range(start, start + 5)]), {"priority"})
    kept = [ticket for each in sample.kept for ticket in each.log.tickets.tolist()]
    assert sample.step == 8
    assert kept == ["T0", "T8", "T16", "T24"]


def test_kept_records_hold_no_more_names_than_they_use():
    made = compared(["a", "b"]).log
    many = Labels(np.array([3, -1, 1, -1], np.int32), ("w", "x", "y", "z"))
    full = Labels(np.array([1, 1, 0, 0], np.int32), ("p", "q", "r"))
    small = compact(
        type(made)(made.tickets, made.first, made.at, made.event, {"m": many, "f": full, "o": full}),
        {"m", "f"},
    )
    assert small.attributes["m"].texts() == ["z", "", "x", ""]
    assert small.attributes["m"].names == ("x", "z")
    assert small.attributes["f"].texts() == ["q", "q", "p", "p"]
    assert set(small.attributes) == {"m", "f"}


def test_no_country_where_the_table_of_zones_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(places.resources, "files", lambda package: tmp_path)
    places._countries.cache_clear()
    try:
        assert country_of("Europe/London") is None
    finally:
        monkeypatch.undo()
        places._countries.cache_clear()
    assert country_of("Europe/London") == "GB"
