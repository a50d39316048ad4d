"""Events in Evenhand's own columns: what is kept, what is dropped and how that is told."""

from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.errors import RecordError
from evenhand.sources.export import EventFile
from evenhand.sources.tickets import open_tickets
from evenhand.units import iso_utc
from tests.unit.sources.conftest import load, rows_of

LOG = """ticket,at,event,priority,reason,waiting_seconds,received,agreed due
T1,2026-03-02T16:10:00Z,opened,P1,,,2026-03-02T16:11:00Z,2026-03-03T09:00:00+01:00
T1,2026-03-02T17:10:00+01:00,RESPONDED,,,,,
T1,2026-03-02T16:30:00.999Z, waiting ,, client ,600,,
T2,2026-03-02T16:10:00Z,opened,P2,,,,
"""


def test_every_column_is_read(write):
    loaded = load(write(LOG))
    assert loaded.rows == [
        (
            "T1",
            "2026-03-02T16:10:00Z",
            "opened",
            {"priority": "P1", "received": "1772467860", "agreed due": "2026-03-03T08:00:00Z"},
        ),
        ("T1", "2026-03-02T16:10:00Z", "responded", {}),
        ("T1", "2026-03-02T16:30:00Z", "waiting", {"reason": "client", "waiting_seconds": "600"}),
        ("T2", "2026-03-02T16:10:00Z", "opened", {"priority": "P2"}),
    ]
    assert loaded.report.rows == 4
    assert loaded.report.tickets == 2
    assert loaded.report.events == {"opened": 2, "responded": 1, "waiting": 1}
    assert loaded.findings() == {}
    assert iso_utc(loaded.latest) == "2026-03-02T16:30:00Z"


def test_the_same_records_in_parquet_and_ndjson(write, tmp_path):
    expected = load(write(LOG)).rows
    lines = [
        '{"ticket":"T1","at":"2026-03-02T16:10:00Z","event":"opened","priority":"P1",'
        '"received":"2026-03-02T16:11:00Z","agreed due":"2026-03-03T09:00:00+01:00"}',
        '{"ticket":"T1","at":"2026-03-02T16:10:00Z","event":"responded"}',
        '{"ticket":"T1","at":"2026-03-02T16:30:00Z","event":"waiting","reason":"client","waiting_seconds":600}',
        '{"ticket":"T2","at":"2026-03-02T16:10:00Z","event":"opened","priority":"P2"}',
    ]
    assert load(write("\n".join(lines), "x.ndjson")).rows == expected
    path = tmp_path / "x.parquet"
    with open_tickets(write(LOG)) as source, EventFile(path) as events:
        for log in source.logs():
            events.write(log)
    assert load(path).rows == expected


def test_further_columns_when_asked_for(write):
    path = write("ticket,at,event,Site,id\nT1,2026-03-02T16:10Z,opened,Leeds,7\n")
    assert load(path).rows[0][3] == {}
    assert load(path, extra_columns=["Site"]).rows[0][3] == {"Site": "Leeds"}
    assert load(path, extra_columns="all").rows[0][3] == {"Site": "Leeds", "id": "7"}
    with pytest.raises(RecordError, match='no column "site2"'):
        load(path, extra_columns=["site2"])


def test_rows_that_cannot_be_used_are_left_out_and_told(write):
    loaded = load(
        write(
            "ticket,at,event,waiting_seconds,received\n"
            "T1,2026-03-02T16:10Z,opened,soon,\n"
            ",2026-03-02T16:10Z,opened,,\n"
            "T1,,resolved,,\n"
            "T1,tomorrow,resolved,,\n"
            "T1,0001-01-01T00:00Z,resolved,,\n"
            "T1,2026-03-02T16:20Z,exploded,,\n"
            "T1,2026-03-02T16:20Z,Exploded,,\n"
            "T1,2026-03-02T16:20Z,,,\n"
            "T1,2026-03-02T16:30Z,resolved,,then\n"
        )
    )
    assert [row[2] for row in loaded.rows] == ["opened", "resolved"]
    assert loaded.findings() == {
        "no-ticket": 1,
        "no-time": 1,
        "unreadable-time": 2,
        "absurd-time": 1,
        "unknown-event": 3,
        "unreadable-waiting": 1,
    }
    assert loaded.report.count("dropped") == 6
    shown = loaded.report.text()
    assert 'time in "at" that cannot be read (row left out)\n    for example row 5: "tomorrow"' in shown
    assert 'event "exploded" that the mapping does not know (row left out)' in shown


