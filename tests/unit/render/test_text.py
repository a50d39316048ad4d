"""Explanations as people read them in a terminal, or piped."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from evenhand.figures.explanation.figure import explain_figure
from evenhand.figures.explanation.walk import Walker
from evenhand.render.strip import CELLS, drawn, widths
from evenhand.render.text import due_page, figure_page, ticket_page
from tests.unit.figures.explanation.figure_helpers import MORE, RATINGS, TICKETS
from tests.unit.figures.explanation.helpers import SIMPLE, agreement, at, walk

FOUR = ("within: 4 hours", "calendar: office", "target: 90% per month")
DAY = ("within: 1 business day", "calendar: office", "target: 90% per month")


def text(page: RenderableType, width: int = 120) -> str:
    stream = StringIO()
    Console(file=stream, width=width, color_system=None).print(page)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


MISSED = """\
T · Printer · Solving · P2 · desk
T was resolved 1 h 10 min late: the clause allows 4 hours of office time and 5 h 10 min counted.  ✕ missed

                                   due Tue 3 Feb 13:00
██████████──────────────────██████╌╌╌╌╌╌╌╌╌╌██████████│▓▓▓▓▓▓▓▓
Mon 2 Feb 15:30                                 Tue 3 Feb 14:10
█ counted   ─ not counted   ╌ waiting   ▓ past due

From             To               What                   Counts      So far
───────────────────────────────────────────────────────────────────────────
Mon 2 Feb 15:30  17:00            counted            1 h 30 min  1 h 30 min
17:00            Tue 3 Feb 09:00  outside hours               –  1 h 30 min
Tue 3 Feb 09:00  10:00            counted            1 h 00 min  2 h 30 min
10:00            11:30            waiting: client             –  2 h 30 min
11:30            13:00            counted            1 h 30 min  4 h 00 min
13:00            14:10            counted, past due  1 h 10 min  5 h 10 min

Resolved Tue 3 Feb 2026 14:10; allowed 4 hours of office time; counted 5 h 10 min.
Due Tue 3 Feb 2026 13:00.
Waiting kept 1 h 30 min of open time from being counted.
Decided Tue 3 Feb 2026 13:00:01; it counts in the period from Sun 1 Feb 2026.

