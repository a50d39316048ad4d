"""From terms and a log to figures: what is left out, and how it is said."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from evenhand.figures import measure as measuring
from evenhand.figures.facts import attributes_used
from evenhand.figures.measure import Measure, measure_log
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels
from tests.logs import agreement, at, log

HEAD = """
agreement: Test
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars:
  office: {hours: {mon-fri: 09:00-17:00}}
  late: {hours: {mon-fri: 12:00-20:00}}
priorities: [P1, P2]
"""
DESK = HEAD + "services: {desk: {hours: office}}\n"
FIX = (
    "standards:\n  fix: {clock: {starts: opened, stops: resolved}, within: 4 hours, target: 90% per month}\n"
)
TICKETS = log("""
A 2026-03-02T09:00 opened priority=P1
A 2026-03-02T10:00 resolved
B 2025-12-31T09:00 opened priority=P9 service=attic
B 2025-12-31T10:00 resolved
C 2026-03-03T09:00 opened priority=P9 service=attic
C 2026-03-04T10:00 resolved
D 2026-03-03T09:00 resolved
E 2026-03-31T10:00 opened
""")


def test_what_is_not_in_the_figures_is_said():
    measured = measure_log([agreement(DESK + FIX)], TICKETS)
    assert measured.counts == {
        "irregular": 1,
        "outside the time in force": 1,
        "tickets": 5,
        "unknown priority P9": 1,
        "unknown service attic": 1,
    }
    assert list(measured.notes) == [
        "1 ticket with an order of events that cannot be: shown beside each figure, not scored (for example D).",
        "1 ticket opened outside the time the agreement is in force: not measured (for example B).",
        "1 ticket names a priority the agreement does not have: P9.",
        "1 ticket names a service the agreement does not have: attic.",
    ]


def test_the_same_however_the_log_is_cut(monkeypatch):
    whole = measure_log([agreement(DESK + FIX)], TICKETS)
    monkeypatch.setattr(measuring, "_SLICE_ROWS", 1)
    pieces = measure_log([agreement(DESK + FIX)], TICKETS)
    assert pieces.figures == whole.figures
    assert (pieces.counts, pieces.notes) == (whole.counts, whole.notes)
    assert sorted(pieces.tickets(), key=_name) == sorted(whole.tickets(), key=_name)


def _name(row):
    return row["ticket"], row["standard"]


def test_an_empty_log_and_no_records_at_all():
    nothing = measure_log([agreement(DESK + FIX)], log("").__class__(*_empty()))
    assert nothing.figures == ()
    assert nothing.as_of == 0


def _empty():
    whole = log("A 2026-03-02T09:00 opened")
    return whole.tickets[:0], whole.first[:1], whole.at[:0], whole.event[:0], {}


def test_records_after_as_of_are_left_out():
    before = measure_log([agreement(DESK + FIX)], TICKETS, as_of=at("2026-03-02T09:30"))
    assert [(row["ticket"], row["verdict"]) for row in before.tickets()] == [("A", "open")]
    assert before.counts["tickets"] == 2


def test_only_the_periods_asked_for():
    measured = measure_log(
        [agreement(DESK + FIX)], TICKETS, first=date(2026, 2, 10), last=date(2026, 3, 1), by=("priority",)
    )
    assert [(figure.start, figure.result) for figure in measured.figures] == [
        (date(2026, 2, 1), "nothing to measure"),
        (date(2026, 3, 1), "missed"),
        (date(2026, 3, 1), "not scored"),
    ]
    assert [figure.priority for figure in measured.figures if figure.breakdown] == ["P1"]


def test_breakdowns_by_service_leave_what_is_scored_by_service_alone():
    text = FIX.replace("within", "scored: each service, within")
    measured = measure_log([agreement(DESK + text)], TICKETS, by=("service", "priority"))
    shown = [(figure.service, figure.priority) for figure in measured.figures if figure.breakdown]
    assert shown == [("desk", "P1")]


def test_breakdowns_stand_in_the_order_of_the_agreement():
    text = (DESK + FIX).replace("[P1, P2]", "[P2, P1]")
    more = log("""
    A 2026-03-02T09:00 opened priority=P1
    A 2026-03-02T10:00 resolved
    B 2026-03-02T09:00 opened priority=P2
    B 2026-03-02T10:00 resolved
    """)
    measured = measure_log([agreement(text)], more, by=("priority",))
    assert [figure.priority for figure in measured.figures if figure.breakdown] == ["P2", "P1"]


def test_an_agreement_without_a_term_begins_with_its_records():
    text = (DESK + FIX).replace("term: {from: 2026-01-01, to: 2026-12-31}\n", "")
    measured = measure_log([agreement(text)], TICKETS)
    assert measured.figures[0].start == date(2025, 12, 1)
    assert measured.figures[-1].start == date(2026, 3, 1)


def test_tables_are_compiled_further_back_when_an_earlier_record_comes():
    text = (DESK + FIX).replace("term: {from: 2026-01-01, to: 2026-12-31}\n", "")
    measure = Measure([agreement(text)], at("2026-04-01T00:00"))
    version = measure.versions[0]
    first = measure.tables(version, at("2026-03-02T09:00"))
    assert measure.tables(version, at("2026-02-02T09:00")) is first
    assert measure.tables(version, at("2024-02-02T09:00")) is not first


def test_a_ticket_without_hours_is_not_covered():
    two = HEAD + "services: {desk: {hours: office}, line: {hours: late}}\n" + FIX
    measured = measure_log([agreement(two)], log("A 2026-03-02T09:00 opened\nA 2026-03-02T10:00 resolved"))
    assert list(measured.tickets()) == []
    assert measured.notes == ("1 ticket that no standard covers: in no figure (for example A).",)


def test_days_on_the_wall_need_no_hours():
    two = HEAD + "services: {desk: {hours: office}, line: {hours: late}}\n" + FIX.replace("4 hours", "2 days")
    measured = measure_log([agreement(two)], log("A 2026-03-02T09:00 opened\nA 2026-03-04T09:00 resolved"))
    (row,) = measured.tickets()
    assert (row["verdict"], row["due"], row["elapsed_seconds"]) == ("met", "2026-03-04T09:00:00Z", 2 * 86_400)


def test_services_that_share_their_hours_give_them_to_a_ticket_without_a_service():
    two = HEAD + "services: {desk: {hours: office}, line: {hours: office}}\n" + FIX
    (row,) = measure_log(
        [agreement(two)], log("A 2026-03-02T16:00 opened\nA 2026-03-03T10:00 resolved")
    ).tickets()
    assert (row["service"], row["elapsed_seconds"]) == ("", 2 * 3600)


def test_a_standard_for_a_service_nobody_names_covers_nothing():
    two = HEAD + "services: {desk: {hours: office}, line: {hours: office}}\n"
    other = FIX.replace("clock", "service: line, clock")
    measured = measure_log(
        [agreement(two + other)], log("A 2026-03-02T16:00 opened\nA 2026-03-03T10:00 resolved")
    )
    assert list(measured.tickets()) == []


def test_attributes_that_decide_are_known():
    text = HEAD.replace("priorities: [P1, P2]", "priorities: {from: [impact], table: {high: P1, low: P2}}")
    text += FIX.replace("clock", "calendar: office, applies to: {team: north}, clock")
    assert attributes_used([agreement(text)]) == ("agreed due", "accepted", "impact", "team")


def test_an_agreed_due_without_a_zone_is_read_in_the_zone_of_the_agreement():
    text = HEAD + FIX.replace("4 hours", "as agreed on the ticket")
    rows = """
    A 2026-07-02T09:00 opened agreed_due=2026-07-02T12:00:00
    A 2026-07-02T11:00 resolved
    B 2026-07-02T09:00 opened agreed_due=2026-07-02T12:00:00+02:00
    B 2026-07-02T11:00 resolved
    """
    due = {
        row["ticket"]: (row["due"], row["verdict"])
        for row in measure_log([agreement(text)], log(rows)).tickets()
    }
    assert due == {"A": ("2026-07-02T11:00:00Z", "met"), "B": ("2026-07-02T10:00:00Z", "missed")}


def test_time_frames_by_priority_cover_no_ticket_without_one():
    text = HEAD.replace("priorities: [P1, P2]\n", "") + FIX.replace(
        "4 hours", "{P1: 4 hours}, calendar: office"
    )
    measured = measure_log([agreement(text)], log("A 2026-03-02T09:00 opened\nA 2026-03-04T09:00 resolved"))
    assert list(measured.tickets()) == []
    assert measured.counts["covered by no standard"] == 1


def test_a_clause_of_one_version_alone_has_figures_while_it_is_in_force():
    first = (DESK + FIX).replace("2026-12-31", "2026-03-31")
    second = (DESK + FIX).replace("2026-01-01", "2026-04-01").replace("fix:", "mend:")
    measured = measure_log([agreement(first), agreement(second)], TICKETS, as_of=at("2026-05-31T00:00"))
    months = [(figure.clause, figure.start.month) for figure in measured.figures]
    assert months == [
        ("standards.mend", 4),
        ("standards.mend", 5),
        ("standards.fix", 1),
        ("standards.fix", 2),
        ("standards.fix", 3),
    ]


def test_a_priority_without_a_target_is_said():
    text = FIX.replace("target: 90% per month", "target: {P1: 90% per month, P2: 90% per month}")
    rows = "A 2026-03-02T09:00 opened\nA 2026-03-02T10:00 resolved"
    measured = measure_log([agreement(DESK + text)], log(rows))
    assert measured.counts["without a target"] == 1
    assert any("no target for their priority" in note for note in measured.notes)


SHARES = """
A 2026-03-02T09:00 opened service=desk
A 2026-03-02T10:00 resolved
B 2026-03-02T09:00 opened service=line
B 2026-03-02T10:00 resolved
B 2026-03-03T10:00 reopened
C 2026-03-02T09:00 opened
"""


@pytest.mark.parametrize(("service", "counted"), [("all", (1, 2)), ("desk", (0, 1)), ("line", (1, 1))])
def test_shares_of_tickets_are_those_of_the_services_named(service, counted):
    two = HEAD + "services: {desk: {hours: office}, line: {hours: late}}\n"
    text = (
        two
        + f"standards: {{again: {{measure: reopened share, service: {service}, target: at most 5% per month}}}}"
    )
    figure = measure_log([agreement(text)], log(SHARES)).figures[-1]
    assert (figure.numerator, figure.denominator) == counted


def test_readings_may_begin_before_the_tickets():
    text = (DESK + FIX).replace("term: {from: 2026-01-01, to: 2026-12-31}\n", "")
    readings = Readings(
        name=Labels.of(["rating"]),
        at=np.array([at("2025-11-05T00:00")]),
        value=(Decimal(4),),
        service=Labels.of([""]),
        ticket=Labels.of([""]),
    )
    assert measure_log([agreement(text)], TICKETS, readings=readings).figures[0].start == date(2025, 11, 1)
