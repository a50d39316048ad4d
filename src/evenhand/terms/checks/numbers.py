"""Numbers in the sentences of findings, written as the document writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def number_text(value: Fraction) -> str:
    """Write a number without needless digits; one without end is cut after six places.

    >>> number_text(Fraction(21, 5)), number_text(Fraction(10)), number_text(Fraction(1, 3))
    ('4.2', '10', '0.333333')
    """
    cut = Decimal(value.numerator * 1_000_000 // value.denominator).scaleb(-6)
    whole = f"{cut:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def percent_text(ratio: Fraction) -> str:
    """Write a ratio as a percentage.

    >>> percent_text(Fraction(999, 1000))
    '99.9%'
    """
    return f"{number_text(ratio * 100)}%"


def level_text(value: Fraction, *, percentage: bool) -> str:
    """Write what a figure is held against: a percentage, or a plain number."""
    return percent_text(value) if percentage else number_text(value)


def money_text(currency: str | None, amount: Fraction) -> str:
    """Write an amount of money with two places, cut, before its currency.

    >>> money_text("GBP", Fraction(2400)), money_text(None, Fraction(1, 3))
    ('2,400.00 GBP', '0.33')
    """
    cut = Decimal(amount.numerator * 100 // amount.denominator).scaleb(-2)
    return f"{cut:,.2f} {currency}" if currency else f"{cut:,.2f}"
