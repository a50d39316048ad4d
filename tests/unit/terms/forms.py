"""Parts of an agreement written in one line, as they are read."""

from __future__ import annotations

from evenhand.terms.availability import Availability
from evenhand.terms.credits import ClauseCredits
from evenhand.terms.hours import CalendarTerms
from evenhand.terms.standards import Standard
from tests.unit.terms.helping import agreed

NINE = 9 * 3600
CLOCK = "clock: {starts: opened, stops: resolved}, within: 2 days"


def calendar(text: str) -> CalendarTerms:
    return agreed(f"calendars:\n  c: {text}\n").calendars["c"]


def standard(text: str, rest: str = "") -> Standard:
    return agreed(f"standards:\n  s: {{{text}}}\n{rest}").standards["s"]


def availability(text: str) -> dict[str, Availability]:
    return dict(agreed(f"services:\n  s: {{availability: {text}}}\n").services["s"].availability)


def clause_credits(text: str) -> ClauseCredits:
    credits = standard(f"measure: count, credits: {text}").credits
    assert credits is not None
    return credits
