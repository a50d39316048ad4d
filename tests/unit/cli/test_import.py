"""`evenhand import`: an export to events, with its report and exit code."""

import json

import pytest

from tests.unit.sources.conftest import load

GOOD = "ticket,at,event,site\nT1,2026-03-02T16:10Z,opened,Leeds\nT1,2026-03-02T16:20Z,resolved,\n"


@pytest.fixture
def write(tmp_path):
    def make(content, name="records.csv"):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return path

    return make


def test_a_file_in_our_own_columns_keeps_all_of_them(write, tmp_path, evenhand):
    out = tmp_path / "events.parquet"
    outcome = evenhand("import", write(GOOD), "--mapping", "canonical", "-o", out)
    assert outcome.code == 0
    assert "1 ticket, 2 events (1 opened, 1 resolved)" in outcome.out
    assert f"Written to {out}." in outcome.out
    assert load(out, extra_columns="all").rows[0] == (
        "T1",
        "2026-03-02T16:10:00Z",
        "opened",
        {"site": "Leeds"},
    )


def test_the_report_as_json_and_rows_that_were_dropped(write, tmp_path, evenhand):
    path = write("Ticket,Opened,Closed\n7,2026-03-02 16:10,soon\n8,2026-03-02 16:10,\n")
    out = tmp_path / "e.parquet"
    outcome = evenhand(
        "import", path, "--mapping", "generic-wide", "-o", out, "--timezone", "Etc/UTC", "--format", "json"
    )
    assert outcome.code == 1
    report = json.loads(outcome.out)
    assert (report["rows"], report["tickets"], report["counts"]["dropped"]) == (2, 2, 1)
    assert len(load(out).rows) == 2


def test_the_report_says_that_no_ticket_has_a_response_of_its_own(write, tmp_path, evenhand):
    path = write("Issue key,Created,Resolved,Resolution\nD-1,02/Mar/26 9:00 AM,02/Mar/26 2:10 PM,Done\n")
    words = ("import", path, "--mapping", "jira", "--timezone", "Etc/UTC", "-o", tmp_path / "e.parquet")
    outcome = evenhand(*words)
    assert outcome.code == 0
    assert "warning: no ticket in these records has a response of its own" in outcome.out
    assert "(rule 9)" in outcome.out


@pytest.mark.parametrize("name", ["events.csv", "records.csv", "ag2.yaml", "events"])
def test_events_are_written_as_parquet_only(write, tmp_path, evenhand, name):
    path = write(GOOD)
    outcome = evenhand("import", path, "--mapping", "canonical", "-o", tmp_path / name)
    assert outcome.code == 2
    assert "ends in .parquet" in outcome.err
    assert path.read_text() == GOOD
    assert [each.name for each in tmp_path.iterdir()] == ["records.csv"]


def test_what_is_read_is_never_written_over(write, tmp_path, evenhand):
    events = tmp_path / "events.parquet"
    assert evenhand("import", write(GOOD), "--mapping", "canonical", "-o", events).code == 0
    before = events.read_bytes()
    (tmp_path / "link.parquet").symlink_to(events)
    (tmp_path / "twin.parquet").hardlink_to(events)
    for name in ("events.parquet", "link.parquet", "twin.parquet"):
        outcome = evenhand("import", events, "--mapping", "canonical", "-o", tmp_path / name)
        assert outcome.code == 2
        assert "would be written over" in outcome.err
        assert events.read_bytes() == before
    sheet = write("{kind: events, ticket: ticket, at: at, event: event}", "sheet.parquet")
    outcome = evenhand("import", events, "--mapping", sheet, "-o", sheet)
    assert outcome.code == 2


def test_a_mapping_and_an_agreement_given_for_one_another(write, tmp_path, evenhand):
    tickets = write(GOOD)
    agreement = write("agreement: Harbour\ntimezone: Etc/UTC\n", "agreement.yaml")
    mapping = write("kind: wide\nticket: id\nevents: {opened: opened}\n", "mapping.yaml")
    for file, sheet, said in [
        (tickets, agreement, "This looks like an agreement, not a mapping."),
        (agreement, mapping, "This looks like an agreement, not a file of records."),
        (mapping, tickets, "This looks like a file of records, not a mapping."),
        (mapping, mapping, "This looks like a mapping, not a file of records."),
    ]:
        outcome = evenhand("import", file, "--mapping", sheet, "-o", tmp_path / "e.parquet")
        assert outcome.code == 1
        assert said in outcome.err
        assert "Exchange them" in outcome.err
