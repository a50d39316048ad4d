"""Money and tiers: credits that leave a gap, fall where they should rise, or are a share of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Credited
from evenhand.terms.checks.numbers import level_text
from evenhand.terms.checks.subject import Subject


@check("credits-dead-band", "warning", "money", title="A missed target without a credit")
def dead_band(subject: Subject) -> Iterator[Finding]:
    """The target can be missed, and no tier gives a credit for it.

    The client reads the target, sees it missed and expects a credit; the provider reads the tiers and owes none.
    Begin the first tier where the target ends. If the band is meant, accept this finding and say why.
    """
    for each in subject.credited:
        edges = _edges(each)
        for target in each.targets.values():
            first = max(edges, default=None) if each.good == "at least" else min(edges, default=None)
            if first is None or target.met_by(first):
                continue
            wanted, begins = (
                level_text(level, percentage=target.percentage) for level in (target.value, first)
            )
            side = "below" if each.good == "at least" else "above"
            yield Finding(
                each.tiers[0][0],
                f"The target is {wanted}, and credits begin {side} {begins}: what lies between is missed "
                "without a credit.",
                f"Let the first tier be {side} {wanted}, or set the target to {begins}.",
            )


def _edges(credited: Credited) -> list[Fraction]:
    """The bounds of the tiers on the bad side of the figure."""
    tiers = [tier for _, tier in credited.tiers]
    if credited.good == "at most":
        return [tier.above for tier in tiers if tier.above is not None]
    bounds = [tier.below if tier.below is not None else tier.at_or_below for tier in tiers]
    return [bound for bound in bounds if bound is not None]
