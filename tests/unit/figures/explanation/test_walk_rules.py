"""Truth tables of the slow walk, every answer reckoned by hand.

Office hours: Monday to Thursday 09:00-17:00, Friday 09:00-13:00; Thursday 5 February 2026 is Founders' Day.
2 February 2026 is a Monday.
"""

from fractions import Fraction

import pytest

from tests.unit.figures.explanation.helpers import SIMPLE, agreement, at, result, shown, walk

FOUR = ("within: 4 hours", "calendar: office", "target: 90% per month")
BY_PRIORITY = (
    "within: {P1: 2 hours, P2: 4 hours, P3: 1 business day}",
    "calendar: office",
    "target: 90% per month",
)
FEB = "2026-02-01"
Row = tuple[str, str, str, int | None, str]


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        # Rule 9: met, to the second; outside hours nothing counts.
        (["02-02 10:00 opened", "02-02 12:00 resolved"], ("met", "02-02 12:00", "02-02 14:00", 120, FEB)),
        (["02-02 10:00 opened", "02-02 14:00 resolved"], ("met", "02-02 14:00", "02-02 14:00", 240, FEB)),
        (
            ["02-02 10:00 opened", "02-02 14:00:01 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 240, FEB),
        ),
        (
            ["02-02 05:00 opened", "02-02 22:00 resolved"],
            ("missed", "02-02 13:00:01", "02-02 13:00", 480, FEB),
        ),
        (["02-02 15:00 opened", "02-03 11:00 resolved"], ("met", "02-03 11:00", "02-03 11:00", 240, FEB)),
        # Rule 5: what uses up the day is due at its closing; rule 4: the holiday.
        (["02-04 13:00 opened", "02-06 08:00 resolved"], ("met", "02-06 08:00", "02-04 17:00", 240, FEB)),
        (
            ["02-04 15:00 opened", "02-06 12:00 resolved"],
            ("missed", "02-06 11:00:01", "02-06 11:00", 300, FEB),
        ),
        # Rule 9: closed without resolved is resolved; a later closing changes nothing.
        (["02-02 10:00 opened", "02-02 12:00 closed"], ("met", "02-02 12:00", "02-02 14:00", 120, FEB)),
        (
            ["02-02 10:00 opened", "02-02 12:00 resolved", "02-09 12:00 closed"],
            ("met", "02-02 12:00", "02-02 14:00", 120, FEB),
        ),
        # Rule 14: open, and missed while open.
        (["02-27 12:00 opened"], ("open", "", "03-02 12:00", 60, "")),
        (["02-26 12:00 opened"], ("missed", "02-26 16:00:01", "02-26 16:00", 540, FEB)),
        # Rule 10: waiting for a reason that is named, and for one that is not.
        (
            [
                "02-02 10:00 opened",
                "02-02 11:00 waiting client",
                "02-02 13:00 resumed",
                "02-02 16:00 resolved",
            ],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting Client", "02-02 13:00 resolved"],
            ("met", "02-02 13:00", "02-02 16:00", 60, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting other", "02-02 15:00 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 300, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting", "02-02 15:00 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 300, FEB),
        ),
        # The limit of 2 open hours, also over two rows of one waiting.
        (
            ["02-02 10:00 opened", "02-02 11:00 waiting vendor", "02-02 16:00 resolved"],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            [
                "02-02 10:00 opened",
                "02-02 11:00 waiting vendor",
                "02-02 12:00 changed",
                "02-02 12:30 waiting vendor",
                "02-02 16:00:01 resolved",
            ],
            ("missed", "02-02 16:00:01", "02-02 16:00", 240, FEB),
        ),
        # Another waiting begins the limit anew.
        (
            [
                "02-02 09:00 opened",
                "02-02 10:00 waiting vendor",
                "02-02 12:00 waiting client",
                "02-02 13:00 waiting vendor",
                "02-02 17:00 resolved",
            ],
            ("met", "02-02 17:00", "02-03 10:00", 180, FEB),
        ),
        # A waiting without a reason ends the one before it.
        (
            [
                "02-02 09:00 opened",
                "02-02 10:00 waiting client",
                "02-02 11:00 waiting",
                "02-02 14:00 resolved",
            ],
            ("met", "02-02 14:00", "02-02 14:00", 240, FEB),
        ),
        # While it waits without a limit nothing falls due; with one it does.
        (["02-26 12:00 opened", "02-26 13:00 waiting client"], ("open", "", "", 60, "")),
        (["02-27 12:00 opened", "02-27 12:30 waiting vendor"], ("open", "", "03-02 14:00", 30, "")),
        (
            [
                "02-26 16:00 opened",
                "02-26 16:30 waiting vendor",
                "02-27 09:30 resumed",
                "02-27 12:30 waiting vendor",
            ],
            ("open", "", "03-02 11:00", 210, ""),
        ),
        (["02-27 09:00 opened", "02-27 09:30 waiting vendor"], ("open", "", "03-02 11:00", 120, "")),
        # Cancelled before and after it was missed; a reopening sets the clock going again.
        (
            ["02-02 10:00 opened", "02-02 12:00 cancelled", "02-02 18:00 closed"],
            ("cancelled", "02-02 12:00", "02-02 14:00", 120, FEB),
        ),
        (["02-02 10:00 opened", "02-03 12:00 merged"], ("missed", "02-02 14:00:01", "02-02 14:00", 600, FEB)),
        (
            ["02-02 10:00 opened", "02-02 12:00 cancelled", "02-03 09:00 reopened", "02-03 10:00 resolved"],
            ("met", "02-03 10:00", "02-03 11:00", 180, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 12:00 resolved", "02-02 13:00 cancelled"],
            ("met", "02-02 12:00", "02-02 14:00", 120, FEB),
        ),
        # Rule 8: an order that cannot be.
        (["02-02 10:00 resolved", "02-02 12:00 opened"], ("irregular", "", "", None, FEB)),
        (["02-02 10:00 opened", "02-04 12:00 opened"], ("irregular", "", "", None, FEB)),
        (["02-02 10:00 resolved"], ("irregular", "", "", None, FEB)),
        # Nothing yet; opened outside the time in force.
        (["03-05 10:00 opened"], ("not listed", "", "", None, "")),
        (["2025-12-31 23:59:59 opened", "02-02 10:00 resolved"], ("not listed", "", "", None, "")),
        # Rule 10: total waiting as reported, taken to lie at the beginning.
        (
            ["02-02 10:00 opened", "02-02 16:00 resolved waited=7200"],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 16:00 resolved", "02-03 16:00 closed waited=7200"],
            ("met", "02-02 16:00", "02-02 16:00", 240, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 12:00 waiting vendor waited=36000", "02-02 17:00 resolved"],
            ("met", "02-02 17:00", "02-03 10:00", 180, FEB),
        ),
        (
            # As long as it is said to be, also beyond the stop and whatever as of is: 10 hours, then 4.
            ["02-02 10:00 opened", "02-02 12:00 resolved waited=36000"],
            ("met", "02-02 12:00", "02-03 16:00", 0, FEB),
        ),
        (
            ["02-02 10:00 opened", "02-02 12:00 waiting other waited=36000", "02-02 17:00 resolved"],
            ("missed", "02-02 14:00:01", "02-02 14:00", 420, FEB),
        ),
    ],
)
def test_one_time_frame(lines: list[str], answer: Row) -> None:
    assert result(walk(agreement(SIMPLE, *FOUR), *lines)) == answer


def test_paused_seconds_are_the_open_seconds_of_waiting() -> None:
    terms = agreement(SIMPLE, *FOUR)
    waiting = [
        "02-02 15:00 opened",
        "02-02 16:00 waiting client",
        "02-03 10:00 resumed",
        "02-03 12:00 resolved",
    ]
    assert walk(terms, *waiting).paused_seconds == 2 * 3600
    both = [
        "02-02 10:00 opened",
        "02-02 10:30 waiting client waited=3600",
        "02-02 11:30 resumed",
        "02-02 13:00 resolved",
    ]
    assert walk(terms, *both).paused_seconds == 90 * 60


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


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        # Opened 30 % through Monday: 1 business day is due 30 % through Tuesday.
        (["02-02 11:24 opened", "02-03 11:24 resolved"], ("met", "02-03 11:24", "02-03 11:24", 480, FEB)),
        (
            ["02-02 11:24 opened", "02-03 11:24:01 resolved"],
            ("missed", "02-03 11:24:01", "02-03 11:24", 480, FEB),
        ),
        # Half of Wednesday, the holiday, half of the short Friday: 4 h + 2 h.
        (["02-04 13:00 opened", "02-06 11:00 resolved"], ("met", "02-06 11:00", "02-06 11:00", 360, FEB)),
        (["02-06 11:00 opened", "02-09 13:00 resolved"], ("met", "02-09 13:00", "02-09 13:00", 360, FEB)),
    ],
)
def test_business_days_are_shares_of_dates(lines: list[str], answer: Row) -> None:
    first, *rest = lines
    found = walk(agreement(SIMPLE, *BY_PRIORITY), f"{first} priority=P3", *rest)
    assert result(found) == answer
    assert found.elapsed_days == 1 or found.verdict == "missed"


