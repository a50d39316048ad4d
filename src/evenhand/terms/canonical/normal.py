"""The normal form of an agreement: the same for every way to write the same terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import rfc8785

from evenhand.errors import DocumentError, Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability, Components
from evenhand.terms.base import Clause, FrozenMap, key_of
from evenhand.terms.canonical.notations import Json, counted, spans_form, written
from evenhand.terms.canonical.texts import decimal_form, name_form, percent_form
from evenhand.terms.credits import ClauseCredits, CreditRules, Rounding, Tier
from evenhand.terms.currency import digits_of
from evenhand.terms.deadlines import TargetMissed
from evenhand.terms.hours import CalendarTerms, ClosedDay, OpenDay
from evenhand.terms.management import Disagreements, Escalation
from evenhand.terms.priorities import Priorities, Priority
from evenhand.terms.services import RestsOn, Service
from evenhand.terms.standards import Standard

Part = tuple[type[Clause], str]

# Fractions that documents write as percentages only; others are written as numbers.
PERCENTAGES: Final[frozenset[Part]] = frozenset(
    {
        (Tier, "credit"),
        (ClauseCredits, "figure_cut_to"),
        (RestsOn, "target"),
        (Availability, "degraded"),
        (Components, "weights"),
        (Standard, "warn_at"),
    }
)
# Lists and maps whose order says something; in every other the order is free.
ORDERED_LISTS: Final[frozenset[Part]] = frozenset(
    {(ClauseCredits, "tiers"), (Escalation, "steps"), (Priorities, "from_")}
)
ORDERED_MAPS: Final[frozenset[Part]] = frozenset({(Priorities, "listed"), (Disagreements, "stages")})
ORDERED_SECTIONS: Final = (("priorities", "listed"), ("disagreements", "stages"))
"""Where those maps stand in a document."""
_SPANS: Final[frozenset[Part]] = frozenset({(ClosedDay, "hours"), (OpenDay, "hours")})


def normal_form(agreement: Agreement) -> dict[str, Any]:
    """Return the terms as a tree of maps, lists, texts, whole numbers and truth values.

    Keys are those of the document. What is written out and what holds without being written are alike: neither
    stands here. Notations have one form each, lists whose order says nothing are sorted and name everything
    once, and maps whose order does say something (priorities, stages) are lists of maps with one key. Maps of
    the result are to be compared without regard to order.

    Raises DocumentError when two names differ only in how their characters are encoded or in blanks.
    """
    return Writer(agreement).clause(agreement)


def as_document(form: dict[str, Any]) -> dict[str, Any]:
    """Return a normal form as documents are written: what keeps an order is a map again, in that order."""
    document = dict(form)
    for section, key in ORDERED_SECTIONS:
        if listed := document.get(section, {}).get(key):
            named = {name: below for item in listed for name, below in item.items()}
            document[section] = document[section] | {key: named}
    return document


class Writer:
    """Writes the clauses of one agreement in their normal form."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement

    def clause(self, clause: Clause) -> dict[str, Json]:
        """Write a clause: its keys, without those that hold without being written."""
        kind = type(clause)
        result = {}
        for name, field in kind.model_fields.items():
            value = value_of(clause, name)
            if value is None and (kind, name) != (Availability, "degraded"):
                continue
            if value != field.default or (kind, name) in _FROM_OTHERS:
                form = self.part(clause, name, value)
                if form != _FROM_OTHERS.get((kind, name), _nothing)(clause, self.agreement):
                    result[key_of(name)] = form
        return result

    def part(self, owner: Clause, name: str, value: Any) -> Json:
        """Write the value of a field of `owner`, also when it holds without being written."""
        part = (type(owner), name)
        if part in _SPANS:
            return spans_form(value)
        if part == (TargetMissed, "of_the_last"):
            return counted(value, "period")
        if part == (Availability, "degraded") and value is None:
            return "as recorded"
        if part == (Service, "availability") and [*value] == [""]:
            return self.value(value[""], part)
        if part == (Priorities, "table"):
            return self._table(value)
        return self.value(value, part)

    def value(self, value: Any, part: Part) -> Json:
        """Write a value, or a part of one, that stands at a field."""
        if isinstance(value, Clause):
            return self.clause(value)
        if isinstance(value, FrozenMap):
            return self.map(value, part)
        if isinstance(value, tuple):
            items = [self.value(item, part) for item in value]
            return items if part in ORDERED_LISTS else _sorted(items)
        if isinstance(value, Fraction):
            return percent_form(value) if part in PERCENTAGES else decimal_form(value)
        return written(value)

    def map(self, value: FrozenMap[str, Any], part: Part) -> Json:
        """Write a map that stands at a field."""
        items = [(name_form(key), self.value(below, part)) for key, below in value.items()]
        self._refuse_twice(part, [key for key, _ in items])
        return [{key: below} for key, below in items] if part in ORDERED_MAPS else dict(items)

    def _refuse_twice(self, part: Part, names: list[str]) -> None:
        twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        if twice:
            raise DocumentError(
                Problem(
                    "same-name",
                    f'Two names under "{key_of(part[1])}" look alike: {name}.',
                    "Give one of them another name.",
                    file=self.agreement.file,
                )
                for name in twice
            )

    def _table(self, table: Mapping[tuple[str, ...], str]) -> Json:
        result: dict[str, Any] = {}
        for values, priority in table.items():
            below = result
            for value in values[:-1]:
                below = below.setdefault(name_form(value), {})
            below[name_form(values[-1])] = name_form(priority)
        return result


def value_of(clause: Clause, name: str) -> Any:
    """The value of a field; priorities that the table alone names, in its order, which maps do not keep."""
    if isinstance(clause, Priorities) and name == "listed" and not clause.listed:
        return FrozenMap({priority: Priority() for priority in clause.names})
    return getattr(clause, name)


def _sorted(items: Iterable[Json]) -> list[Json]:
    forms = {rfc8785.dumps(item): item for item in items}
    return [forms[key] for key in sorted(forms)]


def _nothing(clause: Any, agreement: Agreement) -> Iterator[None]:
    """Equal to no form."""
    return iter(())


def _zone(clause: Any, agreement: Agreement) -> Json:
    return agreement.timezone


def _first_day(clause: Any, agreement: Agreement) -> Json:
    return written(agreement.term.from_) if agreement.term else ""


def _base(clause: Any, agreement: Agreement) -> Json:
    return (agreement.credits and agreement.credits.base) or "charge of the service"


def _rounding(clause: Any, agreement: Agreement) -> Json:
    return written(Rounding("half up", Decimal(1).scaleb(-digits_of(agreement.currency)), ""))


def _reprioritised(clause: Any, agreement: Agreement) -> Json:
    return "from change" if clause.clock and clause.clock.stops == "responded" else "from opening"


def _scored(clause: Any, agreement: Agreement) -> Json:
    return "each priority" if isinstance(clause.target, FrozenMap) else "together"


_FROM_OTHERS: Final = {
    (CalendarTerms, "timezone"): _zone,
    (Agreement, "in_force_from"): _first_day,
    (CreditRules, "base"): lambda clause, agreement: "charge of the service",
    (CreditRules, "rounding"): _rounding,
    (ClauseCredits, "base"): _base,
    (Standard, "when_reprioritised"): _reprioritised,
    (Standard, "scored"): _scored,
}
"""What holds where a key is not written and another part of the document decides."""
