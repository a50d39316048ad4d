"""Tiers of one clause: holes, overlaps, steps that never apply, and credits for a target that was met."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Credited
from evenhand.terms.checks.numbers import level_text, percent_text
from evenhand.terms.checks.sides import Side, holds, level, side_of, worth
from evenhand.terms.checks.subject import Subject
from evenhand.terms.credits import Tier
from evenhand.units import Target


@check("credits-dead-band", "warning", "money", title="A missed target without a credit")
def dead_band(subject: Subject) -> Iterator[Finding]:
    """The target can be missed without any tier giving a credit for it.

    The client reads the target, sees it missed and expects a credit; the provider reads the tiers and owes none.
    Begin the first tier where the target ends. Where each priority has a target of its own, one list of tiers cannot
    suit them all: write a standard for each. If the band is meant, accept this finding and say why.
    """
    for each in subject.credited:
        edges = [] if _beyond_figures(each) else _bad_edges(each)
        for priority, target in each.targets.items():
            first = max(edges, default=None) if each.good == "at least" else min(edges, default=None)
            if first is None or target.met_by(first):
                continue
            wanted, begins = (
                level_text(level, percentage=target.percentage) for level in (target.value, first)
            )
            side = "below" if each.good == "at least" else "above"
            whose = f" of {priority}" if priority else ""
            yield Finding(
                each.tiers[0][0],
                f"The target{whose} is {wanted}, and credits begin {side} {begins}: what lies between is missed "
                "without a credit.",
                _mend(each, f"Let the first tier be {side} {wanted}, or set the target to {begins}."),
            )


def _beyond_figures(credited: Credited) -> bool:
    """Whether a tier gives a credit whatever the figure is: for the time that was down, or for each late ticket."""
    return any(tier.in_proportion is not None or tier.each_ticket_over for _, tier in credited.tiers)


def _mend(credited: Credited, plain: str) -> str:
    """The mend of bounds that do not suit a target; with several targets no bound suits all of them."""
    if len({target.value for target in credited.targets.values()}) > 1:
        return "Write a standard for each of these targets, each with tiers that begin where it ends."
    return plain


def _bad_edges(credited: Credited) -> list[Fraction]:
    """The bounds of the tiers on the bad side of the figure."""
    wanted = ("above",) if credited.good == "at most" else ("below", "at or below")
    return [side[1] for _, tier in credited.tiers if (side := side_of(tier)) and side[0] in wanted]


@check("tiers-gap", "warning", "money", title="A figure between two tiers")
def gap(subject: Subject) -> Iterator[Finding]:
    """A figure can lie exactly between two tiers and belong to neither.

    "Below 99.0%" and "above 99.0%" leave nothing for a figure of exactly 99.0%, and such a figure comes. Write
    "at or below" in one of the two.
    """
    for each in subject.credited:
        sides = {side for _, tier in each.tiers if (side := side_of(tier))}
        for at in sorted({bound for word, bound in sides if word == "below"}):
            if ("above", at) in sides and not any(holds(side, at) for side in sides):
                text = level(each, at)
                yield Finding(
                    f"{each.address}.credits",
                    f"A figure of exactly {text} gets no credit: one tier ends below {text}, the next begins "
                    "above it.",
                    f"Write at or below {text} in one of them.",
                )


@check("tiers-overlap", "warning", "money", title="Two tiers from different sides")
def overlap(subject: Subject) -> Iterator[Finding]:
    """Tiers from below and from above meet, so that every figure gets a credit and some belong to both.

    Only the greatest credit is given, but nobody will read it so. Choose the side on which a figure is bad, and
    keep the tiers of that side; or move the bounds apart, so that good figures lie between them.
    """
    for each in subject.credited:
        sides = [side for _, tier in each.tiers if (side := side_of(tier))]
        lower = max((bound for word, bound in sides if word != "above"), default=None)
        upper = min((bound for word, bound in sides if word == "above"), default=None)
        if lower is not None and upper is not None and lower > upper:
            yield Finding(
                f"{each.address}.credits",
                f"A figure between {level(each, upper)} and {level(each, lower)} is in two tiers, one from "
                "each side.",
                "Keep the tiers of the side on which a figure is bad.",
            )


@check("tiers-twice", "error", "money", title="Two tiers for the same figures")
def twice(subject: Subject) -> Iterator[Finding]:
    """Two tiers hold for exactly the same figures and give different credits.

    The document says two things at once. Keep one of the tiers, or correct its bound.
    """
    for each in subject.credited:
        seen: dict[tuple[Side, bool], Tier] = {}
        for address, tier in each.tiers:
            side = side_of(tier)
            if side is None:
                continue
            other = seen.setdefault((side, tier.credit is None), tier)
            if worth(other) != worth(tier):
                yield Finding(
                    address,
                    f"A figure {side[0]} {level(each, side[1])} gets {worth(other)} in one tier and "
                    f"{worth(tier)} in another.",
                    "Keep one of the two, or correct its bound.",
                )


@check("tiers-not-rising", "warning", "money", title="A worse figure that gets no more")
def not_rising(subject: Subject) -> Iterator[Finding]:
    """A tier never applies, because a tier for less bad figures gives as much or more.

    Of the tiers that hold, the one with the greatest credit applies (rule 23). So a step whose credit does not rise
    is dead letter, and most often two numbers were exchanged. Let the credit rise from step to step.
    """
    for each in subject.credited:
        for (_, milder), (address, worse) in permutations(each.tiers, 2):
            wide, narrow = side_of(milder), side_of(worse)
            if wide is None or narrow is None or not _contains(wide, narrow):
                continue
            if _no_more(worse, milder):
                yield Finding(
                    address,
                    f"A figure {narrow[0]} {level(each, narrow[1])} gets {worth(milder)}, as one {wide[0]} "
                    f"{level(each, wide[1])} does; its own {worth(worse)} never applies.",
                    f"Give more than {worth(milder)} here, or remove the tier.",
                )
                break


def _contains(wide: Side, narrow: Side) -> bool:
    """Whether each figure on the narrow side is on the wide one, and not the other way round."""
    if (wide[0] == "above") != (narrow[0] == "above") or wide == narrow:
        return False
    if wide[1] == narrow[1]:
        return wide[0] == "at or below"
    return wide[1] < narrow[1] if wide[0] == "above" else wide[1] > narrow[1]


def _no_more(worse: Tier, milder: Tier) -> bool:
    if worse.credit is not None and milder.credit is not None:
        return worse.credit <= milder.credit
    return worse.points is not None and milder.points is not None and worse.points <= milder.points


@check("tier-for-met-target", "warning", "money", title="A credit although the target is met")
def for_met_target(subject: Subject) -> Iterator[Finding]:
    """A figure meets the target and still gets a credit.

    "At or below 99.9%" beside a target of 99.9% gives a credit for exactly what was promised. Let the first tier
    begin where the target ends, on its bad side.
    """
    for each in subject.credited:
        for address, tier in each.tiers:
            side = side_of(tier)
            met = [
                (value, target) for target in each.targets.values() if (value := _met_inside(side, target))
            ]
            if met:
                value, target = met[0]
                good, wanted = (
                    level_text(one, percentage=target.percentage) for one in (value, target.value)
                )
                word = "above" if target.comparison == "at most" else "below"
                yield Finding(
                    address,
                    f"A figure of {good} meets the target of {target.text}, and gets {worth(tier)} all the same.",
                    _mend(each, f"Let the tier hold {word} {wanted} only."),
                )


def _met_inside(side: Side | None, target: Target) -> Fraction | None:
    """A figure that meets the target and lies in the tier: the target, one between the bounds, or a best one."""
    if side is None:
        return None
    bound = side[1]
    if target.comparison == "at most":
        best = min(bound, target.value) / 2
    else:
        most = max(bound, target.value)
        best = (most + 1) / 2 if target.percentage else most + 1
    candidates = (target.value, (bound + target.value) / 2, best)
    return next((value for value in candidates if target.met_by(value) and holds(side, value)), None)


@check("tiers-cut-coarse", "warning", "money", title="Figures cut more coarsely than the target")
def cut_coarse(subject: Subject) -> Iterator[Finding]:
    """Before the tiers are read the figure is cut to steps that the target does not lie on.

    A figure that meets 99.95% is cut to 99.9% and falls into the tier below 99.95%: a credit for a target that was
    met. Cut to finer steps, or set the target on one of them.
    """
    for each in subject.credited:
        step = each.credits.figure_cut_to
        for target in each.targets.values() if step else ():
            steps = target.value / step if step else Fraction(0)
            if step is None or steps.denominator == 1:
                continue
            read = step * (steps.__ceil__() if target.comparison == "at most" else steps.__floor__())
            wanted, cut = (level_text(value, percentage=target.percentage) for value in (target.value, read))
            yield Finding(
                f"{each.address}.credits",
                f"A figure of {wanted} meets the target and is read as {cut}, cut to {percent_text(step)}.",
                "Cut the figure to finer steps, or set the target on one of them.",
            )
