"""Rows that could not be used are counted once, by file and by reason."""

from evenhand.errors import Problem
from evenhand.records.left_out import left_out
from evenhand.sources.report import ImportReport


def test_by_file_in_the_order_of_the_problems_under_the_names_that_are_known() -> None:
    problems = [
        Problem("no-time", "", severity="warning", file="folder/b", rows=2),
        Problem("odd", "a note without rows", severity="note", file="folder/b"),
        Problem("no-name", "", severity="warning", file="a.csv", rows=1),
        Problem("bad-value", "", severity="warning", file="folder/b", rows=1_000),
        Problem("no-time", "again", severity="warning", file="folder/b", rows=3),
        Problem("no-time", "", rows=1),
    ]
    one, two, three = left_out(problems, {"folder/b": "b.csv"})
    assert one.to_json() == {"file": "b.csv", "rows": 1_005, "reasons": {"bad-value": 1_000, "no-time": 5}}
    assert str(one) == "1,005 rows of b.csv could not be used and are left out of these figures."
    assert str(two) == "1 row of a.csv could not be used and is left out of these figures."
    assert three.file == ""
    assert left_out([]) == ()


def test_a_report_counts_the_rows_that_are_lost_and_not_what_is_merely_unsaid() -> None:
    report = ImportReport("a.csv", "canonical")
    report.add("dropped", "no-time", "row without a time", 2, loses=True)
    report.add("dropped", "unreadable-time", "time that cannot be read (not said)", 5)
    assert report.lost == 2
    assert [each.rows for each in left_out(report.problems())] == [2]
