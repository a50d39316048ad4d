"""A change of priority is said in words, with its instant and what it did (rule 12)."""

from __future__ import annotations

import pytest

from tests.unit.figures.explanation.helpers import SIMPLE, agreement, walk

FRAMES = ("within: {P1: 2 hours, P2: 4 hours, P3: 8 hours}", "calendar: office")
OPENED = "02-02 10:00 opened priority=P2"
RAISED = "02-02 11:00 changed priority=P1"


def told(mode: str, *lines: str, frames: tuple[str, ...] = FRAMES) -> list[str]:
    """The words of every change under one standard."""
    return [change.words for change in walk(agreement(SIMPLE, *frames, mode), *lines).changes]


@pytest.mark.parametrize(
    ("mode", "lines", "words"),
    [
        (
            "from opening",
            (OPENED, RAISED, "02-02 12:30 resolved"),
            "raised from P2 to P1 on Mon 2 Feb 11:00; by this clause all the time since opening counts (rule 12)",
        ),
        (
            "from opening",
            (OPENED, "02-02 11:00 changed priority=P3", "02-02 12:30 resolved"),
            "lowered from P2 to P3 on Mon 2 Feb 11:00; by this clause all the time since opening counts (rule 12)",
        ),
        (
            "from opening",
            (OPENED, "02-02 15:00 changed priority=P3", "02-02 16:00 resolved"),
            "lowered from P2 to P3 on Mon 2 Feb 15:00; what was missed by then stays missed (rule 12)",
        ),
        (
            "from opening",
            (OPENED, "02-02 13:00 changed priority=P1", "02-02 15:00 resolved"),
            "raised from P2 to P1 on Mon 2 Feb 13:00; by this clause all the time since opening counts (rule 12)",
        ),
        (
            "from opening",
            (OPENED, "02-02 10:30 resolved", RAISED),
            "raised from P2 to P1 on Mon 2 Feb 11:00; its clock had stopped by then, so this alters nothing here"
            " (rule 12)",
        ),
        (
            "from change",
            (OPENED, RAISED, "02-02 12:30 resolved"),
            "raised from P2 to P1 on Mon 2 Feb 11:00; by this clause its clock began again then (rule 12)",
        ),
        (
            "from change",
            (OPENED, "02-02 11:00 resolved priority=P1"),
            "raised from P2 to P1 on Mon 2 Feb 11:00; by this clause all the time since opening counts (rule 12)",
        ),
        (
            "from opening",
            (OPENED, "02-02 11:00 changed priority=Highest", "02-02 12:30 resolved"),
            "changed from P2 to a priority that the agreement does not have on Mon 2 Feb 11:00; from then on"
            ' the agreement has no priority "Highest"; rename it in the mapping (rule 12)',
        ),
        (
            "from opening",
            ("02-02 10:00 opened", RAISED, "02-02 12:30 resolved"),
            "its priority became P1 on Mon 2 Feb 11:00; by this clause all the time since opening counts (rule 12)",
        ),
    ],
)
def test_what_a_change_did(mode: str, lines: tuple[str, ...], words: str) -> None:
    assert told(f"when reprioritised: {mode}", *lines) == [words]


def test_the_explanation_says_and_cites_it() -> None:
    terms = agreement(SIMPLE, *FRAMES, "when reprioritised: from opening")
    found = walk(terms, OPENED, RAISED, "02-02 12:30 resolved")
    assert 12 in found.rules
    assert found.changes[0].sentence.startswith("Raised from P2 to P1 on ")
    assert found.to_json()["priority_changes"] == [
        {"at": "2026-02-02T11:00:00Z", "from": "P2", "to": "P1", "words": found.changes[0].words}
    ]
    unchanged = walk(terms, OPENED, "02-02 12:30 resolved")
    assert (unchanged.changes, 12 in unchanged.rules) == ((), False)


def test_what_is_said_while_it_is_opened_is_no_change() -> None:
    at_once = (OPENED, "02-02 10:00 changed priority=P1", "02-02 11:30 resolved")
    assert told("when reprioritised: from opening", *at_once) == []


def test_a_change_out_of_the_clause_is_said_though_it_no_longer_counts() -> None:
    terms = agreement(SIMPLE, *FRAMES, "applies to: {priority: [P1, P2]}")
    found = walk(terms, OPENED, "02-02 11:00 changed priority=P3", "02-02 12:30 resolved")
    assert not found.listed
    assert "from then on its priority is P3, and the clause applies to P1 or P2" in found.changes[0].words
    back = walk(
        terms,
        OPENED,
        "02-02 11:00 changed priority=P3",
        "02-02 12:00 changed priority=P1",
        "02-02 12:30 resolved",
    )
    assert "all the time since opening counts" in back.changes[1].words


def test_one_time_frame_for_all_is_said_to_be_one() -> None:
    [words] = told("when reopened: resumes", OPENED, RAISED, frames=("within: 4 hours", "calendar: office"))
    assert words.endswith("P1 on Mon 2 Feb 11:00; this clause allows as much for both (rule 12)")


def test_before_the_clock_and_after_a_new_beginning() -> None:
    reply = "clock: {starts: responded, stops: resolved}"
    terms = agreement(reply, *FRAMES, "when reopened: restarts")
    early = walk(terms, OPENED, "02-02 10:30 changed priority=P3", "02-02 11:00 responded")
    assert early.changes[0].words.endswith("10:30, before its clock started (rule 12)")
    late = walk(terms, OPENED, "02-02 10:30 responded", RAISED)
    assert late.changes[0].words.endswith("all the time since the response counts (rule 12)")
    again = walk(
        terms,
        *(OPENED, "02-02 10:30 responded", "02-02 11:00 resolved"),
        *("02-02 12:00 reopened", "02-02 12:30 changed priority=P1"),
    )
    assert again.changes[0].words.endswith("all the time since its clock began again counts (rule 12)")


def test_priorities_that_the_agreement_does_not_list_have_no_order() -> None:
    plain = agreement(SIMPLE, "within: 4 hours", "calendar: office", priorities="{}")
    [change] = walk(plain, OPENED, RAISED).changes
    assert change.words.startswith("changed from P2 to P1 on ")


def test_the_rules_stay_in_order_also_where_the_clause_does_not_count_it() -> None:
    late = agreement(
        SIMPLE,
        *FRAMES,
        extra="tracking: {sources: {tickets: {from: desk, service: desk, late records accepted for: 1 day}}}",
    )
    found = walk(
        late,
        OPENED,
        f"{RAISED} received=1",
        "02-02 11:30 changed priority=P9",
        "02-02 12:00 changed received=90",
    )
    assert (found.listed, found.rules) == (False, (12, 26))
