"""`evenhand explain`: a ticket, a figure, and what a person may get wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evenhand.cli.main import run
from evenhand.cli.nearest import known
from evenhand.errors import UsageError

AGREEMENT = """\
agreement: Small office
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars:
  office: {hours: {mon-fri: 09:00-17:00}}
priorities: {P1: {name: High}, P2: {name: Low}}
services:
  desk: {name: Desk, hours: office}
standards:
  respond:
    applies to: {priority: P1}
    clock: {starts: opened, stops: responded}
    within: 1 hour
    target: 50% per month
  resolve:
    clock: {starts: opened, stops: resolved}
    within: 4 hours
    target: 50% per month
    scored: each priority
  rating:
    measure: mean rating
    target: at least 4 per trailing 30 days
"""
TICKETS = """\
ticket,at,event,priority
A-1,2026-03-02T10:00,opened,P1
A-1,2026-03-02T10:20,responded,
A-1,2026-03-02T15:00,resolved,
A-2,2026-03-03T10:00,opened,P2
A-2,2026-03-03T11:00,resolved,
B-1,2026-03-04T12:00,opened,P9
B-1,2026-03-04T11:00,resolved,
"""
READINGS = "name,at,value\nrating,2026-03-05T10:00,4\nrating,soon,5\n"


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    for name, content in (("a.yaml", AGREEMENT), ("t.csv", TICKETS), ("r.csv", READINGS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return [str(tmp_path / "a.yaml"), "--tickets", str(tmp_path / "t.csv"), "--timezone", "Europe/London"]


def leave(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        run(["explain", *words])
    return int(left.value.code or 0)


def test_a_ticket_under_every_standard_it_counts_for(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(*words, "--ticket", "A-1") == 0
    page = capsys.readouterr().out
    assert "A-1 was answered in time, with 40 minutes to spare" in page
    assert "\n" + "─" * 64 + "\n" in page
    assert (
        "A-1 was resolved 1 hour late: the clause allows 4 hours of office time and 5 h 00 min counted."
        in page
    )
    assert "rating" not in page


def test_a_ticket_under_one_standard_as_json(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(*words, "--ticket", "A-1", "--standard", "standards.resolve", "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    [found] = answer["explanations"]
    assert (answer["ticket"], found["verdict"], found["due"]) == ("A-1", "missed", "2026-03-02T14:00:00Z")
    assert found["sentence"].startswith("A-1 was resolved 1 hour late")


def test_as_of(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(*words, "--ticket", "A-1", "--standard", "resolve", "--as-of", "2026-03-02T11:00") == 0
    assert "○ open" in capsys.readouterr().out


def test_a_ticket_that_counts_nowhere_says_why(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(*words, "--ticket", "A-2", "--standard", "respond") == 0
    assert "A-2 does not count under respond: its priority is P2" in capsys.readouterr().out
    assert leave(*words, "--ticket", "A-1", "--as-of", "2026-03-01T10:00") == 0
    assert capsys.readouterr().out.count("nothing is recorded of it yet") == 3


def test_a_figure(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(*words, "--figure", "resolve", "--period", "2026-03") == 0
    shown = capsys.readouterr()
    assert (
        "In March 2026, 0 of 1 ticket met “resolve” (P1): 0%, where 50% per month was agreed.  ✕ missed"
        in shown.out
    )
    assert "In March 2026, 1 of 1 ticket met “resolve” (P2): 100%" in shown.out
    assert "irregular-ticket" in shown.err


def test_a_figure_as_json(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    narrow = ["--priority", "P2", "--service", "desk", "--format", "json"]
    assert leave(*words, "--figure", "resolve", "--period", "2026-01-20", *narrow) == 0
    [figure] = json.loads(capsys.readouterr().out)["figures"]
    assert (figure["period"]["start"], figure["result"], figure["priority"]) == (
        "2026-01-01",
        "nothing to measure",
        "P2",
    )


MAPPING = """\
kind: events
ticket: ticket
at: at
event: event
attributes: {priority: priority}
events: {opened: opened, responded: responded, resolved: resolved}
leave out:
  - {name: robots, column: priority, is: P2, drop: ticket}
  - {name: odd priorities, column: priority, is: P9, drop: row}
"""


def test_a_ticket_that_the_import_left_out(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    sheet = Path(words[0]).with_name("m.yaml")
    sheet.write_text(MAPPING, encoding="utf-8")
    assert leave(*words, "--mapping", str(sheet), "--ticket", "A-2") == 2
    said = capsys.readouterr().err
    assert 'The ticket "A-2" is in the file, but the import left it out: robots.' in said
    assert leave(*words, "--mapping", str(sheet), "--ticket", "B-1") == 0
    assert "of this ticket the import left something out: odd priorities" in capsys.readouterr().err
    assert leave(*words, "--mapping", str(sheet), "--ticket", "A-3") == 2
    assert 'There is no ticket "A-3". Near to it: A-1' in capsys.readouterr().err


def test_a_figure_of_readings_over_trailing_days(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    readings = ["--readings", words[2].replace("t.csv", "r.csv")]
    assert (
        leave(*words, *readings, "--mapping", "canonical", "--figure", "rating", "--period", "2026-03") == 0
    )
    shown = capsys.readouterr()
    assert shown.out.startswith(
        "From 2 March to 31 March 2026, “rating” was 4 (the sum 4 divided by 1), where"
    )
    assert "soon" in shown.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "either --ticket ID, or --figure CLAUSE with --period."),
        (("--ticket", "A-1", "--figure", "resolve"), "either --ticket ID, or --figure CLAUSE with --period."),
        (("--figure", "resolve"), "Name it with --period 2026-03."),
        (("--figure", "resolve", "--period", "March"), "'March' is not a period."),
        (("--figure", "resolves", "--period", "2026-03"), 'no standard "resolves". Near to it: resolve'),
        (("--ticket", "A-1", "--standard", "x"), 'no standard "x". There is: respond, resolve, rating.'),
        (("--ticket", "A-3"), 'no ticket "A-3". Near to it: A-'),
        (("--ticket", "a-1 "), 'no ticket "a-1 ". Near to it: A-1'),
        (("--ticket", "Z"), 'There is no ticket "Z".'),
        (
            ("--figure", "resolve", "--period", "2025-04"),
            "runs from Thu 1 Jan 2026 to Thu 31 Dec 2026: there are no",
        ),
        (
            ("--ticket", "A-1", "--readings", "/no/r.csv"),
            'There is no file "/no/r.csv": the folder "/no" does not exist.',
        ),
        (
            ("--figure", "resolve", "--period", "2026-03", "--priority", "P3"),
            'no priority "P3". Near to it: P2, P1.',
        ),
        (
            ("--figure", "resolve", "--period", "2026-03", "--service", "dusk"),
            'no service "dusk". Near to it: desk.',
        ),
        (("--figure", "resolve", "--period", "2026-Q1"), "Name one by a date in it, such as 2026-01-01."),
        (("--ticket", "A-1", "--as-of", "now"), '"now" is not a time.'),
    ],
)
def test_what_may_be_wrong(
    words: list[str], capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert leave(*words, *more) == 2
    assert said in capsys.readouterr().err


def test_a_name_among_none() -> None:
    with pytest.raises(UsageError, match=r'There is no ticket "A"\.$'):
        known("ticket", "A", [])
