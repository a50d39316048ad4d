"""What a desk often does otherwise with hours: holidays, closures, another calendar, another zone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

import holidays

from evenhand.calendars.dates import resolve_holidays
from evenhand.errors import EvenhandError
from evenhand.figures.explanation.wording import date_text
from evenhand.figures.reconciling.places import country_of
from evenhand.figures.reconciling.variants import Case, Detail, Reason, Variant, standards_with
from evenhand.figures.versions import midnight
from evenhand.terms.agreement import Agreement
from evenhand.terms.base import FrozenMap
from evenhand.terms.hours import CalendarTerms, Holidays, WeeklyHours
from evenhand.units import DAY_SECONDS

_MOST_NAMED = 2
_ROUND_THE_CLOCK = "round the clock"
_EVERY_DAY = WeeklyHours(False, (((0, DAY_SECONDS),),) * 7)
_Change = Callable[[CalendarTerms, str], CalendarTerms]


def closed_days(agreements: Sequence[Agreement], years: range) -> Iterator[Variant]:
    """Holidays and closures that the desk works through, and public holidays that only the desk keeps."""
    worked: list[tuple[str, str, dict[str, object]]] = [
        ("holidays counted", "public holidays", {"holidays": None}),
        ("closed days counted", "closed days", {"closed": ()}),
        (
            "holidays and closed days counted",
            "public holidays and closed days",
            {"holidays": None, "closed": ()},
        ),
    ]
    for code, what, update in worked:
        terms = _each_calendar(partial(_with, values=update))
        days = _differing_days(agreements, terms, years)
        sentence = f"The desk let the clock run on {what}{{}} and the agreement does not."
        yield Variant(Reason(code, sentence, _naming(days, agreements[0])), terms)
    for country, part in _regions(agreements, years):
        terms = _each_calendar(partial(_keeping, country=country, part=part))
        days = _differing_days(agreements, terms, years)
        region = f"{country}, {part}" if part else country
        sentence = (
            f"The desk stopped the clock over public holidays of {region}{{}} and the agreement does not."
        )
        reason = Reason(f"holidays of {region}", sentence, _naming(days, agreements[0]))
        yield Variant(reason, terms)


def other_hours(agreements: Sequence[Agreement]) -> Iterator[Variant]:
    """Round the clock, on another calendar of the agreement, or with the hours read in UTC."""
    yield Variant(
        Reason(
            "round the clock",
            "The desk counted round the clock and the agreement counts the hours of a calendar.",
        ),
        _round_the_clock,
    )
    for name in dict.fromkeys(name for each in agreements for name in each.calendars):
        yield Variant(
            Reason(
                f"calendar {name}",
                f"The desk counted on the calendar “{name}” and the agreement on another one.",
            ),
            partial(_on_calendar, name=name),
        )
    zones = {
        calendar.timezone or each.timezone for each in agreements for calendar in each.calendars.values()
    }
    yield Variant(
        Reason(
            "hours in UTC",
            f"The desk read the hours in UTC and the agreement in {' or '.join(sorted(zones))}.",
        ),
        _each_calendar(partial(_with, values={"timezone": "UTC"})),
    )


def _on_calendar(agreement: Agreement, name: str) -> Agreement:
    return standards_with(calendar=name)(agreement) if name in agreement.calendars else agreement


def _round_the_clock(agreement: Agreement) -> Agreement:
    always = CalendarTerms.model_validate({"hours": "always"})
    calendars = FrozenMap({**agreement.calendars, _ROUND_THE_CLOCK: always})
    return _on_calendar(agreement.model_copy(update={"calendars": calendars}), _ROUND_THE_CLOCK)


def _with(calendar: CalendarTerms, zone: str, values: Mapping[str, object]) -> CalendarTerms:
    return calendar.model_copy(update=values)


def _each_calendar(change: _Change) -> Callable[[Agreement], Agreement]:
    """The same change to every calendar of a version; it is given the zone of each."""

    def terms(agreement: Agreement) -> Agreement:
        changed = {
            name: change(calendar, calendar.timezone or agreement.timezone)
            for name, calendar in agreement.calendars.items()
        }
        return agreement.model_copy(update={"calendars": FrozenMap(changed)})

    return terms


def _keeping(calendar: CalendarTerms, zone: str, country: str, part: str | None) -> CalendarTerms:
    """A calendar that has no public holidays, with those of its country."""
    if calendar.holidays is not None or country_of(zone) != country:
        return calendar
    hours = _EVERY_DAY if calendar.hours.always else calendar.hours
    kept = Holidays.model_validate({"country": country, "subdivision": part})
    return calendar.model_copy(update={"hours": hours, "holidays": kept})


def _regions(agreements: Sequence[Agreement], years: range) -> Iterator[tuple[str, str | None]]:
    """Countries of the calendars without holidays, and their parts, each list of dates once."""
    bare = [
        calendar.timezone or agreement.timezone
        for agreement in agreements
        for calendar in agreement.calendars.values()
        if calendar.holidays is None
    ]
    known = holidays.list_supported_countries()
    for country in dict.fromkeys(country_of(zone) for zone in bare):
        if country is not None and country in known:
            seen = set()
            codes = [part for part in known[country] if part.isupper()]  # what an agreement can name
            for part in (None, *sorted(codes)):
                days = _dates(country, part, years)
                if days and days not in seen:
                    seen.add(days)
                    yield country, part


def _dates(country: str, part: str | None, years: range) -> frozenset[date]:
    try:
        return frozenset(resolve_holidays(country, part, years))
    except EvenhandError:  # a year the list of holidays does not reach
        return frozenset()


def _differing_days(
    agreements: Sequence[Agreement], terms: Callable[[Agreement], Agreement], years: range
) -> dict[date, str]:
    """Dates on which a calendar would have hours and that only one side takes for closed, with their names."""
    found: dict[date, str] = {}
    for agreement in agreements:
        changed = terms(agreement)
        for name in agreement.calendars:
            ours = agreement.calendar(name, years)
            desks = changed.calendar(name, years)
            for day in ours.closed.keys() ^ desks.closed.keys():
                if desks.weekly[day.weekday()] and day.year in years:
                    found[day] = ours.closed.get(day) or desks.closed[day]
    return dict(sorted(found.items()))


def _naming(days: Mapping[date, str], agreement: Agreement) -> Detail:
    """The dates between a ticket's start and its end, by name."""
    spans = [
        (
            midnight(day, agreement),
            midnight(day + timedelta(days=1), agreement),
            f"{date_text(day, year=True)}, {name}",
        )
        for day, name in days.items()
    ]

    def detail(case: Case) -> str:
        inside = [words for start, end, words in spans if start < case.ended and end > case.started]
        more = f" and {len(inside) - _MOST_NAMED} more" if len(inside) > _MOST_NAMED else ""
        return "; ".join(inside[:_MOST_NAMED]) + more

    return detail


def years_of(first: int, last: int) -> range:
    """The calendar years from one instant to another, both included."""
    return range(datetime.fromtimestamp(first, UTC).year, datetime.fromtimestamp(last, UTC).year + 1)
