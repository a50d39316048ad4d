"""The strictest target that things as they are would have met in every period."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenhand.figures.figure import Figure
from evenhand.units import Target


@dataclass(frozen=True, slots=True)
class AttainedTarget:
    """The strictest target that a figure would have met in every period as things are.

    `value` is that of its worst scored period, `worst` that period's figure; None where every scored period is met
    by `or at most` alone, or none is scored. `periods`: how many were scored.
    """

    clause: str
    service: str | None
    priority: str | None
    instance: str | None
    target: Target
    value: Fraction | None
    worst: Figure | None
    periods: int


def attained(figures: Sequence[Figure], or_at_most: int | None) -> AttainedTarget:
    """The strictest target for the figures, with a target, of one clause, one service, one priority, one instance."""
    first = figures[0]
    target = first.target
    assert target is not None
    scored = [each for each in figures if each.result in ("met", "missed") and each.value is not None]
    bound = [each for each in scored if or_at_most is None or _missed(each) > or_at_most]
    worst = None
    if bound:
        pick = max if target.comparison == "at most" else min
        worst = pick(bound, key=lambda each: each.value or Fraction(0))
    return AttainedTarget(
        first.clause,
        first.service,
        first.priority,
        first.instance,
        target,
        worst.value if worst else None,
        worst,
        len(scored),
    )


def _missed(figure: Figure) -> Fraction:
    return Fraction(figure.denominator or 0) - (figure.numerator or 0)