The clause standards.s, version 1
│ s:
│   title: Solving
│   clock: {starts: opened, stops: resolved, pauses: [client, {vendor: at most 2 hours}]}
│   within: 4 hours
│   calendar: office
│   target: 90% per month
Counted as in rules 3, 5, 9, 10, 13, 14, 15 and 18. Times are those of Europe/London.
"""


def test_a_missed_ticket() -> None:
    found = walk(
        agreement(SIMPLE, *FOUR),
        "02-02 15:30 opened priority=P2 service=desk subject=Printer",
        "02-03 10:00 waiting client",
        "02-03 11:30 resumed",
        "02-03 14:10 resolved",
    )
    assert text(ticket_page(found)) == MISSED


@pytest.mark.parametrize(
    ("terms", "lines", "parts"),
    [
        (
            DAY,
            ["02-02 16:00 opened", "02-03 12:00 resolved"],
            [
                "counted        3 h 00 min  4 h 00 min  1/2 d",
                "counted 4 h 00 min of open time (1/2 business day).\nIn business days that is exactly 1/2.",
            ],
        ),
        (
            ("within: 4 hours", "calendar: office", "target: 90% per trailing 30 days"),
            ["02-02 10:00 opened", "02-02 11:00 resolved"],
            ["it counts in every figure over 30 days with Mon 2 Feb 2026."],
        ),
        (FOUR, ["02-02 16:00 opened", "02-02 16:30 cancelled"], ["Called off Mon 2 Feb 2026 16:30; allowed"]),
        (
            FOUR,
            ["02-27 12:00 opened"],
            ["As of Sun 1 Mar 00:00; allowed 4 hours of office time; counted", "○ open"],
        ),
        (
            FOUR,
            ["02-27 12:00 opened", "02-27 12:10 waiting client"],
            ["nothing falls due while it waits.  ○ open"],
        ),
        (FOUR, [], ["T · s\nT does not count under s: nothing is recorded of it yet.\n"]),
        (
            FOUR,
            ["02-02 16:00 closed", "02-03 10:00 changed priority=P2 service=desk"],
            [
                "it was never opened",
                "Mon 2 Feb 2026 16:00  closed\nTue 3 Feb 2026 10:00  changed\n    priority P2, service desk\n",
                "Counted as in rules 8 and 13.",
            ],
        ),
        (
            (*FOUR, "counted in: stopped"),
            ["02-26 09:00 opened"],
            ["Decided Thu 26 Feb 2026 13:00:01.\n"],
        ),
        (
            ("within: as agreed on the ticket", "calendar: office", "target: none"),
            ["02-02 10:00 opened", "02-02 11:00 resolved"],
            ["Resolved Mon 2 Feb 2026 11:00; counted 1 h 00 min."],
        ),
        (
            FOUR,
            ["02-02 10:00 opened waited=600", "02-02 11:00 resolved"],
            ["10:10  waiting as reported, not recomputed", "Note: Its waiting is known only as a total"],
        ),
    ],
)
def test_other_tickets(terms: tuple[str, ...], lines: list[str], parts: list[str]) -> None:
    page = text(ticket_page(walk(agreement(SIMPLE, *terms), *lines)))
    for part in parts:
        assert part in page


def test_a_narrow_page_leaves_out_the_running_sum_and_cuts_nothing() -> None:
    lines = ["02-02 16:00:07 opened", "02-03 10:00:01 waiting parts", "02-03 11:00:08 resolved"]
    page = text(ticket_page(walk(agreement(SIMPLE, *DAY), *lines)), width=72)
    assert (
        """\
From                To                        Counts       Days  What
────────────────────────────────────────────────────────────────────────
Mon 2 Feb 16:00:07  17:00                59 min 53 s  0.1247… d  counted
17:00               Tue 3 Feb 09:00                –  0.1247… d
    outside hours
Tue 3 Feb 09:00     10:00:01         1 h 00 min 01 s  0.2497… d  counted
10:00:01            11:00:08         1 h 00 min 07 s  0.3750… d
    waiting: parts (not a pause under this clause), counted
"""
        in page
    )


def test_the_running_sum_stays_where_only_a_long_reason_does_not_fit() -> None:
    lines = ["02-02 16:00 opened", "02-03 10:00 waiting parts", "02-03 11:00 resolved"]
    page = text(ticket_page(walk(agreement(SIMPLE, *FOUR), *lines)), width=76)
    assert "17:00            Tue 3 Feb 09:00           –  1 h 00 min  outside hours\n" in page
    assert "3 h 00 min\n    waiting: parts (not a pause under this clause), counted\n" in page


def test_time_frames_that_differ_have_a_column() -> None:
    page = figures(
        TICKETS,
        SIMPLE,
        "within: {P1: 4 hours, P2: 5 hours, P3: 6 hours}",
        "calendar: office",
        "target: 60% per month",
    )
    assert "A       P1        Mon 2 Feb 10:40     1 h 40 min  4 hours  ✓ met" in page


def test_responses_taken_from_the_resolution_are_counted() -> None:
    clock = "clock: {starts: opened, stops: responded}"
    page = figures(TICKETS, clock, "within: 4 hours", "calendar: office", "target: 60% per month")
    assert "tickets no response of its own is recorded, so the resolution was taken as" in page


def test_when_a_ticket_falls_due() -> None:
    terms = agreement(SIMPLE, *FOUR)
    found = walk(terms, "02-02 16:00 opened priority=P2", as_of="02-03 12:00")
    page = text(due_page(found)).splitlines()
    assert page[:2] == [
        "A ticket of priority P2 opened on Mon 2 Feb 16:00 is due on Tue 3 Feb 2026 12:00: 4 hours of office time.",
        "That is 2026-02-03T12:00:00Z.",
    ]
    assert "Tue 3 Feb 09:00  12:00            counted        3 h 00 min  4 h 00 min" in page
    at_once = text(due_page(walk(terms, "02-02 16:00 opened", as_of="02-02 16:00")))
    assert at_once.startswith("A ticket opened on Mon 2 Feb 16:00 is due on")


def figures(tickets: object, *lines: str, as_of: str = "03-01 00:00", **more: object) -> str:
    walker = Walker([agreement(*lines)], at(as_of))
    explained = explain_figure(walker, tickets, "s", date(2026, 2, 1), **more)  # type: ignore[arg-type]  # by name
    return text(figure_page(explained[0]))


def test_the_page_of_a_figure() -> None:
    page = figures(TICKETS, SIMPLE, "within: 4 hours", "calendar: office", "target: 60% per month")
    assert page.startswith(
        """\
