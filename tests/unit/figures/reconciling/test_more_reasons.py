"""Reasons of reopenings, priorities, stops and the desk's own clock."""

import pytest

from tests.unit.figures.reconciling.helpers import agreement, compare, log, only_difference
from tests.unit.figures.reconciling.tables import (
    HOLIDAYS,
    MONDAY,
    PLAIN,
    opened,
)

REOPENED = [
    ("T1", f"{MONDAY}T12:00", "closed"),
    ("T1", "2026-03-03T12:00", "reopened"),
    ("T1", "2026-03-03T16:00", "closed"),
]


REOPENINGS = {
    # 2 h on Monday until resolved; reopened Tue 12:00: 5 h until closing, the eighth on Wednesday from 09:00.
    "resumes": ("counts", "2026-03-04T10:00", "reopening resumes",
        "The desk left out the time between resolution and reopening and the agreement does not."),
    "restarts": ("counts", "2026-03-04T12:00", "reopening restarts",
        "The desk began a new clock at the reopening and the agreement does not."),
    "ignored": ("restarts", "2026-03-03T10:00", "reopening ignored",
        "The desk stopped the clock for good at the first stop and the agreement sets it going again at a "
        "reopening."),
}  # fmt: skip


@pytest.mark.parametrize("case", REOPENINGS)
def test_reopenings(case):
    mode, due, code, sentence = REOPENINGS[case]
    terms = agreement(more=f", when reopened: {mode}")
    difference = only_difference(terms, opened(f"{MONDAY}T10:00", due), *REOPENED)
    assert (difference.code, difference.reason) == (code, sentence)


def test_time_between_resolution_and_reopening_counted_by_the_desk():
    assert only_difference(PLAIN, opened(f"{MONDAY}T10:00", "missed"), *REOPENED).code == "reopening counts"


PRIORITIES = {
    "from change": ("", [("P2", "10:00"), ("P1", "11:00")], f"{MONDAY}T13:00", "priority from change",
        "The desk measured anew from the change of priority and the agreement does not."),
    "from opening": (", when reprioritised: from change", [("P2", "10:00"), ("P1", "11:00")], f"{MONDAY}T12:00",
        "priority from opening",
        "The desk went on from the opening after a change of priority and the agreement does not."),
    "the first": ("", [("P2", "10:00"), ("P1", "11:00")], "2026-03-03T10:00", "first priority",
        "The desk kept the time frame of the first priority and the agreement does not."),
    "the last": ("", [("P1", "10:00"), ("P2", "13:00")], "2026-03-03T10:00", "last priority",
        "The desk used the time frame of the last priority from the opening on and the agreement does not."),
}  # fmt: skip


@pytest.mark.parametrize("case", PRIORITIES)
def test_changes_of_priority(case):
    more, said, due, code, sentence = PRIORITIES[case]
    (first, start), (second, change) = said
    rows = [
        opened(f"{MONDAY}T{start}", due, priority=first),
        ("T1", f"{MONDAY}T{change}", "changed", {"priority": second}),
    ]
    difference = only_difference(agreement(within="{P1: 2 hours, P2: 8 hours}", more=more), *rows)
    assert (difference.code, difference.reason) == (code, sentence)


def test_a_priority_that_is_derived_is_held_by_what_it_is_derived_from():
    terms = agreement(
        priorities="{from: [impact], table: {high: P1, low: P2}}", within="{P1: 2 hours, P2: 8 hours}"
    )
    rows = [
        opened(f"{MONDAY}T10:00", "2026-03-03T10:00", impact="low"),
        ("T1", f"{MONDAY}T11:00", "changed", {"impact": "high"}),
    ]
    assert only_difference(terms, *rows).code == "first priority"


def test_another_stop():
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T12:00", "resolved")]
    rows += [("T1", "2026-03-05T12:00", "closed")]
    difference = only_difference(PLAIN, *rows)
    assert difference.code == "stops at closed"
    assert difference.reason == "The desk stopped the clock at closed and the agreement at resolved."


def test_the_start_is_never_taken_for_the_stop():
    terms = agreement(clock="starts: responded, stops: closed")
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T12:00", "responded")]
    rows += [("T1", f"{MONDAY}T13:00", "closed")]
    assert only_difference(terms, *rows).code == "unexplained"


MINUTES = "The desk counted in whole minutes (1 h 00 min 20 s elapsed) and the agreement in seconds."


def test_whole_minutes():
    rows = [opened(f"{MONDAY}T10:00:00", "met"), ("T1", f"{MONDAY}T11:00:20", "resolved")]
    rows += [
        ("T2", f"{MONDAY}T10:00:00", "opened", {"desk": "missed"}),
        ("T2", f"{MONDAY}T11:01", "resolved"),
    ]
    difference = only_difference(agreement(within="1 hour"), *rows)
    assert (difference.code, difference.reason) == ("whole minutes", MINUTES)


