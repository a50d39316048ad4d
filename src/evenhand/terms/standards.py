"""Service standards: clocks with time frames, and measures with targets (element 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import (
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
    model_validator,
)

from evenhand.errors import NotationError
from evenhand.terms.base import Clause, FrozenMap, Many, refusal, spoken, text_reader
from evenhand.terms.credits import ClauseCreditsForm
from evenhand.terms.guesses import meant
from evenhand.terms.measures import MeasureText
from evenhand.terms.notations import (
    DURATION_PATTERN,
    Aim,
    Count,
    Length,
    Level,
    Name,
    Share,
    SureAim,
    Text,
    read_text,
    shown,
)
from evenhand.units import Duration, tidy

StartEvent = Literal["opened", "responded", "waiting", "resumed", "resolved", "reopened", "closed"]
StopEvent = Literal["responded", "waiting", "resumed", "resolved", "reopened", "closed"]
CountedIn = Literal["decided", "opened", "stopped"]


@dataclass(frozen=True)
class AsAgreed:
    """The time frame stands on each ticket, as its attribute `agreed due`."""


@dataclass(frozen=True)
class Pause:
    """A reason of waiting that stops the clock, perhaps up to a limit (rule 10)."""

    reason: str
    limit: Duration | None

    @classmethod
    def read(cls, value: Any) -> Pause:
        """Read `waiting on client`, or a map `{waiting on client: at most 2 business days}`."""
        if isinstance(value, str):
            return cls(read_text(value), None)
        if isinstance(value, dict) and len(value) == 1:
            [(reason, limit)] = value.items()
            if isinstance(limit, str):
                return cls(read_text(reason), Duration.parse(tidy(limit).removeprefix("at most ")))
        raise NotationError(
            "This is not a pause.", "Write a reason, or {waiting on client: at most 2 business days}."
        )


PauseForm = Annotated[
    Pause,
    PlainValidator(spoken(Pause.read)),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "additionalProperties": {"type": "string", "pattern": f"^(at most )?{DURATION_PATTERN}$"},
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            ],
            "description": "A reason of waiting, or {REASON: at most DURATION}",
        }
    ),
]


class Clock(Clause):
    """From which event to which a ticket's time runs, and what pauses it (rules 9 and 10)."""

    noun: ClassVar[str] = "a clock"
    starts: StartEvent = Field(description="The event that starts it")
    stops: StopEvent = Field(description="The event that stops it")
    pauses: Many[PauseForm] = Field((), description="Reasons of waiting that stop it, perhaps up to a limit")

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.starts == self.stops:
            raise refusal(
                "clock-without-length", f"The clock starts and stops at {self.starts}.", "Choose two events."
            )
        reasons = [tidy(pause.reason) for pause in self.pauses]
        if len(set(reasons)) < len(reasons):
            raise refusal("pause-twice", "A reason pauses this clock twice.", "Name each reason once.")
        return self


def _shape(value: Any) -> str:
    return "(by priority)" if isinstance(value, dict) else "(one)"


def _time_frame(text: str) -> Duration | AsAgreed:
    if tidy(text) == "as agreed on the ticket":
        return AsAgreed()
    frame = Duration.parse(text)
    if frame.amount == 0:
        raise NotationError(
            "A time frame of nothing cannot be kept.", "Write a length of time, such as 4 hours."
        )
    return frame


_COUNTED: Final[dict[str, CountedIn]] = {"decided": "decided", "opened": "opened", "stopped": "stopped"}


def _counted(text: str) -> CountedIn:
    event = tidy(text).removeprefix("period ")
    if event not in _COUNTED:
        raise NotationError(
            f'"{text}" is not known here.',
            "Write period decided, period opened or period stopped.",
            code="unknown-value",
        )
    return _COUNTED[event]


_Frame = Annotated[
    Duration | AsAgreed,
    PlainValidator(text_reader(meant(_time_frame))),
    shown(
        f"as agreed on the ticket|{DURATION_PATTERN}",
        "A time frame",
        "4 hours",
        "3 business days",
        "as agreed on the ticket",
    ),
]
TimeFrame = Annotated[
    Annotated[_Frame, Tag("(one)")] | Annotated[FrozenMap[Name, Length], Tag("(by priority)")],
    Discriminator(_shape),
]
CalendarName = Annotated[
    Annotated[Text, Tag("(one)")] | Annotated[FrozenMap[Name, Text], Tag("(by priority)")],
    Discriminator(_shape),
]
Goal = Annotated[
    Annotated[Aim, Tag("(one)")] | Annotated[FrozenMap[Name, SureAim], Tag("(by priority)")],
    Discriminator(_shape),
]


def _services(value: Any) -> tuple[str, ...] | Literal["all"]:
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) for name in names):
        raise NotationError(
            "The names of services belong here, or all.", "Write all, or [one, two].", code="wrong-shape"
        )
    return "all" if "all" in names else tuple(read_text(name) for name in names)


Services = Annotated[
    tuple[str, ...] | Literal["all"],
    PlainValidator(spoken(_services)),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
            "description": "The name of a service, a list of names, or all",
        }
    ),
]


class Standard(Clause):
    """A promise about tickets or readings, with its target."""

    noun: ClassVar[str] = "a standard"

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, value: Any) -> Any:
        """Fill in what follows from other keys (rule 12, and a target for each priority scores each)."""
        if not isinstance(value, dict):
            return value
        clock, filled = value.get("clock"), {}
        if isinstance(clock, dict) and clock.get("stops") == "responded":
            filled["when reprioritised"] = "from change"
        if isinstance(value.get("target"), dict):
            filled["scored"] = "each priority"
        return filled | value

    title: Text | None = Field(None, description="What it is called")
    service: Services = Field("all", description="The services it holds for, or all")
    applies_to: FrozenMap[Name, Many[Text]] = Field(
        FrozenMap({}), description="Which tickets: attributes and the values they must have"
    )
    clock: Clock | None = Field(None, description="What is timed")
    measure: MeasureText | None = Field(None, description="What is measured when nothing is timed")
    when_reopened: Literal["resumes", "restarts", "counts"] = Field(
        "resumes", description="What the clock does when a ticket is reopened (rule 11)"
    )
    when_reprioritised: Literal["from opening", "from change"] = Field(
        "from opening", description="From when the time frame of a new priority runs (rule 12)"
    )
    counted_in: Annotated[
        CountedIn,
        PlainValidator(text_reader(_counted)),
        shown("(period )?(decided|opened|stopped)", "In which period a ticket counts", "period decided"),
    ] = Field("decided", description="In which period a ticket counts (rule 15)")
    within: TimeFrame | None = Field(None, description="The time frame, or one for each priority")
    calendar: CalendarName | None = Field(
        None, description="The calendar it runs on; without it the hours of the ticket's service"
    )
    warn_at: Many[Share] = Field((), description="Shares of the time frame at which people are warned")
    target: Goal = Field(None, description="What the figure has to reach, or none")
    minimum: Level | None = Field(None, description="Below this, consequences differ")
    at_least: Count = Field(0, description="Fewer in a period: shown, not scored")
    or_at_most: Count | None = Field(None, description="Also met when no more than so many were missed")
    scored: Literal["together", "each priority", "each service"] = Field(
        "together", description="Whether all is judged as one result, or part by part (rule 16)"
    )
    credits: ClauseCreditsForm | None = Field(None, description="What missing the target costs")
