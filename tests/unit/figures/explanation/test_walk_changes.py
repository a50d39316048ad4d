"""Reopening and changes of priority, every answer reckoned by hand (rules 11 and 12).

The hours are those of test_walk_rules.
"""

import pytest

from tests.unit.figures.explanation.helpers import SIMPLE, agreement, result, shown, walk

FOUR = ("within: 4 hours", "calendar: office", "target: 90% per month")
BY_PRIORITY = (
    "within: {P1: 2 hours, P2: 4 hours, P3: 1 business day}",
    "calendar: office",
    "target: 90% per month",
)
FEB = "2026-02-01"
Row = tuple[str, str, str, int | None, str]


@pytest.mark.parametrize(
    ("reopened", "lines", "answer"),
    [
        # Rule 11: resolved for two hours, reopened.
        (
            "resumes",
            ["02-02 14:00 reopened", "02-02 16:00 resolved"],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            "counts",
            ["02-02 13:30 reopened", "02-02 14:00 resolved"],
            ("met", "02-02 14:00", "02-02 14:00", 240, FEB),
        ),
        (
            "restarts",
            ["02-02 14:00 reopened", "02-03 10:00 resolved"],
            ("met", "02-03 10:00", "02-03 10:00", 240, FEB),
        ),
        ("restarts", ["02-27 12:00 reopened"], ("open", "", "03-02 12:00", 60, "")),
    ],
)
def test_reopening(reopened: str, lines: list[str], answer: Row) -> None:
    terms = agreement(SIMPLE, *FOUR, f"when reopened: {reopened}")
    assert result(walk(terms, "02-02 10:00 opened", "02-02 12:00 resolved", *lines)) == answer


def test_time_resolved_that_counts_makes_it_missed_at_the_reopening() -> None:
    terms = agreement(SIMPLE, *FOUR, "when reopened: counts")
    found = walk(
        terms, "02-02 10:00 opened", "02-02 12:00 resolved", "02-02 15:00 reopened", "02-02 15:30 resolved"
    )
    assert result(found) == ("missed", "02-02 15:00", "02-02 14:00", 330, FEB)
    assert not found.by_change


def test_with_restarts_the_worse_verdict_stands() -> None:
    terms = agreement(SIMPLE, *FOUR, "when reopened: restarts")
    found = walk(
        terms, "02-02 10:00 opened", "02-02 16:00 resolved", "02-03 09:00 reopened", "02-03 10:00 resolved"
    )
    assert result(found) == ("missed", "02-02 14:00:01", "02-02 14:00", 360, FEB)
    assert shown(found.stopped) == "02-02 16:00"
    assert "the worse verdict stands" in found.notes[0]


@pytest.mark.parametrize(
    ("stops", "reopened", "verdict", "started"),
    [
        ("responded", "resumes", "met", "02-02 10:00"),
        ("responded", "counts", "met", "02-02 10:00"),
        ("responded", "restarts", "open", "02-02 13:00"),
        ("closed", "resumes", "missed", "02-02 10:00"),
    ],
)
def test_what_a_reopening_undoes(stops: str, reopened: str, verdict: str, started: str) -> None:
    terms = agreement(f"clock: {{starts: opened, stops: {stops}}}", *FOUR, f"when reopened: {reopened}")
    events = ["02-02 10:00 opened", "02-02 12:00 resolved", "02-02 13:00 reopened"]
    found = walk(terms, *events, as_of="02-02 15:00")
    assert (found.verdict, shown(found.started)) == (verdict, started)


