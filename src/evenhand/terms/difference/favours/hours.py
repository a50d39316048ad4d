"""Changes of hours: whether a calendar is open whenever it was, computed from the dates, and what runs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, cast

from evenhand.calendars.hours import open_intervals
from evenhand.calendars.zones import load_zone
from evenhand.errors import EvenhandError
from evenhand.intervals import Intervals
from evenhand.terms.agreement import Agreement
from evenhand.terms.difference.favours.case import Case, Verdict, neither, undecided
from evenhand.terms.hours import CalendarTerms
from evenhand.terms.standards import Standard
from evenhand.units import Duration, Unit

_YEARS_WITHOUT_END: Final = 10
_FIRST_YEAR: Final = 2026
_EARLIEST_YEAR: Final = 1980
_FASTER: Final = "The hours are longer, and clocks run in all of them."
_SLOWER: Final = "The hours are shorter, and clocks run in fewer of them."
_BOTH_WAYS: Final = "Longer hours promise availability for longer, and let a percentage allow more time down."
_DAYS: Final = "Business days of other lengths make some clocks run faster and others slower."
_BETWEEN_PEOPLE: Final = "Deadlines between people run on this calendar, and bind both sides."


def hours_of_calendar(case: Case) -> Verdict:
    """Judge a changed part of a calendar: its hours, zone, holidays, closures or openings."""
    name = str(case.was[1])
    old = cast(CalendarTerms, case.old)
    new = old.model_copy(update={case.field: getattr(case.new, case.field)})
    for agreement in (case.first, case.second):
        if problem := _used(agreement, name):
            return problem
    if not any(_needed(agreement, name) for agreement in (case.first, case.second)):
        return neither("No clock runs on this calendar, and no service is provided in its hours.")
    return _compared(case, old, new)


def calendar_named(case: Case) -> Verdict:
    """Judge the choice of another calendar for a clock."""
    standards = [cast(Standard, one) for one in (case.old, case.new)]
    if not any(standard.clock for standard in standards):
        return neither("No clock runs on it.")
    if any(_in_business_days(standard) for standard in standards):
        return undecided(_DAYS)
    return _named(case)


def service_hours(case: Case) -> Verdict:
    """Judge the choice of another calendar for a service."""
    service = str(case.was[1])
    for agreement in (case.first, case.second):
        if service in agreement.services and agreement.services[service].availability:
            return undecided(_BOTH_WAYS)
        if any(_in_business_days(one) for one in _on_service_hours(agreement, service)):
            return undecided(_DAYS)
    return _named(case)


def _named(case: Case) -> Verdict:
    old = case.first.calendars.get(case.before) if case.before else None
    new = case.second.calendars.get(case.after) if case.after else None
    if old is None or new is None:
        return undecided("Which hours hold instead differs from service to service.")
    return _compared(case, old, new)


def _used(agreement: Agreement, name: str) -> Verdict | None:
    """What makes hours of the calendar not decidable, if anything does."""
    if agreement.business_days and agreement.business_days.calendar == name:
        return undecided(_BETWEEN_PEOPLE)
    if any(service.hours == name and service.availability for service in agreement.services.values()):
        return undecided(_BOTH_WAYS)
    if any(_in_business_days(standard) for standard in _runs_on(agreement, name)):
        return undecided(_DAYS)
    return None


def _needed(agreement: Agreement, name: str) -> bool:
    return bool(_runs_on(agreement, name)) or any(one.hours == name for one in agreement.services.values())


def _runs_on(agreement: Agreement, name: str) -> list[Standard]:
    """The standards with a clock on a calendar, named or as the hours of a service."""
    found = [one for one in agreement.standards.values() if one.clock and name in _calendars(one)]
    for service, terms in agreement.services.items():
        if terms.hours == name:
            found += _on_service_hours(agreement, service)
    return found


def _calendars(standard: Standard) -> tuple[str, ...]:
    if isinstance(standard.calendar, Mapping):
        return tuple(standard.calendar.values())
    return (standard.calendar,) if standard.calendar else ()


def _on_service_hours(agreement: Agreement, service: str) -> list[Standard]:
    return [
        one
        for one in agreement.standards.values()
        if one.clock and one.calendar is None and (one.service == "all" or service in one.service)
    ]


def _in_business_days(standard: Standard) -> bool:
    return any(length.unit is Unit.BUSINESS_DAYS for length in _lengths(standard))


def _lengths(standard: Standard) -> Iterator[Duration]:
    frames = standard.within.values() if isinstance(standard.within, Mapping) else (standard.within,)
    yield from (frame for frame in frames if isinstance(frame, Duration))
    pauses = standard.clock.pauses if standard.clock else ()
    yield from (pause.limit for pause in pauses if pause.limit is not None)


def _compared(case: Case, old: CalendarTerms, new: CalendarTerms) -> Verdict:
    """Which of two calendars is open whenever the other one is, over the term of both agreements."""
    try:
        before, after = _open(case, old, case.first), _open(case, new, case.second)
    except EvenhandError:
        return undecided("The holidays of some years are not known.")
    more, less = after.subtraction(before).seconds, before.subtraction(after).seconds
    if more and less:
        return undecided("The hours are longer on some days and shorter on others.")
    if not more and not less:
        return neither("The hours are the same on every day of the term.")
    return ("client", _FASTER) if more else ("provider", _SLOWER)


def _open(case: Case, calendar: CalendarTerms, agreement: Agreement) -> Intervals:
    first, last = _span(case)
    resolved = calendar.calendar(range(first.year - 1, last.year + 2), agreement.timezone)
    return open_intervals(resolved, load_zone(resolved.zone, first.year - 1, last.year + 1), first, last)


def _span(case: Case) -> tuple[date, date]:
    """The days both agreements are about: whole years, so that hours of every week and holiday are compared."""
    terms = [agreement.term for agreement in (case.first, case.second) if agreement.term]
    begins = min((term.from_.year for term in terms), default=_FIRST_YEAR)
    ends = max(
        (term.to.year if term.to else begins + _YEARS_WITHOUT_END for term in terms), default=begins + 1
    )
    first = max(begins, _EARLIEST_YEAR)
    return date(first, 1, 1), date(min(max(ends, first), first + _YEARS_WITHOUT_END), 12, 31)
