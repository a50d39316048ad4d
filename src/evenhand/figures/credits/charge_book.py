"""What was recorded of the charge of one service: counts and metered amounts, of all of it or of one instance."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from evenhand.records.charges import ChargeRecord
from evenhand.units import tidy

_ANY = "instance"
"""A column of this name tells the instance whatever the attribute is called."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One of several that a clause is scored for: the attribute that tells them apart, and its name."""

    attribute: str
    name: str


Instances = Mapping[tuple[str, str], Collection[str]]
"""By service and attribute, the names of the instances that there are figures for."""


@dataclass(frozen=True, slots=True)
class Shared:
    """How many instances share a charge equally, and whether that number was recorded."""

    number: int
    recorded: bool


class ChargeBook:
    """The records of one service in the order of their source; `attributes` tell its instances apart."""

    def __init__(self, records: Sequence[ChargeRecord], attributes: Collection[str]) -> None:
        self._attributes = (*sorted(attributes), _ANY)
        self._records = [(self._instance(each), each) for each in records]

    def count(self, day: date, instance: Instance | None = None) -> Fraction | None:
        """The number that holds on a date, 0 before the first one of an instance; None where none is recorded."""
        mine = [each for of, each in self._records if each.count is not None and _about(of, instance)]
        return _latest(mine, day, None if instance is None or not mine else Fraction(0))

    def added_up(self, day: date, known: Collection[str]) -> Fraction | None:
        """The numbers of all instances on a date; one that no record counts is one. None where there are none."""
        by_name: dict[str, list[ChargeRecord]] = {tidy(name): [] for name in known}
        for of, each in self._records:
            if of is not None and each.count is not None:
                by_name.setdefault(tidy(of.name), []).append(each)
        numbers = [_latest(mine, day, Fraction(0)) if mine else Fraction(1) for mine in by_name.values()]
        return sum((number or Fraction(0) for number in numbers), Fraction(0)) if numbers else None

    def amount(self, first: date, end: date, instance: Instance | None = None) -> Fraction | None:
        """What was metered in a period: of the whole service as recorded, else its instances added up."""
        inside = [
            (of, Fraction(each.amount))
            for of, each in self._records
            if each.amount is not None and first <= each.from_ < end
        ]
        last = dict(inside)
        for of, amount in last.items():
            if of is None if instance is None else of is not None and _about(of, instance):
                return amount
        return sum(last.values(), Fraction(0)) if last and instance is None else None

    def amounts_by_instance(self, first: date, end: date, attribute: str) -> bool:
        """Whether what was metered in a period is recorded for instances by name."""
        return any(
            of is not None and of.attribute in (attribute, _ANY) and each.amount is not None
            for of, each in self._records
            if first <= each.from_ < end
        )

    def _instance(self, record: ChargeRecord) -> Instance | None:
        said = {tidy(name): cell for name, cell in record.said}
        return next((Instance(name, said[name]) for name in self._attributes if name in said), None)


def _about(of: Instance | None, instance: Instance | None) -> bool:
    """Whether a record is about the whole service, or about one instance of it."""
    if of is None or instance is None:
        return of is instance
    return of.attribute in (instance.attribute, _ANY) and tidy(of.name) == tidy(instance.name)


def _latest(records: Sequence[ChargeRecord], day: date, before: Fraction | None) -> Fraction | None:
    """The count that holds on a date; of records with one date the last in the file mends those before it."""
    earlier = [each for each in records if each.from_ <= day]
    if not earlier:
        return before
    latest = max(each.from_ for each in earlier)
    return [Fraction(each.count or 0) for each in earlier if each.from_ == latest][-1]