def test_business_days_are_exact() -> None:
    terms = agreement(SIMPLE, "within: 2.5 business days", "calendar: office", "target: none")
    found = walk(terms, "02-03 10:00 opened", "02-06 12:59:59 resolved")
    # Tuesday 7/8, Wednesday 1, Friday 14,399 of 14,400 seconds.
    assert found.elapsed_days == Fraction(7, 8) + 1 + Fraction(14_399, 14_400)
    assert (found.verdict, shown(found.due)) == ("missed", "02-06 11:30")
    assert found.period_start is not None


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("0.5 business days", "02-03 10:00"),
        ("1 day", "02-03 14:00"),
        ("90 minutes", "02-02 15:30"),
    ],
)
def test_units_of_a_pause_limit(limit: str, due: str) -> None:
    terms = agreement(
        f"clock: {{starts: opened, stops: resolved, pauses: [{{client: at most {limit}}}]}}", *FOUR
    )
    found = walk(terms, "02-02 10:00 opened", "02-02 11:00 waiting client", as_of="02-02 11:00")
    assert shown(found.due) == due


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("2 days", "02-04 15:00"),
        ("1 week", "02-09 15:00"),
        ("1 month", "03-02 15:00"),
        ("2 months", "04-02 14:00"),
    ],
)
def test_time_frames_on_the_wall(within: str, due: str) -> None:
    # Two months later London is an hour ahead of UTC.
    terms = agreement(SIMPLE, f"within: {within}", "target: 90% per month")
    found = walk(terms, "02-02 15:00 opened", as_of="02-02 16:00")
    assert (shown(found.due), found.calendar, found.elapsed_seconds) == (due, "", 3600)


