"""What is said of a file as a whole: its zone, the order of its dates, what it lacks; and who was left out."""

import pytest

from evenhand.errors import RecordError, UsageError
from evenhand.sources.mapping_reading import read_mapping
from evenhand.sources.tickets import open_tickets
from tests.unit.sources.conftest import load

WIDE = """
kind: wide
ticket: id
dates: [iso, "%d/%m/%Y %H:%M"]
events: {opened: start, responded: first, resolved: end}
"""
HEAD = "id,start,first,end\n"


def test_the_zone_that_a_mapping_states_is_said(write):
    path = write('{"id":7,"dateoccurred":"2026-03-02T09:00:00"}\n')
    said = load(path, mapping="halopsa").said()["zone-of-mapping"]
    assert said == "note: times without a zone were read as Etc/UTC, as the mapping halopsa says"
    loaded = load(path, mapping="halopsa", timezone="Europe/Berlin")
    assert "zone-of-mapping" not in loaded.said()
    assert loaded.rows[0][1] == "2026-03-02T08:00:00Z"
    zoned = write('{"id":7,"dateoccurred":"2026-03-02T09:00:00Z"}\n')
    assert "zone-of-mapping" not in load(zoned, mapping="halopsa").said()


def test_an_unknown_zone_on_the_command_line(write):
    with pytest.raises(UsageError, match="Europe/Berlin"):
        open_tickets(write(HEAD + "1,2026-03-02T09:00Z,,\n"), mapping="generic-wide", timezone="MEZ")


def test_dates_that_contradict_the_order_they_were_read_in(write):
    rows = "1,03/04/2026 09:00,,\n2,03/17/2026 09:00,,\n3,2026-03-17 09:00,,\n4,03/18/2026 09:00,,\n"
    loaded = load(write(HEAD + rows), mapping=WIDE, timezone="Etc/UTC", batch_rows=2)
    assert loaded.said()["exchanged-dates"] == (
        'warning: dates in "start" look like month/day; the others were read day/month'
    )
    finding = next(each for each in loaded.report.ordered() if each.code == "exchanged-dates")
    assert str(finding.examples[0]) == 'row 3: "03/17/2026 09:00"'
    assert '"%m/%d/%Y %H:%M", first under `dates`' in finding.mend
    assert "doubtful-dates" not in loaded.said()
    assert loaded.findings()["unreadable-time"] == 2


def test_dates_that_fit_both_ways_alike(write):
    path = write(HEAD + "1,03/04/2026 09:00,03/04/2026 10:00,\n2,05/05/2026 09:00,,\n")
    said = load(path, mapping=WIDE, timezone="Etc/UTC").said()
    assert said["doubtful-dates"] == (
        "note: every date fits day/month and month/day alike; they were read day/month"
    )
    american = WIDE.replace("%d/%m", "%m/%d")
    said = load(path, mapping=american, timezone="Etc/UTC").said()
    assert said["doubtful-dates"].endswith("they were read month/day")


def test_one_date_settles_the_order_of_all(write):
    path = write(HEAD + "1,03/04/2026 09:00,,\n2,17/03/2026 09:00,,\n")
    said = load(path, mapping=WIDE, timezone="Etc/UTC").said()
    assert said.keys() & {"doubtful-dates", "exchanged-dates"} == set()


def test_records_without_a_response_of_their_own(write):
    path = write(HEAD + "1,2026-03-02T09:00Z,,2026-03-02T10:00Z\n")
    loaded = load(path, mapping=WIDE, responses=True)
    assert loaded.said()["no-responses"].startswith("warning: no ticket in these records has a response")
    assert "no-responses" not in load(path, mapping=WIDE).said()
    for rest in (",2026-03-02T09:30Z,2026-03-02T10:00Z", ",,"):
        path = write(HEAD + f"1,2026-03-02T09:00Z{rest}\n")
        assert "no-responses" not in load(path, mapping=WIDE, responses=True).said()


def test_a_preset_is_offered_as_a_beginning_where_columns_are_missing(write):
    path = write("id,opened\n1,2026-03-02T09:00Z\n")
    report = load(path, mapping="generic-wide").report
    (warning, note) = [each for each in report.ordered() if each.code == "absent-column"]
    assert warning.message == (
        'the file has no columns for: priority ("priority"), responded ("responded"), waiting ("waiting minutes")'
    )
    assert "evenhand mapping generic-wide > my-desk.yaml" in warning.mend
    assert (note.group, note.mend) == ("note", "")
    with pytest.raises(RecordError, match=r"evenhand mapping generic-wide > my-desk\.yaml"):
        load(write("foo,bar\n1,2\n"), mapping="generic-wide")


