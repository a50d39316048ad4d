"""The credit of one figure, as it stands beside the figure (SEMANTICS, Figures as JSON)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evenhand.figures.credits.money import Money, amount_text


@dataclass(frozen=True, slots=True)
class Credit:
    """What a figure costs by the terms: a share of a base, or points.

    `ratio` with everything that multiplies it; `base` exact; `amount` as rounded; each None where there is none.
    `withheld` says why it is not granted, or not yet; the statement of the period has what is.
    """

    ratio: Fraction | None
    base: Fraction | None
    amount: Money | None
    currency: str | None
    points: int = 0
    withheld: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values; `percent` and money as decimal strings."""
        return {
            "percent": None if self.ratio is None else percent_text(self.ratio),
            "base": None if self.base is None else amount_text(self.base, self.currency),
            "amount": None if self.amount is None else str(self.amount.amount),
            "currency": self.currency,
            "points": self.points,
            "withheld": self.withheld,
        }


def percent_text(ratio: Fraction) -> str:
    """How many per cent a ratio is, as a decimal: exact where it ends within twelve places, else cut to six.

    >>> percent_text(Fraction(1, 8)), percent_text(Fraction(1, 3))
    ('12.5', '33.333333')
    """
    shown = ratio * 100
    digits = next((each for each in range(13) if (shown * 10**each).denominator == 1), 6)
    whole, part = divmod((shown * 10**digits).__floor__(), 10**digits)
    return f"{whole}.{part:0{digits}d}" if digits else str(whole)
