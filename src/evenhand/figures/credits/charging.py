"""What services are charged over some dates: the base of every credit and of every cap (rules 18 and 23).

A charge is spread over dates, and the charge of some dates is their sum. A year's charge is twelve equal months,
a quarter's three; a month's charge is spread evenly over its dates, a week's over seven. So whole months give
their whole charge, and a period cut by the term, or an amendment inside it, is charged by days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from evenhand.figures.credits.charge_book import ChargeBook, Instance, Instances, Shared
from evenhand.figures.credits.money import checked
from evenhand.figures.periods import PeriodUnit, after, beginning
from evenhand.figures.versions import Version
from evenhand.records.charges import ChargeRecord
from evenhand.terms.services import Charge
from evenhand.units import tidy

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_DAYS: Final = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Charged:
    """The exact charge of some services over some dates; `missing` says which record it lacks, if any."""

    amount: Fraction
    missing: str = ""


@dataclass(slots=True)
class Charging:
    """The charges of all versions of an agreement, with what was recorded of counts and metered amounts.

    `records` tells them in the terms of one service; `instances` are the instances that figures are made for.
    """

    versions: Sequence[Version]
    records: Sequence[ChargeRecord] = ()
    instances: Instances = field(default_factory=dict)
    _books: dict[str, ChargeBook] = field(default_factory=dict)
    _known: dict[tuple[str, date, Instance | None], Charged] = field(default_factory=dict)
    _sums: dict[tuple[Sequence[str] | None, date, date], Charged] = field(default_factory=dict)

    def of(self, services: Sequence[str] | None, start: date, end: date) -> Charged:
        """The charge from `start` to the day before `end`; None for all services there are on each date.

        Raises MoneyError when it is more than anybody means.
        """
        key = (None if services is None else tuple(services), start, end)
        if key not in self._sums:
            self._sums[key] = self._summed(services, start, end, None)
        return self._sums[key]

    def of_instance(self, service: str, instance: Instance, start: date, end: date) -> Charged:
        """What one instance of a service is charged from `start` to the day before `end`.

        That is the charge of one where the service is charged for each, what was recorded for it by name, else an
        equal part of the charge of the service. Raises MoneyError.
        """
        return self._summed((service,), start, end, instance)

    def shared_by(self, service: str, instance: Instance, day: date) -> Shared | None:
        """How many instances share the charge of a service on a date; None where each has one of its own."""
        charge, book = self.terms(service, day), self._book(service)
        if charge is None or charge.unit == instance.attribute:
            return None
        if charge.amount is None and charge.period.unit != "trailing days":
            first = beginning(charge.period.unit, day)
            if book.amounts_by_instance(first, after(charge.period.unit, first), instance.attribute):
                return None
        if charge.unit is not None and book.count(day, instance) is not None:
            return None
        known = len(self.instances.get((service, instance.attribute), ()))
        recorded = book.count(day) if charge.unit is None else None
        return Shared(max(known, ceil(recorded or 0), 1), recorded=recorded is not None)

    def whole_month(self, services: Sequence[str] | None, day: date) -> Charged:
        """The charge of the calendar month of `day`; one that the term cuts is filled up to a whole month."""
        first = day.replace(day=1)
        end = after("month", first)
        inside = sum(self._in_force(each) is not None for each in dates(first, end))
        found = self.of(services, first, end)
        whole = Fraction((end - first).days, inside) if inside else Fraction(1)
        return Charged(checked(found.amount * whole), found.missing)

    def terms(self, service: str, day: date) -> Charge | None:
        """What a service costs on a date under the version in force; None for nothing, or no such service."""
        version = self._in_force(day)
        found = version.agreement.services.get(service) if version else None
        return found.charge if found else None

    def _summed(
        self, services: Sequence[str] | None, start: date, end: date, instance: Instance | None
    ) -> Charged:
        total, missing = Fraction(0), ""
        for day in dates(start, end):
            for service in self._all(day) if services is None else services:
                key = (service, day, instance)
                if key not in self._known:
                    self._known[key] = self._reckoned(service, day, instance)
                each = self._known[key]
                total += each.amount
                missing = missing or each.missing
        return Charged(checked(total), missing)

    def _book(self, service: str) -> ChargeBook:
        if service not in self._books:
            mine = [each for each in self.records if each.service == service]
            self._books[service] = ChargeBook(mine, self._attributes(service))
        return self._books[service]

    def _attributes(self, service: str) -> set[str]:
        """What may tell the instances of a service apart: what its clauses are scored or charged for each of."""
        terms = [each.agreement.services.get(service) for each in self.versions]
        found = {
            tidy(each.for_each) for one in terms if one for each in one.availability.values() if each.for_each
        }
        return found | {one.charge.unit for one in terms if one and one.charge and one.charge.unit}

    def _in_force(self, day: date) -> Version | None:
        for version in self.versions:
            if (version.first or day) <= day <= (version.last or day):
                return version
        return None

    def _all(self, day: date) -> Sequence[str]:
        version = self._in_force(day)
        return tuple(version.agreement.services) if version else ()

    def _reckoned(self, service: str, day: date, instance: Instance | None) -> Charged:
        charge = self.terms(service, day)
        if charge is None:
            return Charged(Fraction(0))
        unit = charge.period.unit
        if unit == "trailing days":
            return Charged(
                Fraction(0), f"{service} is charged per {charge.period}, which is no calendar period"
            )
        shared = self.shared_by(service, instance, day) if instance else None
        if shared is not None:
            whole = self._reckoned(service, day, None)
            return Charged(whole.amount / shared.number, whole.missing)
        if charge.amount is None:
            return self._metered(service, day, unit, instance)
        number = Fraction(1) if charge.unit is None else self._number(service, charge.unit, day, instance)
        if number is None:
            return Charged(Fraction(0), f"no number per {charge.unit} is recorded for {service} on {day}")
        return Charged(Fraction(charge.amount) * number * _share(unit, day))

    def _number(self, service: str, unit: str, day: date, instance: Instance | None) -> Fraction | None:
        """How many units a service, or an instance of it, is charged for; None where nothing says so.

        Instances that are charged one by one and of which no number was recorded are each one.
        """
        book, known = self._book(service), self.instances.get((service, unit), ())
        if instance is not None:
            own = book.count(day, instance)
            return own if own is not None or instance.attribute != unit else Fraction(1)
        whole = book.count(day)
        if whole is not None:
            return whole
        return book.added_up(day, known)

    def _metered(self, service: str, day: date, unit: PeriodUnit, instance: Instance | None) -> Charged:
        """An equal part of the amount metered for the period, on each date of it that was metered so."""
        first = beginning(unit, day)
        end = after(unit, first)
        days = [each for each in dates(first, end) if self._meters(service, each, unit)]
        amount = self._book(service).amount(first, end, instance)
        if amount is None:
            whose = f"{service} {instance.name}" if instance else service
            return Charged(Fraction(0), f"no amount is recorded for {whose} in the {unit} from {first}")
        return Charged(amount / len(days))

    def _meters(self, service: str, day: date, unit: PeriodUnit) -> bool:
        charge = self.terms(service, day)
        return charge is not None and charge.amount is None and charge.period.unit == unit


def dates(start: date, end: date) -> Iterator[date]:
    """The dates from `start` to the day before `end`."""
    return (start + timedelta(days=number) for number in range((end - start).days))


def _share(unit: PeriodUnit, day: date) -> Fraction:
    """The part of a period's charge that falls on one date.

    >>> _share("year", date(2026, 2, 1))
    Fraction(1, 336)
    """
    if unit in _DAYS:
        return Fraction(1, _DAYS[unit])
    first = day.replace(day=1)
    return Fraction(1, _MONTHS[unit] * (after("month", first) - first).days)
