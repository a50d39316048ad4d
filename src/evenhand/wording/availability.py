"""Element 2: how far each service has to be available, and what does not count against it."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.availability import Availability, Components, DownWhen, Measured
from evenhand.terms.canonical.notations import duration_form
from evenhand.terms.canonical.texts import percent_form
from evenhand.units import Period, Target
from evenhand.wording.blocks import Block, Section, Table, Words
from evenhand.wording.examples.availability import availability_examples
from evenhand.wording.exclusions import excluded_blocks
from evenhand.wording.names import Names
from evenhand.wording.phrases import (
    capital,
    listed,
    number,
    own,
    paragraph,
    quoted,
    say,
    sentence,
    strong,
    titled,
)
from evenhand.wording.targets import minimum_words, trailing
from evenhand.wording.tiers import Costly, credit_blocks
from evenhand.wording.values import every_length, in_a, in_each, level


def availability_section(names: Names) -> Section:
    """Every clause of availability, by service, and how all of them are counted."""
    sections = [
        _clause(service, name, clause, names)
        for service, terms in names.agreement.services.items()
        for name, clause in terms.availability.items()
    ]
    if not sections:
        return Section(
            "", "Availability", None, (paragraph(sentence("no availability is promised in figures")),)
        )
    return Section("", "Availability", None, (), (*sections, _counting(names)))


def _clause(service: str, name: str, clause: Availability, names: Names) -> Section:
    address = f"services.{service}.availability" + (f".{name}" if name else "")
    title = names.service_title(service) + (f": {titled(name)}" if name else "")
    target = clause.target
    targets = (target,) if target else ()
    costly = Costly(address, clause.credits, targets, True, (service,), clause.for_each, timed=True)
    blocks = (
        *_promise(service, clause, address, names),
        *_down(clause, address, names),
        *excluded_blocks(clause, address),
        *availability_examples(service, clause, names),
        *credit_blocks(costly, names),
    )
    return Section("", title, address, blocks)


def _promise(service: str, clause: Availability, address: str, names: Names) -> Iterator[Block]:
    hours = names.agreement.services[service].hours
    agreed = say("the ", names.hours(hours)) if hours else say("all hours of every day")
    if hours and names.always_open(hours):
        agreed = say("all hours of every day")
    time = sentence("the agreed service time is ", agreed, ", without the time left out below")
    target = clause.target
    if target is None:
        promise = sentence(
            "how far this service is available is measured and shown, but no target is promised"
        )
    else:
        promise = sentence(
            f"{in_each(target.period)} this service must be available for at least ",
            strong(percent_form(target.value)),
            " of the agreed service time",
        )
    period = target.period if target else Period("month")
    yield paragraph(promise, time, address=f"{address}.target")
    each = sentence("each ", own(clause.for_each), " is judged by itself") if clause.for_each else ()
    yield paragraph(each, _minimum(clause, target), _few(clause, period), address=f"{address}.minimum")


def _minimum(clause: Availability, target: Target | None) -> Words:
    if clause.minimum is None:
        return ()
    return minimum_words(level(clause.minimum, percentage=True), "below")


def _few(clause: Availability, period: Period) -> Words:
    if not clause.at_least:
        return ()
    fewer = number(clause.at_least, "request")
    return sentence(f"with fewer than {fewer} {in_a(period)} the result is shown and not judged")


def _down(clause: Availability, address: str, names: Names) -> Iterator[Block]:
    down: Words = ()
    if clause.counts_as_down:
        down = sentence("it counts as down when this is so: ", own(clause.counts_as_down))
    elif not clause.down_when and not clause.components:
        down = sentence("what counts as down is not agreed")
    readings = [
        _reading(each, address, place, clause, names) for place, each in enumerate(clause.down_when, start=1)
    ]
    yield paragraph(down, *readings, _degraded(clause), address=f"{address}.counts as down")
    if clause.components:
        yield from _components(clause.components, address)
    yield paragraph(
        _measured(clause.measured), _short(clause), _unknown(clause), address=f"{address}.measured"
    )


def _reading(each: DownWhen, address: str, place: int, clause: Availability, names: Names) -> Words:
    side, bound = ("above", each.above) if each.above is not None else ("below", each.below)
    assert bound is not None
    percentage = _as_percentage(f"{address}.down when", place, side, names)
    stays = (
        f" stays {side} {level(bound, percentage=percentage)} for {duration_form(each.for_)}"
        if each.for_
        else (f" is {side} {level(bound, percentage=percentage)}")
    )
    return sentence("it counts as down while the reading ", quoted(each.reading), stays)


def _as_percentage(address: str, place: int, side: str, names: Names) -> bool:
    """Whether the document writes the bound of a reading as a percentage."""
    for clause in (f"{address}.{place}.{side}", f"{address}.{side}"):
        try:
            return "%" in names.agreement.words(clause)
        except KeyError:
            continue
    return False


def _degraded(clause: Availability) -> Words:
    if clause.degraded is None:
        return sentence(
            "while it works only in part (degraded), the share recorded with each outage counts as down"
        )
    if clause.degraded == 1:
        return sentence("time in which it works only in part (degraded) counts in full as down")
    return sentence(
        f"of the time in which it works only in part (degraded), {percent_form(clause.degraded)} counts as down"
    )


def _components(components: Components, address: str) -> Iterator[Block]:
    parts = listed([own(name) for name in components.names], "or" if components.any_of else "and")
    if components.weights:
        rows = tuple((say(own(name)), say(percent_form(share))) for name, share in components.weights.items())
        yield paragraph(sentence("it is made of parts; while one is down, its share of the service is down:"))
        yield Table(
            (say("Part"), say("Share")), rows, numbers=frozenset({1}), address=f"{address}.components"
        )
    elif components.any_of:
        words = sentence("any one of its parts is enough, ", parts, ": it is down only while all of them are")
        yield paragraph(words, address=f"{address}.components")
    else:
        words = sentence("it needs all of its parts, ", parts, ": it is down while any of them is")
        yield paragraph(words, address=f"{address}.components")


def _measured(measured: Measured | None) -> Words:
    if measured is None:
        return sentence("who measures it, where and how often is not agreed")
    by = f"the {measured.by}" if measured.by in ("client", "provider") else measured.by
    return sentence(
        say(own(capital(by)), " measures this") if by else "this is measured",
        say(" at ", own(measured.at)) if measured.at else (),
        f" {every_length(measured.every)}" if measured.every else "",
    )


def _short(clause: Availability) -> Words:
    if clause.shortest_outage is None:
        return sentence("every outage counts, however short")
    return sentence(f"an outage shorter than {duration_form(clause.shortest_outage)} is listed, not counted")


def _unknown(clause: Availability) -> Words:
    counts = {
        "excluded": "is left out: it counts neither as up nor as down",
        "up": "counts as up",
        "down": "counts as down",
    }[clause.unknown]
    return sentence(f"time for which there are no data {counts}")


def _counting(names: Names) -> Section:
    services = names.agreement.services.values()
    targets = [clause.target for service in services for clause in service.availability.values()]
    sentences = (
        "the result is the agreed service time in which the service was up, divided by the agreed service time",
        "outages that touch are one outage, and an outage without an end is still going on",
        "time in which several things are recorded counts once: maintenance that is allowed comes first, then"
        " down, degraded, no data and up",
        "a result is never shown better than it is, and 100% only when nothing was missed",
    )
    return Section(
        "",
        "How availability is counted",
        None,
        (paragraph(*(sentence(each) for each in sentences), *trailing(targets, names)),),
    )
