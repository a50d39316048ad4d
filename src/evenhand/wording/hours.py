"""When somebody works: the calendars, and how deadlines between people are counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from evenhand.calendars.dates import region_words
from evenhand.errors import EvenhandError
from evenhand.figures.dates import WEEKDAYS, day_words
from evenhand.terms.hours import CalendarTerms, ClosedDay, Holidays, Spans
from evenhand.wording.blocks import Block, Section, Table, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import capital, own, paragraph, points, say, sentence, titled
from evenhand.wording.term import days_of, language_words
from evenhand.wording.values import spans_words

_WORKING_DAYS: Final = "Monday to Friday"


def hours_section(names: Names) -> Section:
    """All calendars, in the order of the document, and the deadlines between people."""
    agreement = names.agreement
    calendars = tuple(_calendar(name, terms, names) for name, terms in agreement.calendars.items())
    return Section("", "Hours and deadlines", "calendars", (), (*calendars, _deadlines(names)))


def _calendar(name: str, terms: CalendarTerms, names: Names) -> Section:
    title = titled(name) if terms.hours.always else capital(names.hours_title(name))
    return Section("", title, f"calendars.{name}", tuple(_blocks(name, terms, names)))


def _blocks(name: str, terms: CalendarTerms, names: Names) -> Iterator[Block]:
    if terms.hours.always:
        clocks = sentence("the clocks are those of ", own(terms.timezone)) if terms.timezone else ()
        yield paragraph(sentence("these are all hours of every day, holidays included"), clocks)
        return
    zone = terms.timezone or names.agreement.timezone
    weekly = tuple(_week(terms.hours.weekly))
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
        closed = [_closed(day) for day in terms.closed]
        yield from points("it is also closed on", closed, f"calendars.{name}.closed")
    if terms.open:
        opened = [
            say(day_words(day.date, weekday=True), " from ", spans_words(day.hours)) for day in terms.open
        ]
        yield from points("whatever else is said here, it is open on", opened, f"calendars.{name}.open")


def _week(weekly: tuple[Spans, ...]) -> Iterator[tuple[Words, Words]]:
    """Days with the same hours that follow each other make one row."""
    for spans, days in groupby(range(len(WEEKDAYS)), key=lambda day: weekly[day]):
        first, *rest = days
        if spans:
            name = f"{WEEKDAYS[first]} to {WEEKDAYS[rest[-1]]}" if rest else WEEKDAYS[first]
            yield say(name), say(spans_words(spans))


def _closed(day: ClosedDay) -> Words:
    hours = f" from {spans_words(day.hours)}" if day.hours else ""
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
        dates = [_closed(day) for day in holidays.dates]
        yield from points(
            "it is closed on these holidays" if len(dates) > 2 else "it is closed on", dates, address
        )
    if holidays.country:
        yield from _dates(name, holidays, names)


def _public(holidays: Holidays) -> Words:
    assert holidays.country is not None
    region = region_words(holidays.country, holidays.subdivision)
    return say(f"the public holidays of {region}, which are written into the version that is signed")


def _language(holidays: Holidays) -> Words:
    named = holidays.language
    return sentence(f"their names are given in {language_words(named)}") if named else ()


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
    rows = tuple(_row(day, public[day]) for day in sorted(public))
    if rows:
        until = day_words(end - timedelta(days=1))
        yield Table((say("Date"), say("Holiday")), rows, f"Public holidays until {until}")


def _row(day: date, name: str) -> tuple[Words, Words]:
    return say(day_words(day, weekday=True)), say(own(name))


def _deadlines(names: Names) -> Section:
    agreed = names.agreement.business_days
    if agreed is None:
        counted = sentence(f"business days are {_WORKING_DAYS}, and a deadline in them ends at midnight")
    elif names.always_open(agreed.calendar):
        counted = sentence("every day is a business day, and a deadline in them ends at midnight")
    else:
        counted = sentence(
            say("business days are the days with ", names.hours(agreed.calendar)),
            ", and a deadline in them ends when the last of them closes",
        )
    return Section(
        "",
        "Deadlines between people",
        "business days",
        (
            paragraph(sentence("these rules are for reports, notices, disagreements and responsibilities")),
            paragraph(
                counted,
                sentence("the day of the event is not counted"),
                sentence(
                    "days that are not called business days are days of the calendar, and end at midnight"
                ),
            ),
        ),
    )
