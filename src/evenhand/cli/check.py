"""`evenhand check`: read an agreement and name every mistake in it, with its place and how to mend it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.cli.output import Column, Exit, Format, show, show_problems

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.terms.agreement import Agreement

COLUMNS = (
    Column("severity", "Severity"),
    Column("code", "Code"),
    Column("file", "File"),
    Column("line", "Line", "number"),
    Column("column", "Column", "number"),
    Column("clause", "Clause"),
    Column("message", "What"),
    Column("mend", "Mend"),
)


def check(
    agreements: Annotated[
        list[Path],
        typer.Argument(metavar="AGREEMENT.yaml…", help="Agreement documents, YAML or JSON.", dir_okay=False),
    ],
    how: Annotated[Format, typer.Option("--format", help="How to show what is found.")] = Format.TABLE,
    underpinning: Annotated[
        list[Path] | None,
        typer.Option("--underpinning", help="An agreement that a promise rests on.", dir_okay=False),
    ] = None,
) -> None:
    """Read agreements and show every mistake at once: where it stands, what it is, how to mend it.

    Leaves 1 when there is a mistake. Notes name what is read but not measured by this release; warnings, what a
    promise is weaker in that it rests on.
    """
    from evenhand.cli.inputs import read_documents
    from evenhand.figures.underpinning import underpinning_problems
    from evenhand.terms.document import MOST_BYTES, read_agreement, unmeasured

    below = read_documents(underpinning or ())
    found: list[Problem] = []
    sentences = []
    for path in agreements:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
        agreement, problems = read_agreement(text, file=str(path))
        found += problems
        if agreement is not None:
            found += [*underpinning_problems(agreement, below), *unmeasured(agreement)]
        sentences.append(f"{path}: {_verdict(agreement, problems)}")
    if how is Format.TABLE:
        show_problems(found, sys.stdout)
        typer.echo("\n".join(sentences))
    else:
        show(
            ({column.key: getattr(problem, column.key) for column in COLUMNS} for problem in found),
            COLUMNS,
            how,
        )
    if any(problem.severity == "error" for problem in found):
        raise typer.Exit(Exit.PROBLEMS)


def _verdict(agreement: Agreement | None, problems: tuple[Problem, ...]) -> str:
    if agreement is None:
        mistakes = sum(problem.severity == "error" for problem in problems)
        return "1 mistake." if mistakes == 1 else f"{mistakes} mistakes."
    services, standards = len(agreement.services), len(agreement.standards)
    return f"no mistakes; {services} service{'s' * (services != 1)}, {standards} standard{'s' * (standards != 1)}."
