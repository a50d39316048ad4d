"""What a missed target costs: tiers of a clause, and the rules for all credits of the agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Final, Literal, Self, cast

from pydantic import Field, PlainValidator, model_validator

from evenhand.errors import NotationError
from evenhand.terms.base import Clause, FrozenMap, Many, Shorthand, refusal, text_reader
from evenhand.terms.deadlines import DEADLINE_PATTERN, Deadline
from evenhand.terms.notations import (
    Count,
    Length,
    Level,
    Name,
    Number,
    Ratio,
    Share,
    Text,
    read_amount,
    shown,
)
from evenhand.units import parse_ratio, tidy

Base = Literal["charge of the service", "total charge"]


class Tier(Clause):
    """One step of a clause's credits: a condition and what it costs."""

    noun: ClassVar[str] = "a tier"
    below: Level | None = Field(None, description="Holds when the figure is less than this")
    at_or_below: Level | None = Field(None, description="Holds when the figure is this or less")
    above: Level | None = Field(None, description="Holds when the figure is more than this")
    each_ticket_over: FrozenMap[Name, Length] | None = Field(
        None, description="Holds once for each ticket that took longer, by priority"
    )
    in_proportion: Number | None = Field(
        None, description="The credit is the share of the agreed time that was down, times this"
    )
    credit: Ratio | None = Field(None, description="The credit as a share of the base")
    points: Count | None = Field(None, description="Points instead of money")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        conditions = (self.below, self.at_or_below, self.above, self.each_ticket_over, self.in_proportion)
        if sum(condition is not None for condition in conditions) != 1:
            raise refusal(
                "tier-condition",
                "A tier needs one condition, and one only.",
                'Write "below", "at or below", "above", "each ticket over" or "in proportion".',
            )
        gains = sum(gain is not None for gain in (self.credit, self.points))
        if gains > 1 or (gains == 0) != (self.in_proportion is not None):
            raise refusal(
                "tier-consequence",
                "A tier needs a credit or points, and one in proportion neither.",
                "Write it like {below: 90%, credit: 5%}.",
            )
        return self


class ClauseCredits(Clause):
    """The credits of one clause; `none` is written as such and has no tiers."""

    noun: ClassVar[str] = "the credits of a clause"
    base: Base | None = Field(
        None, description="What the credit is a share of; without it the agreement's base"
    )
    tiers: Many[Tier] = Field((), description="The tiers; the one with the greatest credit applies")
    figure_cut_to: Share | None = Field(
        None, description="To how much the figure is cut before tiers are read"
    )
    conditions: Many[Text] = Field((), description="What must hold besides, decided by a record")

    @model_validator(mode="after")
    def _cut_to_something(self) -> Self:
        if self.figure_cut_to == 0:
            raise refusal("cut-to-nothing", "A figure cannot be cut to 0%.", "Write it like 0.01%.")
        return self


def _tiers(value: Any) -> Any:
    if isinstance(value, str) and tidy(value) == "none":
        return {}
    return {"tiers": value} if isinstance(value, list) else value


ClauseCreditsForm = Annotated[
    ClauseCredits, Shorthand(_tiers, lambda full: [{"const": "none"}, full["properties"]["tiers"]])
]


@dataclass(frozen=True)
class Rounding:
    """How each clause's credit is rounded (rule 23)."""

    method: Literal["half up", "half even", "up", "down"]
    to: Decimal
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Rounding:
        """Read `half up to 0.01 per clause`; raise NotationError."""
        match = re.fullmatch(r"(half up|half even|up|down) to ([0-9.]+) per clause", tidy(text))
        if match is None or read_amount(match[2]) == 0:
            raise NotationError(f'"{text}" is not a rounding.', "Write it like half up to 0.01 per clause.")
        return cls(
            cast('Literal["half up", "half even", "up", "down"]', match[1]), read_amount(match[2]), text
        )


@dataclass(frozen=True)
class Cap:
    """The most that is credited over some months: a share of a charge, or that many months' charge.

    `rolling`: written `per 12 months`, any so many months in a row; otherwise one month, quarter or year of the
    calendar.
    """

    share: Fraction | None
    base: Base
    months_of_charge: int | None
    per_months: int
    rolling: bool
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Cap:
        """Read `30% of the total charge per month`, `1 month's charge per 12 months`."""
        match = re.fullmatch(
            r"(?:(.+%) of the (total charge|charge of the service)|([0-9]{1,3}) months?(?:'s?)? charge)"
            r" per (?:([0-9]{1,3}) months|(month|quarter|year))",
            tidy(text),
        )
        if match is None:
            raise NotationError(
                f'"{text}" is not a cap.',
                "Write it like 30% of the total charge per month, or 1 month's charge per 12 months.",
            )
        share, base, months, count, unit = match.groups()
        if count and int(count) == 0:
            raise NotationError(f'"{text}" is a cap over no time.', "Write it per 12 months, or per month.")
        return cls(
            parse_ratio(share) if share else None,
            cast("Base", base or "total charge"),
            int(months) if months else None,
            int(count) if count else {"month": 1, "quarter": 3, "year": 12}[unit],
            bool(count),
            text,
        )


def _claimed(text: str) -> Deadline | None:
    return None if tidy(text) == "automatically" else Deadline.parse(text)


_MONTHS: Final = r"[0-9]{1,3} months?('s?)? charge"
RoundingText = Annotated[
    Rounding,
    PlainValidator(text_reader(Rounding.parse)),
    shown(
        r"(half up|half even|up|down) to [0-9.]+ per clause",
        "How credits are rounded",
        "half up to 0.01 per clause",
    ),
]
CapText = Annotated[
    Cap,
    PlainValidator(text_reader(Cap.parse)),
    shown(
        rf"(.+% of the (total charge|charge of the service)|{_MONTHS})"
        r" per ([0-9]{1,3} months|month|quarter|year)",
        "The most that is credited",
        "30% of the total charge per month",
        "1 month's charge per 12 months",
    ),
]
ClaimText = Annotated[
    Deadline | None,
    PlainValidator(text_reader(_claimed)),
    shown(
        f"automatically|{DEADLINE_PATTERN}",
        "How credits are claimed",
        "automatically",
        "within 30 days of the report",
    ),
]


class Repeated(Clause):
    """What a run of missed periods does to the credit."""

    noun: ClassVar[str] = "repeated"
    consecutive: Count = Field(description="From which missed period in a row on")
    times: Number = Field(description="What the credit is multiplied with")


class CreditRules(Clause):
    """Service credits of the whole agreement (element 7, rule 23)."""

    noun: ClassVar[str] = "the credits"
    base: Base | None = Field(None, description="What credits are a share of, unless a clause says otherwise")
    rounding: RoundingText | None = Field(None, description="How each clause's credit is rounded")
    at_most: CapText | None = Field(None, description="The most that is credited")
    repeated: Repeated | None = Field(None, description="What repeated misses do")
    claimed: ClaimText = Field(None, description="automatically, or by when the client must ask")
    paid: Text | None = Field(None, description="How credits are paid")
    conditions: Many[Text] = Field((), description="What must hold for any credit, decided by a record")