def test_a_value_that_is_called_as_in_the_agreement_is_known(write):
    mapping = WIDE + "attributes: {priority: {column: prio, values: {Urgent: High, low: Low, High: Top}}}\n"
    rows = "".join(
        f"{each},2026-03-02T09:00Z,{prio}\n" for each, prio in enumerate(("urgent", "LOW", "low", "High"))
    )
    loaded = load(write("id,start,prio\n" + rows), mapping=mapping)
    assert [row[3]["priority"] for row in loaded.rows] == ["High", "Low", "Low", "Top"]
    assert loaded.report.count("unmapped") == 0


def test_times_that_cannot_be_read_are_shown_with_what_to_do(write):
    path = write("id,opened\n1,9 o'clock\n2,noon\n")
    with pytest.raises(RecordError) as caught:
        load(path, mapping="generic-wide")
    (problem,) = caught.value.problems
    assert problem.message.startswith("No row can be used. 2 × ")
    assert 'For example row 2: "9 o\'clock"; row 3: "noon".' in problem.message
    assert problem.line == 2
    assert problem.mend.startswith("List their form under `dates` in the mapping, such as")
    assert "evenhand mapping generic-wide > my-desk.yaml" in problem.mend
    with pytest.raises(RecordError, match=r"Write 2026-03-02T16:10:00Z \(ISO 8601\), or list"):
        load(write("ticket,at,event\n1,noon,opened\n"))


LEFT_OUT = """
leave out:
  - {name: spam, column: from, is: spammer, drop: ticket}
  - {name: drafts, column: from, is: writer, drop: row}
"""


@pytest.mark.parametrize("batch_rows", [1, 100])
@pytest.mark.parametrize(
    ("ticket", "rules"),
    [("1", ["spam"]), ("2", ["drafts"]), ("3", []), ("4", []), ("5", ["drafts", "spam"]), (None, [])],
)
def test_the_report_tells_what_left_out_a_ticket(write, ticket, rules, batch_rows):
    rows = ("1,spammer", "2,writer", "3,Ann", "5,writer", "5,writer", "5,spammer", "6,spammer")
    path = write("id,from,start\n" + "".join(f"{row},2026-03-02T09:00Z\n" for row in rows))
    mapping, _ = read_mapping(WIDE + LEFT_OUT, file="m.yaml", name="m")
    with open_tickets(path, mapping=mapping, batch_rows=batch_rows, looked_for=ticket) as source:
        assert sum(len(log) for log in source.logs()) == 1
    assert source.report.left_out_by == rules


def test_the_report_tells_what_was_wrong_with_the_rows_of_a_ticket(write):
    path = write(
        "ticket,at,event\n1,2026-03-02T09:00Z,opened\n2,noon,opened\n2,,opened\n2,2026-03-02T09:00Z,sung\n"
    )
    with open_tickets(path, looked_for="2") as source:
        assert sum(len(log) for log in source.logs()) == 1
    assert source.report.left_out_by == [
        'time in "at" that cannot be read (row left out)',
        'row without a time in "at"',
        'event "sung" that the mapping does not know (row left out)',
    ]
    with open_tickets(path, looked_for="1") as source:
        assert sum(len(log) for log in source.logs()) == 1
    assert source.report.left_out_by == []


def test_repeated_columns_are_read_where_they_only_describe(write):
    path = write("id,start,end,Sprint,Sprint\n1,2026-03-02T09:00Z,,Spring,Summer\n")
    loaded = load(path, mapping=WIDE, extra_columns=["Sprint"])
    assert loaded.rows[0][3] == {"Sprint": "Spring"}
    assert (
        loaded.said()["repeated-column"]
        == 'note: several columns are named "Sprint": the first of them is read'
    )
    assert "repeated-column" not in load(path, mapping=WIDE).said()
    path = write("id,start,start\n1,2026-03-02T09:00Z,2026-03-02T10:00Z\n")
    with pytest.raises(RecordError, match=r'Several columns are named "start".*Remove or rename'):
        load(path, mapping=WIDE)
