"""Ticket logs: order, exact duplicates, carrying attributes forward, irregular order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.records.tickets import (
    BEFORE_OPENED,
    CHANGED,
    CLOSED,
    NO_OPENED,
    OPENED,
    OPENED_TWICE,
    RESOLVED,
    RESPONDED,
    Labels,
    TicketLog,
    filled,
    irregular,
    ticket_log,
)


def log_of(rows, **more):
    """rows: (ticket, at, event, priority) in source order."""
    return ticket_log(
        ticket=Labels.of([row[0] for row in rows]),
        at=np.array([row[1] for row in rows], np.int64),
        event=np.array([row[2] for row in rows], np.int8),
        attributes={"priority": Labels.of([row[3] for row in rows])},
        **more,
    )


def rows_of(log: TicketLog):
    tickets = np.repeat(log.tickets, np.diff(log.first)).tolist()
    return list(
        zip(tickets, log.at.tolist(), log.event.tolist(), log.attributes["priority"].texts(), strict=True)
    )


ROWS = [("A", 10, OPENED, "P1"), ("A", 20, RESPONDED, ""), ("B", 5, OPENED, "P2")]


def test_rows_in_order_are_taken_as_they_are():
    log, duplicates = log_of(ROWS)
    assert duplicates == 0
    assert rows_of(log) == ROWS
    assert log.first.tolist() == [0, 2, 3]
    assert len(log) == 2


def test_rows_out_of_order_are_put_in_order_by_ticket_then_time_then_source():
    rows = [
        ("A", 30, CLOSED, ""),
        ("B", 5, OPENED, "P2"),
        ("A", 20, RESPONDED, ""),
        ("A", 10, OPENED, "P1"),
        ("A", 20, RESOLVED, ""),
    ]
    log, _ = log_of(rows)
    assert rows_of(log) == [rows[3], rows[2], rows[4], rows[0], rows[1]]


def test_rows_ordered_by_time_need_only_be_gathered_by_ticket():
    rows = [("A", 1, OPENED, ""), ("B", 2, OPENED, ""), ("A", 3, CLOSED, ""), ("B", 3, CLOSED, "")]
    log, _ = log_of(rows)
    assert rows_of(log) == [rows[0], rows[2], rows[1], rows[3]]


def test_instants_too_far_apart_to_pack_are_still_put_in_order():
    rows = [("A", 2**62, CLOSED, ""), ("A", -(2**62), OPENED, ""), ("A", 0, RESOLVED, "")]
    log, _ = log_of(rows)
    assert [row[1] for row in rows_of(log)] == [-(2**62), 0, 2**62]


def test_exact_duplicates_count_once_even_with_another_row_between():
    rows = [ROWS[0], ("A", 10, CHANGED, "P2"), ROWS[0], ROWS[1], ROWS[1], ROWS[2]]
    log, duplicates = log_of(rows)
    assert duplicates == 2
    assert rows_of(log) == [rows[0], rows[1], ROWS[1], ROWS[2]]


def test_duplicates_are_found_after_ordering_too():
    log, duplicates = log_of([ROWS[1], ROWS[0], ROWS[1]])
    assert duplicates == 1
    assert rows_of(log) == ROWS[:2]


def test_rows_that_differ_in_one_column_are_not_duplicates():
    rows = [ROWS[0], ROWS[0]]
    assert log_of(rows, received=np.array([1, 2], np.int64))[1] == 0
    assert log_of(rows, waiting_seconds=np.array([-1, 60], np.int64))[1] == 0
    log, duplicates = log_of(
        rows, received=np.array([1, 1], np.int64), waiting_seconds=np.array([60, 60], np.int64)
    )
    assert duplicates == 1
    assert log.received is not None
    assert log.received.tolist() == [1]
    assert log.waiting_seconds is not None
    assert log.waiting_seconds.tolist() == [60]


def test_no_rows_make_an_empty_log():
    log, duplicates = log_of([])
    assert (len(log), duplicates, log.first.tolist()) == (0, 0, [0])
    assert filled(log, "priority").tolist() == []
    assert irregular(log).tolist() == []


def test_a_wrong_use_is_an_error():
    with pytest.raises(ValueError, match="same length"):
        log_of(ROWS, received=np.array([1], np.int64))
    with pytest.raises(ValueError, match="needs a ticket"):
        log_of([("", 1, OPENED, "")])


def test_an_attribute_holds_from_its_row_on_and_stays_within_its_ticket():
    rows = [
        ("A", 1, OPENED, ""),
        ("A", 2, CHANGED, "P1"),
        ("A", 3, CHANGED, ""),
        ("B", 1, OPENED, ""),
        ("B", 2, CHANGED, "P2"),
    ]
    log, _ = log_of(rows)
    assert filled(log, "priority").tolist() == [-1, 0, 0, -1, 1]
    assert filled(log, "service").tolist() == [-1] * 5


def test_irregular_tickets_and_why():
    rows = [
        ("regular", 1, OPENED, ""),
        ("regular", 1, RESPONDED, ""),
        ("opened twice at once", 1, OPENED, "P1"),
        ("opened twice at once", 1, OPENED, "P2"),
        ("never opened", 1, CLOSED, ""),
        ("too early", 1, RESOLVED, ""),
        ("too early", 2, OPENED, ""),
        ("too early at once", 1, RESOLVED, ""),
        ("too early at once", 1, OPENED, ""),
        ("opened again", 1, OPENED, ""),
        ("opened again", 2, OPENED, ""),
    ]
    log, _ = log_of(rows)
    assert irregular(log).tolist() == [0, 0, NO_OPENED, BEFORE_OPENED, BEFORE_OPENED, OPENED_TWICE]


def test_labels_of_some_rows():
    labels = Labels.of(["a", "", "b"])
    assert labels.at(np.array([2, 1])).texts() == ["b", ""]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"), st.integers(0, 5), st.integers(0, 9), st.sampled_from(["", "P1", "P2"])
        ),
        max_size=40,
    )
)
def test_against_a_plain_reckoning(rows):
    """Ordering by a dictionary and a stable sort, row by row."""
    names = list(dict.fromkeys(row[0] for row in rows))
    expected = sorted(dict.fromkeys(rows), key=lambda row: (names.index(row[0]), row[1]))
    log, duplicates = log_of(rows)
    assert rows_of(log) == expected
    assert duplicates == len(rows) - len(expected)
