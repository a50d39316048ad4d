"""`evenhand edit`: one clause of an agreement set, added or removed; every other byte stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.terms.agreement import Agreement
    from evenhand.terms.editing import Value


def edit(
    agreement: Annotated[
        Path, typer.Argument(metavar="AGREEMENT.yaml", help="The document to change.", dir_okay=False)
    ],
    address: Annotated[
        str, typer.Argument(metavar="CLAUSE", help="Which, such as standards.resolve.within.")
    ],
    value: Annotated[
        str | None,
        typer.Argument(metavar="[VALUE]", help="What it shall say; [a, b] and {k: v} are lists and maps."),
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Add the clause, or an item to a list.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the clause.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write here and leave the document as it is.", dir_okay=False),
    ] = None,
) -> None:
    """Change one clause of a document and say what that means; comments and all the rest stay as they are.

    A change that would make a mistake is not written, and leaves 1.
    """
    from evenhand.cli.files import read_text, replace_file
    from evenhand.errors import DocumentError, UsageError
    from evenhand.terms.document import read_agreement
    from evenhand.terms.editing import added, edited, removed

    if remove == (value is not None) or (add and remove):
        raise UsageError("Give the value that the clause shall have, or --remove.")
    text, file = read_text(agreement), str(agreement)
    before, known = read_agreement(text, file=file)
    if value is None:
        words = removed(text, address, file=file)
    else:
        words = (added if add else edited)(text, address, _value(value), file=file)
    after, problems = read_agreement(words, file=file)
    new = [problem for problem in problems if _named(problem) not in set(map(_named, known))]
    if any(problem.severity == "error" for problem in new):
        raise DocumentError(new)
    _show(text, words, before, after)
    replace_file(output or agreement, words)


def _named(problem: Problem) -> tuple[str, str, str | None]:
    return problem.code, problem.message, problem.clause


def _value(text: str) -> Value:
    """What is written on the command line: a list or a map in brackets, else a text as it stands."""
    from evenhand.errors import DocumentError
    from evenhand.trees.tree import TreeBuilder
    from evenhand.trees.yaml_text import read_yaml

    if not text.lstrip().startswith(("[", "{")):
        return text
    builder = TreeBuilder("VALUE")
    read_yaml(text, builder)
    if builder.root is None or builder.problems:
        raise DocumentError(builder.problems)
    value: Value = builder.root.plain()
    return value


def _show(text: str, words: str, before: Agreement | None, after: Agreement | None) -> None:
    """Show the lines that change, and what the change means."""
    from difflib import unified_diff

    from evenhand.terms.difference import difference
    from evenhand.wording.change_words import told

    lines = unified_diff(text.splitlines(), words.splitlines(), n=0, lineterm="")
    for line in [*lines][2:]:
        typer.echo(line)
    if text == words:
        typer.echo("Nothing changes.")
    elif before and after:
        changes = difference(before, after)
        for change in changes:
            words_of = told(change)
            typer.echo(f"{words_of.heading}: {words_of.values}. {words_of.judgement}")
        if not changes:
            typer.echo("It means the same as before.")
