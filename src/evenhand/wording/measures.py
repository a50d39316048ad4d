"""A standard that measures readings, or counts tickets, instead of timing them (rule 25)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Standard
from evenhand.units import Period, Target
from evenhand.wording.blocks import Block, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import listed, own, paragraph, quoted, say, sentence, strong
from evenhand.wording.targets import minimum, scored, small_numbers
from evenhand.wording.values import in_each, level


def measured_blocks(standard: Standard, address: str, names: Names) -> Iterator[Block]:
    """What is measured over which period, and what it must come to."""
    measure = standard.measure
    assert measure is not None
    what = measure_words(measure)
    noun = "reading" if measure.reading else "ticket"
    target = standard.target
    if isinstance(target, Target):
        bound = strong(f"{target.comparison} {level(target.value, percentage=target.percentage)}")
        promise, period = sentence(f"{in_each(target.period)} ", what, " must be ", bound), target.period
    else:
        promise, period = sentence(what, " is measured and shown, but no target is promised"), Period("month")
    yield paragraph(
        promise,
        covered(standard, names),
        *scored(standard, names),
        *small_numbers(standard, period, noun),
        minimum(standard),
        address=f"{address}.target",
    )


def measure_words(measure: Measure) -> Words:
    """What is measured, as the subject of a sentence."""
    reading = quoted(measure.reading) if measure.reading else ()
    match measure.kind:
        case "mean":
            return say("the mean of all readings of ", reading)
        case "sum":
            return say("the sum of all readings of ", reading)
        case "count":
            return (
                say("the number of readings of ", reading) if reading else say("the number of tickets opened")
            )
        case "share above" | "share below":
            assert measure.bound is not None
            side = measure.kind.removeprefix("share ")
            bound = level(measure.bound, percentage="%" in measure.text)
            return say("the share of readings of ", reading, f" that are {side} {bound}")
        case "percentile":
            assert measure.percentile is not None
            place = percent_form(measure.percentile)
            return say(
                "the reading of ", reading, f" that {place} of all readings do not exceed (nearest rank)"
            )
        case "reopened share":
            return say("the share of resolved tickets that were reopened")
        case _:
            return say("the share of resolved tickets that were resolved at the first contact")


def covered(standard: Standard, names: Names) -> Words:
    """Which services a standard is about, and which tickets."""
    about = say("all services") if standard.service == "all" else names.services(standard.service)
    attributes = [
        say("whose ", own(name), " is ", listed([own(value) for value in values], "or"))
        for name, values in standard.applies_to.items()
        if name != "priority"
    ]
    priority = standard.applies_to.get("priority")
    which = say(" of priority ", names.priorities(names.in_order(priority))) if priority else ()
    limits = (
        say(", for tickets", which, " " if attributes else "", listed(attributes))
        if which or attributes
        else ()
    )
    return sentence("it is about ", about, limits)
