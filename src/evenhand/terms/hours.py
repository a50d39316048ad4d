"""Calendars as the agreement writes them: weekly hours, holidays, closures and extra openings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from evenhand.calendars.dates import resolve_holidays
from evenhand.calendars.hours import Calendar
from evenhand.errors import EvenhandError, NotationError
from evenhand.terms.base import Clause, Mistakes, Shorthand, refusal, spoken, text_reader
from evenhand.terms.carried import Carried, HolidayRegion, holidays_known
from evenhand.terms.guesses import meant_days, meant_hours
from evenhand.terms.notations import Day, Text, ZoneName, shown
from evenhand.units import DAY_SECONDS, tidy

Spans = tuple[tuple[int, int], ...]

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS: Final = ("Hours belong here.", "Write 08:00-18:00, or a list such as [08:00-12:00, 13:00-17:00].")
_TIME: Final = "([01]?[0-9]|2[0-4]):([0-5][0-9])(?::([0-5][0-9]))?"
_SPAN_PATTERN: Final = "[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?-[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?"
_DAYS_PATTERN: Final = "(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?"


def _seconds(text: str) -> int | None:
    match = re.fullmatch(_TIME, text.strip())
    if match is None:
        return None
    seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    return seconds if seconds <= DAY_SECONDS else None


def read_span(text: str) -> tuple[int, int]:
    """Read `08:00-18:00` as seconds from midnight; a close not after the open is on the next day.

    >>> read_span("22:00-06:00")
    (79200, 108000)
    """
    opens, dash, closes = text.partition("-")
    start, end = _seconds(opens), _seconds(closes)
    if not dash or start is None or end is None or start in (DAY_SECONDS, end):
        guess = meant_hours(text)
        mend = f"Write {guess}." if guess else "Write opening and closing, such as 08:00-18:00."
        raise NotationError(f'"{text}" is not a stretch of hours.', mend)
    return start, end if end > start else end + DAY_SECONDS


def _spans(value: Any, mistakes: Mistakes, *place: str | int) -> Spans:
    """One stretch of hours or a list of them, in order; every mistake goes to `mistakes`, with its place."""
    if value == []:
        mistakes.add(NotationError(*_HOURS), value, *place)
    texts = value if isinstance(value, list) else [value]
    read: list[tuple[tuple[int, int], tuple[str | int, ...], str]] = []
    for number, text in enumerate(texts):
        at = (*place, number) if isinstance(value, list) else place
        span = mistakes.read(_span, text, *at)
        if span is not None:
            read.append((span, at, text))
    latest: tuple[tuple[int, int], tuple[str | int, ...], str] | None = None
    for one in sorted(read):
        if latest and one[0][0] < latest[0][1]:
            first, second = sorted((latest, one), key=lambda each: each[1])
            overlap = NotationError(f'"{second[2]}" overlaps "{first[2]}".', "Write each hour once.")
            mistakes.add(overlap, second[2], *second[1])
        latest = max(latest or one, one, key=lambda each: each[0][1])
    return tuple(sorted(span for span, _, _ in read))


def _span(value: Any) -> tuple[int, int]:
    if not isinstance(value, str):
        raise NotationError(*_HOURS)
    return read_span(value)


def read_spans(value: Any) -> Spans:
    """Read one stretch of hours or a list of them, in order and without overlap."""
    mistakes = Mistakes()
    spans = _spans(value, mistakes)
    mistakes.tell()
    return spans


def read_days(text: str) -> tuple[int, ...]:
    """Read `mon`, `mon-fri` or `sat-mon` as days counted from Monday = 0."""
    first, dash, last = tidy(text).partition("-")
    if first not in DAYS or (dash and last not in DAYS):
        guess = meant_days(text)
        mend = f"Write {guess}." if guess else "Write days as mon, mon-fri or sat-sun."
        raise NotationError(f'"{text}" is not a day.', mend, code="unknown-day")
    start, end = DAYS.index(first), DAYS.index(last or first)
    return tuple(day % 7 for day in range(start, end + (8 if end < start else 1)))


@dataclass(frozen=True)
class WeeklyHours:
    """The hours of a week: `always`, or the spans of each day, Monday first."""

    always: bool
    weekly: tuple[Spans, ...]


def read_week(value: Any) -> WeeklyHours:
    """Read `always`, or a map of days to hours."""
    if isinstance(value, str) and tidy(value) == "always":
        return WeeklyHours(True, ((),) * 7)
    if not isinstance(value, dict) or not value:
        raise NotationError(
            "Hours of a calendar are always, or hours by day.", "Write always, or {mon-fri: 08:00-18:00}."
        )
    week: dict[int, Spans] = {}
    mistakes = Mistakes()
    for days, hours in value.items():
        spans = _spans(hours, mistakes, days)
        named = mistakes.read(read_days, days, days, "[key]") or ()
        if twice := [DAYS[day] for day in named if day in week]:
            message = f"The hours of {', '.join(twice)} are written twice."
            mistakes.add(NotationError(message, "Name each day once."), days, days, "[key]")
        week |= dict.fromkeys(named, spans)
    mistakes.tell()
    return WeeklyHours(False, tuple(week.get(day, ()) for day in range(7)))


_SPANS_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": "string", "pattern": f"^{_SPAN_PATTERN}$"},
        {"type": "array", "items": {"type": "string", "pattern": f"^{_SPAN_PATTERN}$"}, "minItems": 1},
    ],
    "description": "One stretch of hours, such as 08:00-18:00, or a list of them",
}
SpanList = Annotated[Spans, PlainValidator(spoken(read_spans)), WithJsonSchema(_SPANS_SCHEMA)]
Week = Annotated[
    WeeklyHours,
    PlainValidator(spoken(read_week)),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "always"},
                {
                    "type": "object",
                    "patternProperties": {f"^{_DAYS_PATTERN}$": _SPANS_SCHEMA},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ],
            "description": "always, or the hours of each day: mon, mon-fri, sat",
        }
    ),
]


def _region(text: str) -> str:
    if re.fullmatch("[A-Z0-9-]{1,10}", text) is None:
        raise NotationError(
            f'"{text}" is not a code of a country or a part of one.', "Write it like GB, or ENG."
        )
    return text


Region = Annotated[str, PlainValidator(text_reader(_region)), shown("[A-Z0-9-]{1,10}", "A code", "GB", "ENG")]


class ClosedDay(Clause):
    """A date on which nobody works, wholly or for some hours."""

    noun: ClassVar[str] = "a closed date"
    date: Day = Field(description="The date")
    hours: SpanList | None = Field(None, description="The closed hours; without them the whole date")
    name: Text | None = Field(None, description="Why it is closed, as shown in explanations")


class OpenDay(Clause):
    """A date with hours of its own, beside those of the week; an opening wins over a closure."""

    noun: ClassVar[str] = "an opening"
    date: Day = Field(description="The date")
    hours: SpanList = Field(description="The hours worked on it")


def _dated(value: Any) -> Any:
    return {"date": value} if isinstance(value, str) else value


Closure = Annotated[ClosedDay, Shorthand(_dated, lambda full: [full["properties"]["date"]])]


def _holidays(value: Any) -> Any:
    return {"dates": value} if isinstance(value, list) else value


class Holidays(Clause):
    """Public holidays of a country or a part of it, or listed; resolved to dates when a version is signed."""

    noun: ClassVar[str] = "holidays"
    country: Region | None = Field(None, description="ISO 3166 code of the country, such as GB")
    subdivision: Region | None = Field(None, description="Code of the part of the country, such as ENG")
    language: Text | None = Field(None, description="Language of the holidays' names, such as en_GB")
    dates: tuple[Closure, ...] = Field((), description="Holidays as a list of dates")

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.country is None:
            if self.subdivision or not self.dates:
                raise refusal(
                    "missing-key",
                    "Holidays need a country, or a list of dates.",
                    "Write {country: GB}, or [2026-12-25].",
                )
            return self
        try:
            resolve_holidays(self.country, self.subdivision, [], language=self.language)
        except EvenhandError as error:
            raise refusal("unknown-holidays", str(error), "Correct it, or list the dates instead.") from None
        return self

    @property
    def region(self) -> HolidayRegion | None:
        """The country, the part of it and the language of names by which the holidays are found."""
        return (self.country, self.subdivision, self.language) if self.country else None

    def days(self, years: Iterable[int], carried: Carried | None = None) -> dict[date, str]:
        """The whole-day holidays of `years` by date, with their names; or as a signed version carries them."""
        found = {day.date: day.name or "holiday" for day in self.dates if day.hours is None}
        return found | dict(holidays_known(carried, self.region, years)) if self.region else found


class CalendarTerms(Clause):
    """When somebody works: hours of the week, holidays, closures and extra openings (rules 3 and 4)."""

    noun: ClassVar[str] = "a calendar"
    hours: Week = Field(description="always, or the hours of each day of the week")
    timezone: ZoneName | None = Field(None, description="The zone of its hours; without it the agreement's")
    holidays: Annotated[Holidays, Shorthand(_holidays, lambda full: [full["properties"]["dates"]])] | None = (
        Field(None, description="Public holidays, by country or listed")
    )
    closed: tuple[Closure, ...] = Field((), description="Dates without work")
    open: tuple[OpenDay, ...] = Field((), description="Dates with hours of their own")

    @model_validator(mode="after")
    def _always_is_always(self) -> Self:
        if self.hours.always and (self.holidays or self.closed or self.open):
            raise refusal(
                "never-closed",
                "A calendar that is always open has no holidays, closures or openings.",
                'Write {mon-sun: "00:00-24:00"} as its hours, or remove them.',
            )
        return self

    def calendar(self, years: Iterable[int], default_zone: str, carried: Carried | None = None) -> Calendar:
        """Resolve to dates: the holidays of `years` or as `carried`, in `default_zone` unless it has a zone.

        Raises EvenhandError for years whose holidays are not known.
        """
        listed = (*self.closed, *(self.holidays.dates if self.holidays else ()))
        closed = self.holidays.days(years, carried) if self.holidays else {}
        closed |= {day.date: day.name or "closed" for day in self.closed if day.hours is None}
        return Calendar(
            zone=self.timezone or default_zone,
            always=self.hours.always,
            weekly=self.hours.weekly,
            closed=closed,
            closed_parts=_by_date((day.date, day.hours) for day in listed if day.hours is not None),
            open=_by_date((day.date, day.hours) for day in self.open),
        )


def _by_date(days: Iterable[tuple[date, Spans]]) -> dict[date, Spans]:
    found: dict[date, Spans] = {}
    for day, spans in days:
        found[day] = tuple(sorted({*found.get(day, ()), *spans}))
    return found
