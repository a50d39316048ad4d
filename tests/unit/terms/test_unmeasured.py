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


def test_forms_of_standards_and_services() -> None:
    agreement = agreed(
        "priorities: [P1]\n"
        "services:\n  a: {rests on: {reference: UC-7}, availability: {target: 99% per trailing 365 days}}\n"
        "  b: {availability: {x: {target: 99% per trailing 365 days}, y: {target: none}}}\n"
        "standards:\n"
        "  a: {measure: count, target: at most 3 per trailing 30 days, minimum: 5}\n"
        "  b: {clock: {starts: opened, stops: resolved}, within: 1 day, target: {P1: 90% per trailing 30 days}}\n"
    )
    assert [note.clause for note in unmeasured(agreement)] == [
        "services.a.availability.target",
        "services.b.availability.x.target",
        "standards.a.target",
        "standards.b.target.P1",
    ]


def test_what_is_measured_gets_no_note() -> None:
    assert (
        unmeasured(agreed("standards: {a: {measure: count, target: at most 3 per month, credits: none}}\n"))
        == ()
    )
    assert unmeasured(agreed("responsibilities: {client: {}}\n")) == ()