@pytest.mark.parametrize(
    ("mode", "lines", "answer", "by_change"),
    [
        # Rule 12: P2 (4 hours) raised to P1 (2 hours) after 1 hour, 3 hours, and after the stop.
        (
            "from opening",
            ["02-02 11:00 changed priority=P1", "02-02 12:30 resolved"],
            ("missed", "02-02 12:00:01", "02-02 12:00", 150, FEB),
            False,
        ),
        (
            "from opening",
            ["02-02 13:00 changed priority=P1", "02-02 15:00 resolved"],
            ("missed", "02-02 13:00", "02-02 12:00", 300, FEB),
            True,
        ),
        (
            "from opening",
            ["02-02 13:00 resolved", "02-02 14:00 changed priority=P1"],
            ("met", "02-02 13:00", "02-02 14:00", 180, FEB),
            False,
        ),
        # On the very row that stops the clock.
        (
            "from opening",
            ["02-02 13:00 resolved priority=P1"],
            ("missed", "02-02 13:00", "02-02 12:00", 180, FEB),
            True,
        ),
        # On the row that cancels it: nothing is missed by that.
        (
            "from opening",
            ["02-02 13:00 cancelled priority=P1"],
            ("cancelled", "02-02 13:00", "02-02 12:00", 180, FEB),
            False,
        ),
        # Missed stays missed when it is lowered.
        (
            "from opening",
            ["02-02 15:00 changed priority=P3", "02-02 16:00 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 360, FEB),
            False,
        ),
        # A raise while it waits is decided at the raise.
        (
            "from opening",
            ["02-02 12:30 waiting client", "02-02 13:00 changed priority=P1", "02-03 10:00 resolved"],
            ("missed", "02-02 13:00", "02-02 12:00", 150, FEB),
            True,
        ),
        # From the change: elapsed begins again, and only at a change.
        (
            "from change",
            ["02-02 13:00 changed priority=P1", "02-02 14:30 resolved"],
            ("met", "02-02 14:30", "02-02 15:00", 90, FEB),
            False,
        ),
        (
            "from change",
            ["02-02 13:00 changed priority=P2", "02-02 14:30 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 270, FEB),
            False,
        ),
        (
            "from change",
            ["02-02 15:00 changed priority=P1", "02-02 15:30 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 300, FEB),
            False,
        ),
        (
            "from change",
            ["02-02 12:30 resolved priority=P1"],
            ("missed", "02-02 12:30", "02-02 12:00", 150, FEB),
            True,
        ),
    ],
)
def test_repriority(mode: str, lines: list[str], answer: Row, by_change: bool) -> None:
    terms = agreement(SIMPLE, *BY_PRIORITY, f"when reprioritised: {mode}")
    found = walk(terms, "02-02 10:00 opened priority=P2", *lines)
    assert (result(found), found.by_change) == (answer, by_change)


def test_priority_shown_is_the_one_it_was_missed_under() -> None:
    terms = agreement(SIMPLE, *BY_PRIORITY)
    lines = ["02-02 10:00 opened priority=P2", "02-02 15:00 changed priority=P3", "02-02 16:00 resolved"]
    assert walk(terms, *lines).priority == "P2"
    assert walk(terms, *lines, as_of="02-02 14:00").priority == "P2"


def test_a_ticket_of_derived_priority() -> None:
    table = "{from: [kind, impact], table: {incident: {high: P1, low: P2}}, listed: {P1: {}, P2: {}, P3: {}}}"
    terms = agreement(SIMPLE, *BY_PRIORITY, priorities=table)
    found = walk(terms, "02-02 10:00 opened kind=incident impact=high priority=P2", "02-02 11:00 resolved")
    assert (found.priority, found.within) == ("P1", "2 hours")
    none = walk(terms, "02-02 10:00 opened kind=incident priority=P9")
    assert none.reason == "the ticket has no priority, and the clause has a time frame for each"


def test_unknown_priority_is_none_at_all() -> None:
    unknown = walk(agreement(SIMPLE, *BY_PRIORITY), "02-02 10:00 opened priority=P9")
    assert not unknown.listed
    assert unknown.reason == 'the agreement has no priority "P9"; rename it in the mapping'
    covered = agreement(SIMPLE, *FOUR, "applies to: {priority: P1}")
    assert walk(covered, "02-02 10:00 opened priority=P9").reason == unknown.reason
    assert (
        walk(covered, "02-02 10:00 opened").reason == "its priority is not said, and the clause applies to P1"
    )
    free = agreement(SIMPLE, *FOUR, priorities="{}")
    assert walk(free, "02-02 10:00 opened priority=P9").priority == "P9"
