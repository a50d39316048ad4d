"""The compiled calendars of one version, made when first asked for."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from evenhand.calendars.hours import Calendar
from evenhand.calendars.table import Table, compile_table
from evenhand.calendars.zones import Zone
from evenhand.terms.agreement import Agreement
from evenhand.units import Unit

_YEARS_AHEAD = 3
"""How far beyond `as of` due instants can be told."""


class Tables:
    """Tables of the calendars of an agreement over whole years, from the first record to well past `as of`."""

    def __init__(self, agreement: Agreement, earliest: int, latest: int) -> None:
        self.agreement = agreement
        begins, ends = (datetime.fromtimestamp(at, UTC).year for at in (earliest, latest))
        self.first_year, self.last_year = agreement.known_years(begins - 1, ends + _YEARS_AHEAD)
        self.zone = self.zone_named(agreement.timezone)
        self._calendars: dict[str | None, Calendar] = {}
        self._tables: dict[tuple[str | None, Unit, tuple[int, ...]], Table] = {}

    def share(self, other: "Tables") -> None:
        """Use what another version with the same calendars has compiled, and let it use what is compiled here."""
        mine, theirs = self.agreement, other.agreement
        years = (self.first_year, self.last_year) == (other.first_year, other.last_year)
        same = mine.calendars == theirs.calendars and mine.carried is theirs.carried
        if years and same and mine.timezone == theirs.timezone:
            self._calendars, self._tables = other._calendars, other._tables

    def reaches(self, earliest: int) -> bool:
        """Whether these tables begin early enough for a record of that instant."""
        return datetime.fromtimestamp(earliest, UTC).year > self.first_year

    def zone_named(self, name: str) -> Zone:
        """The rules of a zone over the years of these tables, with a year to spare on both sides."""
        return self.agreement.zone(name, self.first_year - 1, self.last_year + 1)

    def calendar(self, name: str | None) -> Calendar:
        """A calendar of the agreement by name; None is `always` in the agreement's zone."""
        if name not in self._calendars:
            if name is None or (name == "always" and name not in self.agreement.calendars):
                self._calendars[name] = Calendar(self.agreement.timezone, always=True)
            else:
                years = range(self.first_year, self.last_year + 1)
                self._calendars[name] = self.agreement.calendar(name, years)
        return self._calendars[name]

    def table(self, name: str | None, unit: Unit, denominators: Iterable[int] = (1,)) -> Table:
        """The table of a calendar, in seconds or in business-day ticks fine enough for these denominators."""
        key = (name, unit, tuple(sorted(set(denominators))) if unit is Unit.BUSINESS_DAYS else ())
        if key not in self._tables:
            calendar = self.calendar(name)
            self._tables[key] = compile_table(
                calendar,
                self.zone_named(calendar.zone),
                date(self.first_year, 1, 1),
                date(self.last_year, 12, 31),
                unit="business days" if unit is Unit.BUSINESS_DAYS else "seconds",
                denominators=key[2] or (1,),
            )
        return self._tables[key]
