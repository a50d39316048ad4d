"""The terms as a tree that reads again as the same agreement: lists and maps in the order of the document."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability, DownWhen
from evenhand.terms.base import Clause, FrozenMap
from evenhand.terms.canonical.normal import ORDERED_LISTS, Part, Writer
from evenhand.terms.canonical.notations import Json
from evenhand.terms.canonical.texts import name_form, percent_form
from evenhand.terms.credits import CreditRules, Tier
from evenhand.terms.hours import DAYS, WeeklyHours
from evenhand.terms.services import Service
from evenhand.terms.standards import Standard

# A share of a whole where it is not more than the whole, unless what is measured is a number.
_LEVELS: Final[frozenset[Part]] = frozenset(
    {
        (Availability, "minimum"),
        (Standard, "minimum"),
        (Tier, "below"),
        (Tier, "at_or_below"),
        (Tier, "above"),
        (DownWhen, "above"),
        (DownWhen, "below"),
    }
)

NOTHING: Final[dict[Part, Json]] = {
    (Availability, "degraded"): "as recorded",
    (CreditRules, "claimed"): "automatically",
}
"""The words for None where it is a term like others."""


class TreeWriter(Writer):
    """Writes clauses as documents do: where the normal form sorts a list, it stands here as it was written."""

    numbers = False

    def clause(self, clause: Clause) -> dict[str, Json]:
        """Write a clause; levels of a standard that measures a number are numbers."""
        if not isinstance(clause, Standard):
            return super().clause(clause)
        before, self.numbers = self.numbers, measures_number(clause)
        try:
            return super().clause(clause)
        finally:
            self.numbers = before

    def part(self, owner: Clause, name: str, value: Any) -> Json:
        """Write the value of a field; availability always by name, a single clause under "" (its full form)."""
        if (type(owner), name) == (Service, "availability"):
            return self.map(value, (Service, "availability"))
        return super().part(owner, name, value)

    def value(self, value: Any, part: Part) -> Json:
        """Write a value or a part of one as text; what a list without order says twice stands once."""
        if isinstance(value, tuple):
            return [self.value(item, part) for item in said_once(self, value, part)]
        if isinstance(value, WeeklyHours):
            return _week(super().value(value, part))
        if isinstance(value, Fraction) and part in _LEVELS and value <= 1 and not self.numbers:
            return percent_form(value)
        form = super().value(value, part)
        return _text(form) if isinstance(form, int) else form

    def map(self, value: FrozenMap[str, Any], part: Part) -> Json:
        """Write a map in its order; raise DocumentError for names that look alike."""
        items = [(name_form(key), self.value(below, part)) for key, below in value.items()]
        self._refuse_twice(part, [key for key, _ in items])
        return dict(items)


def measures_number(standard: Standard) -> bool:
    """Whether a standard measures a number, such as a mean rating, and no share of something."""
    return standard.measure is not None and not standard.measure.share


def _week(hours: Json) -> Json:
    """Days that follow each other with the same hours as one: `mon-fri`."""
    if not isinstance(hours, dict):
        return hours
    runs: list[list[str]] = []
    for day in hours:
        follows = runs and DAYS.index(runs[-1][-1]) + 1 == DAYS.index(day)
        if follows and hours[runs[-1][-1]] == hours[day]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return {run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}": hours[run[0]] for run in runs}


def _text(scalar: int) -> str:
    return str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def said_once(writer: Writer, items: tuple[Any, ...], part: Part) -> tuple[Any, ...]:
    """The parts of a list, without those that stand there already where order says nothing."""
    if part in ORDERED_LISTS:
        return items
    forms: list[Json] = []
    kept = []
    for item in items:
        form = writer.value(item, part)
        if form not in forms:
            forms.append(form)
            kept.append(item)
    return tuple(kept)


def tree_of(agreement: Agreement) -> dict[str, Any]:
    """Return an agreement as the plain tree of a document: `Agreement.model_validate` reads it again.

    The terms are the same, in one notation. Raises DocumentError for two names that look alike.
    """
    return TreeWriter(agreement).clause(agreement)