def test_a_pause_pushes_a_wall_time_frame_on() -> None:
    terms = agreement(SIMPLE, "within: 2 days", "calendar: office", "target: 90% per month")
    found = walk(terms, "02-02 15:00 opened", "02-02 20:00 waiting client", "02-03 20:00 resumed")
    assert (found.verdict, shown(found.due)) == ("missed", "02-05 15:00")


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["02-02 12:00 resolved"], ("", "", "", 120, "")),
        (["02-02 12:00 cancelled"], ("", "", "", 120, "")),
        (["02-02 11:00 changed agreed_due=2026-02-02T11:30Z", "02-02 11:30 resolved"],
         ("met", "02-02 11:30", "02-02 11:30", 90, FEB)),
        (["02-02 11:00 changed agreed_due=2026-02-02T11:30", "02-02 11:31 resolved"],
         ("missed", "02-02 11:30:01", "02-02 11:30", 91, FEB)),
        # Said later: moved on, or past already.
        (["02-02 11:00 changed agreed_due=2026-02-02T11:30", "02-02 11:20 changed agreed_due=2026-02-02T13:00Z",
          "02-02 12:00 resolved"], ("met", "02-02 12:00", "02-02 13:00", 120, FEB)),
        (["02-02 11:00 changed agreed_due=2026-02-02T10:30", "02-02 12:00 resolved"],
         ("missed", "02-02 11:00", "02-02 10:30", 120, FEB)),
        (["02-02 11:00 changed agreed_due=soon", "02-02 12:00 resolved"], ("", "", "", 120, "")),
        # Reopened when it is past.
        (["02-02 11:00 changed agreed_due=2026-02-02T13:00Z", "02-02 12:00 resolved", "02-02 14:00 reopened",
          "02-02 15:00 resolved"], ("missed", "02-02 14:00", "02-02 13:00", 180, FEB)),
        (["02-27 11:00 changed agreed_due=2026-03-03T10:00Z"], ("open", "", "03-03 10:00", 135 * 60, "")),
    ],
)  # fmt: skip
def test_as_agreed_on_the_ticket(lines: list[str], answer: Row) -> None:
    terms = agreement(SIMPLE, "within: as agreed on the ticket", "calendar: office", "target: 90% per month")
    found = walk(terms, "02-02 10:00 opened", *lines)
    assert result(found) == answer
    assert (found.reason == "") == (answer[0] != "")


