"""Element 1: the services, what belongs to them, when they are provided, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.services import Charge, RestsOn, Service
from evenhand.wording.blocks import Block, OwnText, Section, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import listed, own, paragraph, say, sentence, strong
from evenhand.wording.values import money


def services_section(names: Names) -> Section:
    """The catalogue of services, in the order of the document."""
    services = names.agreement.services
    sections = tuple(
        Section("", names.service_title(name), f"services.{name}", tuple(_blocks(name, service, names)))
        for name, service in services.items()
    )
    missing = () if services else (paragraph(sentence("no services are agreed yet")),)
    return Section("", "Services", "services", missing, sections)


def _blocks(name: str, service: Service, names: Names) -> Iterator[Block]:
    address = f"services.{name}"
    if service.description:
        yield OwnText(service.description, f"{address}.description")
    includes = listed([own(each) for each in service.includes])
    excludes = listed([own(each) for each in service.excludes], "or")
    if includes or excludes:
        yield paragraph(
            sentence("it includes ", includes) if includes else (),
            sentence("it does not include ", excludes) if excludes else (),
            address=f"{address}.includes" if includes else f"{address}.excludes",
        )
    yield paragraph(_hours(service, names), address=f"{address}.hours")
    yield paragraph(_charge(service.charge, names), address=f"{address}.charge")
    if service.users is not None:
        people = "1 person" if service.users == 1 else f"{service.users:,} people"
        yield paragraph(sentence("it is provided for ", strong(people)), address=f"{address}.users")
    if service.rests_on:
        promises = listed([_rests(each) for each in service.rests_on])
        yield paragraph(sentence("the provider itself relies on ", promises), address=f"{address}.rests on")


def _hours(service: Service, names: Names) -> Words:
    if service.hours is None:
        return sentence("no service hours are named, so it is provided at any hour")
    return sentence("it is provided ", names.within_hours(service.hours))


def _charge(charge: Charge | None, names: Names) -> Words:
    if charge is None:
        return sentence("it has no charge of its own")
    unit = say(" for each ", own(charge.unit)) if charge.unit else ()
    if charge.amount is None:
        recorded = f"the amount is recorded for each {charge.period}"
        return say(
            sentence("it is charged by what is used (metered)", unit, f" per {charge.period}"),
            " ",
            sentence(recorded),
        )
    amount = strong(money(charge.amount, names.agreement.currency))
    costs = sentence("it costs ", amount, unit, f" per {charge.period}")
    return say(costs, " ", sentence("how many there are is recorded with the date")) if unit else costs


def _rests(promise: RestsOn) -> Words:
    target = f" (which promises {percent_form(promise.target)})" if promise.target is not None else ""
    return say(own(promise.reference), target)
