"""Agreements, figures and records in few words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evenhand.figures.credits.over import TicketOver
from evenhand.figures.credits.settling import Settled, settle
from evenhand.figures.figure import Figure, Result
from evenhand.figures.periods import named
from evenhand.figures.versions import Version, in_force
from evenhand.records.charges import ChargeRecord
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from evenhand.units import Target
from tests.cases import instant

HEAD = """\
agreement: Managed services
currency: GBP
term: {from: 2026-01-01, to: 2026-12-31}
calendars: {office: {hours: {mon-fri: "09:00-17:00"}}}
priorities: [P1, P2]
"""
SERVICES = """\
services:
  web: {name: Web shop, hours: office, charge: 1000.00 per month}
  desk: {name: Service desk, hours: office, charge: 500.00 per month}
"""
RESOLVE = """\
standards:
  resolve:
    title: Restoration
    service: web
    clock: {starts: opened, stops: resolved}
    within: 4 hours
    target: 90% per month
"""
TIERS = "    credits: [{below: 90%, credit: 5%}, {below: 75%, credit: 10%}]\n"
LATE = instant("2027-06-01 00:00")


def agreed(*parts: str) -> Agreement:
    """The agreement of a text that must be right."""
    read, problems = read_agreement("".join(parts), file="agreement.yaml")
    assert read is not None, [str(problem) for problem in problems]
    return read


def version_of(*texts: str) -> tuple[Version, ...]:
    """The versions of an agreement."""
    return in_force([agreed(text) for text in texts])


def figure(
    value: str | Fraction | None = "50%",
    period: str = "2026-03",
    clause: str = "standards.resolve",
    *,
    target: str | None = "90% per month",
    result: Result | None = None,
    **more: Any,
) -> Figure:
    """A figure of a period such as 2026-03; a value such as 3/4, 75% or 4.2, None for nothing measured."""
    start, end = named(period)
    exact = None
    if value is not None:
        text = str(value)
        exact = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    goal = Target.parse(target) if target else None
    if result is None:
        if exact is None:
            result = "nothing to measure"
        elif goal is None:
            result = "not scored"
        else:
            result = "met" if goal.met_by(exact) else "missed"
    fields: dict[str, Any] = {
        "clause": clause,
        "title": "Restoration",
        "versions": (1,),
        "service": None,
        "priority": None,
        "start": start,
        "end": end,
        "numerator": exact,
        "denominator": 1,
        "value": exact,
        "target": goal,
        "result": result,
    }
    return Figure(**{**fields, **more})


def late(ticket: str = "T-1", tier: int = 0, period: str = "2026-03", **more: Any) -> TicketOver:
    """A ticket over the limit of a tier."""
    fields = {
        "clause": "resolve",
        "version": 1,
        "tier": tier,
        "period": named(period)[0],
        "service": "web",
        "priority": "P1",
        "ticket": ticket,
        "elapsed_seconds": 2700,
    }
    return TicketOver(**{**fields, **more})


def charge(
    service: str, day: str, *, count: str | None = None, amount: str | None = None, **said: str
) -> ChargeRecord:
    """A dated count or amount, perhaps of an instance."""
    return ChargeRecord(
        service,
        date.fromisoformat(day),
        Decimal(count) if count else None,
        Decimal(amount) if amount else None,
        tuple(said.items()),
    )


def settled(text: str, *figures: Figure, as_of: int = LATE, **more: Any) -> Settled:
    """The settlement of some figures under one agreement."""
    return settle(version_of(text), figures, as_of=as_of, **more)


def amounts(found: Settled) -> list[str]:
    """What each line grants."""
    return [
        str(line.granted.amount)
        for statement in found.statements
        for line in statement.lines
        if line.granted is not None
    ]
