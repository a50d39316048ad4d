"""One version's terms, as the slow walk asks them: service, priority, coverage, time frame (rules 8, 9, 12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from evenhand.calendars.hours import Calendar
from evenhand.figures.explanation.carried_zone import rules_of
from evenhand.figures.explanation.counting import Budget
from evenhand.figures.explanation.history import Held
from evenhand.figures.explanation.hours_walk import OpenHours
from evenhand.figures.explanation.wall import later_on_the_wall, opening
from evenhand.terms.document import Agreement
from evenhand.terms.management import Source
from evenhand.terms.standards import AsAgreed, Standard
from evenhand.units import Duration, Unit

_ON_THE_WALL = (Unit.DAYS, Unit.MONTHS)


@dataclass(frozen=True)
class Frame:
    """What a standard promises to a ticket as it stands: how much, on which calendar.

    `within` is None when the due instant is agreed on the ticket; `agreed_due` is None until it is said.
    `calendar` is the name of the calendar on which elapsed counts, "" for all time.
    """

    priority: str
    within: Duration | None
    agreed_due: int | None
    hours: OpenHours
    calendar: str
    wall: ZoneInfo

    @property
    def in_days(self) -> bool:
        """Whether elapsed is compared in business days."""
        return self.within is not None and self.within.unit is Unit.BUSINESS_DAYS

    @property
    def scored(self) -> bool:
        """Whether there is anything to be met or missed."""
        return self.within is not None or self.agreed_due is not None

    def budget(self, start: int) -> Budget:
        """How much may count from `start` on; `2 days` are the seconds to that time on the wall."""
        assert self.within is not None
        end = wall_end(self.within, start, self.wall)
        return amount(self.within) if end is None else Budget(Fraction(end - start))


def wall_end(length: Duration, start: int, wall: ZoneInfo) -> int | None:
    """Where a length in days or months ends on the wall; None for one that runs on a calendar."""
    if length.unit not in _ON_THE_WALL:
        return None
    count = int(length.amount)
    days, months = (count, 0) if length.unit is Unit.DAYS else (0, count)
    return later_on_the_wall(wall, start, days=days, months=months)


def amount(length: Duration) -> Budget:
    """A length of time that runs on a calendar, as an amount to count."""
    return Budget(length.amount, in_days=length.unit is Unit.BUSINESS_DAYS)


class Clauses:
    """The terms of one version; calendars that were walked are kept."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.zone = rules_of(agreement, agreement.timezone)
        self._hours: dict[str, OpenHours] = {}
        sources: Mapping[str, Source] = agreement.tracking.sources
        only = next(iter(sources.values())) if len(sources) == 1 else None
        self.source = sources.get("tickets", only)
        self.known_priorities = agreement.priorities.names

    def service(self, named: str) -> str:
        """The service a ticket belongs to, "" when nobody can say (rule 8)."""
        services = self.agreement.services
        if named in services:
            return named
        if self.source is not None and self.source.service != "all":
            return self.source.service
        return next(iter(services)) if len(services) == 1 else ""

    def priority(self, held: Held) -> str:
        """The priority of a ticket: the one it names, or the one that follows from other attributes."""
        priorities = self.agreement.priorities
        if not priorities.derived_from:
            named = held.get("priority", "")
            return named if named in self.known_priorities or not self.known_priorities else ""
        return priorities.table.get(tuple(held.get(name, "") for name in priorities.derived_from), "")

    def unmet_condition(self, standard: Standard, held: Held, service: str) -> str:
        """Why a ticket is not one that the standard is about, in words; "" when it is."""
        if "all" not in standard.service and service not in standard.service:
            return f"its service is {service or 'not known'}, and the clause is for {_or(standard.service)}"
        for name, values in standard.applies_to.items():
            value = self.priority(held) if name == "priority" else held.get(name, "")
            if value not in values:
                said = self._unknown_priority(held) if name == "priority" else ""
                return said or f"its {name} is {value or 'not said'}, and the clause applies to {_or(values)}"
        return ""

    def _unknown_priority(self, held: Held) -> str:
        """What to say of a ticket that names a priority the agreement does not have; "" otherwise."""
        named = held.get("priority", "")
        if not named or self.agreement.priorities.derived_from or self.priority(held):
            return ""
        return f'the agreement has no priority "{named}"; rename it in the mapping'

    def frame(self, standard: Standard, held: Held, service: str) -> Frame | str:
        """The time frame for a ticket as it stands, or why the standard has none for it, in words."""
        reason = self.unmet_condition(standard, held, service)
        if reason:
            return reason
        priority = self.priority(held)
        within = standard.within
        if isinstance(within, Mapping):
            within = within.get(priority)
        if within is None:
            none = f"the clause has no time frame for the priority {priority}"
            unnamed = "the ticket has no priority, and the clause has a time frame for each"
            return none if priority else self._unknown_priority(held) or unnamed
        name = self.calendar_name(standard, priority, service)
        wall = self.zone if name is None else self.hours(name).zone
        if isinstance(within, AsAgreed):
            due = self._instant(held.get("agreed due", ""))
            return Frame(priority, None, due, self.hours(name or ""), name or "", wall)
        if within.unit in _ON_THE_WALL:
            return Frame(priority, within, None, self.hours(""), "", wall)
        if name is None:
            return "the clause names no calendar and the hours of the ticket's service are not known"
        return Frame(priority, within, None, self.hours(name), name, wall)

    def calendar_name(self, standard: Standard, priority: str, service: str) -> str | None:
        """The calendar the clock runs on: the standard's own, else the hours of the ticket's service."""
        stated = standard.calendar
        if isinstance(stated, Mapping):
            stated = stated.get(priority)
        if stated is not None:
            return stated
        services = self.agreement.services
        asked = [services[service]] if service else list(services.values())
        names = {each.hours for each in asked}
        return names.pop() if len(names) == 1 else None

    def hours(self, name: str) -> OpenHours:
        """A calendar by name; "" is all time, in the agreement's zone."""
        if name not in self._hours:
            self._hours[name] = self._walked(name)
        return self._hours[name]

    def _walked(self, name: str) -> OpenHours:
        zone = self.agreement.timezone
        terms = self.agreement.calendars.get(name)
        if terms is None:
            return OpenHours(self.zone, lambda _: Calendar(zone, always=True))
        rules = rules_of(self.agreement, terms.timezone or zone)
        return OpenHours(rules, lambda year: self.agreement.calendar(name, range(year, year + 1)))

    def _instant(self, text: str) -> int | None:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        if moment.tzinfo is not None:
            return int(moment.timestamp() // 1)
        shown = moment.replace(tzinfo=UTC)
        seconds = shown.hour * 3600 + shown.minute * 60 + shown.second
        return opening(self.zone, moment.date(), seconds)


def _or(values: tuple[str, ...] | str) -> str:
    names = (values,) if isinstance(values, str) else values
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
