"""What people record about money: charges, claims, conditions, and disagreements that are open (rules 23 and 24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evenhand.errors import MoneyError


@dataclass(frozen=True, slots=True)
class ChargeRecord:
    """From a date on, a service is charged for so many users (or other units), or so much was metered.

    `count` holds until the next record; `amount` is that of the whole period which contains the date. `said` holds
    the further columns, one of which may name the instance of the service that it is about. Raises MoneyError when
    count or amount is negative.
    """

    service: str
    from_: date
    count: Decimal | None = None
    amount: Decimal | None = None
    said: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        for value in (self.count, self.amount):
            if value is not None and value < 0:
                raise MoneyError(
                    f"A charge record of {self.service} on {self.from_} is below nothing: {value}."
                )


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """The client asks for the credit of a clause over a period.

    `period` as it was written (its first day, `2026-03`, `2026-Q1`); `at` in UTC seconds; `incident`, where the
    claim names one, is the date the window counts from.
    """

    clause: str
    period: str
    at: int
    incident: date | None = None


@dataclass(frozen=True, slots=True)
class ConditionRecord:
    """From a date on, a condition of the credits holds or does not."""

    condition: str
    from_: date
    holds: bool


@dataclass(frozen=True, slots=True)
class DisagreementRecord:
    """A disagreement about a clause over a period; `raised`, `settled` in UTC seconds where they are known."""

    clause: str
    period: str
    raised: int | None = None
    settled: int | None = None


@dataclass(frozen=True, slots=True)
class CreditRecords:
    """All that was recorded, each kind in the order of its source, where a later record mends an earlier one."""

    charges: tuple[ChargeRecord, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    conditions: tuple[ConditionRecord, ...] = ()
    disagreements: tuple[DisagreementRecord, ...] = ()

    @property
    def latest(self) -> int | None:
        """The latest instant among them (rule 14); None where none has one. Dates are no instants."""
        instants = [each.at for each in self.claims]
        for each in self.disagreements:
            instants += [at for at in (each.raised, each.settled) if at is not None]
        return max(instants, default=None)
