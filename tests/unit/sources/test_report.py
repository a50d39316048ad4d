"""The report of an import: as text, as JSON and as problems."""

from evenhand.sources.report import Example, ImportReport


def test_a_report_without_findings():
    report = ImportReport("x.csv", "jira", rows=1, tickets=1, events={"opened": 1})
    assert report.text() == (
        "x.csv: 1 row read with the mapping jira\n"
        "  1 ticket, 1 event (1 opened)\n"
        "  Every row was used; nothing was dropped, doubled or out of order."
    )
    assert ImportReport("x.csv", "jira").text().splitlines()[1] == "  0 tickets, 0 events"
    assert report.problems() == ()


def test_findings_are_added_up_with_a_few_examples():
    report = ImportReport("x.csv", "jira", rows=2000)
    report.add("note", "n", "note", 0)
    report.add("note", "n", "note", 1)
    for row in range(2, 7):
        report.add("dropped", "d", "odd row", 300, [Example("v", row)], "Mend it.")
    report.add("left out", "l", "ticket: alerts", 2, [Example("T" * 100)])
    assert [finding.code for finding in report.ordered()] == ["d", "l", "n"]
    assert report.text().splitlines()[2:] == [
        "  dropped: 1,500 × odd row",
        '    for example row 2: "v"; row 3: "v"; row 4: "v"',
        "    Mend it.",
        "  left out: 2 × ticket: alerts",
        f'    for example "{"T" * 59}…"',
        "  note: 1 × note",
    ]
    assert report.count("dropped") == 1500
    problems = report.problems()
    assert [problem.severity for problem in problems] == ["warning", "note", "note"]
    assert str(problems[0]) == (
        'x.csv:2: d: 1,500 × odd row. For example row 2: "v"; row 3: "v"; row 4: "v". Mend it.'
    )
    assert problems[2].message == "1 × note."
    assert report.to_json() == {
        "file": "x.csv",
        "mapping": "jira",
        "rows": 2000,
        "tickets": 0,
        "events": {},
        "counts": {
            "dropped": 1500,
            "duplicate": 0,
            "irregular": 0,
            "unmapped": 0,
            "warning": 0,
            "left out": 2,
            "note": 1,
        },
        "findings": [
            {
                "group": "dropped",
                "code": "d",
                "count": 1500,
                "message": "odd row",
                "examples": [{"row": row, "value": "v"} for row in (2, 3, 4)],
                "mend": "Mend it.",
            },
            {
                "group": "left out",
                "code": "l",
                "count": 2,
                "message": "ticket: alerts",
                "examples": [{"row": None, "value": "T" * 59 + "…"}],
                "mend": "",
            },
            {"group": "note", "code": "n", "count": 1, "message": "note", "examples": [], "mend": ""},
        ],
    }


def test_an_example_of_several_lines_is_shown_on_one():
    assert str(Example("two\nlines\x1b[31m", 3)) == 'row 3: "two lines [31m"'
