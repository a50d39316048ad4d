"""The last outage of a period, for claims that count from the incident."""

from decimal import Decimal

import numpy as np
import pytest

from evenhand.figures.credits.incidents import last_outage
from evenhand.records.outages import NO_END, NOT_ANNOUNCED, STATES, Outages
from evenhand.records.tickets import Labels
from tests.cases import instant
from tests.unit.figures.credits.helping import figure, version_of
from tests.unit.figures.credits.stating import TERMS, WEB, available

AS_OF = "2026-04-20 12:00"
SERVERS = available(more="for each: Server, ").replace("1000.00 per month", "8.00 per server per month")


def outages(*rows):
    nothing: list[Decimal | None] = [None] * len(rows)
    return Outages(
        service=Labels.of([row[0] for row in rows]),
        start=np.array([instant(row[1]) for row in rows], np.int64),
        end=np.array([instant(row[2]) if row[2] else NO_END for row in rows], np.int64),
        state=np.array([STATES.index(row[3]) for row in rows], np.int8),
        announced=np.full(len(rows), NOT_ANNOUNCED),
        share=tuple(nothing),
        cause=Labels.of([""] * len(rows)),
        id=Labels.of([""] * len(rows)),
        attributes={
            name: Labels.of([row[place] if len(row) > place else "" for row in rows])
            for name, place in (("server", 4), ("component", 5))
        },
    )


ROWS = (
    ("web", "2026-03-02 10:00", "2026-03-02 11:00", "down"),
    ("web", "2026-03-05 10:00", "2026-03-05 11:00", "degraded"),
    ("web", "2026-03-09 10:00", "2026-03-09 11:00", "maintenance"),
    ("desk", "2026-03-20 10:00", "2026-03-20 11:00", "down"),
    ("web", "2026-02-01 10:00", "2026-02-01 11:00", "down"),
)


def last(terms, one, *rows):
    return last_outage(version_of(terms), outages(*rows), instant(AS_OF))(one)


WEB_FIGURE = figure("99%", clause=WEB, target="99.9% per month", service="web")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS, "2026-03-05 10:59:59"),
        ((*ROWS, ("web", "2026-03-31 23:00", "", "down")), "2026-03-31 23:59:59"),
        (ROWS[2:], None),
        ((), None),
    ],
)
def test_the_last_that_was_down_or_degraded(rows, expected):
    assert last(available(), WEB_FIGURE, *rows) == (expected and instant(expected))


def test_each_instance_by_itself():
    rows = [(*ROWS[0], "srv-7"), (*ROWS[1], "srv-8")]
    one = figure("99%", clause=WEB, target="99.9% per month", service="web", instance="srv-7")
    assert last(SERVERS, one, *rows) == instant("2026-03-02 10:59:59")
    assert last(SERVERS, WEB_FIGURE, *rows) == instant("2026-03-05 10:59:59")


def test_a_record_of_no_instance_is_about_every_one_and_a_cell_may_name_several():
    one = figure("99%", clause=WEB, target="99.9% per month", service="web", instance="srv-7")
    assert last(SERVERS, one, (*ROWS[0], "srv-7"), ROWS[1]) == instant("2026-03-05 10:59:59")
    assert last(SERVERS, one, (*ROWS[0], "srv-7"), (*ROWS[1], "srv-8; SRV-7")) == instant(
        "2026-03-05 10:59:59"
    )


def test_components_of_others_are_no_incidents_of_the_clause():
    terms = available(more="components: [core, edge], ")
    early, late = (*ROWS[0], ""), (*ROWS[1], "")
    assert last(terms, WEB_FIGURE, (*early, "edge"), (*late, "archive")) == instant("2026-03-02 10:59:59")
    assert last(terms, WEB_FIGURE, (*early, "edge"), late) == instant("2026-03-05 10:59:59")
    assert last(terms, WEB_FIGURE, (*late, "archive")) is None


def test_what_begins_after_as_of_is_not_there_yet_and_a_clause_may_be_gone_by_now():
    april = figure("99%", "2026-04", clause=WEB, target="99.9% per month", service="web")
    row = ("web", "2026-04-20 10:00", "2026-04-20 14:00", "down")
    assert last(available(), april, row, ("web", "2026-04-22 10:00", "", "down")) == instant(
        "2026-04-20 11:59:59"
    )
    later = TERMS.replace("agreement:", "version: 2\nin force from: 2026-04-01\nagreement:", 1)
    found = last_outage(version_of(available(), later), outages(*ROWS), instant(AS_OF))
    assert found(WEB_FIGURE) == instant("2026-03-05 10:59:59")


def test_tickets_and_nothing_given():
    assert last(TERMS, figure("50%"), *ROWS) is None
    assert last_outage(version_of(available()), None, instant(AS_OF))(WEB_FIGURE) is None
    assert last(available(), figure("50%", clause="standards.gone"), *ROWS) is None
