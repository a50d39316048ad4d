"""Forms that are read, kept and shown, and that this release does not measure yet: each is named."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.errors import Problem
from evenhand.terms.agreement import Agreement


def unmeasured(agreement: Agreement) -> tuple[Problem, ...]:
    """Return a note for each clause of the agreement that is read but not measured, in its order.

    Pauses of responsibilities, and the procedures of the management elements.
    """
    notes = []
    for address, what in _clauses(agreement):
        line, column = agreement.place(address)
        message = f"{what} is read, but not measured by this release."
        notes.append(Problem("not-measured", message, "", "note", agreement.file, line, column, address))
    return tuple(sorted(notes, key=lambda note: (note.line or 0, note.column or 0)))


def _clauses(agreement: Agreement) -> Iterator[tuple[str, str]]:
    for side in ("client", "provider"):
        for name, duty in getattr(agreement.responsibilities, side).items():
            if duty.if_not_met:
                yield f"responsibilities.{side}.{name}.if not met", "A pause for a responsibility not met"
    if agreement.term and agreement.term.end_early:
        yield "term.end early", "The right to end early"
    elements = (
        (
            "responsibilities",
            "Whether responsibilities are met",
            bool(agreement.responsibilities.client or agreement.responsibilities.provider),
        ),
        ("escalations", "Escalation", bool(agreement.escalations)),
        ("reporting", "Whether reports are in time", agreement.reporting is not None),
        ("disagreements", "The procedure for disagreements", agreement.disagreements is not None),
        ("review", "Whether reviews happen", agreement.review is not None),
    )
    yield from ((address, what) for address, what, stated in elements if stated)
