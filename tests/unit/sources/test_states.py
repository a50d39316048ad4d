"""Histories of states: each update against the one before it on the same ticket."""

import pytest

from evenhand.errors import RecordError
from tests.unit.sources.conftest import load

MAPPING = """
kind: states
ticket: no
at: at
order: seq
opened at: opened
state: state
states:
  New: new
  Open: active
  Waiting: {waiting: client}
  Vendor: {waiting: supplier}
  On hold: waiting
  Done: resolved
  Closed: closed
  Void: cancelled
  Dup: merged
responded: {column: owner, filled: yes}
timezone: Etc/UTC
attributes: {priority: prio, by: owner}
"""


def history(write, *updates, mapping=MAPPING):
    """Events of one ticket from (minute, state) or (minute, state, columns) updates; opened in minute 0."""
    lines = ["no,at,seq,opened,state,prio,owner"]
    for minute, state, *more in updates:
        said = {"opened": "2026-03-02T10:00", "prio": "", "owner": "", "seq": ""} | (more[0] if more else {})
        row = [
            "T1",
            f"2026-03-02T10:{minute:02}",
            said["seq"],
            said["opened"],
            state,
            said["prio"],
            said["owner"],
        ]
        lines.append(",".join(row))
    loaded = load(write("\n".join(lines) + "\n"), mapping=mapping)
    events = [(int(at[14:16]), event, said) for _, at, event, said in loaded.rows]
    return events, loaded


def plain(events):
    return [(minute, event) for minute, event, _ in events]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["New"], ["opened"]),
        (["Open"], ["opened"]),
        (["New", "Open", "Open"], ["opened"]),
        (["Waiting"], ["opened", "waiting"]),
        (["New", "Waiting", "Open"], ["opened", "waiting", "resumed"]),
        (["New", "Waiting", "New"], ["opened", "waiting", "resumed"]),
        (["New", "Waiting", "Waiting", "Vendor"], ["opened", "waiting", "waiting"]),
        (["New", "Waiting", "Done"], ["opened", "waiting", "resolved"]),
        (["New", "Done", "Done", "Closed", "Closed"], ["opened", "resolved", "closed"]),
        (["New", "Done", "Open", "Done"], ["opened", "resolved", "reopened", "resolved"]),
        (["New", "Closed", "Waiting"], ["opened", "closed", "reopened", "waiting"]),
        (["New", "Void"], ["opened", "cancelled"]),
        (["New", "Dup", "New"], ["opened", "merged", "reopened"]),
        (["Done"], ["opened", "resolved"]),
        (["New", "Odd", "Open"], ["opened"]),
        (["New", "Waiting", "Odd", "Open"], ["opened", "waiting", "resumed"]),
        (["Odd", "Done"], ["opened", "resolved"]),
    ],
)
def test_what_updates_become(write, states, expected):
    events, _ = history(write, *enumerate(states))
    assert [event for _, event, _ in events] == expected


def test_reasons_of_waiting(write):
    events, _ = history(write, (1, "Waiting"), (2, "Vendor"), (3, "On hold"), (4, "Open"))
    assert [said.get("reason") for _, _, said in events] == [None, "client", "supplier", "On hold", None]


def test_the_response_is_the_first_row_that_shows_one(write):
    ann = {"owner": "Ann"}
    events, _ = history(
        write, (1, "New"), (2, "Waiting", ann), (3, "Open", {"owner": "Bob"}), (4, "Done", ann)
    )
    assert plain(events) == [
        (0, "opened"),
        (2, "responded"),
        (2, "waiting"),
        (3, "resumed"),
        (4, "resolved"),
    ]
    assert [said.get("by") for _, _, said in events] == [None, "Ann", None, "Bob", "Ann"]


def test_attributes_are_written_when_they_change(write):
    updates = [
        (1, "New", {"prio": "P3"}),
        (2, "New", {"prio": "P3"}),
        (3, "New", {"prio": "P1"}),
        (4, "New", {"prio": ""}),
        (5, "New", {"prio": "P1"}),
        (6, "Done", {"prio": "P2"}),
    ]
    events, _ = history(write, *updates)
    assert events == [
        (0, "opened", {"priority": "P3"}),
        (3, "changed", {"priority": "P1"}),
        (6, "resolved", {"priority": "P2"}),
    ]


def test_without_an_opened_column_the_first_row_opens(write):
    mapping = MAPPING.replace("opened at: opened\n", "")
    assert plain(history(write, (3, "New"), (5, "Done"), mapping=mapping)[0]) == [
        (3, "opened"),
        (5, "resolved"),
    ]
    empty = {"opened": ""}
    assert plain(history(write, (3, "New", empty), (5, "Done", empty))[0]) == [(3, "opened"), (5, "resolved")]


def test_the_last_opened_time_that_is_given_counts(write):
    events, _ = history(write, (3, "New", {"opened": ""}), (5, "Done"))
    assert plain(events) == [(0, "opened"), (5, "resolved")]


