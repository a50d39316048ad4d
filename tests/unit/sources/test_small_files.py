"""Readings and outages from files."""

from decimal import Decimal

import pytest

from evenhand.errors import RecordError
from evenhand.records.outages import DEGRADED, DOWN, MAINTENANCE, NO_END, NOT_ANNOUNCED, UNKNOWN
from evenhand.sources.outages import read_outages
from evenhand.sources.readings import read_readings
from evenhand.units import iso_utc


def codes(problems):
    """The first line of each code."""
    return {problem.code: problem.line for problem in reversed(problems)}


def test_readings(write):
    readings, problems = read_readings(
        write(
            "name,at,value,service,ticket\n"
            "rating,2026-03-02T16:10Z,4.50,mail,T1\n"
            'rating,2026-03-01T16:10Z,"3,5",,\n'
            "rating,2026-03-02T16:10Z,4.50,mail,T1\n"
            "wait,2026-03-02T16:10Z,7,,\n"
        )
    )
    assert readings.name.texts() == ["rating", "rating", "wait"]
    assert [iso_utc(at)[8:10] for at in readings.at.tolist()] == ["01", "02", "02"]
    assert readings.value == (Decimal("3.5"), Decimal("4.50"), Decimal(7))
    assert readings.service.texts() == ["", "mail", ""]
    assert readings.ticket.texts() == ["", "T1", ""]
    assert codes(problems) == {"exact-duplicate": 4}


def test_readings_that_cannot_be_used(write):
    readings, problems = read_readings(
        write(
            "Name,AT,value\n,2026-03-02T16:10Z,1\nr,,1\nr,soon,1\nr,2026-03-02T16:10Z,good\nr,2026-03-02T16:10Z,\n"
            f"r,2026-03-02T16:10Z,{'9' * 5000}\nr,2026-03-02T16:10Z,1e999\nr,2026-03-02T16:10Z,NaN\n"
            "r,2026-03-02T16:10Z,2\n"
        )
    )
    assert readings.value == (Decimal(2),)
    assert codes(problems) == {"no-name": 2, "no-time": 3, "unreadable-time": 4, "bad-value": 5}
    assert readings.service.texts() == [""]


def test_readings_in_a_zone_and_without(write):
    path = write("name,at,value\nr,2026-07-01T12:00,1\n")
    assert iso_utc(int(read_readings(path, "Europe/London")[0].at[0])) == "2026-07-01T11:00:00Z"
    with pytest.raises(RecordError, match="no-zone"):
        read_readings(path)


def test_readings_without_their_columns(write):
    with pytest.raises(RecordError, match=r'no column "name".*Did you mean "nmae"'):
        read_readings(write("nmae,at,value\nr,2026-07-01T12:00Z,1\n"))


def test_outages(write):
    outages, problems = read_outages(
        write(
            "service,start,end,state,cause,announced,share,id\n"
            "mail,2026-03-02T16:10Z,2026-03-02T16:20Z,Down,power,,,1\n"
            "mail,2026-03-01T16:10Z,,degraded,,,40%,2\n"
            "web,2026-03-01T16:10Z,2026-03-01T16:10Z,maintenance,,2026-02-20T00:00Z,,3\n"
            "web,2026-03-03T16:10Z,2026-03-03T16:11Z,unknown,,,0.5,4\n"
            "web,2026-03-03T16:10Z,2026-03-03T16:11Z,unknown,,,0.5,4\n"
        )
    )
    assert outages.service.texts() == ["mail", "mail", "web", "web"]
    assert outages.state.tolist() == [DEGRADED, DOWN, MAINTENANCE, UNKNOWN]
    assert outages.end.tolist()[0] == NO_END
    assert outages.announced.tolist()[0] == NOT_ANNOUNCED
    assert iso_utc(int(outages.announced[2])) == "2026-02-20T00:00:00Z"
    assert outages.share == (Decimal("0.40"), None, None, Decimal("0.5"))
    assert outages.cause.texts() == ["", "power", "", ""]
    assert outages.id.texts() == ["2", "1", "3", "4"]
    assert codes(problems) == {"exact-duplicate": 6}


def test_outages_keep_their_further_columns(write):
    outages, problems = read_outages(
        write(
            "service,start,end,state,Instance,decided,\n"
            "web,2026-03-02T16:10Z,2026-03-02T16:20Z,down,i-1,client;provider,x\n"
            "web,2026-03-02T16:10Z,2026-03-02T16:20Z,down,i-2,,\n"
            "web,2026-03-02T16:10Z,,down,,,\n"
        )
    )
    assert sorted(outages.attributes) == ["decided", "instance"]
    assert outages.attribute("instance").texts() == ["i-1", "i-2", ""]
    assert outages.attribute("decided").texts() == ["client;provider", "", ""]
    assert outages.attribute("component").texts() == ["", "", ""]
    assert len(outages) == 3
    assert iso_utc(outages.latest or 0) == "2026-03-02T16:20:00Z"
    assert problems == ()


def test_a_heading_alone_says_that_there_was_no_outage(write):
    outages, problems = read_outages(write("service,start,end,state\n"))
    assert (len(outages), outages.latest) == (0, None)
    assert [(each.code, each.severity) for each in problems] == [("no-records", "warning")]
    with pytest.raises(RecordError):
        read_outages(write("service,start,state\nweb,2026-03-02T16:10Z,down\n"))


def test_no_outages_have_no_latest_instant(write):
    outages, _ = read_outages(write("service,start,end,state\nweb,2026-03-02T16:10Z,,fine\n"))
    assert outages.latest is None


def test_maintenance_still_to_come_shows_only_when_it_was_announced(write):
    head = "service,start,end,state,announced\n"
    past = "web,2026-03-02T16:10Z,2026-03-02T16:20Z,down,\n"
    rows = {
        "2026-03-02T16:20:00Z": "web,2026-05-01T10:00Z,2026-05-01T12:00Z,maintenance,2026-03-01T09:00Z\n",
        "2026-03-09T09:00:00Z": "web,2026-05-01T10:00Z,2026-05-01T12:00Z,maintenance,2026-03-09T09:00Z\n",
        "2026-05-01T12:00:00Z": "web,2026-05-01T10:00Z,2026-05-01T12:00Z,maintenance,2026-05-01T10:00Z\n",
        "2026-05-01T12:00:01Z": "web,2026-05-01T10:00Z,2026-05-01T12:00:01Z,maintenance,\n",
    }
    for latest, row in rows.items():
        assert iso_utc(read_outages(write(head + past + row))[0].latest or 0) == latest


def test_outages_that_cannot_be_used(write):
    outages, problems = read_outages(
        write(
            "service,start,end,state,share\n"
            ",2026-03-02T16:10Z,,down,\n"
            "s,,,down,\n"
            "s,2026-03-02T16:10Z,later,down,\n"
            "s,2026-03-02T16:10Z,2026-03-02T16:09Z,down,\n"
            "s,2026-03-02T16:10Z,,up,\n"
            "s,2026-03-02T16:10Z,,degraded,150%\n"
            "s,2026-03-02T16:10Z,,degraded,much\n"
        )
    )
    assert len(outages.start) == 0
    assert codes(problems) == {
        "no-service": 2,
        "no-time": 3,
        "unreadable-time": 4,
        "ends-before-start": 5,
        "unknown-state": 6,
        "bad-share": 7,
    }
