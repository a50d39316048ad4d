"""The agreement as a whole: all nine elements as one immutable value that remembers its own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from pydantic import Field, PrivateAttr

from evenhand.calendars.hours import Calendar
from evenhand.calendars.zones import Zone
from evenhand.terms.base import Clause, FrozenMap
from evenhand.terms.carried import Carried, zone_known
from evenhand.terms.credits import CreditRules
from evenhand.terms.hours import CalendarTerms
from evenhand.terms.management import (
    BusinessDays,
    Disagreements,
    Escalation,
    Reporting,
    Responsibilities,
    Review,
    Tracking,
)
from evenhand.terms.notations import Count, Currency, Day, Language, Name, Text, ZoneName
from evenhand.terms.parties import Parties, Term
from evenhand.terms.priorities import Priorities, PrioritiesForm
from evenhand.terms.services import Service
from evenhand.terms.standards import Standard
from evenhand.terms.words import Words


class Agreement(Clause):
    """What a client and a provider agreed, as one document says it.

    Two agreements are equal when their terms are, however they are written down. `words` and `place` answer
    for clause addresses such as `standards.resolve-critical.within`; items of a list count from 1.
    """

    noun: ClassVar[str] = "an agreement"
    agreement: Text = Field(description="What the agreement is called")
    reference: Text | None = Field(None, description="How the parties refer to it")
    version: Count | None = Field(None, description="The number of this version")
    in_force_from: Day | None = Field(
        None, description="The first day of this version; without it the term's"
    )
    language: Language = Field("en", description="The language it is written in")
    timezone: ZoneName = Field("UTC", description="The zone in which periods and dates are cut")
    currency: Currency | None = Field(None, description="The currency of charges and credits")
    parties: Parties = Field(Parties(), description="The client and the provider")
    term: Term | None = Field(None, description="From when to when it runs")
    glossary: FrozenMap[Text, Text] = Field(FrozenMap({}), description="What words mean here")
    calendars: FrozenMap[Name, CalendarTerms] = Field(FrozenMap({}), description="Hours, by name")
    business_days: BusinessDays | None = Field(None, description="How deadlines between people are counted")
    priorities: PrioritiesForm = Field(Priorities(), description="The priorities, highest first")
    services: FrozenMap[Name, Service] = Field(FrozenMap({}), description="Elements 1 and 2")
    standards: FrozenMap[Name, Standard] = Field(FrozenMap({}), description="Element 3")
    responsibilities: Responsibilities = Field(Responsibilities(), description="Element 4")
    escalations: FrozenMap[Name, Escalation] = Field(FrozenMap({}), description="Element 5")
    tracking: Tracking = Field(Tracking(), description="Element 6")
    reporting: Reporting | None = Field(None, description="Element 7")
    credits: CreditRules | None = Field(None, description="Element 7, service credits")
    disagreements: Disagreements | None = Field(None, description="Element 8")
    review: Review | None = Field(None, description="Element 9")
    accepted: FrozenMap[Text, Text] = Field(
        FrozenMap({}), description="Findings of the check that both parties accept, each with the reason"
    )

    _words: Words = PrivateAttr(default_factory=Words)
    _carried: Carried | None = PrivateAttr(None)

    def model_post_init(self, context: object) -> None:
        """Keep the document's own words, which the reader gives as the context."""
        if isinstance(context, Words):
            self._words = context

    def words(self, address: str) -> str:
        """Return the clause's own text in the document, dedented; raise KeyError for an unknown address."""
        return self._words.text_of(address)

    def place(self, address: str) -> tuple[int, int]:
        """Return line and column of a clause, counted from 1; raise KeyError for an unknown address."""
        return self._words.place_of(address)

    def addresses(self) -> frozenset[str]:
        """Return the address of every clause of the document; none for terms that were never written."""
        return frozenset(self._words.spans)

    @property
    def file(self) -> str | None:
        """The name of the document it was read from."""
        return self._words.file

    @property
    def text(self) -> str:
        """The whole text of the document it was read from; empty for terms that were never written."""
        return self._words.text

    @property
    def starts(self) -> date | None:
        """The first day on which this version is in force, if it says so."""
        return self.in_force_from or (self.term.from_ if self.term else None)

    @property
    def carried(self) -> Carried | None:
        """The holidays and zones of a version that was read from its canonical form; else None (rule 7)."""
        return self._carried

    def carrying(self, carried: Carried) -> Agreement:
        """Return the same terms with holidays and zones that do not change any more."""
        signed = self.model_copy()
        signed._carried = carried
        return signed

    def zone(self, name: str, first_year: int, last_year: int) -> Zone:
        """The rules of a zone for whole years, or as carried."""
        return zone_known(self._carried, name, first_year, last_year)

    def known_years(self, first: int, last: int) -> tuple[int, int]:
        """Those of these years for which holidays and zones are known: all, or at most those that are carried."""
        if self._carried is None:
            return first, last
        return max(first, self._carried.first_year), min(last, self._carried.last_year)

    def calendar(self, name: str, years: Iterable[int]) -> Calendar:
        """A calendar of the agreement with the holidays of these years, or as carried; raise KeyError.

        Raises EvenhandError for years whose holidays are not known.
        """
        return self.calendars[name].calendar(years, self.timezone, self._carried)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Agreement) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))
