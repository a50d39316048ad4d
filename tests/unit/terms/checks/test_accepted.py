from __future__ import annotations

from collections.abc import Callable

import pytest

from evenhand.errors import Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.checks.registry import examined, findings
from evenhand.terms.document import read_agreement
from tests.unit.terms.helping import EXAMPLE

Examine = Callable[..., tuple[list[tuple[str, str, str | None]], list[tuple[str, str]]]]


@pytest.fixture
def examine() -> Examine:
    """Accepted findings in the example with a dead band: what is open, and what is accepted why."""

    def look(
        accepted: str, *others: Problem
    ) -> tuple[list[tuple[str, str, str | None]], list[tuple[str, str]]]:
        text = EXAMPLE.read_text("utf-8").replace("{below: 99.9%, credit", "{below: 99.8%, credit")
        text += f"accepted: {accepted}\n"
        agreement, problems = read_agreement(text, file="draft.yaml")
        assert agreement is not None, problems
        found = examined(agreement, others)
        return (
            [(each.severity, each.code, each.clause) for each in found.open],
            [(each.problem.code, each.reason) for each in found.accepted],
        )

    return look


@pytest.mark.parametrize(
    "key",
    [
        "credits-dead-band",
        "credits-dead-band at services.practice-system.availability.credits.1",
        "credits-dead-band at services.practice-system",
    ],
)
def test_a_finding_is_accepted_by_code_or_at_a_clause(examine: Examine, key: str) -> None:
    assert examine(f"{{{key}: We talk.}}") == ([], [("credits-dead-band", "We talk.")])


def test_the_most_exact_acceptance_gives_the_reason(examine: Examine) -> None:
    found, accepted = examine(
        "{credits-dead-band: Everywhere., credits-dead-band at services.practice-system: Here.}"
    )
    assert accepted == [("credits-dead-band", "Here.")]
    assert found == [("warning", "accepted-idle", "accepted.credits-dead-band")]


def test_an_acceptance_of_nothing_is_a_finding(examine: Examine) -> None:
    assert examine("{credits-dead-band: Why., tiers-gap: Why.}")[0] == [
        ("warning", "accepted-idle", "accepted.tiers-gap")
    ]
    found, _ = examine("{credits-dead-band: Why., tier-gap: Why.}")
    assert found == [("warning", "accepted-unknown", "accepted.tier-gap")]
    elsewhere, accepted = examine("{credits-dead-band at services.service-desk: Why.}")
    assert [code for _, code, _ in elsewhere] == ["credits-dead-band", "accepted-idle"]
    assert accepted == []


def test_what_was_not_looked_for_may_be_accepted(examine: Examine) -> None:
    assert examine("{credits-dead-band: Why., underpinning-weaker: Why.}")[0] == []


def test_errors_are_not_accepted(examine: Examine) -> None:
    error = Problem("unknown-key", "Odd.", severity="error", line=1, column=1)
    found, accepted = examine("{credits-dead-band: Why., unknown-key: Why.}", error)
    assert [code for _, code, _ in found] == ["unknown-key", "accepted-error"]
    assert [code for code, _ in accepted] == ["credits-dead-band"]


def test_problems_found_elsewhere_are_accepted_too(examine: Examine) -> None:
    warning = Problem("underpinning-weaker", "Weak.", severity="warning", line=1, column=1)
    found, accepted = examine("{credits-dead-band: Why., underpinning-weaker: Cheap.}", warning)
    assert found == []
    assert accepted == [("underpinning-weaker", "Cheap."), ("credits-dead-band", "Why.")]


def test_findings_are_those_that_are_open() -> None:
    agreement = Agreement.model_validate({"agreement": "A", "accepted": {"element-missing": "Later."}})
    codes = {each.code for each in findings(agreement)}
    assert "element-missing" not in codes
    assert "term-missing" in codes
    assert {each.line for each in findings(agreement)} == {None}
