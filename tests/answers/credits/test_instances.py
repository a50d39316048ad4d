"""Instances that share a charge: equal parts as the oracle reckons them, and never more than the whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.figures.credits.settling import settle
from evenhand.figures.figure import Figure
from evenhand.figures.versions import in_force
from evenhand.terms.document import read_agreement
from evenhand.units import Target
from tests.answers.credits import oracle
from tests.answers.credits.test_oracle import LATE, charges, decimal, services

SERVICE = services("web")


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """A service, how many instances of it were so bad, and how a credit is rounded."""
    return {
        "from": date(2026, 1, 1),
        "to": date(2026, 12, 31),
        "services": {"web": draw(SERVICE)},
        "values": draw(st.lists(st.sampled_from([90, 97, 100]), min_size=1, max_size=9)),
        "rounding": draw(st.sampled_from(["half up", "half even", "up", "down"])),
        "step": draw(st.sampled_from([1, 5, 100])),
        "month": draw(st.integers(1, 12)),
    }


def document(terms: dict[str, Any]) -> str:
    service = terms["services"]["web"]
    forms = {
        "flat": f"{decimal(service['amount'], 2)} per {service['per']}",
        "per unit": f"{decimal(service['amount'], 2)} per user per month",
        "metered": "metered per month",
    }
    return (
        "agreement: Random\ncurrency: GBP\nterm: {from: 2026-01-01, to: 2026-12-31}\n"
        f"services: {{web: {{charge: {forms[service['kind']]}, availability: {{target: 99% per month, "
        "for each: server, credits: [{below: 99%, credit: 30%}, {below: 95%, credit: 100%}]}}}\n"
        f"credits: {{rounding: {terms['rounding']} to {decimal(Fraction(terms['step'], 100), 2)} per clause}}\n"
    )


@given(worlds())
@settings(max_examples=150)
def test_equal_parts_and_never_more_than_the_whole(terms):
    start, end = oracle.months_on(date(2026, 1, 1), terms["month"] - 1), None
    end = oracle.months_on(start, 1)
    read, problems = read_agreement(document(terms), file="random.yaml")
    assert read is not None, [str(problem) for problem in problems]
    target = Target.parse("99% per month")
    figures = [
        Figure(
            clause="services.web.availability",
            title="T",
            versions=(1,),
            service="web",
            priority=None,
            start=start,
            end=end,
            numerator=None,
            denominator=1,
            value=Fraction(value, 100),
            target=target,
            result="met" if value == 100 else "missed",
            instance=f"s{number}",
        )
        for number, value in enumerate(terms["values"])
    ]
    found = settle(in_force([read]), figures, as_of=LATE, records=charges(terms)).statements
    whole = oracle.charge(terms, ["web"], start, end) * 100
    shares = {90: Fraction(1), 97: Fraction(3, 10), 100: Fraction(0)}
    worst = max(shares[value] for value in terms["values"])
    expected, left = [], int(whole * worst)
    for value in terms["values"]:
        part = oracle.rounded(whole / len(terms["values"]) * shares[value], terms["rounding"], terms["step"])
        expected.append(min(part, left))
        left -= expected[-1]
    granted = [line.granted.minor_units for each in found for line in each.lines]
    assert granted == expected
    assert sum(granted) <= whole
