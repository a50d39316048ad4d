"""`evenhand explain --figure services.NAME.availability`: every outage, and what was counted of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evenhand.cli.answer import Answer
from evenhand.errors import UsageError

if TYPE_CHECKING:
    from evenhand.figures.availability.explained import AvailabilityExplanation
    from evenhand.terms.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Files:
    """The files an explanation may draw on."""

    tickets: Path | None
    mapping: str | None
    timezone: str | None
    readings: Path | None
    outages: tuple[Path, ...]
    outages_mapping: str | None
    check_vouches: str | None


def availability_answer(
    documents: Sequence[Agreement],
    files: Files,
    figure: str,
    period: str,
    as_of: int | None,
    instance: str | None,
) -> Answer:
    """The explanation of the figures of one clause of availability; raises UsageError when there is none."""
    from evenhand.cli.nearest import known
    from evenhand.cli.outages import outages_of
    from evenhand.cli.output import show_problems
    from evenhand.figures.availability.explaining import explain_availability
    from evenhand.figures.availability.telling import availability_sentence
    from evenhand.figures.explanation.samples import plain_readings
    from evenhand.figures.measure import latest_instant
    from evenhand.figures.periods import named
    from evenhand.records.outages import no_outages
    from evenhand.render.availability import availability_page
    from evenhand.sources.readings import read_readings

    if not files.outages and files.readings is None:
        raise UsageError("An availability is explained from --outages FILE.")
    addresses = _addresses(documents)
    service, name = addresses[known("figure", figure, addresses)]
    values, problems = read_readings(files.readings, files.timezone) if files.readings else (None, ())
    outages, faults = outages_of(
        files.outages, documents, files.timezone, files.outages_mapping, files.check_vouches
    )
    show_problems([*problems, *faults])
    if as_of is None:
        as_of = latest_instant(_latest_of_tickets(files), values, outages)
    day, until = named(period)
    begins = min((each.starts for each in documents if each.starts), default=day)
    day = begins if day < begins < until else day
    found = explain_availability(
        documents,
        no_outages() if outages is None else outages,
        service,
        name,
        day,
        readings=None if values is None else plain_readings(values),
        as_of=as_of,
        instance=instance,
    )
    _check_period(found, figure, period, until=until.isoformat())
    return Answer(
        [availability_page(each) for each in found] or ["There is no figure of this clause for that period."],
        {"figures": [{"sentence": availability_sentence(each), **each.to_json()} for each in found]},
    )


def _addresses(documents: Sequence[Agreement]) -> dict[str, tuple[str, str]]:
    """Every clause of availability by its address, with its service and its own name."""
    from evenhand.figures.availability.clauses import address

    return {
        address(service, name): (service, name)
        for document in documents
        for service, terms in document.services.items()
        for name in terms.availability
    }


def _latest_of_tickets(files: Files) -> int | None:
    """The latest instant in the tickets, so that an explanation is as of the same time as the figures."""
    from evenhand.sources.mapping_reading import usable_mapping
    from evenhand.sources.tickets import open_tickets

    if files.tickets is None:
        return None
    sheet = usable_mapping(files.mapping) if files.mapping else None
    with open_tickets(files.tickets, mapping=sheet, timezone=files.timezone) as source:
        return source.latest if source.rows else None


def _check_period(found: Sequence[AvailabilityExplanation], figure: str, period: str, *, until: str) -> None:
    """Refuse a period longer than those the clause is measured over."""
    if any(each.end.isoformat() < until and not each.last for each in found):
        raise UsageError(
            f"{figure} is measured over shorter periods than {period}. "
            f"Name one by a date in it, such as {found[0].start}."
        )
