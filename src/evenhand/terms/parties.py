"""Who agrees, for how long, and how it ends."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from evenhand.terms.base import Clause, FrozenMap, Many, refusal
from evenhand.terms.deadlines import Trigger
from evenhand.terms.notations import Day, Email, Flag, Length, Name, Text

Side = Literal["client", "provider"]


class Contact(Clause):
    """A person or a role of one party; named elsewhere as `client.owner`."""

    noun: ClassVar[str] = "a contact"
    role: Text | None = Field(None, description="What the person does")
    name: Text | None = Field(None, description="The person's name")
    email: Email | None = Field(None, description="E-mail address")
    telephone: Text | None = Field(None, description="Telephone number")
    signs: Flag = Field(False, description="Whether this person signs for the party")


class Party(Clause):
    """The client or the provider."""

    noun: ClassVar[str] = "a party"
    name: Text = Field(description="The party's name")
    contacts: FrozenMap[Name, Contact] = Field(FrozenMap({}), description="Its people, by name")


class Parties(Clause):
    """Both parties."""

    noun: ClassVar[str] = "the parties"
    client: Party | None = Field(None, description="Who receives the services")
    provider: Party | None = Field(None, description="Who provides them")

    def contact_names(self) -> frozenset[str]:
        """Every contact as it is named elsewhere, such as `client.owner`."""
        sides = {"client": self.client, "provider": self.provider}
        return frozenset(
            f"{side}.{name}" for side, party in sides.items() if party for name in party.contacts
        )


class EndEarly(Clause):
    """A right to end the agreement before its last day."""

    noun: ClassVar[str] = "an early end"
    when: Trigger = Field(description="What gives the right")
    by: Literal["client", "provider", "either"] = Field("either", description="Who may end it")
    notice: Length | None = Field(None, description="How long before")


class Term(Clause):
    """From which day to which day the agreement runs, both included; it may have no last day."""

    noun: ClassVar[str] = "the term"
    from_: Day = Field(description="The first day")
    to: Day | None = Field(None, description="The last day, included; without it the agreement runs on")
    renewal: Literal["automatic", "by agreement", "none"] = Field("none", description="What happens after it")
    notice: Length | None = Field(None, description="How long before the last day it can be given up")
    end_early: Many[EndEarly] = Field((), description="Rights to end it before")
    exit: Text | None = Field(None, description="What is handed over at the end")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.from_ > self.to:
            raise refusal(
                "term-reversed",
                f"The term ends on {self.to}, before it begins on {self.from_}.",
                'Exchange "from" and "to", or correct the year.',
            )
        return self
