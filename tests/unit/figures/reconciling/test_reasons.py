"""Each reason on a ticket made for it: due times reckoned by hand, in London time; 25 May 2026 is a bank holiday."""

import pytest

from tests.unit.figures.reconciling.helpers import agreement, compare, log, only_difference

FRIDAY = "2026-05-22"
PLAIN = agreement()
HOLIDAYS = "hours: {mon-fri: '09:00-17:00'}, holidays: {country: GB, subdivision: ENG}"
CLOSED = "hours: {mon-fri: '09:00-17:00'}, closed: [{date: 2026-05-26, name: stock-taking}]"
BOTH = f"{HOLIDAYS}, closed: [{{date: 2026-05-26, name: stock-taking}}]"
CLIENT = "starts: opened, stops: resolved, pauses: [client]"


def opened(when, desk, **attributes):
    return ("T1", when, "opened", {"desk": desk, **attributes})


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


MONDAY = "2026-03-02"


def waits(*reasons):
    """Opened at 10:00; two hours of waiting from 11:00 to 13:00, the reasons one after the other."""
    starts = [f"{MONDAY}T11:00", f"{MONDAY}T12:00"]
    rows = [
        ("T1", start, "waiting", {"reason": reason}) for start, reason in zip(starts, reasons, strict=False)
    ]
    return [*rows, ("T1", f"{MONDAY}T13:00", "resumed")]


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


REOPENED = [
    ("T1", f"{MONDAY}T12:00", "closed"),
    ("T1", "2026-03-03T12:00", "reopened"),
    ("T1", "2026-03-03T16:00", "closed"),
]
REOPENINGS = {
    # 2 h on Monday until resolved; reopened Tue 12:00: 5 h until closing, the eighth on Wednesday from 09:00.
    "resumes": ("counts", "2026-03-04T10:00", "reopening resumes",
        "The desk left out the time between resolution and reopening and the agreement does not."),
    "restarts": ("counts", "2026-03-04T12:00", "reopening restarts",
        "The desk began a new clock at the reopening and the agreement does not."),
    "ignored": ("restarts", "2026-03-03T10:00", "reopening ignored",
        "The desk stopped the clock for good at the first stop and the agreement sets it going again at a "
        "reopening."),
}  # fmt: skip


@pytest.mark.parametrize("case", REOPENINGS)
def test_reopenings(case):
    mode, due, code, sentence = REOPENINGS[case]
    terms = agreement(more=f", when reopened: {mode}")
    difference = only_difference(terms, opened(f"{MONDAY}T10:00", due), *REOPENED)
    assert (difference.code, difference.reason) == (code, sentence)


def test_time_between_resolution_and_reopening_counted_by_the_desk():
    assert only_difference(PLAIN, opened(f"{MONDAY}T10:00", "missed"), *REOPENED).code == "reopening counts"


PRIORITIES = {
    "from change": ("", [("P2", "10:00"), ("P1", "11:00")], f"{MONDAY}T13:00", "priority from change",
        "The desk measured anew from the change of priority and the agreement does not."),
    "from opening": (", when reprioritised: from change", [("P2", "10:00"), ("P1", "11:00")], f"{MONDAY}T12:00",
        "priority from opening",
        "The desk went on from the opening after a change of priority and the agreement does not."),
    "the first": ("", [("P2", "10:00"), ("P1", "11:00")], "2026-03-03T10:00", "first priority",
        "The desk kept the time frame of the first priority and the agreement does not."),
    "the last": ("", [("P1", "10:00"), ("P2", "13:00")], "2026-03-03T10:00", "last priority",
        "The desk used the time frame of the last priority from the opening on and the agreement does not."),
}  # fmt: skip


@pytest.mark.parametrize("case", PRIORITIES)
def test_changes_of_priority(case):
    more, said, due, code, sentence = PRIORITIES[case]
    (first, start), (second, change) = said
    rows = [
        opened(f"{MONDAY}T{start}", due, priority=first),
        ("T1", f"{MONDAY}T{change}", "changed", {"priority": second}),
    ]
    difference = only_difference(agreement(within="{P1: 2 hours, P2: 8 hours}", more=more), *rows)
    assert (difference.code, difference.reason) == (code, sentence)


def test_a_priority_that_is_derived_is_held_by_what_it_is_derived_from():
    terms = agreement(
        priorities="{from: [impact], table: {high: P1, low: P2}}", within="{P1: 2 hours, P2: 8 hours}"
    )
    rows = [
        opened(f"{MONDAY}T10:00", "2026-03-03T10:00", impact="low"),
        ("T1", f"{MONDAY}T11:00", "changed", {"impact": "high"}),
    ]
    assert only_difference(terms, *rows).code == "first priority"


def test_another_stop():
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T12:00", "resolved")]
    rows += [("T1", "2026-03-05T12:00", "closed")]
    difference = only_difference(PLAIN, *rows)
    assert difference.code == "stops at closed"
    assert difference.reason == "The desk stopped the clock at closed and the agreement at resolved."


def test_the_start_is_never_taken_for_the_stop():
    terms = agreement(clock="starts: responded, stops: closed")
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T12:00", "responded")]
    rows += [("T1", f"{MONDAY}T13:00", "closed")]
    assert only_difference(terms, *rows).code == "unexplained"


MINUTES = "The desk counted in whole minutes (1 h 00 min 20 s elapsed) and the agreement in seconds."


