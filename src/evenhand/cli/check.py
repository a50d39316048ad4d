"""`evenhand check`: look agreements over, and name every mistake with its place and how to mend it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.cli.output import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evenhand.errors import Severity
    from evenhand.terms.checks.overview import Overview


class CheckFormat(StrEnum):
    """How findings are written (`--format`)."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


class FailOn(StrEnum):
    """From which findings on the command leaves 1 (`--fail-on`)."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


_HEAVIER: dict[FailOn, tuple[Severity, ...]] = {
    FailOn.ERROR: ("error",),
    FailOn.WARNING: ("error", "warning"),
    FailOn.ADVICE: ("error", "warning", "advice"),
}


def check(
    agreements: Annotated[
        list[Path] | None,
        typer.Argument(metavar="AGREEMENT.yaml…", help="Agreement documents, YAML or JSON.", dir_okay=False),
    ] = None,
    how: Annotated[
        CheckFormat, typer.Option("--format", help="How to show what is found.")
    ] = CheckFormat.TABLE,
    underpinning: Annotated[
        list[Path] | None,
        typer.Option("--underpinning", help="An agreement that a promise rests on.", dir_okay=False),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Leave 1 for findings of this weight, and heavier ones.")
    ] = FailOn.ERROR,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Show the page of one finding, and leave.")
    ] = None,
) -> None:
    """Look agreements over: mistakes, what will be quarrelled over, and what is missing of the nine elements.

    Errors cannot be computed or contradict themselves; warnings will be quarrelled over; advice would be better.
    What both parties accept in the document (`accepted: {code: reason}`) is shown and does not fail.
    """
    from evenhand.errors import UsageError

    if explain is not None:
        _explain(explain)
        return
    if not agreements:
        raise UsageError("Name an agreement to look over, or a finding to --explain.")
    seen = _look_over(agreements, underpinning or ())
    _write(seen, how)
    if any(each.count(*_HEAVIER[fail_on]) for each in seen):
        raise typer.Exit(Exit.PROBLEMS)


def _look_over(agreements: Sequence[Path], underpinning: Sequence[Path]) -> list[Overview]:
    from evenhand.cli.inputs import read_documents
    from evenhand.figures.underpinning import underpinning_problems
    from evenhand.terms.checks.overview import overview
    from evenhand.terms.document import MOST_BYTES, read_agreement, unmeasured

    below = read_documents(underpinning)
    seen = []
    for path in agreements:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
        agreement, problems = read_agreement(text, file=str(path))
        if agreement is not None:
            problems = (*problems, *underpinning_problems(agreement, below), *unmeasured(agreement))
        seen.append(overview(str(path), agreement, problems))
    return seen


def _write(seen: Sequence[Overview], how: CheckFormat) -> None:
    import json

    if how is CheckFormat.TABLE:
        from evenhand.cli.output import console
        from evenhand.render.checking.table import table

        screen = console()
        for each in seen:
            for line in table(each):
                screen.print(line)
    elif how is CheckFormat.GITHUB:
        from evenhand.render.checking.github import commands

        sys.stdout.writelines(f"{command}\n" for command in commands(seen))
    else:
        from evenhand.render.checking.json import as_json
        from evenhand.render.checking.sarif import sarif

        whole = sarif(seen) if how is CheckFormat.SARIF else as_json(seen)
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")


def _explain(code: str) -> None:
    from evenhand.errors import UsageError
    from evenhand.render.checking.pages import page
    from evenhand.terms.checks.reading import READING
    from evenhand.terms.checks.registry import CHECKS, KNOWN
    from evenhand.terms.notations import suggestion

    if code in CHECKS:
        typer.echo(page(CHECKS[code]))
    elif code in READING:
        typer.echo(f"# {code}\n\n{READING[code]}")
    else:
        raise UsageError(f'No finding has the code "{code}". {suggestion(code, KNOWN, "")}'.rstrip())
