"""What a version carries, as it stands in the canonical form: looked up once, read back for ever (rule 7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Annotated, Any, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from evenhand.calendars.dates import resolve_holidays
from evenhand.calendars.zones import Zone, load_zone
from evenhand.terms.agreement import Agreement
from evenhand.terms.base import FrozenMap
from evenhand.terms.carried import Carried, HolidayRegion

YEARS_BEFORE: Final = 2
YEARS_AFTER: Final = 3
"""Clocks that started within the term run on behind it; notices and deadlines reach back before it."""
YEARS_WITHOUT_END: Final = 10
"""For how many years after its first an agreement without a last day carries its dates."""

_MARGIN_SECONDS: Final = 3 * 86_400
_Year = Annotated[int, Field(ge=2, le=9990)]
_Instant = Annotated[int, Field(ge=-(2**53), le=2**53)]
_Offset = Annotated[int, Field(ge=-2 * 86_400, le=2 * 86_400)]


@dataclass(frozen=True)
class Needed:
    """What a version has to carry: the years, both included, and the names of zones and regions."""

    years: tuple[int, int]
    zones: frozenset[str]
    regions: frozenset[HolidayRegion]

    @classmethod
    def of(cls, agreement: Agreement) -> Needed | None:
        """Return what a version has to carry.

        From the second year before the first day to the third year after the last day of the term; without a last
        day, to the tenth year after the first. None without a first day: a draft, which cannot be signed.
        """
        days = [day for day in (agreement.in_force_from, agreement.term and agreement.term.from_) if day]
        if not days:
            return None
        begins, ends = min(days).year, agreement.term.to if agreement.term else None
        last = ends.year + YEARS_AFTER if ends else begins + YEARS_WITHOUT_END
        zones = [agreement.timezone, *(each.timezone or "" for each in agreement.calendars.values())]
        regions = [each.holidays.region for each in agreement.calendars.values() if each.holidays]
        return cls(
            (begins - YEARS_BEFORE, last),
            frozenset(name for name in zones if name),
            frozenset(region for region in regions if region),
        )

    @classmethod
    def met_by(cls, carried: Carried | None) -> Needed | None:
        """Return what is there, to be compared with what has to be."""
        if carried is None:
            return None
        return cls(
            (carried.first_year, carried.last_year), frozenset(carried.zones), frozenset(carried.holidays)
        )


def carried_by(agreement: Agreement) -> Carried | None:
    """Return what a version carries; unless it does already, from the packages `holidays` and `tzdata`.

    Raises EvenhandError for years whose holidays are not known.
    """
    needed = Needed.of(agreement)
    if agreement.carried or needed is None:
        return agreement.carried
    first, last = needed.years
    return Carried(
        first,
        last,
        FrozenMap({name: load_zone(name, first, last) for name in sorted(needed.zones)}),
        FrozenMap({region: _dates(region, first, last) for region in needed.regions}),
    )


def _dates(region: HolidayRegion, first: int, last: int) -> FrozenMap[date, str]:
    country, part, language = region
    found = resolve_holidays(country, part, range(first, last + 1), language=language)
    return FrozenMap({day: unicodedata.normalize("NFC", name) for day, name in found.items()})


class Strict(BaseModel):
    """JSON that is exactly as described: no other keys, no other types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Years(Strict):
    first: _Year
    last: _Year


class _Zone(Strict):
    offset: _Offset
    changes: list[tuple[_Instant, _Offset]]


class _Holidays(Strict):
    country: str
    subdivision: str | None = None
    language: str | None = None
    dates: dict[str, str]


class CarriedForm(Strict):
    """What is carried, in JSON: `years`, `zones` by name, and `holidays` of each country or part of one.

    A zone has its offset from UTC at the beginning, and then each change: the instant and the offset from there
    on, all in seconds.
    """

    years: _Years
    zones: dict[str, _Zone]
    holidays: list[_Holidays]

    @classmethod
    def of(cls, carried: Carried) -> dict[str, Any]:
        """Write what is carried as JSON values; a list of regions in the order of country, part and language."""
        regions = sorted(carried.holidays.items(), key=lambda item: [part or "" for part in item[0]])
        return {
            "years": {"first": carried.first_year, "last": carried.last_year},
            "zones": {name: _zone_form(zone) for name, zone in carried.zones.items()},
            "holidays": [_region_form(region, dates) for region, dates in regions],
        }

    def carried(self) -> Carried:
        """Return what was written.

        Raises ValueError for dates outside the years, and for changes out of order or that change nothing.
        """
        return Carried(
            self.years.first,
            self.years.last,
            FrozenMap({name: self._zone(name, zone) for name, zone in self.zones.items()}),
            FrozenMap(
                {
                    (each.country, each.subdivision, each.language): FrozenMap(
                        {self._date(day): name for day, name in each.dates.items()}
                    )
                    for each in self.holidays
                }
            ),
        )

    def _date(self, text: str) -> date:
        day = date.fromisoformat(text)
        if not self.years.first <= day.year <= self.years.last:
            raise ValueError("a holiday is outside the years that are carried")
        return day

    def _zone(self, name: str, zone: _Zone) -> Zone:
        start = _year_begins(self.years.first) - _MARGIN_SECONDS
        end = _year_begins(self.years.last + 1) + _MARGIN_SECONDS
        instants = [start, *(at for at, _ in zone.changes), end]
        offsets = [zone.offset, *(offset for _, offset in zone.changes)]
        ordered = all(one < other for one, other in pairwise(instants))
        if not ordered or any(one == other for one, other in pairwise(offsets)):
            raise ValueError("the changes of a zone are in the order of time, and each changes something")
        return Zone(
            name=name,
            transitions=np.array(instants[1:-1], dtype=np.int64),
            offsets=np.array(offsets, dtype=np.int64),
            start=start,
            end=end,
            rules="carried by the signed version",
        )


def _year_begins(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())


def _zone_form(zone: Zone) -> dict[str, Any]:
    changes = zip(zone.transitions.tolist(), zone.offsets[1:].tolist(), strict=True)
    return {"offset": int(zone.offsets[0]), "changes": [[at, offset] for at, offset in changes]}


def _region_form(region: HolidayRegion, dates: Mapping[date, str]) -> dict[str, Any]:
    names = zip(("country", "subdivision", "language"), region, strict=True)
    return {
        **{key: value for key, value in names if value},
        "dates": {day.isoformat(): name for day, name in dates.items()},
    }