def test_whole_minutes_on_the_clock_of_the_desk():
    rows = [opened(f"{MONDAY}T10:00:00", "met"), ("T1", "2026-03-03T10:00:20", "resolved")]
    assert only_difference(agreement(within="1 business day"), *rows).code == "whole minutes"


def test_a_desk_that_decides_only_when_the_clock_stops():
    difference = only_difference(PLAIN, opened(f"{MONDAY}T10:00", "met"), as_of="2026-03-05T12:00")
    assert difference.code == "decided at the stop"
    assert difference.ours == "missed"
    assert difference.reason == (
        "The desk decides when the clock stops and the agreement as soon as the time frame is used up."
    )


def test_a_desk_that_looked_later():
    difference = only_difference(PLAIN, opened(f"{MONDAY}T08:00", "missed"), as_of="2026-03-02T08:30")
    assert (difference.code, difference.ours) == ("looked at later", "open")


def test_nothing_explains_it():
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T10:20", "closed")]
    difference = only_difference(PLAIN, *rows)
    assert difference.code == "unexplained"
    assert difference.reason == (
        "No single difference in counting explains it: 20 minutes counted, 8 hours allowed."
    )


def test_nothing_explains_what_was_agreed_on_the_ticket():
    rows = [
        opened(f"{MONDAY}T10:00", "missed", **{"agreed due": "2026-03-02T12:00:00Z"}),
        ("T1", f"{MONDAY}T10:20", "closed"),
    ]
    difference = only_difference(agreement(within="as agreed on the ticket"), *rows)
    assert difference.allowed == "as agreed on the ticket"
    assert difference.reason == (
        "No single difference in counting explains it: 20 minutes counted, the time frame is agreed on the ticket."
    )


def test_a_reason_that_would_set_agreeing_tickets_apart_is_believed_less():
    """Three tickets differ by the stop; round the clock would explain them and a fourth, and break the others."""
    agreeing = [row for number in range(4) for row in night(f"n{number}", "met")]
    late = [row for number in range(3) for row in resolved_then_closed(f"T{number}", "missed")]
    outcome = compare(PLAIN, log(*agreeing, *late, *night("odd", "missed")))
    assert [(each.code, each.tickets) for each in outcome.reasons] == [
        ("stops at closed", 3),
        ("round the clock, exceptionally", 1),
    ]
    assert outcome.reasons[1].reason == (
        "Unlike on other tickets, the desk counted round the clock and the agreement counts the hours of a calendar."
    )
    assert {each.ticket for each in outcome.differences if each.reason.startswith("Unlike")} == {"odd"}


def night(ticket, desk):
    """One hour of the calendar, 17 on the wall."""
    return [(ticket, f"{MONDAY}T16:30", "opened", {"desk": desk}), (ticket, "2026-03-03T09:30", "closed")]


def resolved_then_closed(ticket, desk):
    """7 hours of the calendar and 23 on the wall until resolved, a week until closed."""
    return [
        (ticket, f"{MONDAY}T12:00", "opened", {"desk": desk}),
        (ticket, "2026-03-03T11:00", "resolved"),
        (ticket, "2026-03-09T11:00", "closed"),
    ]


def test_a_variant_that_cannot_be_reckoned_explains_nothing():
    """The list of German holidays begins in 1991, so the year before, which tables reach back to, is not known."""
    terms = agreement(zone="Europe/Berlin")
    rows = [("T1", "1991-05-03T12:00", "opened", {"desk": "missed"}), ("T1", "1991-05-03T13:00", "closed")]
    assert only_difference(terms, *rows, as_of="1991-06-01T12:00").code == "unexplained"


def test_years_before_any_list_of_holidays_are_left_out():
    terms = agreement(zone="Europe/Berlin")
    rows = [("T1", "1988-05-03T12:00", "opened", {"desk": "missed"}), ("T1", "1988-05-03T13:00", "closed")]
    assert only_difference(terms, *rows, as_of="1988-06-01T12:00").code == "unexplained"


def test_holidays_are_added_only_where_none_are_kept():
    terms = agreement(
        office=HOLIDAYS,
        more_calendars='late: {hours: {mon-fri: "07:00-20:00"}}\n  far: {timezone: UTC, hours: {mon: "07:00-20:00"}}',
        more=", calendar: late",
    )
    # 4 h on Friday, 4 h on the day after the bank holiday.
    assert only_difference(terms, opened("2026-05-22T16:00", "2026-05-26T11:00")).code == "holidays of GB"


def test_progress_is_told_after_each_variant():
    counted = []
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T10:20", "closed")]
    compare(PLAIN, log(*rows), progress=counted.append)
    assert len(counted) > 5
    assert set(counted) == {1}
