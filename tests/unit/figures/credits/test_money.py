"""Money: minor units, rounding as agreed, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.errors import MoneyError
from evenhand.figures.credits.money import (
    MOST,
    Money,
    amount_text,
    checked,
    cut_down,
    rounded,
    spoken_amount,
)
from evenhand.records.charges import ChargeRecord
from evenhand.terms.credits import Rounding
from tests.unit.figures.credits.helping import charge


@pytest.mark.parametrize(
    ("how", "value", "currency", "expected"),
    [
        (None, "0.125", "GBP", "0.13"),
        ("half up to 0.01", "0.125", "GBP", "0.13"),
        ("half up to 0.01", "0.124999", "GBP", "0.12"),
        ("half even to 0.01", "0.125", "GBP", "0.12"),
        ("half even to 0.01", "0.135", "GBP", "0.14"),
        ("up to 0.01", "0.120001", "GBP", "0.13"),
        ("up to 0.01", "0.12", "GBP", "0.12"),
        ("down to 0.01", "0.129999", "GBP", "0.12"),
        ("half up to 1", "2.5", "GBP", "3.00"),
        ("half up to 0.05", "0.975", "CHF", "1.00"),
        ("down to 10", "19.99", "GBP", "10.00"),
        # Never finer than the minor unit, nor in steps that miss it.
        ("half up to 0.001", "0.1255", "GBP", "0.13"),
        ("half up to 0.015", "0.124", "GBP", "0.12"),
        ("half up to 0.01", "12.5", "JPY", "13"),
        (None, "0.0125", "KWD", "0.013"),
        ("half up to 0.01", "0.0149", "KWD", "0.010"),
        (None, "0.00005", "CLF", "0.0001"),
        (None, "0.005", None, "0.01"),
    ],
)
def test_each_credit_is_rounded_once_as_agreed(how, value, currency, expected):
    rounding = Rounding.parse(f"{how} per clause") if how else None
    assert str(rounded(Fraction(value), rounding, currency).amount) == expected


def test_a_cap_is_cut_down():
    assert cut_down(Fraction("0.99999"), "GBP") == Money(99, "GBP")
    assert cut_down(Fraction("1.99"), "JPY") == Money(1, "JPY")


def test_amounts_are_written_with_their_currency():
    assert str(Money(123_456_789, "GBP")) == "1,234,567.89 GBP"
    assert str(Money(5, None)) == "0.05"
    assert spoken_amount(Fraction(40_000, 31), "EUR") == "1,290.322580 EUR"
    assert amount_text(Fraction(1, 3), "CLF") == "0.333333"


@pytest.mark.parametrize("minor_units", [-1, MOST * 100 + 1])
def test_impossible_money_is_refused(minor_units):
    with pytest.raises(MoneyError):
        Money(minor_units, "GBP")


@pytest.mark.parametrize("value", [Fraction(-1, 3), Fraction(MOST) + 1])
def test_impossible_charges_are_refused(value):
    with pytest.raises(MoneyError):
        checked(value)


def test_records_below_nothing_are_refused():
    with pytest.raises(MoneyError, match="below nothing: -1"):
        charge("web", "2026-03-01", count="-1")
    assert isinstance(charge("web", "2026-03-01", amount="0.00"), ChargeRecord)


METHODS = ("half up", "half even", "up", "down")


@given(
    value=st.fractions(min_value=0, max_value=10**6),
    method=st.sampled_from(METHODS),
    step=st.sampled_from(["0.01", "0.05", "1"]),
)
def test_rounding_stays_within_one_step(value, method, step):
    found = rounded(value, Rounding.parse(f"{method} to {step} per clause"), "GBP").amount
    off = Fraction(found) - value
    size = Fraction(step)
    assert (found / Decimal(step)) % 1 == 0
    assert {
        "half up": -size / 2 < off <= size / 2,
        "half even": abs(off) <= size / 2,
        "up": 0 <= off < size,
        "down": -size < off <= 0,
    }[method]
