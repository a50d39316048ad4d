"""`evenhand due`: when a ticket falls due under a standard, with the reckoning."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.errors import UsageError

if TYPE_CHECKING:
    from evenhand.figures.explanation.result import Walk
    from evenhand.terms.agreement import Agreement
    from evenhand.terms.standards import Standard


class Shown(StrEnum):
    """How an explanation is written (`--format`)."""

    TABLE = "table"
    JSON = "json"


def due(
    agreement: Annotated[Path, typer.Argument(metavar="AGREEMENT.yaml", help="The agreement.")],
    standard: Annotated[str, typer.Argument(metavar="STANDARD", help="The standard's name.")],
    opened: Annotated[
        str, typer.Option("--opened", help="When the clock starts; in the agreement's zone if it names none.")
    ],
    priority: Annotated[str | None, typer.Option("--priority", help="The ticket's priority.")] = None,
    service: Annotated[str | None, typer.Option("--service", help="The ticket's service.")] = None,
    how: Annotated[Shown, typer.Option("--format", help="How the reckoning is shown.")] = Shown.TABLE,
) -> None:
    """Say when a ticket falls due, and how that is reckoned."""
    from datetime import datetime

    from evenhand.cli.inputs import read_document
    from evenhand.cli.moments import moment
    from evenhand.cli.output import console
    from evenhand.figures.explanation.result import instant_text
    from evenhand.figures.explanation.wall import zone_rules
    from evenhand.render.text import due_page

    document = read_document(agreement)
    walk = reckon_due(document, standard, moment(opened, document.timezone), priority, service)
    if how is Shown.TABLE:
        console().print(due_page(walk))
        return
    assert walk.due is not None
    answer = {
        "standard": walk.standard,
        "priority": walk.priority,
        "service": walk.service,
        "opened": instant_text(walk.started),
        "due": instant_text(walk.due),
        "due_local": datetime.fromtimestamp(walk.due, zone_rules(walk.zone)).isoformat(),
        "timezone": walk.zone,
        "within": walk.within,
        "calendar": walk.calendar,
        "stretches": [part.to_json(in_days=walk.in_days) for part in walk.stretches],
        "rules": list(walk.rules),
    }
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def reckon_due(
    document: Agreement, standard: str, opened: int, priority: str | None = None, service: str | None = None
) -> Walk:
    """Walk a ticket from its opening to its due, with no pauses; raises UsageError where that cannot be said."""
    from evenhand.cli.nearest import known
    from evenhand.figures.explanation.events import TicketEvent
    from evenhand.figures.explanation.walk import Walker

    name = known("standard", standard.removeprefix("standards."), document.standards)
    terms = document.standards[name]
    if terms.clock is None:
        raise UsageError(f"{name} has no clock, so nothing falls due under it.")
    said = _attributes(document, terms, priority, service)
    events = [TicketEvent(opened, "opened", said), TicketEvent(opened, terms.clock.starts)]
    walk = Walker([document], opened).walk("A ticket", events, name)
    if walk.listed and walk.allowed is None:
        raise UsageError(f"The time frame of {name} is agreed on each ticket.")
    if not walk.listed or walk.due is None:
        raise UsageError(f"Nothing can be said of such a ticket under {name}: {walk.reason}.")
    return Walker([document], walk.due).walk("A ticket", events, name)


def _attributes(
    document: Agreement, terms: Standard, priority: str | None, service: str | None
) -> dict[str, str]:
    """What a ticket must say of itself to be one that the standard is about."""
    from evenhand.cli.nearest import known

    said = {name: values[0] for name, values in terms.applies_to.items() if name != "priority"}
    if service is not None:
        said["service"] = known("service", service, document.services)
    elif "all" not in terms.service:
        said["service"] = terms.service[0]
    chosen = _priority(document, terms, priority)
    priorities = document.priorities
    if chosen and priorities.derived_from:
        rows = [values for values, name in priorities.table.items() if name == chosen]
        said |= dict(zip(priorities.derived_from, rows[0], strict=True)) if rows else {}
    elif chosen:
        said["priority"] = chosen
    return said


def _priority(document: Agreement, terms: Standard, priority: str | None) -> str:
    from collections.abc import Mapping

    from evenhand.cli.nearest import known

    covered = list(terms.applies_to.get("priority", ()))
    framed = list(terms.within) if isinstance(terms.within, Mapping) else []
    names = [name for name in covered or framed if name in framed or not framed]
    if priority is not None:
        return known("priority", priority, names or document.priorities.names, "under this standard")
    if len(names) > 1 and (framed or isinstance(terms.calendar, Mapping)):
        raise UsageError(
            f"The time frame depends on the priority. Name it with --priority: {', '.join(names)}."
        )
    return names[0] if names else ""
