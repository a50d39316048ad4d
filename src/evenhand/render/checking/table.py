"""Findings for people: by weight, each with its place, one sentence and its mend; then the nine elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.padding import Padding
from rich.text import Text

from evenhand.errors import Problem, Severity
from evenhand.render.lines import Column, Row, aligned
from evenhand.terms.checks.accepted import Accepted
from evenhand.terms.checks.overview import Overview
from evenhand.terms.checks.overview import Row as Element

HEADINGS: Final[dict[Severity, tuple[str, str, str]]] = {
    "error": ("✕", "Errors", "red"),
    "warning": ("!", "Warnings", "yellow"),
    "advice": ("·", "Advice", "cyan"),
    "note": ("·", "Notes", "dim"),
}
"""The sign, the heading and the colour of each severity, from the heaviest on."""

_BENEATH: Final = 4
_WIDEST: Final = 46
Line = Text | Padding


def table(seen: Overview) -> Iterator[Line]:
    """Everything about one document; the last line says it in one sentence."""
    for severity in HEADINGS:
        found = [problem for problem in seen.open if problem.severity == severity]
        if found:
            yield from _section(severity, found)
    if seen.accepted:
        yield Text("✓ Accepted by both parties", style="bold")
        for each in seen.accepted:
            yield from _accepted(each)
        yield Text("")
    if seen.elements:
        yield from _elements(seen)
        yield Text("")
    yield Text(f"{seen.file}: {verdict(seen)}")


def _section(severity: Severity, found: Sequence[Problem]) -> Iterator[Line]:
    sign, heading, style = HEADINGS[severity]
    yield Text.assemble((f"{sign} {heading}", f"bold {style}"))
    unmeasured = [problem for problem in found if problem.code == "not-measured"]
    for problem in found:
        if problem not in unmeasured:
            yield from _problem(problem)
    if unmeasured:
        clauses = ", ".join(problem.clause or "" for problem in unmeasured)
        yield _beneath(Text(f"Read, and not measured by this release: {clauses}."))
    yield Text("")


def _problem(problem: Problem) -> Iterator[Line]:
    yield _head(problem)
    yield _beneath(Text(problem.message))
    if problem.mend:
        yield _beneath(Text(f"→ {problem.mend}"))


def _accepted(each: Accepted) -> Iterator[Line]:
    yield _head(each.problem)
    yield _beneath(Text(each.problem.message))
    yield _beneath(Text(f"Accepted: {' '.join(each.reason.split())}"))


def _head(problem: Problem) -> Padding:
    """Line and column, the clause, and the code by which more can be read."""
    place = ":".join(str(part) for part in (problem.line, problem.column) if part is not None)
    parts = [part for part in (place, problem.clause) if part]
    head = Text.assemble(("  ".join(parts), "bold"), "  " if parts else "", (f"[{problem.code}]", "dim"))
    return Padding(head, (0, 0, 0, _BENEATH // 2), expand=False)


def _beneath(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _BENEATH), expand=False)


def _elements(seen: Overview) -> Iterator[Line]:
    complete = all(not row.missing for row in seen.elements)
    yield Text("The nine elements", style="bold")
    rows = [_element(row) for row in seen.elements]
    titles = [Column(""), Column("", right=True), Column("Element"), Column("What there is")]
    yield from aligned(titles, rows)
    if complete:
        yield Text("Nothing is missing.", style="dim")


def _element(row: Element) -> Row:
    mark = Text("○", style="yellow") if row.missing else Text("✓", style="green")
    there = row.there if len(row.there) <= _WIDEST else f"{row.there[: _WIDEST - 1].rstrip(', ')}…"
    missing = [f"missing: {', '.join(row.missing)}"] if row.there and row.missing else []
    return Row([mark, Text(str(row.number)), Text(row.name), Text(there or "missing")], missing)


def verdict(seen: Overview) -> str:
    """Say in one sentence what was found, and in what."""
    if seen.agreement is None:
        return f"{counted(seen.count('error'), 'error')}; it cannot be read."
    found = [counted(seen.count("error"), "error")] if seen.count("error") else ["no errors"]
    found += [counted(seen.count("warning"), "warning")] if seen.count("warning") else []
    found += [f"{counted(seen.count('advice'), 'piece')} of advice"] if seen.count("advice") else []
    found += [f"{len(seen.accepted)} accepted"] if seen.accepted else []
    services, standards = len(seen.agreement.services), len(seen.agreement.standards)
    return f"{', '.join(found)}; {counted(services, 'service')}, {counted(standards, 'standard')}."


def counted(number: int, what: str) -> str:
    """A number and what it counts.

    >>> counted(1, "error"), counted(2, "error")
    ('1 error', '2 errors')
    """
    return f"{number} {what}{'s' * (number != 1)}"
