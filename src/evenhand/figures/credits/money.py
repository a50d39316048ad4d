"""Money in whole minor units of its currency, and how a share of a charge becomes such an amount (rule 23)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from evenhand.errors import MoneyError
from evenhand.terms.credits import Rounding
from evenhand.terms.currency import digits_of

MOST: Final = 10**15
"""More than this much money, in the currency's main unit, is a mistake in the records."""

_SHOWN_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount that can be paid: a whole number of minor units, never negative.

    Raises MoneyError for anything below nothing, and for more than `MOST`.

    >>> print(Money(420_000, "GBP"), Money(4_200, "JPY"))
    4,200.00 GBP 4,200 JPY
    """

    minor_units: int
    currency: str | None

    def __post_init__(self) -> None:
        """Refuse what cannot be paid."""
        if self.minor_units < 0:
            raise MoneyError(f"{self._plain()} is less than nothing, and no credit is.")
        if self.minor_units > MOST * 10 ** digits_of(self.currency):
            raise MoneyError(f"{self._plain()} is more than {MOST:,}: a record must be wrong.")

    @property
    def amount(self) -> Decimal:
        """The amount in the currency's main unit, exact, with all decimal places of its minor unit.

        >>> Money(42_000, "GBP").amount
        Decimal('420.00')
        """
        return Decimal(self._plain())

    def _plain(self) -> str:
        return _decimal(self.minor_units, digits_of(self.currency))

    def __str__(self) -> str:
        """The amount as people read it, with its currency."""
        return f"{self.amount:,} {self.currency or ''}".rstrip()


def checked(value: Fraction) -> Fraction:
    """The value, if it can be an amount of money; raises MoneyError as `Money` does."""
    if value < 0:
        raise MoneyError(f"A charge of {_exact(value, digits_of(None))} is less than nothing.")
    if value > MOST:
        raise MoneyError(f"A charge of more than {MOST:,} cannot be meant: a record must be wrong.")
    return value


def rounded(value: Fraction, rounding: Rounding | None, currency: str | None) -> Money:
    """Round an exact amount once, as agreed; half up to the minor unit where nothing is agreed.

    A step that is no whole number of minor units is taken as the minor unit.

    >>> print(rounded(Fraction(1, 8), Rounding.parse("half even to 0.01 per clause"), "GBP"))
    0.12 GBP
    """
    scale = 10 ** digits_of(currency)
    step = Fraction(rounding.to) * scale if rounding else Fraction(1)
    step = step if step.denominator == 1 else Fraction(1)
    steps = value * scale / step
    method = rounding.method if rounding else "half up"
    if method == "half even":
        whole = round(steps)
    elif method == "up":
        whole = steps.__ceil__()
    else:
        whole = (steps + (Fraction(1, 2) if method == "half up" else 0)).__floor__()
    return Money(whole * step.numerator, currency)


def cut_down(value: Fraction, currency: str | None) -> Money:
    """The greatest amount that can be paid and is not more than `value`.

    >>> print(cut_down(Fraction(100, 3), "EUR"))
    33.33 EUR
    """
    return Money((value * 10 ** digits_of(currency)).__floor__(), currency)


def amount_text(value: Fraction, currency: str | None) -> str:
    """An exact amount as decimal text: in minor units where it is a whole number of them, else cut to six places.

    >>> amount_text(Fraction(4200), "GBP"), amount_text(Fraction(100, 3), "GBP")
    ('4200.00', '33.333333')
    """
    return _exact(value, digits_of(currency))


def spoken_amount(value: Fraction, currency: str | None) -> str:
    """The same for people: `4,200.00 GBP`."""
    return f"{Decimal(amount_text(value, currency)):,} {currency or ''}".rstrip()


def _exact(value: Fraction, digits: int) -> str:
    digits = digits if (value * 10**digits).denominator == 1 else max(_SHOWN_DIGITS, digits)
    return _decimal((value * 10**digits).__floor__(), digits)


def _decimal(units: int, digits: int) -> str:
    whole, part = divmod(abs(units), 10**digits)
    return f"{'-' if units < 0 else ''}{whole}" + (f".{part:0{digits}d}" if digits else "")
