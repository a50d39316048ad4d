"""What services cost in a month, as far as the document alone says it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from evenhand.terms.checks.facts import Credited
from evenhand.terms.checks.subject import Subject
from evenhand.terms.credits import Base
from evenhand.terms.services import Charge
from evenhand.terms.standards import Standard
from evenhand.units import Period

MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
"""The months of a period; days and weeks have no whole number of them."""


def monthly(charges: Iterable[Charge | None]) -> Fraction | None:
    """Return what these charges make in a month; None where a record has to say it (counts, meters)."""
    total = Fraction(0)
    for charge in charges:
        if charge is None:
            continue
        if charge.amount is None or charge.unit is not None or charge.period.unit not in MONTHS:
            return None
        total += Fraction(charge.amount) / MONTHS[charge.period.unit]
    return total


def total(subject: Subject) -> tuple[Charge | None, ...]:
    """Return the charges of all services."""
    return tuple(service.charge for service in subject.agreement.services.values())


def services_of(subject: Subject, credited: Credited) -> tuple[str, ...]:
    """Return the services whose clause this is."""
    if isinstance(credited.clause, Standard):
        return tuple(subject.services_of(credited.clause))
    return (credited.address.split(".")[1],)


def base_of(subject: Subject, credited: Credited) -> Base:
    """Return what the credits of a clause are a share of; the charge of the service where nothing says it."""
    rules = subject.agreement.credits
    return credited.credits.base or (rules.base if rules else None) or "charge of the service"


def charges_of(subject: Subject, credited: Credited) -> tuple[Charge | None, ...]:
    """Return the charges that the credits of a clause are a share of."""
    if base_of(subject, credited) == "total charge":
        return total(subject)
    return tuple(subject.agreement.services[name].charge for name in services_of(subject, credited))


def months_of(periods: Iterable[Period]) -> int | None:
    """Return the months of a clause's period; None where it has none, or no whole number of months."""
    for period in periods:
        return MONTHS.get(period.unit)
    return None


def paid(subject: Subject) -> tuple[Credited, ...]:
    """Return the clauses whose tiers give money."""
    return tuple(
        each
        for each in subject.credited
        if any(tier.credit is not None or tier.in_proportion is not None for _, tier in each.tiers)
    )
