"""The one sentence, for every kind of answer."""

import pytest

from evenhand.figures.explanation.sentences import sentence
from tests.unit.figures.explanation.helpers import SIMPLE, agreement, walk

FOUR = ("within: 4 hours", "calendar: office", "target: 90% per month")
AGREED = ("within: as agreed on the ticket", "calendar: office", "target: 90% per month")
DAY = ("within: 1 business day", "calendar: office", "target: 90% per month")
PRIORITY = (
    "within: {P1: 1 hour, P2: 4 hours}",
    "calendar: office",
    "target: 90% per month",
    "applies to: {priority: [P1, P2]}",
)
RAISED = ("02-02 10:00 opened priority=P2", "02-02 12:00 changed priority=P1")


@pytest.mark.parametrize(
    ("terms", "lines", "text"),
    [
        (
            FOUR,
            ["02-02 10:00 opened", "02-02 12:00 resolved"],
            "T was resolved in time, with 2 hours to spare: "
            "the clause allows 4 hours of office time and 2 h 00 min counted.",
        ),
        (
            FOUR,
            ["02-02 10:00 opened", "02-02 14:00 resolved"],
            "T was resolved in time, to the second: the clause allows 4 hours of office time and 4 h 00 min counted.",
        ),
        (
            FOUR,
            ["02-02 10:00 opened", "02-02 14:40 resolved"],
            "T was resolved 40 minutes late: the clause allows 4 hours of office time and 4 h 40 min counted.",
        ),
        (
            FOUR,
            ["02-26 10:00 opened"],
            "T is not resolved and 7 hours late: "
            "the clause allows 4 hours of office time and 11 h 00 min counted so far.",
        ),
        (
            FOUR,
            ["02-27 12:00 opened"],
            "T is open: 1 h 00 min of the 4 hours of office time have counted, and it is due on Mon 2 Mar 12:00.",
        ),
        (
            FOUR,
            ["02-27 12:00 opened", "02-27 12:30 waiting client"],
            "T is open: 30 min of the 4 hours of office time have counted, and nothing falls due while it waits.",
        ),
        (
            FOUR,
            ["02-02 10:00 opened", "02-02 11:00 cancelled"],
            "T was called off before it was missed, so it is listed and not scored.",
        ),
        (
            FOUR,
            ["02-02 10:00 resolved"],
            "T cannot be scored, because it was never opened; it is shown beside the figure.",
        ),
        (FOUR, [], "T does not count under s: nothing is recorded of it yet."),
        (
            DAY,
            ["02-02 10:00 opened", "02-03 12:00 resolved"],
            "T was resolved 2 hours of open time late: the clause allows 1 business day "
            "and 10 h 00 min of open time (1 1/4 business days) counted.",
        ),
        (
            DAY,
            ["02-02 10:00 opened", "02-02 12:00 resolved"],
            "T was resolved in time, with 6 hours of open time to spare: the clause allows 1 business day "
            "and 2 h 00 min of open time (1/4 business day) counted.",
        ),
        (
            DAY,
            ["02-02 09:00 opened", "02-02 17:00 resolved"],
            "T was resolved in time, to the second: the clause allows 1 business day "
            "and 8 h 00 min of open time (1 business day) counted.",
        ),
        (
            DAY,
            ["02-27 09:00 opened", "02-27 10:00 waiting client"],
            "T is open: 1 h 00 min of open time (1/4 business day) of the 1 business day have counted, "
            "and nothing falls due while it waits.",
        ),
        (
            ("within: 4 hours", "calendar: always", "target: none"),
            ["02-02 10:00 opened", "02-02 10:00 resolved"],
            "T was resolved in time, with 4 hours to spare: the clause allows 4 hours and 0 s counted.",
        ),
        (
            PRIORITY,
            [*RAISED, "02-02 13:00 resolved"],
            "T was missed when its priority became P1 on Mon 2 Feb 12:00: "
            "the clause allows 1 hour of office time and 3 h 00 min counted.",
        ),
        (
            PRIORITY,
            list(RAISED),
            "T was missed when its priority became P1 on Mon 2 Feb 12:00: "
            "the clause allows 1 hour of office time and 135 h 00 min counted so far.",
        ),
        (
            (*FOUR, "applies to: {kind: incident}"),
            ["02-02 10:00 opened", "02-02 15:00 changed kind=incident", "02-02 16:00 resolved"],
            "T was missed when what is said of it changed on Mon 2 Feb 15:00: "
            "the clause allows 4 hours of office time and 6 h 00 min counted.",
        ),
        (
            (*FOUR, "when reprioritised: from change"),
            ["02-02 10:00 opened priority=P2", "02-02 15:00 changed priority=P1", "02-02 16:00 resolved"],
            "T was missed on Mon 2 Feb 14:00:01, before its priority changed: "
            "the clause allows 4 hours of office time and 5 h 00 min counted.",
        ),
        (
            AGREED,
            ["02-02 10:00 opened", "02-02 12:00 resolved"],
            "T is listed and not scored: no due time was agreed on the ticket.",
        ),
        (
            AGREED,
            ["02-02 10:00 opened agreed_due=2026-02-02T12:00", "02-02 12:00 resolved"],
            "T was resolved in time: Mon 2 Feb 12:00 was agreed on the ticket.",
        ),
        (
            AGREED,
            ["02-02 10:00 opened agreed_due=2026-02-02T12:00", "02-02 12:00:01 resolved"],
            "T was resolved late: Mon 2 Feb 12:00 was agreed on the ticket.",
        ),
        (
            AGREED,
            ["02-02 10:00 opened agreed_due=2026-02-02T12:00"],
            "T is not resolved, and Mon 2 Feb 12:00 was agreed on the ticket.",
        ),
        (
            AGREED,
            ["02-02 10:00 opened agreed_due=2026-03-02T12:00"],
            "T is open: Mon 2 Mar 12:00 was agreed on the ticket.",
        ),
    ],
)
def test_sentence(terms: tuple[str, ...], lines: list[str], text: str) -> None:
    assert sentence(walk(agreement(SIMPLE, *terms), *lines)) == text


