"""`evenhand diff`: what differs between two agreements, clause by clause, and whom each change favours."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.errors import UsageError

if TYPE_CHECKING:
    from evenhand.wording.comparison import Comparison


class Shown(StrEnum):
    """How a difference is written (`--format`)."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    DOCX = "docx"


def diff(
    before: Annotated[Path, typer.Argument(metavar="BEFORE.yaml", help="The earlier agreement.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER.yaml", help="The later agreement, or a draft.")],
    how: Annotated[Shown, typer.Option("--format", help="How the difference is shown.")] = Shown.TEXT,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; needed for docx.", dir_okay=False),
    ] = None,
    author: Annotated[
        str, typer.Option("--author", help="Whose the tracked changes are (docx).")
    ] = "Evenhand",
    date: Annotated[
        str | None, typer.Option("--date", help="When they were made, such as 2026-03-01 (docx).")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Leave 1 when the agreements differ, 0 when not.")
    ] = False,
) -> None:
    """Say what differs between two agreements: by clause, in words, and whom each change favours.

    What means the same is no difference, however it is written. A Word file (docx) has tracked changes.
    """
    from evenhand.cli.inputs import read_documents
    from evenhand.cli.paths import refuse_overwriting
    from evenhand.terms.difference import difference
    from evenhand.wording.agreement import written
    from evenhand.wording.comparison import compared

    refuse_overwriting(output, (before, after), "--output")
    if how is Shown.DOCX and output is None:
        raise UsageError("A Word file is written to a file. Name it with --output changes.docx.")
    moment = _moment(date)
    first, second = read_documents((before, after))
    found = difference(first, second)
    comparison = compared(written(first), written(second), found)
    if how is Shown.DOCX and output is not None:
        from evenhand.render.comparison.word import comparison_word_file
        from evenhand.terms.canonical import identity

        output.write_bytes(
            comparison_word_file(comparison, author=author, date=moment, identity=identity(second))
        )
    elif how is Shown.TEXT:
        _text(comparison, output)
    else:
        _write(_page(comparison) if how is Shown.HTML else _data(comparison), output)
    if output is not None:
        typer.echo(f"{comparison.sentence} {output} is written.", err=True)
    if exit_code and found:
        raise typer.Exit(1)


def _moment(date: str | None) -> str | None:
    """A date or a time as tracked changes bear it, in UTC; raise UsageError."""
    from datetime import UTC, datetime

    if date is None:
        return None
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        raise UsageError(f'"{date}" is not a date. Write it like 2026-03-01, or 2026-03-01T14:30Z.') from None
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(comparison: Comparison, output: Path | None) -> None:
    from evenhand.cli.output import console
    from evenhand.render.comparison.text import comparison_page

    if output is None:
        console(sys.stdout).print(comparison_page(comparison))
        return
    with output.open("w", encoding="utf-8") as file:
        console(file).print(comparison_page(comparison))


def _page(comparison: Comparison) -> str:
    from evenhand.render.html.comparison import comparison_html

    return comparison_html(comparison)


def _data(comparison: Comparison) -> str:
    import json

    from evenhand.render.comparison.data import comparison_data

    return json.dumps(comparison_data(comparison), ensure_ascii=False, indent=2) + "\n"


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
