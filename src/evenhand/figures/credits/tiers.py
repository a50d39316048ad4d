"""Which tier of a clause applies to a figure (rule 23): the greatest credit among those whose condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenhand.figures.credits.over import TicketOver
from evenhand.figures.figure import Figure
from evenhand.terms.credits import ClauseCredits, Tier


@dataclass(frozen=True, slots=True)
class Applied:
    """The tier that applies: its share of the base or its points, and what made it hold.

    `value` is the figure as the tiers read it; `tickets` those over their limit; `down` the share that was down.
    """

    tier: Tier
    ratio: Fraction
    points: int
    value: Fraction | None = None
    tickets: tuple[TicketOver, ...] = ()
    down: Fraction | None = None


def applied(credits: ClauseCredits, figure: Figure, tickets: Sequence[TicketOver]) -> Applied | None:
    """The tier of a clause that applies to a figure; None when none does.

    `tickets` are those of the figure over a limit. A credit is greater than points. Tiers that look at each ticket
    give one credit together: that of every late ticket, by the greatest of them that holds for it.
    """
    found = [*_of_tickets(credits, tickets)]
    value = figure.value
    if value is not None and figure.result in ("met", "missed") and not _met_all_the_same(figure):
        read = cut(value, credits.figure_cut_to, figure.comparison)
        found += [
            Applied(tier, tier.credit or Fraction(0), tier.points or 0, value=read)
            for tier in credits.tiers
            if holds(tier, read)
        ]
    if value is not None and figure.result == "missed":
        down = max(1 - value, Fraction(0))
        found += [
            Applied(tier, down * tier.in_proportion, 0, down=down)
            for tier in credits.tiers
            if tier.in_proportion is not None
        ]
    # The first of equals, in the order of the document.
    return max(found, key=lambda each: (each.ratio, each.points), default=None)


def holds(tier: Tier, value: Fraction) -> bool:
    """Whether the condition of a tier on the figure holds, compared exactly."""
    side, bound = bound_of(tier)
    if side == "below":
        return value < bound
    return value <= bound if side == "at or below" else side == "above" and value > bound


def bound_of(tier: Tier) -> tuple[str, Fraction]:
    """On which side of which bound a figure has to be; no side for a tier that does not read the figure."""
    for side, bound in (("below", tier.below), ("at or below", tier.at_or_below), ("above", tier.above)):
        if bound is not None:
            return side, bound
    return "", Fraction(0)


def cut(value: Fraction, step: Fraction | None, comparison: str | None) -> Fraction:
    """The figure cut to a step toward its unfavourable side, as it would be shown (rule 17).

    >>> cut(Fraction(99_999, 100_000), Fraction(1, 10_000), "at least")
    Fraction(9999, 10000)
    """
    if step is None:
        return value
    steps = value / step
    return step * (steps.__ceil__() if comparison == "at most" else steps.__floor__())


def _of_tickets(credits: ClauseCredits, tickets: Sequence[TicketOver]) -> list[Applied]:
    """One credit of all late tickets together, and one of all their points."""
    best: dict[str, TicketOver] = {}
    for each in tickets:
        known = best.get(each.ticket)
        if known is None or _gain(credits.tiers[each.tier]) > _gain(credits.tiers[known.tier]):
            best[each.ticket] = each
    if not best:
        return []
    chosen = tuple(best.values())
    tiers = [credits.tiers[each.tier] for each in chosen]
    ratio = sum((tier.credit or Fraction(0) for tier in tiers), Fraction(0))
    points = sum(tier.points or 0 for tier in tiers)
    return [Applied(max(tiers, key=_gain), ratio, points, tickets=chosen)]


def _gain(tier: Tier) -> tuple[Fraction, int]:
    return tier.credit or Fraction(0), tier.points or 0


def _met_all_the_same(figure: Figure) -> bool:
    """Met although the value alone is not good enough: no more than so many were missed (rule 16)."""
    return (
        figure.result == "met"
        and figure.target is not None
        and figure.value is not None
        and not figure.target.met_by(figure.value)
    )
