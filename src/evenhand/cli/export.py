"""`evenhand export`: an agreement in a form for other programs."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.terms.agreement import Agreement


class Form(StrEnum):
    """What an agreement is written as (`--as`)."""

    CANONICAL = "canonical"
    JSON = "json"
    ICALENDAR = "icalendar"
    OPENSLO = "openslo"


def export(
    agreement: Annotated[
        Path, typer.Argument(metavar="AGREEMENT.yaml", help="The agreement.", dir_okay=False)
    ],
    form: Annotated[
        Form,
        typer.Option(
            "--as",
            help="canonical: the bytes that are signed; json: the terms; icalendar: the dates; openslo: the targets.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; else it is printed.", dir_okay=False),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="The last date of a calendar, such as 2027-12-31.")
    ] = None,
) -> None:
    """Write an agreement in a form for other programs; what that cannot hold is said.

    canonical is the same for all documents that mean the same; its SHA-256 is the identity of the version.
    """
    from evenhand.cli.files import replace_file
    from evenhand.cli.inputs import read_document
    from evenhand.cli.output import show_problems
    from evenhand.cli.paths import refuse_overwriting
    from evenhand.errors import UsageError
    from evenhand.terms.notations import read_date

    refuse_overwriting(output, [agreement], "--output")
    if until and form is not Form.ICALENDAR:
        raise UsageError("--until is for a calendar: --as icalendar.")
    document = read_document(agreement)
    data, problems = _written(document, form, read_date(until) if until else None)
    show_problems(problems)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        replace_file(output, data)
    if form is Form.CANONICAL:
        from hashlib import sha256

        typer.echo(f"SHA-256 {sha256(data).hexdigest()}", err=True)


def _written(agreement: Agreement, form: Form, until: date | None) -> tuple[bytes, tuple[Problem, ...]]:
    if form is Form.CANONICAL:
        from evenhand.terms.canonical import canonical_bytes

        return canonical_bytes(agreement), ()
    if form is Form.JSON:
        import json

        from evenhand.terms.canonical import as_document, normal_form

        text = json.dumps(as_document(normal_form(agreement)), ensure_ascii=False, indent=2)
        return f"{text}\n".encode(), ()
    if form is Form.ICALENDAR:
        from evenhand.exchange.dates import dates_of
        from evenhand.exchange.icalendar import calendar_bytes

        entries, problems = dates_of(agreement, until)
        return calendar_bytes(agreement, entries), problems
    from evenhand.exchange.openslo import openslo_text

    words, problems = openslo_text(agreement)
    return words.encode(), problems
