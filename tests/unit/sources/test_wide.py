"""One row for each ticket with a column for each time; and activity logs under other names."""

import pytest

from evenhand.errors import RecordError
from evenhand.sources.prepare import waiting_seconds
from tests.unit.sources.conftest import load

MAPPING = """
kind: wide
ticket: id
events:
  opened: start
  responded: first
  resolved: fixed
  closed: {column: end, when: {column: result, is not: void}}
  cancelled: {column: end, when: {column: result, is: void}}
waiting: {column: paused, unit: minutes, reason: client}
agreed due: due
dates: [iso, "%d/%m/%Y %H:%M"]
empty: ["1900-01-01", "-"]
timezone: Etc/UTC
attributes:
  priority: {column: prio, values: {high: P1, low: P2}}
"""
HEAD = "id,start,first,fixed,end,result,paused,due,prio\n"


def wide(write, *lines, mapping=MAPPING):
    return load(write(HEAD + "\n".join(lines) + "\n"), mapping=mapping)


def test_every_time_becomes_an_event_in_order(write):
    loaded = wide(
        write,
        "1,02/03/2026 10:00,2026-03-02T10:05,2026-03-02T10:20,2026-03-02T10:30,,15,2026-03-02T11:00,high",
    )
    first = {
        "priority": "P1",
        "reason": "client",
        "waiting_seconds": "900",
        "agreed due": "2026-03-02T11:00:00Z",
    }
    assert loaded.rows == [
        ("1", "2026-03-02T10:00:00Z", "opened", first),
        ("1", "2026-03-02T10:05:00Z", "responded", {}),
        ("1", "2026-03-02T10:20:00Z", "resolved", {}),
        ("1", "2026-03-02T10:30:00Z", "closed", {}),
    ]


def test_no_waiting_names_no_reason(write):
    said = wide(write, "1,2026-03-02T10:00,,,,,0,,").rows[0][3]
    assert said == {"waiting_seconds": "0"}
    assert wide(write, "1,2026-03-02T10:00,,,,,,,").rows[0][3] == {}


def test_a_condition_chooses_the_event(write):
    loaded = wide(write, "1,2026-03-02T10:00,,,2026-03-02T10:30,Void,,,")
    assert [row[2] for row in loaded.rows] == ["opened", "cancelled"]


def test_empty_and_unreadable_times(write):
    loaded = wide(write, "1,2026-03-02T10:00,1900-01-01T00:00,-,soon,,,later,", "2,-,,,2026-03-02T10:30,,,,")
    assert [row[:3] for row in loaded.rows] == [
        ("1", "2026-03-02T10:00:00Z", "opened"),
        ("2", "2026-03-02T10:30:00Z", "closed"),
    ]
    assert loaded.findings() == {"unreadable-time": 3, "irregular-ticket": 1}
    shown = loaded.report.text()
    assert 'time in "end" that cannot be read (no closed)' in shown
    assert 'time in "due" that cannot be read (no agreed due)' in shown


def test_values_without_a_name_are_kept_and_told(write):
    loaded = wide(write, "1,2026-03-02T10:00,,,,,,,Urgent", "2,2026-03-02T10:00,,,,,,,LOW")
    assert [row[3] for row in loaded.rows] == [{"priority": "Urgent"}, {"priority": "P2"}]
    assert 'priority "Urgent" that the mapping does not know (kept as written)' in loaded.report.text()


def test_rows_without_any_time(write, tmp_path):
    for batch_rows in (2, 100):
        with pytest.raises(RecordError, match=r"No row can be used"):
            load(write(HEAD + "1,-,,,,,,,\n" * 9), mapping=MAPPING, batch_rows=batch_rows, spill_dir=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["records.csv"]


def test_the_same_row_twice_and_the_same_ticket_twice(write):
    row = "1,2026-03-02T10:00,,,,,,,"
    assert wide(write, row, row).findings() == {"exact-duplicate": 1}
    other = "1,2026-03-02T10:01,,,,,,,"
    assert wide(write, row, other).findings() == {"irregular-ticket": 1}


def test_columns_that_a_file_lacks(write):
    loaded = load(write("id,start,end\n1,2026-03-02T10:00,2026-03-02T10:30\n"), mapping=MAPPING)
    assert [row[2] for row in loaded.rows] == ["opened"]
    absent = [f"{each.group}: {each}" for each in loaded.report.ordered() if each.code == "absent-column"]
    assert absent == [
        'warning: the file has no columns for: priority ("prio"), responded ("first"), '
        'the condition of closed ("result"), the condition of cancelled ("result"), waiting ("paused")',
        'note: the file has no columns for: resolved ("fixed"), agreed due ("due")',
    ]


def test_waiting_without_a_reason(write):
    mapping = MAPPING.replace(", reason: client", "")
    assert wide(write, "1,2026-03-02T10:00,,,,,15,,", mapping=mapping).rows[0][3] == {
        "waiting_seconds": "900"
    }


@pytest.mark.parametrize(
    ("cell", "unit", "seconds"),
    [
        ("90", "seconds", 90),
        ("1.5", "minutes", 90),
        ("1,5", "hours", 5400),
        ("0.33", "seconds", 0),
        ("100:00:01", "HH:MM:SS", 360001),
        ("2:30", "HH:MM:SS", 9000),
        ("2", "HH:MM:SS", -2),
        ("1:2:3:4", "HH:MM:SS", -2),
        ("-1", "seconds", -2),
        ("1e30", "hours", -2),
        ("NaN", "hours", -2),
        ("half", "hours", -2),
    ],
)
def test_totals_of_waiting(cell, unit, seconds):
    assert waiting_seconds(cell, unit) == seconds


ACTIVITIES = """
kind: events
ticket: case
at: done
event: code
timezone: Etc/UTC
events: {"1": changed, "2": changed, "3": resolved, "4": {waiting: part}}
first row: opened
last row: closed
attributes: {reason: why}
"""


def test_an_activity_log_under_other_names(write):
    loaded = load(
        write(
            "case,done,code,why\n7,2026-03-02T10:00,1,\n7,2026-03-02T10:00,2,\n7,2026-03-02T10:05,4,\n"
            "7,2026-03-02T10:10,3,tired\n8,2026-03-02T11:00,1,\n8,2026-03-02T11:00,1,\n"
        ),
        mapping=ACTIVITIES,
    )
    assert loaded.rows == [
        ("7", "2026-03-02T10:00:00Z", "opened", {}),
        ("7", "2026-03-02T10:00:00Z", "changed", {}),
        ("7", "2026-03-02T10:05:00Z", "waiting", {"reason": "part"}),
        ("7", "2026-03-02T10:10:00Z", "resolved", {"reason": "tired"}),
        ("7", "2026-03-02T10:10:00Z", "closed", {"reason": "tired"}),
        ("8", "2026-03-02T11:00:00Z", "opened", {}),
        ("8", "2026-03-02T11:00:00Z", "changed", {}),
        ("8", "2026-03-02T11:00:00Z", "closed", {}),
    ]
    assert loaded.findings() == {"exact-duplicate": 1}


@pytest.mark.parametrize(
    ("key", "expected"), [("first", ["opened", "resolved"]), ("last", ["resolved", "closed"])]
)
def test_only_the_first_or_only_the_last_row_says_more(write, key, expected):
    keep = [line for line in ACTIVITIES.splitlines() if "row:" not in line or line.startswith(key)]
    loaded = load(write("case,done,code,why\n7,2026-03-02T10:00,3,\n"), mapping="\n".join(keep))
    assert [row[2] for row in loaded.rows] == expected
