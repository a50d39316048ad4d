"""`evenhand new`: a first agreement, from a template and the answers to a few questions."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sized
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evenhand.templates.question import Question

_REFUSED = "Name another file, or give --force to write over it."


def new(
    template: Annotated[
        str | None, typer.Argument(metavar="TEMPLATE", help="What to begin with; else it is asked.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; else it is asked.", dir_okay=False),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="A file of answers; these are not asked.", dir_okay=False)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take the default wherever no answer is given.")] = False,
    sheet: Annotated[
        bool, typer.Option("--questions", help="Print a file of answers to fill in, and leave.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Make an agreement from a template: service-desk, managed-workplace, cloud-hosting, backup-and-recovery.

    Asks about two dozen short questions, each with a default. Nothing is written before the last one.
    """
    from evenhand.cli.asking import ask_all
    from evenhand.templates.answers import answer_sheet
    from evenhand.templates.filling import document
    from evenhand.templates.interview import completed

    if output is not None and not force:
        _refuse_existing(output)
    today = datetime.now().astimezone().date()
    given = _given(template, answers, today)
    if sheet:
        typer.echo(answer_sheet(given, today), nl=False)
        return
    if yes:
        whole, _ = completed(given, today)
        path = output or Path(_name(whole))
    else:
        whole, name = ask_all(given, today, lambda known: _which_file(known, output, force=force))
        path = Path(name)
    if not force:
        _refuse_existing(path)
    text = document(whole)
    with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    _tell(path, whole)


def _given(template: str | None, path: Path | None, today: date) -> dict[str, str]:
    """The answers given on the command line and in a file. Raises UsageError and DocumentError."""
    from evenhand.cli.nearest import known
    from evenhand.cli.paths import existing
    from evenhand.errors import DocumentError
    from evenhand.templates.answers import AnswerFile, read_answers
    from evenhand.templates.catalogue import TEMPLATES
    from evenhand.trees.tree import MOST_BYTES

    existing(path)
    found = AnswerFile("", {}, {})
    if path is not None:
        with path.open("rb") as file:
            found = read_answers(file.read(MOST_BYTES + 1), file=str(path))
    chosen = {} if template is None else {"template": known("template", template, TEMPLATES)}
    answers = {**found.answers, **chosen}
    if problems := found.problems(answers, today):
        raise DocumentError(problems)
    return answers


def _refuse_existing(path: Path) -> None:
    from evenhand.errors import UsageError

    if path.exists():
        raise UsageError(f'There is a file "{path}" already. {_REFUSED}')


def _name(answers: Mapping[str, str]) -> str:
    """The name to suggest for the file, from that of the client.

    >>> _name({"client": "Müller & Co. / Ltd"}), _name({"client": "…"})
    ('müller-co-ltd.yaml', 'agreement.yaml')
    """
    words = re.findall(r"\w+", answers["client"].lower())
    return f"{'-'.join(words)[:60] or 'agreement'}.yaml"


def _which_file(answers: Mapping[str, str], output: Path | None, *, force: bool) -> Question:
    """The last question: under which name it is written."""
    from evenhand.errors import NotationError
    from evenhand.templates.question import Question

    def read(text: str) -> str:
        path = Path(text)
        if path.suffix.lower() not in (".yaml", ".yml"):
            raise NotationError("The agreement is written as YAML.", "Give a name that ends in .yaml.")
        if not path.parent.is_dir():
            raise NotationError(f'There is no folder "{path.parent}".', "Name one that is there.")
        if path.exists() and not force:
            raise NotationError(f'There is a file "{path}" already.', "Name another.")
        return text

    why = "Enter writes it. Afterwards all of it can be changed with any editor."
    return Question("file", "Into which file?", why, str(output or _name(answers)), read)


def _tell(path: Path, answers: Mapping[str, str]) -> None:
    """Say what was written, what in it is made up, and what to do next."""
    from evenhand.cli.inputs import read_document
    from evenhand.cli.output import console, show_problems
    from evenhand.templates.interview import still_made_up
    from evenhand.terms.checks.registry import findings

    agreement = read_document(path)
    contents = f"{_count(agreement.services, 'service')}, {_count(agreement.standards, 'standard')}"
    screen = console()
    screen.print(f"\nWritten to {path}: {contents}.")
    show_problems(findings(agreement), sys.stdout)
    if made_up := still_made_up(answers):
        screen.print(f"Made up, and to be replaced before you sign: {', '.join(made_up)}.")
    screen.print(f"\n  evenhand show {path}    reads it out in full sentences")
    screen.print(f"  evenhand check {path}   checks it again after a change")


def _count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) != 1)}"