def test_an_update_from_before_the_opening_tells_what_held_then(write):
    late = {"opened": "2026-03-02T10:05"}
    events, loaded = history(write, (1, "Open", late), (2, "Waiting", late), (9, "Done", late))
    assert plain(events) == [(5, "opened"), (5, "waiting"), (9, "resolved")]
    assert loaded.findings() == {"before-opening": 2}
    events, loaded = history(write, (1, "Done", late), (9, "Open", late))
    assert plain(events) == [(1, "resolved"), (5, "opened"), (9, "reopened")]
    assert loaded.findings() == {"irregular-ticket": 1}


def test_updates_of_one_minute_go_by_the_order_column(write):
    updates = [(1, "Done", {"seq": "12"}), (1, "Waiting", {"seq": "9"}), (1, "New", {"seq": ""})]
    assert plain(history(write, *updates)[0]) == [(0, "opened"), (1, "waiting"), (1, "resolved")]
    with pytest.raises(RecordError, match=r"bad-order: The column \"seq\""):
        history(write, (1, "Done", {"seq": "first"}))


def test_unknown_states_are_told_and_leave_the_state_as_it_was(write):
    _, loaded = history(write, (1, "New"), (2, "Odd"), (3, ""), (4, "Odd"))
    assert loaded.findings() == {"unknown-state": 3}
    assert 'state "Odd" that the mapping does not know (the state before goes on)' in loaded.report.text()


def test_states_of_which_none_is_waiting(write):
    mapping = "kind: states\nticket: no\nat: at\nstate: state\nstates: {New: new, Done: resolved}\n"
    loaded = load(
        write("no,at,state\nT1,2026-03-02T10:01Z,New\nT1,2026-03-02T10:02Z,Done\n"), mapping=mapping
    )
    assert [row[2] for row in loaded.rows] == ["opened", "resolved"]


def test_exact_duplicates_are_those_of_the_file(write):
    same = (2, "Open")
    _, loaded = history(write, (1, "New"), same, same, (2, "New"))
    assert loaded.findings() == {"exact-duplicate": 1}


def test_splitting_by_ticket_changes_nothing(write):
    lines = ["no,at,seq,opened,state,prio,owner"]
    for minute, state in enumerate(["New", "Open", "Waiting", "Done", "Closed", "Open"]):
        lines += [
            f"T{n},2026-03-02T10:{minute:02},,2026-03-02T10:00,{state},P{minute % 2},Ann" for n in range(20)
        ]
    path = write("\n".join(lines))
    whole, parts = load(path, mapping=MAPPING), load(path, mapping=MAPPING, batch_rows=9)
    assert sorted(parts.rows, key=lambda row: row[0]) == sorted(whole.rows, key=lambda row: row[0])
    assert parts.report.to_json()["events"] == whole.report.to_json()["events"]
    assert parts.latest == whole.latest


def test_a_received_column_goes_with_every_event(write):
    mapping = MAPPING + "received: got\n"
    path = write("no,at,seq,opened,state,prio,owner,got\nT1,2026-03-02T10:01,,,Done,,,2026-03-03T00:00Z\n")
    assert [said["received"] for *_, said in load(path, mapping=mapping).rows] == ["1772496000"] * 2


def test_whole_tickets_and_single_rows_are_left_out_by_name(write):
    mapping = MAPPING + (
        "leave out:\n"
        "  - {name: alerts, column: owner, is: robot, drop: ticket}\n"
        "  - {name: drafts, column: prio, matches: draft*, drop: row}\n"
        "  - {name: tests, column: owner, is: [robot, tester], drop: ticket}\n"
        "  - {name: absent, column: nowhere, filled: yes, drop: row}\n"
    )
    path = write(
        "no,at,seq,opened,state,prio,owner\n"
        "T1,2026-03-02T10:01,,,New,,\nT1,2026-03-02T10:02,,,Done,,Robot\n"
        "T2,2026-03-02T10:01,,,New,,tester\n"
        "T3,2026-03-02T10:01,,,New,draft 1,\nT3,2026-03-02T10:02,,,New,,\n"
    )
    loaded = load(path, mapping=mapping)
    assert [(row[0], row[1][14:16]) for row in loaded.rows] == [("T3", "02")]
    left = {each.message: (each.count, str(each.examples[0])) for each in loaded.report.ordered()[:3]}
    assert left["ticket: alerts"] == (1, '"T1"')
    assert left["ticket: tests"] == (1, '"T2"')
    assert left["row: drafts"] == (1, 'row 5: "T3"')
    assert loaded.report.count("left out") == 3
    assert loaded.said()["absent-column"] == 'note: the file has no columns for: leave out absent ("nowhere")'


def test_a_file_of_which_every_ticket_is_left_out(write):
    mapping = MAPPING + "leave out:\n  - {name: all, column: state, filled: yes, drop: ticket}\n"
    loaded = load(write("no,at,state\nT1,2026-03-02T10:01,New\n"), mapping=mapping)
    assert loaded.rows == []
