"""Deadlines between people, and the triggers that start a procedure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal, cast

from pydantic import Discriminator, Field, PlainValidator, Tag

from evenhand.errors import NotationError
from evenhand.terms.base import Clause, Shorthand, text_reader
from evenhand.terms.notations import DURATION_PATTERN, Count, Length, Text, matching, read_date, shown
from evenhand.units import Duration, tidy

Anchor = Literal["period", "report", "incident", "first day", "last day"]

_ANCHOR: Final = "(period|report|incident|first day|last day)"
_SPAN: Final = re.compile(rf"(?:within )?(.+?) (after|of|before) the {_ANCHOR}")
_MONTH_END: Final = re.compile(rf"by the end of the ([0-9]{{1,2}})(?:st|nd|rd|th) month after the {_ANCHOR}")
_BEFORE: Final = re.compile(rf"before the {_ANCHOR}")
DEADLINE_PATTERN: Final = (
    rf"(within )?{DURATION_PATTERN} (after|of|before) the {_ANCHOR}|before the {_ANCHOR}"
    rf"|by the end of the [0-9]{{1,2}}(st|nd|rd|th) month after the {_ANCHOR}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)


@dataclass(frozen=True)
class Deadline:
    """By when a person has to act, counted from something that happened (rule 6, second half).

    `kind` is "after" or "before" with `length` and `anchor` (no length: just before it), "end of month" with
    `months` after the anchor's month, or "date".
    """

    kind: Literal["after", "before", "end of month", "date"]
    anchor: Anchor | None
    length: Duration | None
    months: int
    date: date | None
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Deadline:
        """Read `5 business days after the period`, `before the first day`, a date and the like.

        >>> Deadline.parse("by the end of the 2nd month after the incident").months
        2
        """
        words = tidy(text)
        if re.fullmatch(r"[0-9-]{10}", words):
            return cls("date", None, None, 0, read_date(words), text)
        if match := _BEFORE.fullmatch(words):
            return cls("before", cast("Anchor", match[1]), None, 0, None, text)
        if match := _MONTH_END.fullmatch(words):
            return cls("end of month", cast("Anchor", match[2]), None, int(match[1]), None, text)
        if match := _SPAN.fullmatch(words):
            kind: Literal["after", "before"] = "before" if match[2] == "before" else "after"
            return cls(kind, cast("Anchor", match[3]), Duration.parse(match[1]), 0, None, text)
        raise NotationError(
            f'"{text}" is not a deadline.',
            "Write it like 5 business days after the period, or before the first day.",
        )


DeadlineText = Annotated[
    Deadline,
    PlainValidator(text_reader(Deadline.parse)),
    shown(DEADLINE_PATTERN, "A deadline", "5 business days after the period"),
]


def _periods(text: str) -> int:
    matching("[0-9]{1,3} periods?", "a number of periods", "Write it like 6 periods.")(tidy(text))
    return int(text.split()[0])


class TargetMissed(Clause):
    """A target missed several times of late."""

    noun: ClassVar[str] = "a trigger"
    target_missed: Count = Field(description="How many periods were missed")
    of_the_last: Annotated[
        int, PlainValidator(text_reader(_periods)), shown("[0-9]{1,3} periods?", "Periods", "6 periods")
    ] = Field(description="Of how many periods, counted back from now")


class PointsReached(Clause):
    """So many points within a time."""

    noun: ClassVar[str] = "a trigger"
    points: Count = Field(description="How many points")
    in_: Length = Field(description="Within which time")


class DisagreementReaches(Clause):
    """A disagreement that came to a stage."""

    noun: ClassVar[str] = "a trigger"
    disagreement_reaches: Text = Field(description="The stage of the disagreement")


class PlanOverdue(Clause):
    """An improvement plan that is late."""

    noun: ClassVar[str] = "a trigger"
    plan_overdue: Length = Field(description="By how long the plan is late")


class ServicesChange(Clause):
    """A service that is added or removed, written `service added or removed`."""

    noun: ClassVar[str] = "a trigger"
    service: Literal["added or removed"] = Field(description="What happens to a service")


_TRIGGERS: Final = {
    "target missed": "(missed)",
    "of the last": "(missed)",
    "points": "(points)",
    "in": "(points)",
    "disagreement reaches": "(stage)",
    "plan overdue": "(plan)",
    "service": "(service)",
}


def _sort_of_trigger(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else ()
    return next((_TRIGGERS[key] for key in keys if key in _TRIGGERS), None)


def _spelled_out(value: Any) -> Any:
    if isinstance(value, str) and tidy(value) == "service added or removed":
        return {"service": "added or removed"}
    return value


Trigger = Annotated[
    Annotated[TargetMissed, Tag("(missed)")]
    | Annotated[PointsReached, Tag("(points)")]
    | Annotated[DisagreementReaches, Tag("(stage)")]
    | Annotated[PlanOverdue, Tag("(plan)")]
    | Annotated[ServicesChange, Tag("(service)")],
    Discriminator(
        _sort_of_trigger,
        custom_error_type="unknown-trigger",
        custom_error_message="{message}",
        custom_error_context={
            "message": "This is not a known trigger.",
            "mend": "Write it like {target missed: 2, of the last: 3 periods} or service added or removed.",
        },
    ),
    Shorthand(_spelled_out, lambda _: [{"const": "service added or removed"}]),
]
"""What starts a procedure: misses in a row, points, a disagreement, a late plan, a change of services."""