def test_whole_minutes():
    rows = [opened(f"{MONDAY}T10:00:00", "met"), ("T1", f"{MONDAY}T11:00:20", "resolved")]
    rows += [
        ("T2", f"{MONDAY}T10:00:00", "opened", {"desk": "missed"}),
        ("T2", f"{MONDAY}T11:01", "resolved"),
    ]
    difference = only_difference(agreement(within="1 hour"), *rows)
    assert (difference.code, difference.reason) == ("whole minutes", MINUTES)


def test_whole_minutes_on_the_clock_of_the_desk():
    rows = [opened(f"{MONDAY}T10:00:00", "met"), ("T1", "2026-03-03T10:00:20", "resolved")]
    assert only_difference(agreement(within="1 business day"), *rows).code == "whole minutes"


def test_a_desk_that_decides_only_when_the_clock_stops():
    difference = only_difference(PLAIN, opened(f"{MONDAY}T10:00", "met"), as_of="2026-03-05T12:00")
    assert difference.code == "decided at the stop"
    assert difference.ours == "missed"
    assert difference.reason == (
        "The desk decides when the clock stops and the agreement as soon as the time frame is used up."
    )


def test_a_desk_that_looked_later():
    difference = only_difference(PLAIN, opened(f"{MONDAY}T08:00", "missed"), as_of="2026-03-02T08:30")
    assert (difference.code, difference.ours) == ("looked at later", "open")


def test_nothing_explains_it():
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T10:20", "closed")]
    difference = only_difference(PLAIN, *rows)
    assert difference.code == "unexplained"
    assert difference.reason == (
        "No single difference in counting explains it: 20 minutes counted, 8 hours allowed."
    )


def test_nothing_explains_what_was_agreed_on_the_ticket():
    rows = [
        opened(f"{MONDAY}T10:00", "missed", **{"agreed due": "2026-03-02T12:00:00Z"}),
        ("T1", f"{MONDAY}T10:20", "closed"),
    ]
    difference = only_difference(agreement(within="as agreed on the ticket"), *rows)
    assert difference.allowed == "as agreed on the ticket"
    assert difference.reason == (
        "No single difference in counting explains it: 20 minutes counted, the time frame is agreed on the ticket."
    )


def test_a_reason_that_would_set_agreeing_tickets_apart_is_believed_less():
    """Three tickets differ by the stop; round the clock would explain them and a fourth, and break the others."""
    agreeing = [row for number in range(4) for row in night(f"n{number}", "met")]
    late = [row for number in range(3) for row in resolved_then_closed(f"T{number}", "missed")]
    outcome = compare(PLAIN, log(*agreeing, *late, *night("odd", "missed")))
    assert [(each.code, each.tickets) for each in outcome.reasons] == [
        ("stops at closed", 3),
        ("round the clock, exceptionally", 1),
    ]
    assert outcome.reasons[1].reason == (
        "Unlike on other tickets, the desk counted round the clock and the agreement counts the hours of a calendar."
    )
    assert {each.ticket for each in outcome.differences if each.reason.startswith("Unlike")} == {"odd"}


def night(ticket, desk):
    """One hour of the calendar, 17 on the wall."""
    return [(ticket, f"{MONDAY}T16:30", "opened", {"desk": desk}), (ticket, "2026-03-03T09:30", "closed")]


def resolved_then_closed(ticket, desk):
    """7 hours of the calendar and 23 on the wall until resolved, a week until closed."""
    return [
        (ticket, f"{MONDAY}T12:00", "opened", {"desk": desk}),
        (ticket, "2026-03-03T11:00", "resolved"),
        (ticket, "2026-03-09T11:00", "closed"),
    ]


def test_a_variant_that_cannot_be_reckoned_explains_nothing():
    """The list of German holidays begins in 1991, so the year before, which tables reach back to, is not known."""
    terms = agreement(zone="Europe/Berlin")
    rows = [("T1", "1991-05-03T12:00", "opened", {"desk": "missed"}), ("T1", "1991-05-03T13:00", "closed")]
    assert only_difference(terms, *rows, as_of="1991-06-01T12:00").code == "unexplained"


def test_years_before_any_list_of_holidays_are_left_out():
    terms = agreement(zone="Europe/Berlin")
    rows = [("T1", "1988-05-03T12:00", "opened", {"desk": "missed"}), ("T1", "1988-05-03T13:00", "closed")]
    assert only_difference(terms, *rows, as_of="1988-06-01T12:00").code == "unexplained"


def test_holidays_are_added_only_where_none_are_kept():
    terms = agreement(
        office=HOLIDAYS,
        more_calendars='late: {hours: {mon-fri: "07:00-20:00"}}\n  far: {timezone: UTC, hours: {mon: "07:00-20:00"}}',
        more=", calendar: late",
    )
    # 4 h on Friday, 4 h on the day after the bank holiday.
    assert only_difference(terms, opened("2026-05-22T16:00", "2026-05-26T11:00")).code == "holidays of GB"


def test_progress_is_told_after_each_variant():
    counted = []
    rows = [opened(f"{MONDAY}T10:00", "missed"), ("T1", f"{MONDAY}T10:20", "closed")]
    compare(PLAIN, log(*rows), progress=counted.append)
    assert len(counted) > 5
    assert set(counted) == {1}
