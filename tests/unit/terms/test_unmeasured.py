from __future__ import annotations

from evenhand.terms.document import read_agreement, unmeasured
from tests.unit.terms.helping import EXAMPLE, agreed


def test_the_example_says_what_is_not_measured_yet() -> None:
    agreement, _ = read_agreement(EXAMPLE.read_bytes(), file="harbour.yaml")
    assert agreement is not None
    notes = unmeasured(agreement)
    assert [note.clause for note in notes] == [
        "term.end early",
        "responsibilities",
        "responsibilities.client.answer-questions.if not met",
        "escalations",
        "reporting",
        "disagreements",
        "review",
    ]
    assert {note.severity for note in notes} == {"note"}
    assert str(notes[0]).startswith("harbour.yaml:29:3: not-measured: The right to end early is read")


def test_what_is_measured_gets_no_note() -> None:
    assert (
        unmeasured(
            agreed(
                "standards: {a: {measure: count, target: at most 3 per trailing 30 days, credits: none}}\n"
            )
        )
        == ()
    )
    assert unmeasured(agreed("responsibilities: {client: {}}\n")) == ()
