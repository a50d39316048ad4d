"""Element 3: the service standards, each with its time frame or measure, its target, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Standard
from evenhand.units import Period, Target
from evenhand.wording.availability import minimum_words
from evenhand.wording.blocks import Block, Section, Words
from evenhand.wording.clocks import clock_sentences, how_clocks_count, promise_blocks
from evenhand.wording.examples.clocks import clock_examples
from evenhand.wording.names import Names
from evenhand.wording.phrases import listed, number, own, paragraph, quoted, say, sentence, strong
from evenhand.wording.tiers import Costly, credit_blocks
from evenhand.wording.values import in_a, in_each, level, target_words


def standards_section(names: Names) -> Section:
    """Every standard in the order of the document, and how all clocks are counted."""
    standards = names.agreement.standards
    if not standards:
        return Section(
            "", "Service standards", "standards", (paragraph(sentence("no service standards are agreed")),)
        )
    sections = [_standard(name, standard, names) for name, standard in standards.items()]
    counting = [Section("", "How standards are counted", None, tuple(how_clocks_count(names)))]
    return Section("", "Service standards", "standards", (), (*sections, *counting))


def _standard(name: str, standard: Standard, names: Names) -> Section:
    address = f"standards.{name}"
    blocks = _timed(standard, address, names) if standard.clock else _measured(standard, address, names)
    return Section("", names.standard_title(name), address, (*blocks, *_credits(standard, address, names)))


def _timed(standard: Standard, address: str, names: Names) -> Iterator[Block]:
    yield from promise_blocks(standard, address, names)
    yield paragraph(*_target(standard, names), address=f"{address}.target")
    yield paragraph(*clock_sentences(standard, names), address=f"{address}.clock")
    yield from clock_examples(standard, names)


def _target(standard: Standard, names: Names) -> Iterator[Words]:
    """What share of the tickets must be in time."""
    target = standard.target
    if isinstance(target, Mapping):
        yield sentence("the last column says which share of the tickets must be in time")
        period = next(iter(target.values())).period
    elif target is None:
        yield sentence("no share of tickets is promised: each ticket is judged by itself")
        period = Period("month")
    else:
        enough = _enough(standard)
        share = strong(
            percent_form(target.value) if target.percentage else level(target.value, percentage=False)
        )
        most = "for at most " if target.comparison == "at most" else "for at least "
        yield sentence(
            f"{in_each(target.period)} this must be kept {most}", share, " of such tickets", enough
        )
        period = target.period
    if isinstance(target, Mapping) and standard.or_at_most is not None:
        yield sentence(_enough(standard).removeprefix("; "))
    yield from _scored(standard, names)
    yield from _small_numbers(standard, period, "ticket")
    yield _minimum(standard)


def _enough(standard: Standard) -> str:
    if standard.or_at_most is None:
        return ""
    late = standard.or_at_most
    return f"; it is also enough when no more than {late} {'is' if late == 1 else 'are'} missed"


def _small_numbers(standard: Standard, period: Period, noun: str) -> Iterator[Words]:
    if standard.at_least == 1:
        yield sentence(f"{in_a(period)} without any {noun} there is nothing to judge")
    elif standard.at_least:
        fewer = number(standard.at_least, noun)
        yield sentence(f"with fewer than {fewer} {in_a(period)} the result is shown and not judged")


def _scored(standard: Standard, names: Names) -> Iterator[Words]:
    if standard.scored != "together":
        what = standard.scored.removeprefix("each ")
        yield sentence(f"each {what} is judged by itself")
        return
    several = len(standard.applies_to.get("priority", names.agreement.priorities.names)) > 1
    services = len(names.agreement.services) if standard.service == "all" else len(standard.service)
    if targets_of(standard) and (services > 1 or (several and not standard.measure)):
        yield sentence("all of them are judged together, as one result")


def _minimum(standard: Standard) -> Words:
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


def _credits(standard: Standard, address: str, names: Names) -> Iterator[Block]:
    services = tuple(names.agreement.services) if standard.service == "all" else standard.service
    clause = Costly(
        address,
        standard.credits,
        targets_of(standard),
        is_percentage(standard),
        services,
        tickets=bool(standard.clock),
    )
    yield from credit_blocks(clause, names)


# ── Measures ─────────────────────────────────────────────────────────────────────────────────────


def _measured(standard: Standard, address: str, names: Names) -> Iterator[Block]:
    measure = standard.measure
    assert measure is not None
    what = _measure(measure)
    noun = "reading" if measure.reading else "ticket"
    target = standard.target
    if isinstance(target, Target):
        bound = strong(f"{target.comparison} {level(target.value, percentage=target.percentage)}")
        promise, period = sentence(f"{in_each(target.period)} ", what, " must be ", bound), target.period
    elif isinstance(target, Mapping):
        each = [
            say(f"{target_words(target[name])} for ", names.priority(name)) for name in names.in_order(target)
        ]
        promise, period = sentence(what, " must be ", listed(each)), next(iter(target.values())).period
    else:
        promise, period = sentence(what, " is measured and shown, but no target is promised"), Period("month")
    yield paragraph(
        promise,
        covered(standard, names),
        *_scored(standard, names),
        *_small_numbers(standard, period, noun),
        _minimum(standard),
        address=f"{address}.target",
    )


def _measure(measure: Measure) -> Words:
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
        case "first-contact share":
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
