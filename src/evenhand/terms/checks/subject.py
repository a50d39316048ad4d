"""What a check sees: the agreement, and facts computed from it once, when the first check asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from evenhand.calendars.hours import Calendar, open_intervals
from evenhand.calendars.zones import load_zone
from evenhand.errors import EvenhandError
from evenhand.intervals import Intervals
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Allowance, Availability
from evenhand.terms.checks.dues import KNOWN_YEARS, Dues
from evenhand.terms.checks.facts import Credited, Frame, Person, Promise, good_side, targets_of
from evenhand.terms.checks.texts import FreeText, free_texts
from evenhand.terms.checks.walk import Part, parts
from evenhand.terms.credits import ClauseCredits
from evenhand.terms.deadlines import Deadline
from evenhand.terms.hours import CalendarTerms
from evenhand.terms.management import StepTime
from evenhand.terms.parties import Side
from evenhand.terms.services import Service
from evenhand.terms.standards import Pause, Standard
from evenhand.units import DAY_SECONDS, Duration

_ANY_DAY: Final = date(2024, 1, 1)
_LONGEST: Final = timedelta(days=730)
_HOLDS: Final[dict[type, str]] = {Deadline: "length", Pause: "limit", StepTime: "length", Allowance: "length"}
"""The values that hold a duration, and where."""


@dataclass(frozen=True)
class Subject:
    """An agreement under examination; everything is computed at most once."""

    agreement: Agreement

    # ── Addresses ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return self.agreement.addresses()

    @property
    def written(self) -> bool:
        """Whether there is a document at all; terms that were put together have no words and no places."""
        return bool(self._addresses)

    def stands(self, address: str) -> bool:
        """Whether the document has a clause at this address."""
        return address in self._addresses

    def nearest_place(self, address: str) -> tuple[int, int] | tuple[None, None]:
        """Line and column of a clause, or of the nearest one above it; no place in terms that were never written."""
        while address and not self.stands(address):
            address = address.rpartition(".")[0]
        return self.agreement.place(address) if self.stands(address) else (None, None)

    def item(self, address: str, number: int) -> str:
        """The address of an item of a list, counted from 1; that of the list where one item stands alone."""
        below = f"{address}.{number}"
        return below if self.stands(below) else address

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every value of the agreement with its address: texts, durations, deadlines, clauses and all others."""
        return tuple(parts(self.agreement, self.stands if self.written else lambda address: True))

    @cached_property
    def english_texts(self) -> tuple[FreeText, ...]:
        """The free texts of an agreement in English; none of one in another language."""
        english = self.agreement.language.partition("-")[0] == "en"
        return tuple(free_texts(self.parts)) if english else ()

    def durations(self) -> Iterator[tuple[Part, Duration]]:
        """Every length of time, also those inside deadlines, pauses, allowances and steps."""
        for part in self.parts:
            inside = (
                getattr(part.value, _HOLDS[type(part.value)]) if type(part.value) in _HOLDS else part.value
            )
            if isinstance(inside, Duration):
                yield part, inside

    # ── Calendars, over the term ─────────────────────────────────────────────────────────────────

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day looked at: the term, its first two years where it is longer.

        Without a term it is the two years from 2024 on; without a last day, two years from the first.
        """
        first = self.agreement.starts or _ANY_DAY
        last = self.agreement.term.to if self.agreement.term else None
        if first.year not in KNOWN_YEARS:
            return first, first
        return first, min(last or date.max, first + _LONGEST)

    @cached_property
    def calendars(self) -> Mapping[str, Calendar | None]:
        """Every calendar by name, with the holidays up to the end of the year after; None where not known."""
        return {name: self._calendar(terms) for name, terms in self.agreement.calendars.items()}

    def never_closes(self, name: str | None) -> bool:
        """Whether a calendar is open at every second: `always`, or all hours of all days and nothing that closes."""
        terms = self.agreement.calendars.get(name or "")
        if terms is None or terms.holidays or terms.closed:
            return False
        return terms.hours.always or _week_seconds(terms) == 7 * DAY_SECONDS

    def _calendar(self, terms: CalendarTerms) -> Calendar | None:
        first, last = self.days
        if first.year not in KNOWN_YEARS:
            return None
        try:
            years = range(first.year, max(last.year, first.year + 1) + 1)
            return terms.calendar(years, self.agreement.timezone)
        except EvenhandError:
            return None

    @cached_property
    def hours(self) -> Mapping[str, Intervals | None]:
        """The open time of every calendar on those days; None where it cannot be computed."""
        return {name: self._open(calendar) for name, calendar in self.calendars.items()}

    def _open(self, calendar: Calendar | None) -> Intervals | None:
        if calendar is None:
            return None
        first, last = self.days
        return open_intervals(calendar, load_zone(calendar.zone, first.year - 1, last.year + 1), first, last)

    @cached_property
    def dues(self) -> Dues:
        """When tickets would fall due under any time frame."""
        return Dues(self.calendars, self.days[0], self.agreement.timezone)

    # ── Clauses ──────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Every clause of availability."""
        return tuple(
            Promise(f"services.{name}.availability" + (f".{clause}" if clause else ""), name, terms)
            for name, service in self.agreement.services.items()
            for clause, terms in service.availability.items()
        )

    @cached_property
    def clauses(self) -> Mapping[str, Availability | Standard]:
        """Every clause that can have a target, by its address: availability, then standards."""
        found: dict[str, Availability | Standard] = {each.address: each.terms for each in self.promises}
        return found | {f"standards.{name}": each for name, each in self.agreement.standards.items()}

    @cached_property
    def credited(self) -> tuple[Credited, ...]:
        """Every clause that has credits or says `none`."""
        return tuple(
            self._credited(address, clause, clause.credits)
            for address, clause in self.clauses.items()
            if clause.credits is not None
        )

    def _credited(self, address: str, clause: Availability | Standard, credits: ClauseCredits) -> Credited:
        targets = targets_of(clause)
        inside = f"{address}.credits"
        listed = f"{inside}.tiers" if self.stands(f"{inside}.tiers") else inside
        tiers = [(self.item(listed, number), tier) for number, tier in enumerate(credits.tiers, start=1)]
        good = good_side(targets, credits.tiers)
        return Credited(address, clause, credits, targets, tuple(tiers), good)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Every time frame of a clock, one for each priority it is for."""
        return tuple(
            frame
            for name, standard in self.agreement.standards.items()
            for frame in self._frames(name, standard)
        )

    def _frames(self, name: str, standard: Standard) -> Iterator[Frame]:
        if standard.clock is None or standard.within is None:
            return
        within, address = standard.within, f"standards.{name}.within"
        named = standard.applies_to.get("priority") or self.agreement.priorities.names
        if isinstance(within, Mapping):
            for priority in named or within:
                calendars = self._runs_on(standard, priority)
                yield Frame(f"{address}.{priority}", name, standard, priority, within[priority], calendars)
            return
        for each in named or (None,):
            yield Frame(address, name, standard, each, within, self._runs_on(standard, each))

    def _runs_on(self, standard: Standard, priority: str | None) -> tuple[str, ...]:
        stated = standard.calendar
        if isinstance(stated, Mapping):
            stated = stated.get(priority) if priority is not None else None
        if stated is not None:
            return (stated,)
        hours = [service.hours for service in self.services_of(standard).values()]
        return tuple(dict.fromkeys(name for name in hours if name is not None))

    def services_of(self, standard: Standard) -> Mapping[str, Service]:
        """The services a standard holds for."""
        services = self.agreement.services
        if standard.service == "all":
            return services
        return {name: services[name] for name in standard.service if name in services}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Every contact as it is named elsewhere, such as `client.owner`."""
        sides: tuple[Side, ...] = ("client", "provider")
        found = {}
        for side in sides:
            party = getattr(self.agreement.parties, side)
            for name, contact in party.contacts.items() if party else ():
                whole = f"{side}.{name}"
                found[whole] = Person(f"parties.{side}.contacts.{name}", whole, side, contact)
        return found


def _week_seconds(terms: CalendarTerms) -> int:
    return sum(end - start for spans in terms.hours.weekly for start, end in spans)