def test_the_word_for_the_stop() -> None:
    answered = agreement("clock: {starts: opened, stops: responded}", *FOUR)
    assert "was answered in time" in sentence(walk(answered, "02-02 10:00 opened", "02-02 11:00 responded"))
    resumed = agreement("clock: {starts: waiting, stops: resumed}", *FOUR)
    found = walk(resumed, "02-02 10:00 opened", "02-02 11:00 waiting client", "02-02 11:10 resumed")
    assert "was resumed in time" in sentence(found)


@pytest.mark.parametrize(
    ("stops", "lines", "inferred"),
    [
        ("responded", ["02-02 11:00 responded"], ""),
        ("responded", [], ""),
        ("responded", ["02-02 11:00 cancelled"], ""),
        (
            "responded",
            ["02-02 11:00 resolved"],
            "no response of its own is recorded, so the resolution was taken as the response (rule 9)",
        ),
        (
            "resolved",
            ["02-02 11:00 closed"],
            "no resolution of its own is recorded, so the closing was taken as the resolution (rule 9)",
        ),
        ("resumed", ["02-02 11:00 resumed"], ""),
    ],
)
def test_what_was_taken_as_the_stop_is_said(stops: str, lines: list[str], inferred: str) -> None:
    terms = agreement(f"clock: {{starts: opened, stops: {stops}}}", *FOUR)
    found = walk(terms, "02-02 10:00 opened", *lines)
    assert found.inferred == inferred
    assert found.notes == ((f"N{inferred[1:]}.",) if inferred else ())


def test_a_response_before_the_clock_began_again_is_none_of_its_own() -> None:
    terms = agreement("clock: {starts: opened, stops: responded}", *FOUR, "when reprioritised: from change")
    raised = walk(
        terms, "02-02 10:00 opened priority=P2", "02-02 15:00 changed priority=P1", "02-02 16:00 responded"
    )
    assert raised.inferred == ""


def test_notes() -> None:
    raised = walk(agreement(SIMPLE, *PRIORITY), *RAISED)
    assert raised.notes[0].startswith("It was missed by a change of priority")
    agreed = walk(
        agreement(SIMPLE, *AGREED), "02-02 10:00 opened", "02-02 12:00 changed agreed_due=2026-02-02T11:00"
    )
    assert agreed.notes == ("The due time agreed on the ticket was past already when it was said.",)
    reported = walk(agreement(SIMPLE, *FOUR), "02-02 10:00 opened waited=600", "02-02 12:00 resolved")
    assert "pause as reported, not recomputed" in reported.notes[0]
