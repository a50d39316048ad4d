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
from typing import Final

from evenhand.figures.credits.money import checked
from evenhand.figures.periods import PeriodUnit, after, beginning
from evenhand.figures.versions import Version
from evenhand.records.charges import ChargeRecord
from evenhand.terms.services import Charge

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_DAYS: Final = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Charged:
    """The exact charge of some services over some dates; `missing` says which record it lacks, if any."""

    amount: Fraction
    missing: str = ""


@dataclass(slots=True)
class Charging:
    """The charges of all versions of an agreement, with what was recorded of counts and metered amounts."""

    versions: Sequence[Version]
    records: Sequence[ChargeRecord] = ()
    _known: dict[tuple[str, date, bool], Charged] = field(default_factory=dict)
    _sums: dict[tuple[Sequence[str] | None, date, date, bool], Charged] = field(default_factory=dict)

    def of(self, services: Sequence[str] | None, start: date, end: date, *, of_one: bool = False) -> Charged:
        """The charge from `start` to the day before `end`; None for all services there are on each date.

        `of_one`: for one unit where the charge is per unit (one server of several).
        Raises MoneyError when it is more than anybody means.
        """
        key = (None if services is None else tuple(services), start, end, of_one)
        if key not in self._sums:
            self._sums[key] = self._summed(services, start, end, of_one)
        return self._sums[key]

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

    def _summed(self, services: Sequence[str] | None, start: date, end: date, of_one: bool) -> Charged:
        total, missing = Fraction(0), ""
        for day in dates(start, end):
            for service in self._all(day) if services is None else services:
                each = self._daily(service, day, of_one)
                total += each.amount
                missing = missing or each.missing
        return Charged(checked(total), missing)

    def _in_force(self, day: date) -> Version | None:
        for version in self.versions:
            if (version.first or day) <= day <= (version.last or day):
                return version
        return None

    def _all(self, day: date) -> Sequence[str]:
        version = self._in_force(day)
        return tuple(version.agreement.services) if version else ()

    def _daily(self, service: str, day: date, of_one: bool) -> Charged:
        key = (service, day, of_one)
        if key not in self._known:
            self._known[key] = self._reckoned(service, day, of_one)
        return self._known[key]

    def _reckoned(self, service: str, day: date, of_one: bool) -> Charged:
        charge = self.terms(service, day)
        if charge is None:
            return Charged(Fraction(0))
        unit = charge.period.unit
        if unit == "trailing days":
            return Charged(
                Fraction(0), f"{service} is charged per {charge.period}, which is no calendar period"
            )
        if charge.amount is None:
            return self._metered(service, day, unit)
        amount = Fraction(charge.amount)
        if charge.unit is not None and not of_one:
            counted = [each for each in self.records if each.service == service and each.count is not None]
            earlier = [each for each in counted if each.from_ <= day]
            if not earlier:
                return Charged(Fraction(0), f"no number per {charge.unit} is recorded for {service} on {day}")
            latest = max(earlier, key=lambda each: each.from_)
            # Of records with one date the last in the file mends those before it.
            count = [each.count for each in earlier if each.from_ == latest.from_][-1]
            amount *= Fraction(count or 0)
        return Charged(amount * _share(unit, day))

    def _metered(self, service: str, day: date, unit: PeriodUnit) -> Charged:
        """An equal part of the amount metered for the period, on each date of it that was metered so."""
        first = beginning(unit, day)
        days = [each for each in dates(first, after(unit, first)) if self._meters(service, each, unit)]
        amounts = [
            each.amount
            for each in self.records
            if each.service == service and each.amount is not None and beginning(unit, each.from_) == first
        ]
        if not amounts:
            return Charged(Fraction(0), f"no amount is recorded for {service} in the {unit} from {first}")
        return Charged(Fraction(amounts[-1]) / len(days))

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
