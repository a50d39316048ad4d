"""A statement per period: the lines, their sum, the cap's cut and the total, with points beside (rules 23 and 24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from evenhand.figures.credits.caps import Cut
from evenhand.figures.credits.lines import Line
from evenhand.figures.credits.money import Money
from evenhand.figures.credits.reckon import place_of
from evenhand.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Statement:
    """What is credited for the period from `start` to the day before `end`.

    `sum` of what the lines grant, `total` after the cuts of the cap; `notes` are sentences, among them the triggers
    that points have reached.
    """

    start: date
    end: date
    currency: str | None
    lines: tuple[Line, ...]
    cuts: tuple[Cut, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sum(self) -> Money:
        """What all lines grant together."""
        return Money(sum(line.granted.minor_units for line in self.lines if line.granted), self.currency)

    @property
    def cut(self) -> Money:
        """What the cap takes off."""
        return Money(sum(each.cut.minor_units for each in self.cuts), self.currency)

    @property
    def cap(self) -> Money | None:
        """The most that could be credited here, what was granted before taken off; None without a cap."""
        return Money(sum(each.room.minor_units for each in self.cuts), self.currency) if self.cuts else None

    @property
    def total(self) -> Money:
        """What is credited: the sum less the cut."""
        return Money(self.sum.minor_units - self.cut.minor_units, self.currency)

    @property
    def points(self) -> int:
        """The points of all lines."""
        return sum(line.points for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        """The form of SEMANTICS "Figures as JSON", `credits`, with more beside; money as decimal strings."""
        return {
            "period": {"start": self.start.isoformat(), "end": self.end.isoformat()},
            "currency": self.currency,
            "lines": [line.to_json() for line in self.lines],
            "sum": str(self.sum.amount),
            "cap": None if self.cap is None else str(self.cap.amount),
            "cut": str(self.cut.amount),
            "cuts": [each.to_json() for each in self.cuts],
            "total": str(self.total.amount),
            "points": self.points,
            "notes": list(self.notes),
        }


def with_credits(figures: Sequence[Figure], statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures, each with the credit of its line."""
    credits = {
        (place_of(line.figure), line.figure.first, line.figure.versions): line.credit
        for statement in statements
        for line in statement.lines
    }
    return tuple(
        figure
        if figure.breakdown
        else replace(figure, credit=credits.get((place_of(figure), figure.first, figure.versions)))
        for figure in figures
    )
