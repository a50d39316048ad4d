"""On which side of which bound a figure has to be for a tier to hold, and tiers in words."""

from __future__ import annotations

from fractions import Fraction

from evenhand.terms.checks.facts import Credited, is_percentage
from evenhand.terms.checks.numbers import level_text, percent_text
from evenhand.terms.credits import Tier

Side = tuple[str, Fraction]


def side_of(tier: Tier) -> Side | None:
    """Return on which side of which bound a figure has to be; None for a tier that does not read the figure."""
    for side, bound in (("below", tier.below), ("at or below", tier.at_or_below), ("above", tier.above)):
        if bound is not None:
            return side, bound
    return None


def holds(side: Side, value: Fraction) -> bool:
    """Whether a figure is on that side, compared exactly (rule 23)."""
    word, bound = side
    if word == "above":
        return value > bound
    return value < bound or (word == "at or below" and value == bound)


def worth(tier: Tier) -> str:
    """Return what a tier gives, in words."""
    return percent_text(tier.credit) if tier.credit is not None else f"{tier.points} points"


def level(credited: Credited, value: Fraction) -> str:
    """Return a bound in the manner of the clause's figure."""
    return level_text(value, percentage=is_percentage(credited.clause))