def test_many_unknown_events_are_told_together(write):
    lines = "".join(f"T1,2026-03-02T16:20Z,odd {number}\n" for number in range(30))
    loaded = load(write("ticket,at,event\nT1,2026-03-02T16:10Z,opened\n" + lines))
    unknown = [finding for finding in loaded.report.ordered() if finding.code == "unknown-event"]
    assert len(unknown) == 21
    assert sum(finding.count for finding in unknown) == 30
    assert unknown[0].message == 'event "…" that the mapping does not know (row left out)'
    assert unknown[0].count == 10


def test_duplicates_and_irregular_tickets_are_told(write):
    loaded = load(
        write(
            "ticket,at,event\nT1,2026-03-02T16:10Z,opened\nT1,2026-03-02T16:10Z,opened\n"
            "T2,2026-03-02T16:10Z,resolved\nT2,2026-03-02T16:20Z,opened\n"
        )
    )
    assert loaded.findings() == {"exact-duplicate": 1, "irregular-ticket": 1}
    assert loaded.report.count("duplicate") == 1
    assert 'ticket with an event before it was opened\n    for example "T2"' in loaded.report.text()


def test_times_without_a_zone(write):
    path = write("ticket,at,event\nT1,2026-03-29T01:30,opened\nT1,2026-10-25T01:30,closed\n")
    with pytest.raises(RecordError, match=r'csv:2: no-zone: The time "2026-03-29T01:30".*--timezone'):
        load(path)
    loaded = load(path, timezone="Europe/London")
    assert [row[1] for row in loaded.rows] == ["2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z"]
    assert loaded.findings() == {"skipped-time": 1, "double-time": 1}
    assert loaded.report.count("note") == 2


def test_a_time_without_a_zone_in_a_row_that_is_left_out_is_no_trouble(write):
    path = write("ticket,at,event\nT1,2026-03-02T16:10Z,opened\n,2026-03-29T01:30,opened\n")
    assert load(path).findings() == {"no-ticket": 1}


def test_missing_columns_list_what_there_is_and_what_might_fit(write):
    path = write("number,sys_updated_on,state,Evnet\n1,2026-03-02T16:10Z,New,opened\n")
    with pytest.raises(RecordError) as caught:
        load(path)
    *missing, listed = caught.value.problems
    assert [(problem.code, problem.message) for problem in missing] == [
        ("missing-column", 'There is no column "ticket".'),
        ("missing-column", 'There is no column "at".'),
        ("missing-column", 'There is no column "event".'),
    ]
    assert missing[2].mend == 'Did you mean "Evnet"?'
    assert listed.message == "The columns are: number, sys_updated_on, state, Evnet."
    assert "--mapping servicenow." in listed.mend
    with pytest.raises(RecordError, match="No preset fits"):
        load(write("foo,bar\n1,2\n"))


def test_a_file_in_which_no_row_can_be_used(write):
    with pytest.raises(RecordError, match="No row can be used"):
        load(write("ticket,at,event\nT1,tomorrow,opened\n"))
    with pytest.raises(RecordError, match="No row can be used"):
        load(write("ticket,at,event\n" + "T1,tomorrow,opened\n" * 20), batch_rows=3)


def test_a_file_without_rows(tmp_path):
    parquet_of(tmp_path / "x.parquet", [])
    with pytest.raises(RecordError, match="The file has no rows"):
        load(tmp_path / "x.parquet")


def parquet_of(path, rows):
    start = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
    table = pa.table(
        {
            "ticket": pa.array([f"T{ticket}" for ticket, *_ in rows], pa.string()),
            "at": pa.array([int(start + at) for _, at, *_ in rows], pa.timestamp("s", "UTC")),
            "event": pa.array([event for *_, event, _ in rows], pa.string()),
            "priority": pa.array([priority for *_, priority in rows], pa.string()),
        }
    )
    pq.write_table(table, path)


