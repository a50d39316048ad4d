"""What is said beside the target of a standard: small numbers, what is judged together, the minimum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from evenhand.figures.periods import step_of
from evenhand.terms.standards import Standard
from evenhand.units import Period, Target
from evenhand.wording.blocks import Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import number, sentence, strong
from evenhand.wording.values import in_a, level


def small_numbers(standard: Standard, period: Period, noun: str) -> Iterator[Words]:
    """What happens when there is too little to judge; `noun` is what is counted."""
    if standard.at_least == 1:
        yield sentence(f"{in_a(period)} without any {noun} there is nothing to judge")
    elif standard.at_least:
        fewer = number(standard.at_least, noun)
        yield sentence(f"with fewer than {fewer} {in_a(period)} the result is shown and not judged")


def scored(standard: Standard, names: Names) -> Iterator[Words]:
    """Whether what a standard is about is judged together or apart (rule 16)."""
    if standard.scored != "together":
        what = standard.scored.removeprefix("each ")
        yield sentence(f"each {what} is judged by itself")
        return
    several = len(standard.applies_to.get("priority", names.agreement.priorities.names)) > 1
    services = len(names.agreement.services) if standard.service == "all" else len(standard.service)
    if targets_of(standard) and (services > 1 or (several and not standard.measure)):
        yield sentence("all of them are judged together, as one result")


def minimum(standard: Standard) -> Words:
    """The minimum beside the target of a standard."""
    if standard.minimum is None:
        return ()
    side = "above" if any(each.comparison == "at most" for each in targets_of(standard)) else "below"
    return minimum_words(level(standard.minimum, percentage=is_percentage(standard)), side)


def targets_of(standard: Standard) -> tuple[Target, ...]:
    """The targets of a standard, one or one for each priority."""
    if isinstance(standard.target, Mapping):
        return tuple(standard.target.values())
    return (standard.target,) if standard.target else ()


def is_percentage(standard: Standard) -> bool:
    """Whether the result of a standard is read as a percentage."""
    targets = targets_of(standard)
    if targets:
        return targets[0].percentage
    return standard.measure is None or standard.measure.share


def minimum_words(bound: str, side: str) -> Words:
    """What a minimum beside the target means."""
    name = "minimum" if side == "below" else "limit"
    return sentence(
        f"a result {side} the {name} of ", strong(bound), " is named as such in figures and statements"
    )


def trailing(targets: Iterable[Target | None], names: Names) -> Iterator[Words]:
    """When results over trailing days are made, where there are any (rule 18)."""
    if any(target and target.period.unit == "trailing days" for target in targets):
        yield sentence(f"a result over the last days is made at the end of each {step_of(names.agreement)}")
