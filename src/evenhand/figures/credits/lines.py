"""One line of a statement: what a figure costs, what of it is granted, and why (rules 23 and 24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from evenhand.figures.credits.credit import Credit, percent_text
from evenhand.figures.credits.money import Money, amount_text
from evenhand.figures.credits.standing import Condition
from evenhand.figures.credits.tiers import Applied
from evenhand.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Base:
    """What a credit is a share of: the exact charge, what it is called, and the services it is the charge of.

    `missing` says which record it lacks. `whole`: where the instances of a service share its charge, that charge;
    `unsaid` what has to be said of their number then.
    """

    amount: Fraction
    name: str
    services: tuple[str, ...] | None
    missing: str = ""
    whole: Fraction | None = None
    unsaid: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement, for one figure of a clause that may cost credits.

    `applied` is the tier that holds, None where none does; `ratio` its share of the base with `times` in it, where
    it is the `run`-th missed period in a row; `reckoned` the credit by the terms as rounded; `granted` and `points`
    what counts; `reason` why that is nothing, or less. `text` says it all in one sentence.
    """

    figure: Figure
    currency: str | None
    applied: Applied | None = None
    base: Base | None = None
    ratio: Fraction | None = None
    times: Fraction = Fraction(1)
    run: int = 0
    reckoned: Money | None = None
    granted: Money | None = None
    points: int = 0
    reason: str = ""
    conditions: tuple[Condition, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""

    @property
    def last(self) -> date:
        """The last day of the figure's period."""
        return date.fromordinal(self.figure.end.toordinal() - 1)

    @property
    def credit(self) -> Credit | None:
        """The credit beside the figure, None where no tier holds."""
        if self.applied is None:
            return None
        base = self.base.amount if self.base and not self.base.missing else None
        return Credit(self.ratio, base, self.reckoned, self.currency, self.applied.points, self.reason)

    def to_json(self) -> dict[str, Any]:
        """Plain values; `amount` is what is granted, `reckoned` what the terms give; money as decimal strings."""
        figure, credit = self.figure, self.credit
        granted = self.granted or Money(0, self.currency)
        return {
            "clause": figure.clause,
            "title": figure.title,
            "service": figure.service,
            "priority": figure.priority,
            "instance": figure.instance,
            "period": {"start": figure.start.isoformat(), "end": figure.end.isoformat()},
            "result": figure.result,
            "percent": None if self.ratio is None else percent_text(self.ratio),
            "times": percent_text(self.times / 100),
            "base": None
            if credit is None or credit.base is None
            else amount_text(credit.base, self.currency),
            "base_of": None if self.base is None else self.base.name,
            "reckoned": None if self.reckoned is None else str(self.reckoned.amount),
            "amount": str(granted.amount),
            "currency": self.currency,
            "points": self.points,
            "reason": self.reason,
            "conditions": [{"condition": each.name, "holds": each.holds} for each in self.conditions],
            "tickets": [each.ticket for each in self.applied.tickets] if self.applied else [],
            "notes": list(self.notes),
            "text": self.text,
        }