ROW = st.tuples(
    st.integers(0, 9),
    st.integers(0, 3),
    st.sampled_from(["opened", "responded", "resolved", "reopened"]),
    st.sampled_from([None, "P1", "P2"]),
)


@settings(max_examples=30)
@given(rows=st.lists(ROW, min_size=1, max_size=40), batch_rows=st.integers(1, 20))
def test_splitting_a_file_changes_nothing(tmp_path_factory, rows, batch_rows):
    folder = tmp_path_factory.mktemp("split")
    parquet_of(folder / "x.parquet", rows)
    whole = load(folder / "x.parquet")
    advanced = []
    parts = load(folder / "x.parquet", batch_rows=batch_rows, spill_dir=folder, progress=advanced.append)
    assert sorted(parts.rows, key=lambda row: row[0]) == sorted(whole.rows, key=lambda row: row[0])
    assert parts.report.to_json()["counts"] == whole.report.to_json()["counts"]
    assert parts.latest == whole.latest
    assert sum(advanced) == len(rows)
    assert [path.name for path in folder.iterdir()] == ["x.parquet"]


@settings(max_examples=30)
@given(data=st.data(), rows=st.lists(ROW, min_size=1, max_size=30, unique_by=lambda row: row[:2]))
def test_shuffling_the_rows_changes_nothing(tmp_path_factory, data, rows):
    folder = tmp_path_factory.mktemp("shuffle")
    parquet_of(folder / "one.parquet", rows)
    parquet_of(folder / "two.parquet", data.draw(st.permutations(rows)))
    one, two = load(folder / "one.parquet"), load(folder / "two.parquet")
    assert sorted(one.rows, key=lambda row: row[:2]) == sorted(two.rows, key=lambda row: row[:2])


@settings(max_examples=30)
@given(rows=st.lists(ROW, min_size=1, max_size=30))
def test_written_events_read_back_to_the_same_log(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("back")
    parquet_of(folder / "x.parquet", rows)
    with open_tickets(folder / "x.parquet", batch_rows=7) as source, EventFile(folder / "y.parquet") as file:
        first = []
        for log in source.logs():
            file.write(log)
            first += rows_of(log)
    again = load(folder / "y.parquet")
    assert again.rows == first
    assert again.report.count("duplicate") == 0


def test_temporary_files_go_when_reading_fails(write, tmp_path):
    folder = tmp_path / "spill"
    folder.mkdir()
    good = "".join(f"T{n},2026-03-02T16:10Z,opened\n" for n in range(50))
    path = write("ticket,at,event\n" + good + "T1,2026-03-02T16:10,opened\n")
    with pytest.raises(RecordError, match="no-zone"):
        load(path, batch_rows=10, spill_dir=folder)
    assert list(folder.iterdir()) == []
    with pytest.raises(RecordError, match="no-zone"):
        load(path)


def test_temporary_files_go_when_the_logs_are_not_taken(write, tmp_path):
    path = write("ticket,at,event\n" + "".join(f"T{n},2026-03-02T16:10Z,opened\n" for n in range(50)))
    with open_tickets(path, batch_rows=10, spill_dir=tmp_path) as source:
        next(source.logs())
        assert any(each.is_dir() for each in tmp_path.iterdir())
    assert not any(each.is_dir() for each in tmp_path.iterdir())


def test_a_batch_of_unusable_rows_among_others(write):
    bad = "".join(f",2026-03-02T16:10Z,opened{n}\n" for n in range(30))
    path = write(
        "ticket,at,event\nT1,2026-03-02T16:10Z,opened\n" + bad + "T2,2026-03-02T16:10Z,opened\n" * 12
    )
    assert sorted(row[0] for row in load(path, batch_rows=5).rows) == ["T1", "T2"]


def test_an_export_that_fails_leaves_no_file(write, tmp_path):
    path = tmp_path / "x.parquet"

    def fail():
        with open_tickets(write(LOG)) as source, EventFile(path) as events:
            for log in source.logs():
                events.write(log)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not path.exists()
    with EventFile(path):
        pass
    assert not path.exists()
