"""Rules for the service elements: standards, availability, the catalogue and hours (elements 1 to 3)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final, cast

from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Allowance, Availability, DownWhen, Exclusion, Maintenance
from evenhand.terms.canonical.normal import Part
from evenhand.terms.difference.favours.case import Case, Rule, Verdict, always, neither, undecided
from evenhand.terms.difference.favours.clauses import provided
from evenhand.terms.difference.favours.hours import calendar_named, hours_of_calendar, service_hours
from evenhand.terms.difference.favours.rules import grade, number, ranked, target, there, time
from evenhand.terms.hours import CalendarTerms
from evenhand.terms.services import Service
from evenhand.terms.standards import Clock, Pause, Standard
from evenhand.units import tidy


def _pause(case: Case) -> Verdict:
    """A reason that stops the clock, and how long it may; without a limit it may for ever."""
    if case.added or case.removed:
        return there("provider", "a reason that pauses the clock")(case)
    one, other = cast(Pause, case.before), cast(Pause, case.after)
    if one.limit is None or other.limit is None:
        limited = one.limit is None
        return ("client" if limited else "provider"), f"The pause has {'a' if limited else 'no'} limit now."
    return time("provider", "the limit of the pause")(replace(case, before=one.limit, after=other.limit))


def _amount(value: Allowance) -> tuple[object, Fraction | int | None]:
    if value.length is not None:
        return ("time", value.length.unit, value.period), value.length.amount
    return ("windows", value.period), value.windows


def _unlimited(rule: Rule) -> Rule:
    """For what decides whether maintenance counts at all: with a limit, more of it may use the limit up earlier."""

    def guarded(case: Case) -> Verdict:
        if any(cast(Maintenance, owner).at_most for owner in (case.old, case.new)):
            return undecided("Maintenance that counts uses up the allowance for what comes later.")
        return rule(case)

    return guarded


def _excluded(case: Case) -> Verdict:
    """A cause for which time does not count; naming maintenance one may also put conditions on it."""
    causes = {tidy(cast(Exclusion, each).cause) for each in (case.before, case.after) if each is not None}
    if "planned maintenance" in causes:
        return undecided("Whether maintenance counts is said by its own clause, too.")
    return there("provider", "a cause for which time does not count")(case)


def _decided_by(case: Case) -> Verdict:
    """`both` is stricter than either side alone, and either is stricter than nobody."""
    grades = {None: 0, "client": 1, "provider": 1, "both": 2}
    one, other = grades[case.before], grades[case.after]
    if one == other:
        to_client = case.after == "client"
        return ("client" if to_client else "provider"), f"The {case.after} alone says now what is excluded."
    if other > one:
        return "client", "More is needed to exclude time."
    return "provider", "Less is needed to exclude time."


def _covered(case: Case) -> Verdict:
    return undecided("Which tickets count changes, and these may be kept in time more or less often.")


def _services(case: Case) -> Verdict:
    terms = cast(Service, case.before or case.after)
    if terms.charge is None:
        return there("client", "a service")(case)
    return undecided("The service has its charge.")


_MEETING: Final = there("client", "a target")
_FEWER: Final = number("provider", "the number below which nothing is scored")

SERVICE: Final[dict[Part, Rule]] = {
    (Agreement, "services"): _services,
    (Service, "name"): always(neither("Only what people call it.")),
    (Service, "includes"): there("client", "a part of the service"),
    (Service, "excludes"): there("provider", "a part that the service leaves out"),
    (Service, "hours"): service_hours,
    (Service, "availability"): there("client", "a promise of availability"),
    (CalendarTerms, "hours"): hours_of_calendar,
    (CalendarTerms, "timezone"): hours_of_calendar,
    (CalendarTerms, "holidays"): hours_of_calendar,
    (CalendarTerms, "closed"): hours_of_calendar,
    (CalendarTerms, "open"): hours_of_calendar,
    (Availability, "target"): target("client", "the target", _MEETING),
    (Availability, "minimum"): number("client", "the minimum", there("client", "a minimum")),
    (Availability, "at_least"): _FEWER,
    (Availability, "degraded"): number("client", "the share of degraded time that counts as down"),
    (Availability, "shortest_outage"): time(
        "provider", "the shortest outage that counts", there("provider", "a length below which outages do not count")
    ),
    (Availability, "unknown"): grade("client", "what time without data counts as", ("up", "excluded", "down")),
    (Availability, "excluded_time"): grade(
        "client", "what excluded time is", ("counted as up", "removed")
    ),
    (Availability, "excludes"): _excluded,
    (DownWhen, "above"): number("provider", "the level above which the service is down"),
    (DownWhen, "below"): number("client", "the level below which the service is down"),
    (DownWhen, "for_"): time("provider", "the time after which the service is down"),
    (Exclusion, "decided_by"): _decided_by,
    (Exclusion, "evidence"): there("client", "a need for evidence"),
    (Maintenance, "notice"): _unlimited(
        time("client", "the notice of maintenance", there("client", "a notice of maintenance"))
    ),
    (Maintenance, "at_most"): ranked(
        "provider", "the allowance of maintenance", _amount, ("larger", "smaller"),
        there("client", "a limit of maintenance"),
    ),
    (Agreement, "standards"): provided(there("client", "a standard")),
    (Standard, "title"): always(neither("Only what people call it.")),
    (Standard, "applies_to"): _covered,
    (Standard, "service"): _covered,
    (Standard, "within"): provided(time("provider", "the time frame")),
    (Standard, "calendar"): provided(calendar_named),
    (Standard, "target"): provided(target("client", "the target", _MEETING)),
    (Standard, "minimum"): provided(number("client", "the minimum", there("client", "a minimum"))),
    (Standard, "at_least"): provided(_FEWER),
    (Standard, "or_at_most"): provided(
        number("provider", "the number that may be missed", there("provider", "a number that may be missed"))
    ),
    (Standard, "when_reopened"): provided(
        grade("client", "what a reopened ticket counts", ("restarts", "resumes", "counts"))
    ),
    (Clock, "pauses"): provided(_pause),
}  # fmt: skip
"""What is certain about services and standards."""
