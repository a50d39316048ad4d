"""Services: what they are, their hours and their charge (element 1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, PlainValidator

from evenhand.errors import NotationError
from evenhand.terms.availability import AvailabilityForm
from evenhand.terms.base import Clause, FrozenMap, Many, text_reader
from evenhand.terms.notations import PERIOD_PATTERN, Count, Share, Text, read_amount, shown
from evenhand.units import Period, tidy


@dataclass(frozen=True)
class Charge:
    """What a service costs in each period, for each `unit` if there is one; metered has no amount."""

    amount: Decimal | None
    unit: str | None
    period: Period
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Charge | None:
        """Read `2400.00 per month`, `21.00 per user per month`, `metered per month`; `none` becomes None."""
        if tidy(text) == "none":
            return None
        first, *units, period = tidy(text).split(" per ") if " per " in tidy(text) else ("", "")
        if not first or len(units) > 1:
            raise NotationError(
                f'"{text}" is not a charge.',
                "Write it like 2400.00 per month, 21.00 per user per month, metered per month, or none.",
            )
        amount = None if first == "metered" else read_amount(first)
        return cls(amount, units[0] if units else None, Period.parse(period), text)


ChargeText = Annotated[
    Charge | None,
    PlainValidator(text_reader(Charge.parse)),
    shown(
        rf"none|([0-9]{{1,12}}(\.[0-9]{{1,4}})?|metered)( per [^ ].*)? per {PERIOD_PATTERN}",
        "What it costs",
        "2400.00 per month",
        "21.00 per user per month",
    ),
]


class RestsOn(Clause):
    """What a promise of the provider itself rests on: an underpinning contract or operational agreement."""

    noun: ClassVar[str] = "an underpinning promise"
    reference: Text = Field(description="The contract it stands in")
    target: Share | None = Field(None, description="What is promised there")


class Service(Clause):
    """A service of the catalogue (element 1)."""

    noun: ClassVar[str] = "a service"
    name: Text | None = Field(None, description="Its name for people")
    description: Text | None = Field(None, description="What it is")
    includes: Many[Text] = Field((), description="What belongs to it")
    excludes: Many[Text] = Field((), description="What does not")
    hours: Text | None = Field(None, description="The calendar of its service hours")
    charge: ChargeText = Field(None, description="What it costs")
    users: Count | None = Field(None, description="For how many people it is provided")
    availability: AvailabilityForm = Field(
        FrozenMap({}), description="One clause of availability, or several by name"
    )
    rests_on: Many[RestsOn] = Field((), description="The promises that this one rests on")
