"""Reasons of waiting and of pauses: the same words, or it is said (rule 10)."""

from evenhand.figures.measure import measure_log
from evenhand.figures.waits import reasons_waited_for, wait_notes
from tests.logs import agreement, log

TEXT = """
agreement: Test
calendars: {office: {hours: always}}
standards:
  fix:
    clock: {starts: opened, stops: resolved, pauses: [Waiting on client, {waiting on cilent: at most 2 days}]}
    calendar: office
    within: 4 hours
    target: 90% per month
  rating: {measure: mean rating, target: at least 4 per month}
"""
ROWS = """
A 2026-03-02T09:00 opened
A 2026-03-02T10:00 waiting reason=client
A 2026-03-02T11:00 waiting reason=Client
A 2026-03-02T12:00 waiting reason=waiting~on~client
B 2026-03-02T09:00 opened
B 2026-03-02T10:00 waiting
C 2026-03-02T09:00 opened
C 2026-03-02T10:00 waiting reason=client
"""


def test_reasons_are_counted_by_ticket_without_regard_to_capitals():
    assert reasons_waited_for(log(ROWS)) == {"client": 2, "": 1, "waiting on client": 1}
    assert reasons_waited_for(log("A 2026-03-02T10:00 waiting")) == {"": 1}
    assert reasons_waited_for(log("A 2026-03-02T10:00 opened")) == {}


def test_words_that_do_not_meet_are_said():
    notes = measure_log([agreement(TEXT)], log(ROWS)).notes
    assert notes == (
        "1 ticket waits without a reason, which pauses nothing.",
        "2 tickets wait for “client”, which no clause pauses for. Near to it: waiting on client.",
        "No ticket waits for “waiting on cilent”, which fix pauses for.",
    )


def test_without_pauses_or_without_waiting_there_is_nothing_to_say():
    no_pauses = agreement(TEXT[: TEXT.index("standards")])
    assert wait_notes([no_pauses], {"client": 1}) == ()
    assert wait_notes([agreement(TEXT)], {}) == ()
