"""When somebody works: the calendars, and how deadlines between people are counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from evenhand.errors import EvenhandError
from evenhand.figures.dates import WEEKDAYS, day_words
from evenhand.terms.hours import CalendarTerms, ClosedDay, Holidays, Spans
from evenhand.wording.blocks import Block, Bullets, Section, Table, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import capital, own, paragraph, say, sentence
from evenhand.wording.term import days_of
from evenhand.wording.values import spans_words

_MOST_DATES: Final = 40
_WORKING_DAYS: Final = "Monday to Friday"


def hours_section(names: Names) -> Section:
    """All calendars, in the order of the document, and the deadlines between people."""
    agreement = names.agreement
    calendars = tuple(_calendar(name, terms, names) for name, terms in agreement.calendars.items())
    return Section("", "Hours and deadlines", "calendars", (), (*calendars, _deadlines(names)))


def _calendar(name: str, terms: CalendarTerms, names: Names) -> Section:
    title = capital(name.replace("-", " ").replace("_", " "))
    ending = "" if title.lower().endswith(("hours", "time", "times")) else " hours"
    return Section("", f"{title}{ending}", f"calendars.{name}", tuple(_blocks(name, terms, names)))


def _blocks(name: str, terms: CalendarTerms, names: Names) -> Iterator[Block]:
    if terms.hours.always:
        clocks = sentence("the clocks are those of ", own(terms.timezone)) if terms.timezone else ()
        yield paragraph(sentence("these are all hours of every day, holidays included"), clocks)
        return
    zone = terms.timezone or names.agreement.timezone
    weekly = tuple(_week(terms.hours.weekly))
    if weekly:
        yield Table((say("Day"), say("Open")), weekly, address=f"calendars.{name}.hours")
    yield paragraph(
        sentence("the hours are those on the clocks of ", own(zone)),
        sentence("every other day is closed")
        if 0 < sum(map(bool, terms.hours.weekly)) < len(WEEKDAYS)
        else (),
        () if terms.holidays else sentence("public holidays are working days like any other"),
    )
    yield from _holidays(name, terms, names)
    if terms.closed:
        items = tuple(_closed(day) for day in terms.closed)
        yield paragraph(sentence("it is also closed on:"))
        yield Bullets(items, address=f"calendars.{name}.closed")
    if terms.open:
        yield paragraph(sentence("it is open on these dates, whatever else is said above:"))
        opened = tuple(
            say(day_words(day.date, weekday=True), ", ", spans_words(day.hours)) for day in terms.open
        )
        yield Bullets(opened, address=f"calendars.{name}.open")


def _week(weekly: tuple[Spans, ...]) -> Iterator[tuple[Words, Words]]:
    """Days with the same hours that follow each other make one row."""
    for spans, days in groupby(range(len(WEEKDAYS)), key=lambda day: weekly[day]):
        first, *rest = days
        if spans:
            name = f"{WEEKDAYS[first]} to {WEEKDAYS[rest[-1]]}" if rest else WEEKDAYS[first]
            yield say(name), say(spans_words(spans))


def _closed(day: ClosedDay) -> Words:
    hours = f", {spans_words(day.hours)}" if day.hours else ""
    name = say(" (", own(day.name), ")") if day.name else ()
    return say(day_words(day.date, weekday=True), hours, name)


def _holidays(name: str, terms: CalendarTerms, names: Names) -> Iterator[Block]:
    holidays = terms.holidays
    if holidays is None:
        return
    address = f"calendars.{name}.holidays"
    if holidays.country:
        yield paragraph(sentence("it is closed on ", _public(holidays)), _language(holidays), address=address)
    if holidays.dates:
        yield paragraph(sentence("it is closed on these holidays:"))
        yield Bullets(tuple(_closed(day) for day in holidays.dates), address=f"{address}.dates")
    if holidays.country:
        yield from _dates(name, holidays, names)


def _public(holidays: Holidays) -> Words:
    region = f"{holidays.country}, {holidays.subdivision}" if holidays.subdivision else str(holidays.country)
    return say("the public holidays of ", own(region), ", which are written into the version that is signed")


def _language(holidays: Holidays) -> Words:
    return sentence("their names are given in ", own(holidays.language)) if holidays.language else ()


def _dates(name: str, holidays: Holidays, names: Names) -> Iterator[Block]:
    """The public holidays of the term as dates, as far as they are known."""
    days = days_of(names.agreement)
    if days is None:
        return
    start, end = days
    listed = {day.date for day in (*holidays.dates, *names.agreement.calendars[name].closed)}
    try:
        closed = names.agreement.calendar(name, range(start.year, end.year + 1)).closed
    except EvenhandError:
        return
    public = {day: closed[day] for day in closed if start <= day < end and day not in listed}
    rows = tuple(_row(day, public[day]) for day in sorted(public)[:_MOST_DATES])
    if rows:
        caption = "Public holidays in the term"
        if len(public) > len(rows):
            caption = f"The first {len(rows)} of {len(public)} public holidays in the term"
        yield Table((say("Date"), say("Holiday")), rows, caption)


def _row(day: date, name: str) -> tuple[Words, Words]:
    return say(day_words(day, weekday=True)), say(own(name))


def _deadlines(names: Names) -> Section:
    agreed = names.agreement.business_days
    if agreed is None:
        counted = sentence(
            f"business days are {_WORKING_DAYS}; time is up at midnight at the end of the last of them"
        )
    else:
        counted = sentence(
            "business days are the days on which ", names.hours(agreed.calendar), " are open;"
            " time is up when the last of them closes"
        )  # fmt: skip
    return Section(
        "",
        "Deadlines between people",
        "business days",
        (
            paragraph(sentence("these rules are for reports, notices, disagreements and responsibilities")),
            paragraph(
                counted,
                sentence("the first business day counted is the one after the day of the event"),
                sentence("days without “business” are days of the calendar and end at midnight"),
            ),
        ),
    )
