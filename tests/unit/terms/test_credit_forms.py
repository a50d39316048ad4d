"""The forms of credits, caps and deadlines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from evenhand.terms.base import FrozenMap
from evenhand.terms.credits import Cap, Rounding
from evenhand.terms.deadlines import (
    Deadline,
)
from evenhand.units import Duration
from tests.unit.terms.forms import clause_credits
from tests.unit.terms.helping import agreed, mistake


def test_credits_of_a_clause() -> None:
    assert clause_credits("none").tiers == ()
    listed = clause_credits(
        "[{below: 99.9%, credit: 5%}, {at or below: 99%, points: 2}, {above: 3, credit: 1%}]"
    )
    assert [tier.below for tier in listed.tiers] == [Fraction(999, 1000), None, None]
    assert (listed.tiers[1].at_or_below, listed.tiers[1].points) == (Fraction(99, 100), 2)
    assert listed.tiers[2].above == 3
    full = clause_credits(
        "{base: total charge, figure cut to: 0.01%, conditions: [invoices paid], tiers: [{in proportion: 1},"
        " {each ticket over: {P1: 30 minutes}, credit: 5%}]}"
    )
    assert (full.base, full.figure_cut_to, full.conditions) == (
        "total charge",
        Fraction(1, 10_000),
        ("invoices paid",),
    )
    assert full.tiers[0].in_proportion == 1
    assert full.tiers[1].each_ticket_over == FrozenMap({"P1": Duration.parse("30 minutes")})
    assert clause_credits("{tiers: {below: 90%, credit: 5%}}").tiers[0].credit == Fraction(1, 20)


@pytest.mark.parametrize(
    ("tier", "code"),
    [
        ("{credit: 5%}", "tier-condition"),
        ("{below: 90%, above: 80%, credit: 5%}", "tier-condition"),
        ("{below: 90%}", "tier-consequence"),
        ("{below: 90%, credit: 5%, points: 1}", "tier-consequence"),
        ("{in proportion: 1, credit: 5%}", "tier-consequence"),
        ("{beneath: 90%, credit: 5%}", "unknown-key"),
        ("{below: 90 percent, credit: 5%}", "unreadable-value"),
    ],
)
def test_tiers_with_mistakes(tier: str, code: str) -> None:
    problem = mistake(f"standards: {{s: {{measure: count, credits: [{tier}]}}}}\n")
    assert problem.code == code
    assert str(problem.clause).startswith("standards.s.credits.1")


def test_credits_of_the_agreement() -> None:
    rules = agreed(
        "credits: {at most: 1 month's charge per 12 months, claimed: by the end of the 2nd month after the incident,"
        " rounding: down to 1 per clause, conditions: invoices paid, repeated: {consecutive: 2, times: 1.5}}\n"
    ).credits
    assert rules is not None
    assert rules.at_most == Cap(None, "total charge", 1, 12, True, "")
    assert rules.claimed == Deadline("end of month", "incident", None, 2, None, "")
    assert rules.rounding == Rounding("down", Decimal(1), "")
    assert rules.conditions == ("invoices paid",)
    assert rules.repeated is not None
    assert rules.repeated.times == Fraction(3, 2)


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("30% of the total charge per month", Cap(Fraction(3, 10), "total charge", None, 1, False, "")),
        (
            "10% of the charge of the service per year",
            Cap(Fraction(1, 10), "charge of the service", None, 12, False, ""),
        ),
        ("2 months' charge per quarter", Cap(None, "total charge", 2, 3, False, "")),
        ("3 months charge per year", Cap(None, "total charge", 3, 12, False, "")),
        ("1 month's charge per 12 months", Cap(None, "total charge", 1, 12, True, "")),
    ],
)
def test_caps(text: str, cap: Cap) -> None:
    rules = agreed(f"credits: {{at most: {text}}}\n").credits
    assert rules is not None
    assert rules.at_most == cap


@pytest.mark.parametrize(
    "text",
    [
        "at most: everything",
        "at most: 1 month's charge per 0 months",
        "at most: a% of the total charge per month",
        "rounding: up",
        "rounding: up to 0 per clause",
        "rounding: up to 0.0.1 per clause",
        "claimed: soon",
        "base: charge",
    ],
)
def test_rules_of_credits_with_mistakes(text: str) -> None:
    assert mistake(f"credits: {{{text}}}\n").mend


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        (
            "5 business days after the period",
            Deadline("after", "period", Duration.parse("5 business days"), 0, None, ""),
        ),
        ("within 30 days of the report", Deadline("after", "report", Duration.parse("30 days"), 0, None, "")),
        (
            "2 weeks before the last day",
            Deadline("before", "last day", Duration.parse("14 days"), 0, None, ""),
        ),
        ("before the first day", Deadline("before", "first day", None, 0, None, "")),
        (
            "by the end of the 1st month after the report",
            Deadline("end of month", "report", None, 1, None, ""),
        ),
        ("2026-03-31", Deadline("date", None, None, 0, date(2026, 3, 31), "")),
    ],
)
def test_deadlines(text: str, deadline: Deadline) -> None:
    reporting = agreed(f"reporting: {{due: {text}}}\n").reporting
    assert reporting is not None
    assert reporting.due == deadline


@pytest.mark.parametrize(
    "text",
    ["soon", "5 days", "5 days after the flood", "many days after the period", "2026-02-30", "26-02-2030"],
)
def test_what_is_no_deadline(text: str) -> None:
    assert mistake(f"reporting: {{due: {text}}}\n").clause == "reporting.due"
