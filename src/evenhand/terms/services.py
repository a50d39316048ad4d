"""Services and the terms of their availability (elements 1 and 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PlainValidator, model_validator

from evenhand.errors import NotationError
from evenhand.terms.base import Clause, FrozenMap, Many, Shorthand, refusal, text_reader
from evenhand.terms.credits import ClauseCreditsForm
from evenhand.terms.hours import DAYS, read_span
from evenhand.terms.notations import (
    PERIOD_PATTERN,
    Aim,
    Count,
    Length,
    Level,
    Share,
    Text,
    read_amount,
    read_name,
    read_share,
    shown,
)
from evenhand.units import Duration, Period, tidy


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


@dataclass(frozen=True)
class Window:
    """A weekly stretch of time for maintenance: a day (Monday is 0) and seconds from its midnight."""

    day: int
    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read `sat 12:00-14:00`; raise NotationError."""
        day, _, hours = tidy(text).partition(" ")
        if day not in DAYS or not hours:
            raise NotationError(
                f'"{text}" is not a window.', "Write a day and its hours, such as sat 12:00-14:00."
            )
        return cls(DAYS.index(day), *read_span(hours))


@dataclass(frozen=True)
class Allowance:
    """How much maintenance is allowed in a period: so many windows, or so much time."""

    windows: int | None
    length: Duration | None
    period: Period

    @classmethod
    def parse(cls, text: str) -> Allowance:
        """Read `4 hours per month` or `1 window per month`; raise NotationError."""
        amount, per, period = tidy(text).partition(" per ")
        if not per:
            raise NotationError(f'"{text}" is not an allowance.', "Write it like 4 hours per month.")
        count = re.fullmatch("([0-9]{1,6}) windows?", amount)
        if count:
            return cls(int(count[1]), None, Period.parse(period))
        return cls(None, Duration.parse(amount), Period.parse(period))


class Maintenance(Clause):
    """Maintenance that does not count as downtime within its window and allowance (rule 19)."""

    noun: ClassVar[str] = "maintenance"
    kind: Text | None = Field(None, description="Which kind, where there are several, such as emergency")
    windows: Many[
        Annotated[
            Window,
            PlainValidator(text_reader(Window.parse)),
            shown("(mon|tue|wed|thu|fri|sat|sun) .+", "A weekly window", "sat 12:00-14:00"),
        ]
    ] = Field((), description="When it is done")
    notice: Length | None = Field(None, description="How long before it is announced")
    at_most: Many[
        Annotated[
            Allowance,
            PlainValidator(text_reader(Allowance.parse)),
            shown(f".+ per {PERIOD_PATTERN}", "An allowance", "4 hours per month", "1 window per month"),
        ]
    ] = Field((), description="How much of it there is")


class Measured(Clause):
    """Who measures, where and how often."""

    noun: ClassVar[str] = "measured"
    by: Text | None = Field(None, description="Who measures")
    at: Text | None = Field(None, description="Where")
    every: Length | None = Field(None, description="How often")


class DownWhen(Clause):
    """A reading that says the service is down."""

    noun: ClassVar[str] = "down when"
    reading: Text = Field(description="The name of the reading")
    above: Level | None = Field(None, description="Down while the reading is above this")
    below: Level | None = Field(None, description="Down while the reading is below this")
    for_: Length | None = Field(None, description="For how long it has to stay so")

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise refusal("missing-key", 'This needs "above" or "below", and not both.', "Write one limit.")
        return self


class Exclusion(Clause):
    """Time that does not count, for a cause; planned maintenance is one."""

    noun: ClassVar[str] = "an exclusion"
    cause: Text = Field(description="The cause")
    decided_by: Literal["both", "client", "provider"] | None = Field(
        None, description="Who says that it was so"
    )
    evidence: Literal["required"] | None = Field(None, description="Whether it has to be shown")


def _caused(value: Any) -> Any:
    return {"cause": value} if isinstance(value, str) else value


def _degraded(text: str) -> Fraction | None:
    return None if tidy(text) == "as recorded" else read_share(text)


class Availability(Clause):
    """How far a service has to be usable (rules 19 to 22)."""

    noun: ClassVar[str] = "an availability clause"
    target: Aim = Field(None, description="How available, over which period")
    minimum: Level | None = Field(None, description="Below this, consequences differ")
    at_least: Count = Field(0, description="Fewer requests in a period: shown, not scored")
    for_each: Text | None = Field(None, description="Scored for each value of this attribute of the outage")
    measured: Measured | None = Field(None, description="Who measures, where and how often")
    counts_as_down: Text | None = Field(None, description="What being down means, in words")
    down_when: Many[DownWhen] = Field((), description="What being down means, by a reading")
    degraded: Annotated[
        Fraction | None,
        PlainValidator(text_reader(_degraded)),
        shown("as recorded|[0-9.]+ ?%", "How much of a degraded minute counts as down", "50%", "as recorded"),
    ] = Field(Fraction(1), description="The share of degraded time that counts as down; as recorded is null")
    shortest_outage: Length | None = Field(None, description="Shorter ones are listed, not counted")
    unknown: Literal["excluded", "up", "down"] = Field(
        "excluded", description="What time without data counts as"
    )
    excluded_time: Literal["removed", "counted as up"] = Field("removed", description="What excluded time is")
    excludes: Many[Annotated[Exclusion, Shorthand(_caused, lambda full: [full["properties"]["cause"]])]] = (
        Field((), description="What does not count")
    )
    maintenance: Many[Maintenance] = Field((), description="Planned maintenance that does not count")
    credits: ClauseCreditsForm | None = Field(None, description="What missing the target costs")


def _named(value: Any) -> Any:
    """Give a single clause the name "": several clauses are written by name."""
    if isinstance(value, dict) and value and all(isinstance(clause, dict) for clause in value.values()):
        several = not any(key in _AVAILABILITY_KEYS for key in value)
        return value if several else {"": value}
    return {"": value}


_AVAILABILITY_KEYS = frozenset(field.alias for field in Availability.model_fields.values())


_AvailabilityName = Annotated[str, PlainValidator(text_reader(lambda text: text and read_name(text)))]


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
    availability: Annotated[
        FrozenMap[_AvailabilityName, Availability],
        Shorthand(_named, lambda full: [full["additionalProperties"]]),
    ] = Field(FrozenMap({}), description="One clause of availability, or several by name")
    rests_on: Many[RestsOn] = Field((), description="The promises that this one rests on")
