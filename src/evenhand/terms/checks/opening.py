"""Calendars: those that are never open, lose a month, say nothing of holidays, or serve nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from evenhand.calendars.hours import date_range
from evenhand.calendars.zones import load_zone
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.dues import WEEKDAYS
from evenhand.terms.checks.subject import Subject
from evenhand.terms.hours import CalendarTerms
from evenhand.units import DAY_SECONDS, Duration, Unit


@check("calendar-not-computable", "error", "time", title="Hours that cannot be computed")
def not_computable(subject: Subject) -> Iterator[Finding]:
    """The dates of a calendar's holidays are not known for the term.

    Nothing can be due on such a calendar. Correct the term, or list the holidays as dates.
    """
    first, last = subject.days
    for name, hours in subject.hours.items():
        if hours is None:
            yield Finding(
                f"calendars.{name}",
                f"The hours of {name} cannot be computed from {first} to {last}: its holidays are not known.",
                "Correct the dates of the term, or list the holidays as dates.",
            )


@check("calendar-never-open", "error", "time", title="A calendar that is never open")
def never_open(subject: Subject) -> Iterator[Finding]:
    """A calendar has no open second in the whole term.

    A ticket on it never falls due, and a service on it has no time to be measured in. Correct its hours, or what
    closes it.
    """
    first, last = subject.days
    for name, hours in subject.hours.items():
        if hours is not None and not hours.seconds:
            yield Finding(
                f"calendars.{name}",
                f"{name} is never open from {first} to {last}.",
                'Correct its "hours", or the holidays and closures that take all of them.',
            )


@check("hours-lost-to-holidays", "warning", "time", title="A month without hours")
def lost_to_holidays(subject: Subject) -> Iterator[Finding]:
    """Holidays and closures take all hours of a month.

    In such a month nothing falls due and nothing is measured. That happens to calendars with one short day a week.
    Add an opening on another date of that month, or widen the hours.
    """
    first, last = subject.days
    for name, hours in subject.hours.items():
        if hours is None or not hours.seconds:
            continue
        zone = load_zone(subject.agreement.timezone, first.year - 1, last.year + 1)
        for month in _whole_months(first, last):
            start, end = date_range(zone, month, _next(month) - timedelta(days=1))
            if not ((hours.start < end) & (hours.end > start)).any():
                yield Finding(
                    f"calendars.{name}",
                    f"{name} is not open at all in {month:%Y-%m}.",
                    f'Add "open: [{{date: {month:%Y-%m}-…, hours: …}}]", or widen its hours.',
                )
                break


def _whole_months(first: date, last: date) -> Iterator[date]:
    month = first if first.day == 1 else _next(first)
    while _next(month) - timedelta(days=1) <= last:
        yield month
        month = _next(month)


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@check("holidays-unsaid", "warning", "time", title="Public holidays")
def holidays_unsaid(subject: Subject) -> Iterator[Finding]:
    """A calendar that clocks or deadlines run on says nothing of public holidays.

    They then count like any other day, and the provider will not have meant that. Name the country, list the dates,
    or accept this finding if work goes on.
    """
    for name in _run_on(subject):
        terms = subject.agreement.calendars[name]
        if terms.holidays or terms.closed or subject.never_closes(name):
            continue
        yield Finding(
            f"calendars.{name}.holidays",
            f"{name} says nothing of public holidays, so time runs on them.",
            'Add "holidays: {country: GB}" or your own, or list the dates.',
        )


def _run_on(subject: Subject) -> Iterator[str]:
    """The calendars that clocks and deadlines between people run on, each once."""
    on_hours = (Unit.SECONDS, Unit.BUSINESS_DAYS)
    names = [
        name
        for frame in subject.frames
        if isinstance(frame.within, Duration) and frame.within.unit in on_hours
        for name in frame.calendars
    ]
    if subject.agreement.business_days is not None:
        names.append(subject.agreement.business_days.calendar)
    yield from dict.fromkeys(names)


@check("closure-without-effect", "advice", "time", title="A date that changes nothing")
def closure_without_effect(subject: Subject) -> Iterator[Finding]:
    """A closure or an opening lies outside the term, or a closure on a day without hours.

    It changes nothing, so it was most likely meant for another date. Correct the date, or remove it.
    """
    for name, terms in subject.agreement.calendars.items():
        for kind, entries in (("closed", terms.closed), ("open", terms.open)):
            for number, day in enumerate((each.date for each in entries), start=1):
                why = _outside(subject, day) or (_idle(terms, day) if kind == "closed" else "")
                if why:
                    yield Finding(
                        f"calendars.{name}.{kind}.{number}",
                        f"{day} {why}.",
                        "Correct the date, or remove it.",
                    )


def _outside(subject: Subject, day: date) -> str:
    term = subject.agreement.term
    if term and (day < term.from_ or (term.to and day > term.to)):
        return f"lies outside the term, {term.from_} to {term.to}" if term.to else f"is before {term.from_}"
    return ""


def _idle(terms: CalendarTerms, day: date) -> str:
    today, before = terms.hours.weekly[day.weekday()], terms.hours.weekly[day.weekday() - 1]
    if today or any(end > DAY_SECONDS for _, end in before) or any(each.date == day for each in terms.open):
        return ""
    return f"is a {WEEKDAYS[day.weekday()]}, on which the calendar has no hours anyway"


@check("calendar-unused", "advice", "time", title="A calendar that nothing runs on")
def unused(subject: Subject) -> Iterator[Finding]:
    """No service, no standard and no deadline names a calendar.

    Either it was forgotten somewhere, or it can go.
    """
    agreement = subject.agreement
    used = {service.hours for service in agreement.services.values()}
    for standard in agreement.standards.values():
        stated = standard.calendar
        used |= set(stated.values()) if isinstance(stated, Mapping) else {stated}
    used |= {agreement.business_days.calendar} if agreement.business_days else set()
    for name in agreement.calendars:
        if name not in used:
            yield Finding(
                f"calendars.{name}",
                f"Nothing runs on the calendar {name}.",
                "Name it where it belongs, or remove it.",
            )
