"""`evenhand show`: the agreement as a document people read."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.errors import DocumentError, Problem, UsageError

if TYPE_CHECKING:
    from evenhand.terms.agreement import Agreement
    from evenhand.wording.blocks import Section, WrittenAgreement


class Shown(StrEnum):
    """How the agreement is written (`--format`)."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


def show(
    agreement: Annotated[Path, typer.Argument(metavar="AGREEMENT.yaml", help="The agreement.")],
    how: Annotated[Shown, typer.Option("--format", help="How the agreement is shown.")] = Shown.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; needed for pdf.", dir_okay=False)
    ] = None,
    clause: Annotated[
        str | None,
        typer.Option(
            "--clause",
            help="Only this clause (text, markdown): its address, such as standards, or its number.",
        ),
    ] = None,
) -> None:
    """Show the agreement in plain words: numbered clauses in full sentences, with worked examples.

    HTML is one file that needs no other. A PDF carries the agreement inside for machines.
    """
    from evenhand.cli.inputs import read_document
    from evenhand.cli.paths import refuse_overwriting
    from evenhand.wording.agreement import written

    refuse_overwriting(output, [agreement], "--output")
    if how is Shown.PDF and output is None:
        raise UsageError("A PDF is written to a file. Name it with --output agreement.pdf.")
    if clause and how in (Shown.HTML, Shown.PDF):
        raise UsageError(f"A document ({how}) is the whole agreement. --clause is for text and markdown.")
    read = read_document(agreement)
    whole = written(read)
    chosen = _chosen(whole, read, clause) if clause else None
    if how is Shown.PDF and output is not None:
        output.write_bytes(_pdf(whole, read))
    elif how is Shown.HTML:
        _write(_html(whole, read), output)
    elif how is Shown.MARKDOWN:
        _write(_markdown(whole, chosen), output)
    else:
        _text(whole, chosen, output)
    if output is not None:
        typer.echo(f"{output} is written.", err=True)


def _chosen(whole: WrittenAgreement, read: Agreement, clause: str) -> Section:
    """The section of a number or an address, or the one around a clause of the document; raises UsageError."""
    from evenhand.cli.nearest import unknown

    sections = [*whole.walk()]
    for section in sections:
        if clause in (section.number, section.address):
            return section
    holders = [each for each in sections if each.address and clause.startswith(f"{each.address}.")]
    if holders and clause in read.addresses():
        return max(holders, key=lambda each: len(each.address or ""))
    raise unknown("clause", clause, [each.address for each in sections if each.address])


def _text(whole: WrittenAgreement, chosen: Section | None, output: Path | None) -> None:
    from evenhand.cli.output import console
    from evenhand.render.prose.text import WIDTH, agreement_lines, section_lines

    screen = console(sys.stdout)
    width = min(screen.width, WIDTH) if output is None and sys.stdout.isatty() else None
    lines = section_lines(chosen, width) if chosen else agreement_lines(whole, width)
    if output is None:
        for line in lines:
            screen.print(line, soft_wrap=True)
    else:
        output.write_text("".join(f"{line.plain}\n" for line in lines), encoding="utf-8")


def _markdown(whole: WrittenAgreement, chosen: Section | None) -> str:
    from evenhand.render.prose.markdown import agreement_markdown, section_markdown

    return section_markdown(chosen) if chosen else agreement_markdown(whole)


def _html(whole: WrittenAgreement, read: Agreement) -> str:
    from evenhand.render.html.page import to_html_page
    from evenhand.render.imprint import imprint_of

    return to_html_page(whole, imprint_of(read))


def _pdf(whole: WrittenAgreement, read: Agreement) -> bytes:
    from evenhand.render.imprint import imprint_of
    from evenhand.render.pdf.document import to_pdf

    try:
        return to_pdf(whole, imprint_of(read))
    except DocumentError as error:
        raise DocumentError(_placed(problem, read) for problem in error.problems) from error


def _placed(problem: Problem, read: Agreement) -> Problem:
    """The problem with the place in the file of its clause, or of the nearest clause around it."""
    address, known = problem.clause or "", read.addresses()
    while address and address not in known:
        address = address.rpartition(".")[0]
    line, column = read.place(address) if address else (None, None)
    return replace(problem, file=read.file, line=line, column=column)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
