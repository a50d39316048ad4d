"""The management elements: responsibilities, escalations, tracking, reporting, disagreements, review."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag

from evenhand.errors import NotationError
from evenhand.terms.base import Clause, FrozenMap, Many, text_reader
from evenhand.terms.deadlines import DeadlineText, Trigger
from evenhand.terms.notations import DURATION_PATTERN, Cut, Flag, Length, Name, Text, read_share, shown
from evenhand.units import Duration, tidy


class IfNotMet(Clause):
    """What follows for the clocks when a responsibility is not met."""

    noun: ClassVar[str] = "if not met"
    pauses: Many[Text] = Field(description="The standards whose clocks pause")
    reason: Text | None = Field(None, description="The reason under which they pause")


class Responsibility(Clause):
    """What one party owes besides the service itself."""

    noun: ClassVar[str] = "a responsibility"
    text: Text = Field(description="What is done, in words")
    every: Cut | None = Field(None, description="How often")
    due: DeadlineText | None = Field(None, description="By when")
    within: Length | None = Field(None, description="How soon after it is asked for")
    evidence: Literal["required", "not required"] = Field("not required", description="Whether it is shown")
    if_not_met: IfNotMet | None = Field(None, description="What follows when it is not met")


class Responsibilities(Clause):
    """The responsibilities of both parties, by name (element 4)."""

    noun: ClassVar[str] = "the responsibilities"
    client: FrozenMap[Name, Responsibility] = Field(FrozenMap({}), description="Of the client")
    provider: FrozenMap[Name, Responsibility] = Field(FrozenMap({}), description="Of the provider")


@dataclass(frozen=True)
class StepTime:
    """When a step is due: at a share of the time frame, when it is missed, or some time after that."""

    kind: Literal["share", "missed", "after"]
    share: Fraction | None
    length: Duration | None
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> StepTime:
        """Read `50%`, `missed` or `2 hours after`; raise NotationError."""
        words = tidy(text)
        if words == "missed":
            return cls("missed", None, None, text)
        if words.endswith(" after"):
            return cls("after", None, Duration.parse(words.removesuffix(" after")), text)
        if words.endswith("%"):
            return cls("share", read_share(words), None, text)
        raise NotationError(f'"{text}" is not a moment of a clock.', "Write 50%, missed, or 2 hours after.")


class Step(Clause):
    """A step of an escalation."""

    noun: ClassVar[str] = "a step"
    at: Annotated[
        StepTime,
        PlainValidator(text_reader(StepTime.parse)),
        shown(f"[0-9.]+ ?%|missed|{DURATION_PATTERN} after", "When", "50%", "missed", "2 hours after"),
    ] = Field(description="When it is taken")
    notify: Many[Text] = Field(description="The contacts that are told")
    acknowledge_within: Length | None = Field(None, description="How soon one of them answers")


class Escalation(Clause):
    """Who is told when a clock is running out (element 5)."""

    noun: ClassVar[str] = "an escalation"
    applies_to: FrozenMap[Name, Many[Text]] = Field(FrozenMap({}), description="For which standards")
    steps: Many[Step] = Field((), description="The steps, in order")


class Source(Clause):
    """Where records come from."""

    noun: ClassVar[str] = "a source"
    from_: Text = Field(description="Who or what sends them")
    service: Text = Field("all", description="The service of records that name none, or all")
    late_records_accepted_for: Length | None = Field(None, description="How late a record still counts")
    silent_after: Length | None = Field(None, description="After how long without records it is noticed")


class Tracking(Clause):
    """How effectiveness is tracked (element 6)."""

    noun: ClassVar[str] = "tracking"
    sources: FrozenMap[Name, Source] = Field(FrozenMap({}), description="The sources of records, by name")


class Improvement(Clause):
    """When an improvement plan is due."""

    noun: ClassVar[str] = "improvement"
    when: Many[Trigger] = Field((), description="What calls for a plan")
    plan_within: Length | None = Field(None, description="How soon the plan is there")


class Reporting(Clause):
    """What is reported, when and to whom (element 7)."""

    noun: ClassVar[str] = "reporting"
    every: Cut | None = Field(None, description="How often")
    due: DeadlineText | None = Field(None, description="By when")
    to: Many[Text] = Field((), description="The contacts that get it")
    accepted_within: Length | None = Field(None, description="After that the figures stand unless questioned")
    improvement: Improvement | None = Field(None, description="When a plan is made")


def _who(value: Any) -> str:
    return "(contacts)" if isinstance(value, list) else "(words)"


class Stage(Clause):
    """A stage of a disagreement."""

    noun: ClassVar[str] = "a stage"
    who: Annotated[
        Annotated[Text, Tag("(words)")] | Annotated[tuple[Text, ...], Tag("(contacts)")], Discriminator(_who)
    ] = Field(description="Who settles it: a list of contacts, or words")
    within: Length | None = Field(None, description="How long the stage lasts")
    final: Flag = Field(False, description="Whether its outcome binds both")


class Disagreements(Clause):
    """How disagreements are settled (element 8)."""

    noun: ClassVar[str] = "disagreements"
    raise_within: DeadlineText | None = Field(None, description="By when one has to be raised")
    while_open: Literal["credit is held"] = Field("credit is held", description="What happens to the credit")
    stages: FrozenMap[Name, Stage] = Field(FrozenMap({}), description="The stages, in order")


class Amendments(Clause):
    """How the agreement is changed."""

    noun: ClassVar[str] = "amendments"
    notice: Length | None = Field(None, description="How long before they come into force")
    signed_by: Literal["both", "client", "provider"] = Field("both", description="Who signs them")
    notified: Many[Literal["contacts", "holidays", "number of users"]] = Field(
        (), description="Small changes that one party may make by telling the other"
    )
    notice_of_those: Length | None = Field(None, description="How long before they come into force")


class Review(Clause):
    """How the agreement is reviewed and revised (element 9)."""

    noun: ClassVar[str] = "the review"
    every: Cut | None = Field(None, description="How often")
    attend: Many[Text] = Field((), description="The contacts that come")
    also_when: Many[Trigger] = Field((), description="What calls for one in between")
    amendments: Amendments | None = Field(None, description="How the agreement is changed")


class BusinessDays(Clause):
    """The calendar on which deadlines between people are counted (rule 6)."""

    noun: ClassVar[str] = "business days"
    calendar: Text = Field(description="The calendar whose open dates count")
    end: Literal["at close"] = Field("at close", description="When the last date is over")