In February 2026, 2 of 3 tickets met “Solving”: 66.6%, where 60% per month was agreed.  ✓ met

Allowed: 4 hours of office time.
Ticket  Priority  Decided                Counted  Verdict
──────────────────────────────────────────────────────────
A       P1        Mon 2 Feb 10:40     1 h 40 min  ✓ met
B       P1        Tue 3 Feb 13:00:01  5 h 00 min  ✕ missed
C       P2        Wed 4 Feb 13:00     4 h 00 min  ✓ met

Listed and not scored
Allowed: 4 hours of office time.
Ticket  Priority  Decided             Counted  Verdict
"""
    )
    assert "D       P2        Wed 4 Feb 10:00  1 h 00 min  cancelled\n" in page
    assert (
        "E       P2        –                         –  irregular\n"
        "    Something is recorded before it was opened.\n"
    ) in page
    assert "\n2 met and 1 missed make 3: 2 / 3 = 66.6%; the target is 60% per month.\n" in page
    assert "Counted as in rules 15, 16, 17 and 18." in page


def test_the_page_of_a_figure_of_readings() -> None:
    page = figures([], "measure: mean rating", "target: none", as_of="02-10 00:00", readings=RATINGS)
    assert "\nMon 2 Feb 10:00  A       4\n" in page
    assert "\nThe sum 10.5 divided by 3: 3.50.\n" in page
    assert "Note: The period is not over.\n" in page


def test_the_page_of_a_figure_of_tickets_without_a_clock() -> None:
    page = figures(MORE, "measure: first-contact share", "target: none")
    assert "\nI       Tue 10 Feb 11:00  answered before, waited\n" in page


def test_the_page_of_nothing() -> None:
    page = figures([], "measure: mean rating", "target: none")
    assert page.startswith(
        "In February 2026 there was nothing to measure for “Solving”.\n\nThere are no readings.\n"
    )


def test_a_strip_has_a_cell_for_everything_and_leaves_nights_out_where_there_are_too_many() -> None:
    few = walk(
        agreement(SIMPLE, *FOUR),
        "02-02 09:00 opened",
        "02-02 09:00:05 waiting client",
        "02-02 16:00 resolved",
    )
    assert widths(drawn(few.stretches), CELLS) == [1, 63]
    weeks = walk(
        agreement(SIMPLE, "within: 200 hours", "calendar: office", "target: none"), "01-02 09:00 opened"
    )
    assert [run.mark[2] for run in drawn(weeks.stretches)] == ["counted", "past due"]
    closed = agreement(SIMPLE, *FOUR, hours='hours: {mon: "00:00-00:01"}\n')
    quiet = walk(closed, "02-03 09:00 opened", as_of="02-04 00:00")
    assert [run.mark[2] for run in drawn(quiet.stretches * 40)] == ["not counted"]
