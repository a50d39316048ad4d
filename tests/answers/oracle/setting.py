"""What surrounds a ticket: calendars, the zone, the hours of services, which columns are attributes."""

from collections.abc import Iterable
from typing import Any

from tests.answers.oracle.hours import ALWAYS, Hours

WALL = ("days", "months")


class Setting:
    """What surrounds a ticket: calendars, the zone, the hours of services, which columns are attributes."""

    def __init__(self, agreement: dict[str, Any], attributes: Iterable[str] = ()) -> None:
        self.agreement = agreement
        self.hours = {name: Hours(terms) for name, terms in agreement["calendars"].items()}
        self.hours[""] = self.hours["?"] = Hours({**ALWAYS, "zone": agreement["zone"]})
        self.zone = self.hours[""]
        self.whole_minutes = all(each.whole_minutes for each in self.hours.values())
        self.attributes = {"service", "priority", "kind", "agreed due", *attributes}

    def said(self, row: dict[str, Any]) -> dict[str, Any]:
        """The attributes of a row; a priority that the agreement does not have is none."""
        found = {name: value for name, value in row.items() if name in self.attributes and value is not None}
        known = self.agreement["priorities"]
        if "priority" in found:
            name = found["priority"].strip()
            found["priority"] = name if name in known or not known else None
        return found

    def hours_of(self, key: str) -> Hours:
        return self.hours[key]

    def stretch(self, at: int) -> int:
        """How many seconds from here are certainly alike: to the end of the minute, where hours are whole minutes."""
        return 60 - at % 60 if self.whole_minutes else 1

    def in_days(self, standard: dict[str, Any]) -> bool:
        """Does anything in this standard run in business days?"""
        frames = standard["frames"] if isinstance(standard["frames"], dict) else {}
        limits = [limit for limit in standard["pauses"].values() if limit]
        return any(unit == "business days" for unit, _ in [*frames.values(), *limits])

    def key(self, standard: dict[str, Any], service: str | None, priority: str | None) -> str:
        """The calendar a ticket of this priority is counted on; "" is every second, "?" is not known."""
        frames = standard["frames"]
        if isinstance(frames, dict):
            frame = frames.get(None) or frames.get(priority)
            if frame is not None and frame[0] in WALL:
                return ""
        known = self.calendar_of(standard, service, priority)
        return "" if frames == "agreed" and known == "?" else known

    def calendar_of(self, standard: dict[str, Any], service: str | None, priority: str | None) -> str:
        """The standard's own calendar, else the hours of the ticket's service, else "?"."""
        calendars = standard["calendar"] or {}
        if None in calendars or priority in calendars:
            return str(calendars.get(None) or calendars[priority])
        services = self.agreement["services"]
        hours = {services[service]} if service in services else set(services.values())
        return str(hours.pop() or "?") if len(hours) == 1 else "?"

    def keys(self, standard: dict[str, Any], service: str | None) -> set[str]:
        """All calendars a ticket may be counted on."""
        frames = standard["frames"] if isinstance(standard["frames"], dict) else {}
        priorities = {None, *frames, *(standard["calendar"] or {})}
        return {self.key(standard, service, priority) for priority in priorities}

    def wall_zone(self, standard: dict[str, Any], service: str | None, priority: str | None) -> Hours:
        """The zone in which dates on the wall are counted: that of the calendar, else the agreement's."""
        known = self.calendar_of(standard, service, priority)
        return self.zone if known == "?" else self.hours[known]
