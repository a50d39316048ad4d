"""Reasons of the calendar and of pauses."""

import pytest

from tests.unit.figures.reconciling.helpers import agreement, only_difference
from tests.unit.figures.reconciling.tables import (
    BOTH,
    CLIENT,
    CLOSED,
    HOLIDAYS,
    MONDAY,
    PLAIN,
    opened,
    waits,
)

CALENDARS = {
    # 1 h on Friday, 7 h on Monday: due Mon 16:00; without the Monday, Tue 16:00.
    "a bank holiday only the desk keeps": (
        PLAIN, "2026-05-22T16:00", "2026-05-26T16:00", "holidays of GB",
        "The desk stopped the clock over public holidays of GB (Mon 25 May 2026, Spring Bank Holiday) and the "
        "agreement does not.",
    ),
    "a bank holiday of England": (
        PLAIN, "2026-08-28T16:00", "2026-09-01T16:00", "holidays of GB, ENG",
        "The desk stopped the clock over public holidays of GB, ENG (Mon 31 Aug 2026, Late Summer Bank Holiday) and "
        "the agreement does not.",
    ),
    "a bank holiday on a calendar that is always open": (
        agreement(office="hours: always", within="72 hours"),
        "2026-05-22T16:00", "2026-05-26T16:00", "holidays of GB",
        "The desk stopped the clock over public holidays of GB (Mon 25 May 2026, Spring Bank Holiday) and the "
        "agreement does not.",
    ),
    "a bank holiday only the agreement keeps": (
        agreement(office=HOLIDAYS), "2026-05-22T16:00", "2026-05-25T16:00", "holidays counted",
        "The desk let the clock run on public holidays (Mon 25 May 2026, Spring Bank Holiday) and the agreement does "
        "not.",
    ),
    "a closed day only the agreement keeps": (
        agreement(office=CLOSED), "2026-05-25T16:00", "2026-05-26T16:00", "closed days counted",
        "The desk let the clock run on closed days (Tue 26 May 2026, stock-taking) and the agreement does not.",
    ),
    "a holiday and a closed day": (
        # 1 h on Friday, 8 h on Monday, 7 h on Tuesday.
        agreement(office=BOTH, within="16 hours"), "2026-05-22T16:00", "2026-05-26T16:00",
        "holidays and closed days counted",
        "The desk let the clock run on public holidays and closed days (Mon 25 May 2026, Spring Bank Holiday; Tue 26 "
        "May 2026, stock-taking) and the agreement does not.",
    ),
    "round the clock": (
        PLAIN, "2026-05-22T16:00", "2026-05-23T00:00", "round the clock",
        "The desk counted round the clock and the agreement counts the hours of a calendar.",
    ),
    "another calendar of the agreement": (
        agreement(more_calendars='late: {hours: {mon-fri: "07:00-20:00"}}'),
        "2026-05-22T16:00", "2026-05-25T11:00", "calendar late",
        "The desk counted on the calendar “late” and the agreement on another one.",
    ),
    # 09:00 in UTC is 10:00 in London in summer.
    "hours in UTC": (
        PLAIN, "2026-05-22T18:00", "2026-05-25T18:00", "hours in UTC",
        "The desk read the hours in UTC and the agreement in Europe/London.",
    ),
    "the next opening": (
        PLAIN, "2026-05-22T09:00", "2026-05-25T09:00", "due at the next opening",
        "The desk sets a time frame that is used up at closing time to the next opening and the agreement to the "
        "closing.",
    ),
    "the next opening after a business day": (
        agreement(within="1 business day"), "2026-05-22T09:00", "2026-05-25T09:00", "due at the next opening",
        "The desk sets a time frame that is used up at closing time to the next opening and the agreement to the "
        "closing.",
    ),
    "the next opening, by priority": (
        agreement(within="{P1: 8 hours, P2: 16 hours}"), "2026-05-22T09:00", "2026-05-25T09:00",
        "due at the next opening",
        "The desk sets a time frame that is used up at closing time to the next opening and the agreement to the "
        "closing.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CALENDARS)
def test_hours_and_holidays(case):
    terms, start, due, code, sentence = CALENDARS[case]
    difference = only_difference(terms, opened(start, due, priority="P1"))
    assert (difference.code, difference.reason) == (code, sentence)


def test_many_days_are_counted_after_the_first_two():
    # Good Friday, Easter Monday, May Day, Spring Bank Holiday between April and June: 45 days of 8 hours.
    terms = agreement(office=HOLIDAYS, within="360 hours")
    difference = only_difference(terms, opened("2026-04-01T17:00", "2026-06-03T17:00"))
    assert difference.reason == (
        "The desk let the clock run on public holidays (Fri 3 Apr 2026, Good Friday; Mon 6 Apr 2026, Easter Monday "
        "and 2 more) and the agreement does not."
    )


PAUSES = {
    # 8 h from 10:00: due Tue 10:00; two hours later where the waiting pauses.
    "no pauses": (
        CLIENT, waits("client"), "2026-03-03T10:00", "no pauses",
        "The desk let the clock run during waiting (2 hours) and the agreement stops it.",
    ),
    "one of two pauses": (
        "starts: opened, stops: resolved, pauses: [client, vendor]", waits("client", "vendor"),
        "2026-03-03T11:00", "runs during client",
        "The desk let the clock run during “client” and the agreement stops it.",
    ),
    "another reason": (
        CLIENT, waits("Parts"), "2026-03-03T12:00", "stops during parts",
        "The desk stopped the clock during “parts” (2 hours) and the agreement does not.",
    ),
    "every reason, also none": (
        CLIENT, waits("parts", ""), "2026-03-03T12:00", "every waiting pauses",
        "The desk stopped the clock during every waiting (2 hours) and the agreement only for the reasons it names.",
    ),
    "every reason where none is named": (
        "starts: opened, stops: resolved", waits("parts", "tools"), "2026-03-03T12:00", "every waiting pauses",
        "The desk stopped the clock during every waiting (2 hours) and the agreement does not.",
    ),
    "a limit": (
        "starts: opened, stops: resolved, pauses: [{client: at most 1 hour}]", waits("client"),
        "2026-03-03T12:00", "no limits",
        "The desk stopped the clock for the whole of a waiting (2 hours) and the agreement only up to a limit.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PAUSES)
def test_pauses(case):
    clock, rows, due, code, sentence = PAUSES[case]
    difference = only_difference(agreement(clock=clock), opened(f"{MONDAY}T10:00", due), *rows)
    assert (difference.code, difference.reason) == (code, sentence)


def test_a_waiting_known_as_a_total():
    rows = [opened(f"{MONDAY}T10:00", "2026-03-03T10:00", waiting=7200)]
    difference = only_difference(agreement(clock=CLIENT), *rows, waiting=True)
    assert difference.code == "reported waiting counted"
    assert difference.reason == (
        "The desk counted the waiting that the export gives as a total (2 hours) and the agreement takes it off."
    )


def test_a_pause_that_made_a_verdict():
    rows = [opened(f"{MONDAY}T10:00", "missed"), *waits("client"), ("T1", f"{MONDAY}T13:00", "closed")]
    difference = only_difference(agreement(clock=CLIENT, within="2 hours"), *rows)
    assert (
        difference.reason == "The desk let the clock run during waiting (2 hours) and the agreement stops it."
    )
