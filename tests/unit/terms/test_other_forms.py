"""The forms of availability, priorities, triggers, stages and terms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from evenhand.terms.availability import Allowance, Window
from evenhand.terms.deadlines import (
    DisagreementReaches,
    PlanOverdue,
    PointsReached,
    ServicesChange,
    TargetMissed,
)
from evenhand.terms.management import StepTime
from evenhand.units import Duration, Period
from tests.unit.terms.forms import availability
from tests.unit.terms.helping import agreed, mistake


def test_one_clause_of_availability_or_several() -> None:
    assert [*availability("{target: 99.9% per month}")] == [""]
    assert [*availability("{measured: {by: provider}}")] == [""]
    assert [
        *availability(
            "{region: {target: 99.99% per month}, instance: {target: 99.5% per month, for each: instance}}"
        )
    ] == [
        "region",
        "instance",
    ]
    assert mistake("services: {s: {availability: {region: {targt: 99% per month}}}}\n").code == "unknown-key"
    assert mistake("services: {s: {availability: {targt: 99% per month}}}\n").mend == 'Did you mean "target"?'
    assert mistake("services: {s: {availability: high}}\n").code == "wrong-shape"
    assert mistake("services: {s: {availability: {a.b: {target: none}}}}\n").code == "bad-name"


def test_forms_of_availability() -> None:
    [clause] = availability(
        "{target: 99.9% per month, minimum: 99.5%, down when: {reading: error rate, above: 10%, for: 10 minutes},"
        " degraded: as recorded, at least: 2000 requests, excluded time: counted as up, unknown: down,"
        " excludes: {cause: client cause, decided by: client, evidence: required},"
        " maintenance: [{windows: sat 22:00-02:00, at most: [1 window per month, 8 hours per month]},"
        " {kind: emergency, notice: 4 hours}]}"
    ).values()
    assert clause.degraded is None
    assert clause.down_when[0].above == Fraction(1, 10)
    assert clause.down_when[0].for_ == Duration.parse("10 minutes")
    assert clause.at_least == 2000
    assert (clause.excludes[0].decided_by, clause.excludes[0].evidence) == ("client", "required")
    assert clause.maintenance[0].windows == (Window(5, 79_200, 93_600),)
    assert clause.maintenance[0].at_most == (
        Allowance(1, None, Period("month")),
        Allowance(None, Duration.parse("8 hours"), Period("month")),
    )
    assert clause.maintenance[1].kind == "emergency"
    assert availability("{target: none}")[""].degraded == 1


@pytest.mark.parametrize(
    "text",
    [
        "down when: {reading: x}",
        "down when: {reading: x, above: 1, below: 2}",
        "maintenance: {windows: saturday night}",
        "maintenance: {windows: sat}",
        "maintenance: {at most: 4 hours}",
        "maintenance: {at most: 4 often per month}",
        "degraded: 150%",
        "excludes: [[a]]",
        "unknown: maybe",
    ],
)
def test_availability_with_mistakes(text: str) -> None:
    assert mistake(f"services: {{s: {{availability: {{{text}}}}}}}\n").mend


def test_promises_that_rest_on_others() -> None:
    service = agreed(
        "services: {s: {rests on: [{reference: UC-7, target: 99.95%}], includes: backups}}\n"
    ).services["s"]
    assert (service.rests_on[0].reference, service.rests_on[0].target) == ("UC-7", Fraction(1999, 2000))
    assert service.includes == ("backups",)


def test_priorities_listed_or_derived() -> None:
    assert agreed("priorities: [P1, P2]\n").priorities.names == ("P1", "P2")
    derived = agreed(
        "priorities:\n  from: [criticality, impact]\n"
        "  table: {high: {high: P1, low: P2}, low: {high: P2, low: P3}}\n"
    ).priorities
    assert derived.names == ("P1", "P2", "P3")
    assert derived.derived_from == ("criticality", "impact")
    assert derived.table["low", "high"] == "P2"
    named = agreed(
        "priorities:\n  from: impact\n  table: {low: P2, high: P1}\n  listed: {P1: {name: Critical}, P2: {}}\n"
    ).priorities
    assert named.names == ("P1", "P2")
    assert agreed("priorities: {listed: [P1, P2]}\n").priorities.names == ("P1", "P2")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[P1, P1]", "unreadable-value"),
        ("[[P1]]", "wrong-shape"),
        ("high", "wrong-shape"),
        ("{P1: Critical}", "wrong-shape"),
        ("{from: [a, b], table: {x: P1}}", "priority-table"),
        ("{from: [a]}", "priority-table"),
        ("{from: [a], table: [P1]}", "unreadable-value"),
        ("{from: [a], table: {x: [P1]}}", "unreadable-value"),
        ("{from: [a], table: {x: P1}, listed: [P2]}", "unknown-priority"),
    ],
)
def test_priorities_with_mistakes(text: str, code: str) -> None:
    assert mistake(f"priorities: {text}\n").code == code


def test_triggers() -> None:
    review = agreed(
        "review: {also when: [{target missed: 2, of the last: 3 periods}, {points: 5, in: 3 months},"
        " {disagreement reaches: directors}, {plan overdue: 10 business days}, service added or removed]}\n"
    ).review
    assert review is not None
    missed, points, stage, plan, service = review.also_when
    assert isinstance(missed, TargetMissed)
    assert (missed.target_missed, missed.of_the_last) == (2, 3)
    assert isinstance(points, PointsReached)
    assert points.in_ == Duration.parse("3 months")
    assert isinstance(stage, DisagreementReaches)
    assert isinstance(plan, PlanOverdue)
    assert isinstance(service, ServicesChange)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("whenever", "unknown-trigger"),
        ("{full moon: true}", "unknown-trigger"),
        ("{target missed: 2}", "missing-key"),
        ("{target missed: 2, of the last: 3}", "unreadable-value"),
        ("{points: 5, in: 3 months, whitin: 1}", "unknown-key"),
        ("{service: changed}", "unknown-value"),
    ],
)
def test_triggers_with_mistakes(text: str, code: str) -> None:
    assert mistake(f"review: {{also when: [{text}]}}\n").code == code


def test_steps_and_stages() -> None:
    agreement = agreed(
        "parties: {client: {name: A, contacts: {b: {}}}}\n"
        "escalations: {e: {steps: [{at: 2 hours after, notify: client.b}]}}\n"
        "disagreements: {stages: {one: {who: [client.b]}, two: {who: an independent mediator, final: yes}}}\n"
    )
    assert agreement.escalations["e"].steps[0].at == StepTime("after", None, Duration.parse("2 hours"), "")
    assert agreement.disagreements is not None
    assert agreement.disagreements.stages["one"].who == ("client.b",)
    assert agreement.disagreements.stages["two"].who == "an independent mediator"
    assert agreement.disagreements.stages["two"].final
    assert (
        mistake("escalations: {e: {steps: [{at: later, notify: x}]}}\n").clause == "escalations.e.steps.1.at"
    )
    assert mistake("disagreements: {stages: {a: {who: b, final: perhaps}}}\n").code == "unreadable-value"


def test_versions_and_terms() -> None:
    agreement = agreed("version: 2\nin force from: 2026-04-01\nterm: {from: 2026-01-01, to: 2026-12-31}\n")
    assert agreement.version == 2
    assert agreement.starts == date(2026, 4, 1)
    assert agreed("").starts is None
    assert mistake("term: {from: 2026-02-01, to: 2026-01-31}\n").code == "term-reversed"
    assert mistake("version: two\n").code == "unreadable-value"
    assert mistake("term: {from: 01/02/2026, to: 2026-12-31}\n").code == "unreadable-value"
    beyond = mistake("term: {from: 2026-01-01, to: 9999-12-31}\n")
    assert beyond.message == "9999-12-31 lies beyond 2190, the last year that is reckoned with."
    assert (beyond.clause, beyond.mend) == (
        "term.to",
        'Write an earlier date; a term without a last day has no "to".',
    )


@pytest.mark.parametrize(
    "text",
    ["currency: pounds", "language: English", "parties: {client: {name: A, contacts: {b: {email: x}}}}"],
)
def test_small_notations(text: str) -> None:
    assert mistake(f"{text}\n").code == "unreadable-value"


def test_lists_may_be_a_single_item() -> None:
    contacts = "parties: {client: {name: A, contacts: {b: {role: B}}}}\n"
    review = agreed(f"{contacts}review: {{attend: client.b}}\n").review
    assert review is not None
    assert review.attend == ("client.b",)
