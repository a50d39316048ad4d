"""Several sources as one: the same as if all rows had stood in one file."""

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenhand.records.joining import all_readings, all_tickets
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels, TicketLog, ticket_log

ROW = st.tuples(
    st.sampled_from(["T1", "T2", "T3"]),
    st.integers(0, 5),
    st.integers(0, 9),
    st.sampled_from(["", "P1", "P2"]),
)


def log_of(rows: list[tuple[str, int, int, str]], **more: list[int]) -> TicketLog:
    log, _ = ticket_log(
        ticket=Labels.of([row[0] for row in rows]),
        at=np.array([row[1] for row in rows], np.int64),
        event=np.array([row[2] for row in rows], np.int8),
        attributes={"priority": Labels.of([row[3] for row in rows])},
        **{name: np.array(column, np.int64) for name, column in more.items()},
    )
    return log


def rows_of(log: TicketLog) -> dict[str, list[tuple[int, int, str]]]:
    texts = log.attributes["priority"].texts()
    spans = zip(log.tickets, log.first[:-1].tolist(), log.first[1:].tolist(), strict=True)
    return {
        ticket: [(int(log.at[row]), int(log.event[row]), texts[row]) for row in range(start, end)]
        for ticket, start, end in spans
    }


@given(st.lists(st.lists(ROW, max_size=6), min_size=1, max_size=4))
def test_files_together_are_as_one_file_with_their_rows(files: list[list[tuple[str, int, int, str]]]) -> None:
    whole = log_of([row for file in files for row in file])
    assert rows_of(all_tickets([log_of(file) for file in files])) == rows_of(whole)


def test_columns_that_only_one_file_has() -> None:
    first = log_of([("T1", 1, 0, "P1")], waiting_seconds=[60])
    second = log_of([("T1", 2, 4, "")])
    joined = all_tickets([first, second])
    assert joined.waiting_seconds is not None
    assert joined.waiting_seconds.tolist() == [60, -1]
    assert joined.received is None
    more = TicketLog(second.tickets, second.first, second.at, second.event, {"site": Labels.of(["north"])})
    both = all_tickets([first, more])
    assert both.attributes["site"].texts() == ["", "north"]
    assert both.attributes["priority"].texts() == ["P1", ""]
    assert all_tickets([first]) is first


def readings(*rows: tuple[str, int, str]) -> Readings:
    return Readings(
        name=Labels.of([row[0] for row in rows]),
        at=np.array([row[1] for row in rows], np.int64),
        value=tuple(Decimal(row[2]) for row in rows),
        service=Labels.of([""] * len(rows)),
        ticket=Labels.of([""] * len(rows)),
    )


def test_readings_by_name_and_time_and_once() -> None:
    first, second = (
        readings(("rating", 5, "4.50"), ("rating", 9, "2")),
        readings(("rating", 5, "4.5"), ("speed", 1, "3")),
    )
    both = all_readings([first, second])
    assert list(zip(both.name.texts(), both.at.tolist(), map(str, both.value), strict=True)) == [
        ("rating", 5, "4.50"),
        ("rating", 9, "2"),
        ("speed", 1, "3"),
    ]
    in_order = all_readings([readings(("a", 1, "1")), readings(("b", 2, "2"))])
    assert in_order.at.tolist() == [1, 2]
    assert all_readings([first]) is first
