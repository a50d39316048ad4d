"""What tables of figures call things: the clause, what was counted, what has to be said beside a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenhand.figures.figure import NOT_OVER
from evenhand.units import seconds_text

if TYPE_CHECKING:
    from evenhand.figures.figure import Figure


def short(clause: str) -> str:
    """The name of a clause as people say it: without `standards.` or `services.`.

    >>> short("standards.resolve-other"), short("services.desk.availability.portal")
    ('resolve-other', 'desk.availability.portal')
    """
    return clause.removeprefix("standards.").removeprefix("services.")


def counted(figure: Figure) -> str:
    """What a figure was counted from: `27 of 28`, `28 readings`, `35 min down of 306 h`; empty for nothing.

    Time down is shown in whole seconds, rounded up.
    """
    if not figure.denominator:
        return ""
    if figure.clause.startswith("services.") and figure.numerator is not None:
        down = figure.denominator - figure.numerator
        return f"{seconds_text(-(-down // 1))} down of {seconds_text(figure.denominator // 1)}"
    if (
        figure.value is not None
        and figure.numerator == figure.value * figure.denominator <= figure.denominator
    ):
        return f"{figure.numerator} of {figure.denominator}"
    return f"{figure.denominator} readings"


def notes_of(figure: Figure) -> list[str]:
    """What decided, and what a reader of the table must know; other notes are in the JSON and the explanation."""
    told = [figure.because] if figure.because else []
    told += [note for note in figure.notes if note == NOT_OVER or figure.clause.startswith("services.")]
    if figure.irregular:
        told.append(
            f"{figure.irregular} irregular {'ticket' if figure.irregular == 1 else 'tickets'}, not scored"
        )
    return told