@pytest.mark.parametrize(
    ("starts", "lines", "answer"),
    [
        (
            "responded",
            ["02-02 11:00 responded", "02-02 12:00 resolved"],
            ("met", "02-02 12:00", "02-02 15:00", 60, FEB),
        ),
        ("responded", ["02-02 12:00 resolved"], ("met", "02-02 12:00", "02-02 16:00", 0, FEB)),
        ("responded", [], ("not listed", "", "", None, "")),
        # A waiting that began before the clock: its limit runs from its own beginning.
        (
            "responded",
            ["02-02 10:30 waiting vendor", "02-02 12:00 responded", "02-02 13:00 resolved"],
            ("met", "02-02 13:00", "02-02 16:30", 30, FEB),
        ),
        (
            "responded",
            ["02-02 11:00 cancelled", "02-02 12:00 closed"],
            ("not listed", "", "", None, ""),
        ),
    ],
)
def test_other_starts(starts: str, lines: list[str], answer: Row) -> None:
    terms = agreement(SIMPLE.replace("starts: opened", f"starts: {starts}"), *FOUR)
    assert result(walk(terms, "02-02 10:00 opened", *lines)) == answer


def test_a_ticket_of_derived_priority() -> None:
    table = "{from: [kind, impact], table: {incident: {high: P1, low: P2}}, listed: {P1: {}, P2: {}, P3: {}}}"
    terms = agreement(SIMPLE, *BY_PRIORITY, priorities=table)
    found = walk(terms, "02-02 10:00 opened kind=incident impact=high priority=P2", "02-02 11:00 resolved")
    assert (found.priority, found.within) == ("P1", "2 hours")
    assert (
        "has no time frame for the priority (none)" in walk(terms, "02-02 10:00 opened kind=incident").reason
    )


def test_unknown_priority_is_none_at_all() -> None:
    assert not walk(agreement(SIMPLE, *BY_PRIORITY), "02-02 10:00 opened priority=P9").listed
    free = agreement(SIMPLE, *FOUR, priorities="{}")
    assert walk(free, "02-02 10:00 opened priority=P9").priority == "P9"


def test_as_of_hides_what_comes_later() -> None:
    terms = agreement(SIMPLE, *FOUR)
    lines = ["02-02 10:00 opened", "02-02 12:00 resolved"]
    assert [walk(terms, *lines, as_of=f"02-02 {hour}").verdict for hour in ("11:00", "12:00")] == [
        "open",
        "met",
    ]
    assert walk(terms, *lines, as_of="02-02 09:00").reason == "nothing is recorded of it yet"
    assert at("02-02 10:00") == walk(terms, *lines).started
