"""`evenhand adopt`: what other programs wrote, as a draft of an agreement or into one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evenhand.errors import Problem


def adopt(
    file: Annotated[
        Path, typer.Argument(help="OpenSLO v1 (YAML), or a calendar of closures (.ics).", dir_okay=False)
    ],
    into: Annotated[
        Path | None,
        typer.Option("--into", help="The agreement that a calendar's closures go into.", dir_okay=False),
    ] = None,
    calendar: Annotated[
        str | None, typer.Option("--calendar", help="Which of its calendars; else that of the business days.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; else it is printed.", dir_okay=False),
    ] = None,
) -> None:
    """Make a draft agreement of OpenSLO objectives, or put the closures of a calendar file into an agreement.

    What cannot be held is said. Nothing is written over: the result goes to --output, or is printed. Leaves 1 when
    the result has mistakes to mend.
    """
    from evenhand.cli.files import replace_file
    from evenhand.cli.output import show_problems
    from evenhand.cli.paths import existing, refuse_overwriting
    from evenhand.errors import UsageError
    from evenhand.terms.document import read_agreement

    existing(file, into)
    refuse_overwriting(output, [file], "--output")
    dates = file.suffix.lower() == ".ics"
    if dates == (into is None) or (calendar and not dates):
        raise UsageError(
            "Closures go into an agreement: name it with --into."
            if dates
            else "--into and --calendar are for a calendar file (.ics)."
        )
    text, problems = _closures(file, into, calendar) if into else _objectives(file)
    wrong = show_problems(problems)
    _, faults = read_agreement(text, file=str(output or into or "draft.yaml"))
    wrong = show_problems(faults) or wrong
    if output is None:
        sys.stdout.write(text)
    else:
        replace_file(output, text)
    if wrong:
        raise typer.Exit(1)


def _objectives(file: Path) -> tuple[str, tuple[Problem, ...]]:
    from evenhand.cli.files import read_text
    from evenhand.exchange.openslo import draft_of

    return draft_of(read_text(file), str(file))


def _closures(file: Path, into: Path, calendar: str | None) -> tuple[str, tuple[Problem, ...]]:
    from evenhand.cli.files import read_text
    from evenhand.cli.inputs import read_document
    from evenhand.cli.nearest import known
    from evenhand.errors import UsageError
    from evenhand.exchange.adopting import adopted

    agreement = read_document(into)
    business = agreement.business_days.calendar if agreement.business_days else None
    name = calendar or business
    if name is None:
        raise UsageError("Name the calendar that is closed then: --calendar NAME.")
    chosen = known("calendar", name, agreement.calendars)
    return adopted(read_text(into), agreement, chosen, file, file=str(into))
