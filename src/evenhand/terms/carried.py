"""What a signed version carries so that its figures stay for ever: holidays as dates, zones as transitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from evenhand.calendars.dates import resolve_holidays
from evenhand.calendars.zones import Zone, load_zone
from evenhand.terms.base import FrozenMap

HolidayRegion = tuple[str, str | None, str | None]
"""Country, part of it, and the language in which its holidays are named."""


@dataclass(frozen=True)
class Carried:
    """Holidays and zones of whole years, both included; nothing is known outside them (rule 7)."""

    first_year: int
    last_year: int
    zones: FrozenMap[str, Zone]
    holidays: FrozenMap[HolidayRegion, FrozenMap[date, str]]


def zone_known(carried: Carried | None, name: str, first_year: int, last_year: int) -> Zone:
    """The rules of a zone: as carried, else for whole years as the package `tzdata` has them now.

    A carried zone raises OutOfRange when it is asked outside its own years.
    """
    zone = carried.zones.get(name) if carried else None
    return zone or load_zone(name, first_year, last_year)


def holidays_known(
    carried: Carried | None, region: HolidayRegion, years: Iterable[int]
) -> Mapping[date, str]:
    """The public holidays of a region: as carried, else in these years as the package has them now.

    Raises EvenhandError for what the package does not know.
    """
    dates = carried.holidays.get(region) if carried else None
    country, subdivision, language = region
    return resolve_holidays(country, subdivision, years, language=language) if dates is None else dates
