"""`evenhand adopt`: what other programs and people wrote, as a draft of an agreement or into one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evenhand.errors import Problem


def adopt(
    file: Annotated[
        Path,
        typer.Argument(
            help="OpenSLO v1 (YAML), a calendar of closures (.ics), or our Word file that was edited (.docx).",
            dir_okay=False,
        ),
    ],
    into: Annotated[
        Path | None,
        typer.Option("--into", help="The agreement that closures or edited words go into.", dir_okay=False),
    ] = None,
    calendar: Annotated[
        str | None, typer.Option("--calendar", help="Which of its calendars; else that of the business days.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; else it is printed.", dir_okay=False),
    ] = None,
) -> None:
    """Make a draft agreement of OpenSLO objectives, or put closures or edited words into an agreement.

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
    sort = file.suffix.lower()
    if (sort in (".ics", ".docx")) == (into is None):
        raise UsageError(
            "It goes into an agreement: name that with --into."
            if into is None
            else "--into is for a calendar file (.ics) or a Word file (.docx)."
        )
    if calendar and sort != ".ics":
        raise UsageError("--calendar is for a calendar file (.ics).")
    if into is None:
        text, problems = _objectives(file)
    else:
        text, problems = _words(file, into) if sort == ".docx" else _closures(file, into, calendar)
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


def _words(file: Path, into: Path) -> tuple[str, tuple[Problem, ...]]:
    from evenhand.cli.files import read_text
    from evenhand.cli.inputs import read_document
    from evenhand.errors import Problem
    from evenhand.exchange.word import came_back, taken_over
    from evenhand.render.comparison.word import comparison_word_file
    from evenhand.terms.canonical import identity
    from evenhand.wording.agreement import written
    from evenhand.wording.comparison import compared

    agreement = read_document(into)
    paper = written(agreement)
    given = comparison_word_file(compared(paper, paper, ()), identity=identity(agreement))
    returned = came_back(given, file.read_bytes(), text := read_text(into), file=str(file))
    open_ones = [edit for edit in returned.edits if edit.value is None]
    said = [
        Problem(
            "words-by-field",
            f"It now says: {' '.join(edit.after) or 'nothing'}",
            "This is written from the fields of the clause: change those.",
            "warning",
            file=str(file),
            clause=edit.clause,
        )
        for edit in open_ones
    ] + [
        Problem(
            "remark", f"{one.author}: {one.text}", "Answer it.", "note", file=str(file), clause=one.clause
        )
        for one in returned.remarks
    ]
    return taken_over(text, returned.edits), tuple(said)


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
