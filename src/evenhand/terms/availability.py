"""The terms of availability: what is promised, what counts as down, and what does not count (element 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PlainValidator, model_validator

from evenhand.errors import NotationError
from evenhand.terms.base import Clause, FrozenMap, Many, Shorthand, refusal, text_reader
from evenhand.terms.credits import ClauseCreditsForm
from evenhand.terms.hours import DAYS, read_span
from evenhand.terms.notations import (
    DURATION_PATTERN,
    PERIOD_PATTERN,
    TARGET_PATTERN,
    Count,
    Length,
    Level,
    Name,
    Share,
    Text,
    read_name,
    read_share,
    read_target,
    shown,
)
from evenhand.units import DAY_SECONDS, Duration, Period, Target, Unit, tidy


def read_stretch(text: str) -> Duration:
    """Read a length of time on the wall that has a fixed number of seconds; a day has 86,400."""
    length = Duration.parse(text)
    if length.unit is Unit.DAYS:
        return Duration(length.amount * DAY_SECONDS, Unit.SECONDS, length.text)
    if length.unit is not Unit.SECONDS:
        raise NotationError(f'"{text}" has no fixed length.', "Write it in days, hours, minutes or seconds.")
    return length


def read_promise(text: str) -> Target | None:
    """Read the target of an availability: a percentage of the agreed time, or `none`."""
    target = read_target(text)
    if target and (not target.percentage or target.comparison == "at most" or target.value > 1):
        raise NotationError(
            f'"{text}" is not a share of the agreed time.',
            f"Write it like 99.9% per {target.period}.",
            code="target-form",
        )
    return target


Stretch = Annotated[
    Duration,
    PlainValidator(text_reader(read_stretch)),
    shown(DURATION_PATTERN, "A length of time", "2 minutes", "90 seconds"),
]
Promise = Annotated[
    Target | None,
    PlainValidator(text_reader(read_promise)),
    shown(f"{TARGET_PATTERN}|none", "A percentage and its period, or none", "99.9% per month", "none"),
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
        cut = Period.parse(period)
        if cut.unit == "trailing days":
            raise NotationError(f'"{text}" has no calendar period.', "Write it like 4 hours per month.")
        count = re.fullmatch("([0-9]{1,6}) windows?", amount)
        if count:
            return cls(int(count[1]), None, cut)
        return cls(None, read_stretch(amount), cut)


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

    @property
    def any_time(self) -> bool:
        """Whether it may be done at any time: no window is written, or the windows fill the week."""
        week = 7 * DAY_SECONDS
        begins = [(one.day * DAY_SECONDS + one.start, one.end - one.start) for one in self.windows]
        reached = 0
        for start, length in sorted(
            (start + turn, length) for start, length in begins for turn in (-week, 0)
        ):
            if start > reached:
                break
            reached = max(reached, start + length)
        return not self.windows or reached >= week


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
    for_: Stretch | None = Field(None, description="For how long it has to stay so")

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


class Components(Clause):
    """The parts a service is made of: all are needed, any one suffices, or each has its share."""

    noun: ClassVar[str] = "the components"
    all_of: Many[Text] = Field((), description="The service is down while any of these is down")
    any_of: Many[Text] = Field((), description="The service is down only while all of these are down")
    weights: FrozenMap[Name, Share] = Field(
        FrozenMap({}), description="Each part with its share of the service; 100% together"
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The components in the order of the document."""
        return self.all_of or self.any_of or tuple(self.weights)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if sum(bool(part) for part in (self.all_of, self.any_of, self.weights)) != 1:
            mend = "Write it like {all of: [web, database]}."
            raise refusal("component-form", 'This needs one of "all of", "any of" and "weights".', mend)
        if len({tidy(name) for name in self.names}) < len(self.names):
            raise refusal("component-twice", "A component stands here twice.", "Write each of them once.")
        if self.weights and sum(self.weights.values()) != 1:
            raise refusal(
                "weights-sum", "The shares of the components do not make 100%.", "Correct the percentages."
            )
        return self


def _needed(value: Any) -> Any:
    return {"all of": value} if isinstance(value, str | list) else value


def _caused(value: Any) -> Any:
    return {"cause": value} if isinstance(value, str) else value


def _degraded(text: str) -> Fraction | None:
    return None if tidy(text) == "as recorded" else read_share(text)


class Availability(Clause):
    """How far a service has to be usable (rules 19 to 22)."""

    noun: ClassVar[str] = "an availability clause"
    target: Promise = Field(None, description="How available, over which period")
    minimum: Level | None = Field(None, description="Below this, consequences differ")
    at_least: Count = Field(0, description="Fewer requests in a period: shown, not scored")
    for_each: Text | None = Field(None, description="Scored for each value of this attribute of the outage")
    components: (
        Annotated[Components, Shorthand(_needed, lambda full: [full["properties"]["all of"]])] | None
    ) = Field(None, description="The parts of the service, and how many of them it takes")
    measured: Measured | None = Field(None, description="Who measures, where and how often")
    counts_as_down: Text | None = Field(None, description="What being down means, in words")
    down_when: Many[DownWhen] = Field((), description="What being down means, by a reading")
    degraded: Annotated[
        Fraction | None,
        PlainValidator(text_reader(_degraded)),
        shown("as recorded|[0-9.]+ ?%", "How much of a degraded minute counts as down", "50%", "as recorded"),
    ] = Field(Fraction(1), description="The share of degraded time that counts as down; as recorded is null")
    shortest_outage: Stretch | None = Field(None, description="Shorter ones are listed, not counted")
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

AvailabilityForm = Annotated[
    FrozenMap[_AvailabilityName, Availability],
    Shorthand(_named, lambda full: [full["additionalProperties"]]),
]
