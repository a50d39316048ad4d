"""What a clause says about credits, found by the address that its figures carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from evenhand.figures.versions import Version
from evenhand.terms.agreement import Agreement
from evenhand.terms.credits import ClauseCredits

Kind = Literal["clock", "measure", "availability"]


@dataclass(frozen=True, slots=True)
class CreditClause:
    """A clause that may cost credits: what kind it is, its tiers, and the services it is for (None for all)."""

    kind: Kind
    credits: ClauseCredits | None
    minimum: Fraction | None
    services: tuple[str, ...] | None
    for_each: str | None = None

    @property
    def costs(self) -> bool:
        """Whether it has tiers at all."""
        return self.credits is not None and bool(self.credits.tiers)


def clause_of(agreement: Agreement, address: str) -> CreditClause | None:
    """The clause at `standards.NAME`, `services.NAME.availability` or `services.NAME.availability.CLAUSE`."""
    section, name, *rest = address.split(".")
    if section == "standards":
        standard = agreement.standards.get(name)
        if standard is None:
            return None
        kind: Kind = "clock" if standard.clock else "measure"
        services = None if "all" in standard.service else tuple(standard.service)
        return CreditClause(kind, standard.credits, standard.minimum, services)
    service = agreement.services.get(name)
    found = service.availability.get(rest[1] if len(rest) > 1 else "") if service else None
    if found is None:
        return None
    return CreditClause("availability", found.credits, found.minimum, (name,), found.for_each)


def any_costs(versions: Sequence[Version]) -> bool:
    """Whether any clause of any version has tiers."""
    return any(
        credits is not None and bool(credits.tiers)
        for version in versions
        for credits in (
            *(each.credits for each in version.agreement.standards.values()),
            *(
                each.credits
                for service in version.agreement.services.values()
                for each in service.availability.values()
            ),
        )
    )


def same_clause(written: str, address: str) -> bool:
    """Whether a record's clause means this address; `standards.` and `services.` may be left out.

    >>> same_clause("resolve-critical", "standards.resolve-critical")
    True
    """
    return written in (address, address.partition(".")[2])
