"""Credits in examples, against the oracle of credits, which shares nothing with the product."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from evenhand.wording.agreement import written
from evenhand.wording.blocks import Example, text_of
from tests.answers.credits.oracle import best, charge, rounded
from tests.unit.wording.documents import EXAMPLE, agreement_in, small

SENTENCE = re.compile(
    r"([0-9.]+)% (?:in time )?in January 2026 the credit is ([0-9.]+)% of ([0-9,.]+) GBP: ([0-9,.]+) GBP"
)
TERMS = {
    "from": date(2026, 1, 1),
    "to": date(2026, 12, 31),
    "services": {
        "practice-system": {"kind": "flat", "amount": 2400, "per": "month"},
        "service-desk": {"kind": "flat", "amount": 1800, "per": "month"},
    },
}
TIERS = {
    "services.practice-system.availability": (["practice-system"], [("99.9", 5), ("99.0", 15), ("95.0", 50)]),
    "standards.resolve-critical": ([*TERMS["services"]], [("90", 5), ("75", 10)]),
}


def examples(agreement, address: str) -> list[str]:
    """The examples of credits of a clause."""
    section = next(each for each in written(agreement).walk() if each.address == address)
    found = [text_of(block.words) for block in section.blocks if isinstance(block, Example)]
    return [text for text in found if "the credit is" in text or "point" in text]


@pytest.mark.parametrize("address", [*TIERS])
def test_the_example_agreement(address):
    services, tiers = TIERS[address]
    [text] = examples(agreement_in(EXAMPLE), address)
    value, percent, base, amount = SENTENCE.search(text).groups()
    rows = [
        {"side": "below", "bound": Fraction(bound) / 100, "credit": Fraction(credit, 100)}
        for bound, credit in tiers
    ]
    credit = best(rows, Fraction(value) / 100)
    whole = charge(TERMS, services, date(2026, 1, 1), date(2026, 2, 1))
    assert Fraction(percent) / 100 == credit
    assert Fraction(base.replace(",", "")) == whole
    assert int(Decimal(amount.replace(",", "")) * 100) == rounded(whole * credit * 100, "half up", 1)


def test_what_a_practice_owner_reads():
    [text] = examples(agreement_in(EXAMPLE), "services.practice-system.availability")
    assert text == "At 98.7% in January 2026 the credit is 15% of 2,400.00 GBP: 360.00 GBP."


def availability(
    credits: str, more: str = "", charged: str = "100.00 per month", target: str = "99% per month"
) -> list[str]:
    return examples(
        small(
            f"currency: EUR\n{more}\n"
            f"services: {{s: {{charge: {charged}, availability: {{target: {target}, credits: {credits}}}}}}}"
        ),
        "services.s.availability",
    )


@pytest.mark.parametrize(
    ("credits", "expected"),
    [
        ("[{below: 99%, credit: 10%}]", ["At 98.7% in January 2026 the credit is 10% of 100.00 EUR: 10.00 EUR."]),
        ("[{below: 99%, points: 2}]", ["At 98.7% in January 2026 this gives 2 points."]),
        ("[{below: 99%, credit: 1%}, {below: 98.9%, credit: 2%}, {below: 98.8%, credit: 3%}]",
         ["At 98.85% in January 2026 the credit is 2% of 100.00 EUR: 2.00 EUR."]),
        ("[{at or below: 0.1%, credit: 10%}]", []),
        ("{tiers: [{below: 99%, credit: 10%}], figure cut to: 50%}",
         ["At 98.7% in January 2026 the credit is 10% of 100.00 EUR: 10.00 EUR."]),
        ("[{in proportion: 1}]", []),
        ("none", []),
    ],
)  # fmt: skip
def test_results_within_a_tier(credits, expected):
    assert availability(credits) == expected


def test_the_limit_of_all_credits_is_told_where_it_bites():
    [text] = availability(
        "[{below: 99%, credit: 50%}]", "credits: {at most: 30% of the total charge per month}"
    )
    assert text.startswith(
        "At 98.7% in January 2026 the credit is 50% of 100.00 EUR: 50.00 EUR. Of this the limit"
    )
    assert text.endswith("leaves 30.00 EUR.")


@pytest.mark.parametrize(
    ("charged", "target"),
    [
        ("metered per month", "99% per month"),
        ("100.00 per month", "99% per trailing 90 days"),
        ("100.00 per month", "99% per year"),
    ],
)
def test_no_amount_is_made_up(charged, target):
    assert bool(availability("[{below: 99%, credit: 10%}]", "", charged, target)) == ("year" in target)


@pytest.mark.parametrize(("charged", "expected"), [("7.00 per server per month", 1), ("70.00 per month", 0)])
def test_each_instance_has_the_charge_of_one_where_that_is_known(charged, expected):
    agreement = small(
        f"services: {{s: {{charge: {charged}, availability: {{target: 99% per month, for each: server, "
        "credits: [{below: 99%, credit: 10%}]}}}"
    )
    found = examples(agreement, "services.s.availability")
    assert len(found) == expected
    assert all("10% of 7.00: 0.70." in text for text in found)


@pytest.mark.parametrize(
    ("credits", "expected"),
    [
        ("[{above: 30, credit: 2%}]", "At 30.1 in January 2026 the credit is 2% of 100.00: 2.00."),
        ("[{above: 30, credit: 2%}, {above: 30.1, credit: 4%}, {above: 99, credit: 9%}]",
         "At 30.2 in January 2026 the credit is 4% of 100.00: 4.00."),
    ],
)  # fmt: skip
def test_the_other_side_of_a_target(credits, expected):
    agreement = small(
        "services: {s: {charge: 100.00 per month}}\n"
        f"standards: {{m: {{service: s, measure: sum of hours, target: at most 30 per month, credits: {credits}}}}}"
    )
    assert examples(agreement, "standards.m") == [expected]


def test_money_beyond_reason_gives_no_example():
    services = ", ".join(f"x{place}: {{charge: 999999999999 per day}}" for place in range(4))
    agreement = small(
        f"services: {{{services}, s: {{availability: {{target: 99% per year, credits: {{base: total charge, "
        "tiers: [{below: 99%, credit: 10%}]}}}}"
    )
    assert not examples(agreement, "services.s.availability")
