"""`evenhand explain`: where a verdict or a figure comes from, down to clause and event."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.cli.answer import Answer
from evenhand.cli.due import Shown
from evenhand.cli.options import (
    Agreements,
    AsOf,
    CheckVouches,
    Mapping,
    OutageFiles,
    OutagesMapping,
    Readings,
    Tickets,
    Timezone,
)
from evenhand.errors import Problem, UsageError

if TYPE_CHECKING:
    from evenhand.figures.explanation.events import TicketEvent
    from evenhand.figures.explanation.figure_result import FigureExplanation
    from evenhand.figures.explanation.result import Walk
    from evenhand.figures.explanation.walk import Walker
    from evenhand.sources.tickets import TicketSource

_MOST_NEAR = 50_000


def explain(
    agreements: Agreements,
    tickets: Tickets = None,
    mapping: Mapping = None,
    timezone: Timezone = None,
    readings: Readings = None,
    outages: OutageFiles = None,
    outages_mapping: OutagesMapping = None,
    check_vouches: CheckVouches = None,
    ticket: Annotated[str | None, typer.Option("--ticket", help="The ticket to explain.")] = None,
    standard: Annotated[
        str | None, typer.Option("--standard", help="Under this standard only; else under all it counts for.")
    ] = None,
    figure: Annotated[
        str | None, typer.Option("--figure", help="The clause whose figure to explain.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="The figure's period: 2026-03, 2026-Q1, 2026-W10, 2026.")
    ] = None,
    priority: Annotated[str | None, typer.Option("--priority", help="Only this priority's figure.")] = None,
    service: Annotated[str | None, typer.Option("--service", help="Only this service's figure.")] = None,
    instance: Annotated[str | None, typer.Option("--instance", help="Only this instance's figure.")] = None,
    as_of: AsOf = None,
    how: Annotated[Shown, typer.Option("--format", help="How the explanation is shown.")] = Shown.TABLE,
) -> None:
    """Explain one ticket, or one figure, down to clause and event."""
    from evenhand.cli.explain_availability import Files, availability_answer
    from evenhand.cli.inputs import read_documents
    from evenhand.cli.moments import moment
    from evenhand.cli.nearest import known
    from evenhand.cli.outages import outages_of
    from evenhand.cli.output import progress, show_problems
    from evenhand.cli.paths import existing
    from evenhand.cli.spans import within_term
    from evenhand.figures.explanation.figure import explain_figure
    from evenhand.figures.explanation.samples import plain_readings
    from evenhand.figures.explanation.walk import Walker
    from evenhand.figures.facts import attributes_used
    from evenhand.figures.measure import latest_instant
    from evenhand.figures.periods import named
    from evenhand.sources.mapping_reading import usable_mapping
    from evenhand.sources.readings import read_readings
    from evenhand.sources.tickets import open_tickets

    if (ticket is None) == (figure is None):
        raise UsageError("Say what to explain: either --ticket ID, or --figure CLAUSE with --period.")
    if figure is not None and period is None:
        raise UsageError("A figure belongs to a period. Name it with --period 2026-03.")
    existing(tickets, readings)
    documents = read_documents(agreements)
    if period is not None:
        day, following = named(period)
        within_term(documents, day, following - timedelta(days=1))
    if figure is not None and figure.startswith("services."):
        known_at = moment(as_of, documents[0].timezone) if as_of else None
        given_files = Files(
            tickets, mapping, timezone, readings, tuple(outages or ()), outages_mapping, check_vouches
        )
        _show(availability_answer(documents, given_files, figure, period or "", known_at, instance), how)
        return
    if tickets is None:
        raise UsageError("Tickets and their figures are explained from --tickets FILE.")
    clauses = list(dict.fromkeys(name for document in documents for name in document.standards))
    asked = standard or figure
    chosen = [known("standard", asked.removeprefix("standards."), clauses)] if asked else clauses
    if priority is not None:
        known("priority", priority, (name for each in documents for name in each.priorities.names))
    if service is not None:
        known("service", service, (name for each in documents for name in each.services))
    values, problems = read_readings(readings, timezone) if readings else (None, ())
    down, faults = outages_of(outages or (), documents, timezone, outages_mapping, check_vouches)
    show_problems([*problems, *faults])
    sheet = usable_mapping(mapping) if mapping else None
    with (
        progress("Reading") as advance,
        open_tickets(
            tickets,
            mapping=sheet,
            timezone=timezone,
            wanted=attributes_used(documents),
            progress=advance,
            looked_for=ticket,
        ) as source,
    ):
        given = None if values is None else plain_readings(values)
        latest = latest_instant(source.latest, values, down)
        walker = Walker(documents, moment(as_of, documents[0].timezone) if as_of else latest)
        if ticket is not None:
            answer = _of_ticket(ticket, _walks(walker, source, ticket, chosen, whole=standard is None))
            show_problems(_partly_left_out(source, tickets))
        else:
            day, until = named(period or "")
            figures = explain_figure(
                walker, _tickets(source), chosen[0], day, service=service, priority=priority, readings=given
            )
            last = walker.governing.last_day
            if any(each.end < until and (last is None or each.end <= last) for each in figures):
                raise UsageError(
                    f"{chosen[0]} is measured over shorter periods than {period}. "
                    f"Name one by a date in it, such as {figures[0].start}."
                )
            answer = _of_figure(figures)
    if figure is not None:
        show_problems(source.report.problems())
    _show(answer, how)


def _tickets(source: TicketSource) -> Iterator[tuple[str, list[TicketEvent]]]:
    from evenhand.figures.explanation.events import ticket_events

    for log in source.logs():
        for place, ticket in enumerate(log.tickets.tolist()):
            yield ticket, ticket_events(log, place)


def _walks(
    walker: Walker, source: TicketSource, ticket: str, standards: Sequence[str], *, whole: bool
) -> list[Walk]:
    """The ticket under the standards; with `whole` only under those it counts for, if there are any."""
    from evenhand.cli.nearest import folded, unknown
    from evenhand.figures.explanation.events import ticket_events

    begins = folded(ticket)[:1]
    near: list[str] = []
    for log in source.logs():
        ids = log.tickets.tolist()
        if ticket in ids:
            events = ticket_events(log, ids.index(ticket))
            walks = [walker.walk(ticket, events, standard) for standard in standards]
            listed = [walk for walk in walks if walk.listed]
            return listed if whole and listed else walks
        near += [each for each in ids if folded(each)[:1] == begins][: _MOST_NEAR - len(near)]
    if source.report.left_out_by:
        raise UsageError(f'The ticket "{ticket}" is in the file, but the import left it out: {_why(source)}.')
    raise unknown("ticket", ticket, near)


def _partly_left_out(source: TicketSource, path: Path) -> Iterator[Problem]:
    """What of the explained ticket the import did not use."""
    if source.report.left_out_by:
        said = f"of this ticket the import left something out: {_why(source)}"
        yield Problem("left-out", said, "", "warning", file=str(path))


def _why(source: TicketSource) -> str:
    return "; ".join(source.report.left_out_by)


def _of_ticket(ticket: str, walks: Sequence[Walk]) -> Answer:
    from evenhand.figures.explanation.sentences import sentence
    from evenhand.render.text import ticket_page

    found = [{"sentence": sentence(walk), **walk.to_json()} for walk in walks]
    return Answer([ticket_page(walk) for walk in walks], {"ticket": ticket, "explanations": found})


def _of_figure(figures: Sequence[FigureExplanation]) -> Answer:
    from evenhand.figures.explanation.figure_words import figure_sentence
    from evenhand.render.text import figure_page

    pages = [figure_page(figure) for figure in figures]
    found = [{"sentence": figure_sentence(figure), **figure.to_json()} for figure in figures]
    return Answer(pages or ["There is no figure of this clause for that period."], {"figures": found})


def _show(answer: Answer, how: Shown) -> None:
    from evenhand.cli.output import console

    if how is Shown.JSON:
        sys.stdout.write(json.dumps(answer.json, ensure_ascii=False, indent=2) + "\n")
        return
    screen = console()
    for place, page in enumerate(answer.pages):
        if place:
            screen.print("\n" + "─" * 64 + "\n", style="dim")
        screen.print(page)
