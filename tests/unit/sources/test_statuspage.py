"""Incidents of status pages: components, impacts, announcements, and what cannot be told."""

import pytest

from evenhand.errors import RecordError
from evenhand.records.outages import NO_END, NOT_ANNOUNCED, STATES
from evenhand.sources.outage_mapping import read_outage_mapping
from evenhand.sources.statuspage import read_statuspage
from evenhand.units import iso_utc

HEAD = "id,title,downtime_start,downtime_end,impact,components\n"
DAY = "2026-03-02T"


def plain(recorded):
    """(id, service, component, start, end, state, announced) of each outage, with day and minute."""
    outages = recorded.outages
    return [
        (id, service, component, _short(start), _short(end), STATES[state], _short(announced))
        for id, service, component, start, end, state, announced in zip(
            outages.id.texts(),
            outages.service.texts(),
            outages.attributes["component"].texts() if len(outages) else [],
            outages.start.tolist(),
            outages.end.tolist(),
            outages.state.tolist(),
            outages.announced.tolist(),
            strict=True,
        )
    ]


def _short(at):
    words = {NO_END: "now", NOT_ANNOUNCED: ""}
    return words[at] if at in words else iso_utc(at)[8:16]


def mapping(text):
    """A mapping of incidents."""
    found, problems = read_outage_mapping(f"kind: incidents\n{text}", "mapping.yaml", "mine")
    assert found is not None, problems
    return found


def said(recorded):
    """Each code with its count."""
    return {problem.code: problem.message.split(" ")[0] for problem in recorded.problems}


def test_one_outage_for_each_component(write):
    rows = f"7,Slow,{DAY}10:00:00Z,{DAY}11:00:00Z,minor,Web| Mail|Web\n"
    assert plain(read_statuspage(write(HEAD + rows))) == [
        ("7", "Web", "Web", "02T10:00", "02T11:00", "degraded", ""),
        ("7", "Mail", "Mail", "02T10:00", "02T11:00", "degraded", ""),
    ]


@pytest.mark.parametrize(
    ("impact", "state"),
    [("critical", "down"), ("Major", "down"), ("minor", "degraded"), ("maintenance",) * 2],
)
def test_impacts_are_states(write, impact, state):
    rows = f"7,Slow,{DAY}10:00:00Z,,{impact},Web\n"
    assert plain(read_statuspage(write(HEAD + rows)))[0][3:6] == ("02T10:00", "now", state)


def test_states_may_be_stated(write):
    rows = f"7,Slow,{DAY}10:00:00Z,,minor,Web\n8,Odd,{DAY}10:00:00Z,,none,Web\n9,x,{DAY}10:00:00Z,,odd,Web\n"
    recorded = read_statuspage(write(HEAD + rows), mapping=mapping("states: {minor: down, none: degraded}"))
    assert [row[5] for row in plain(recorded)] == ["down", "degraded"]
    assert said(recorded) == {"unknown-impact": "1", "overlap": "1"}


def test_incidents_without_a_component(write):
    path = write(
        HEAD + f"7,Slow,{DAY}10:00:00Z,{DAY}11:00:00Z,major,\n8,x,{DAY}10:00:00Z,{DAY}11:00:00Z,none,\n"
    )
    recorded = read_statuspage(path)
    assert plain(recorded) == []
    assert said(recorded) == {"no-component": "1", "no-outage": "1"}
    for text in ("service: page", "without component: page"):
        recorded = read_statuspage(path, mapping=mapping(text))
        assert plain(recorded) == [("7", "page", "", "02T10:00", "02T11:00", "down", "")]


def test_what_cannot_be_used_is_said(write):
    rows = (
        f"1,a,,{DAY}11:00:00Z,major,Web\n2,b,{DAY}10:00:00Z,soon,major,Web\n"
        f"3,c,{DAY}10:00:00Z,{DAY}09:00:00Z,major,Web\n4,d,{DAY}12:00:00Z,{DAY}12:00:00Z,major,Web\n"
        f"5,e,{DAY}13:00:00Z,{DAY}14:00:00Z,major,Web\n5,e,{DAY}13:00:00Z,{DAY}14:00:00Z,major,Web\n"
        f"6,f,{DAY}13:30:00Z,{DAY}15:00:00Z,maintenance,Web\n"
    )
    recorded = read_statuspage(write(HEAD + rows))
    assert [row[0] for row in plain(recorded)] == ["4", "5", "6"]
    assert said(recorded) == {
        "no-time": "1",
        "unreadable-time": "1",
        "ends-before-start": "1",
        "exact-duplicate": "1",
        "begins-with-announcement": "1",
        "no-length": "1",
        "overlap": "1",
    }


def test_segments_tell_maintenance_from_its_announcement(write, tmp_path):
    write(
        HEAD + f"1,Move,{DAY}08:00:00Z,{DAY}12:00:00Z,maintenance,Web\n"
        f"2,Move,{DAY}08:00:00Z,{DAY}12:00:00Z,maintenance,Mail\n"
        f"3,Move,{DAY}08:00:00Z,{DAY}12:00:00Z,maintenance,Chat\n",
        "incidents.csv",
    )
    write(
        "incident_id,start_at,end_at,status\n"
        f"1,{DAY}08:30:00Z,{DAY}10:00:00Z,Scheduled\n1,{DAY}08:00:00Z,{DAY}08:30:00Z,Scheduled\n"
        f"1,{DAY}10:00:00Z,{DAY}11:00:00Z,In progress\n1,{DAY}11:00:00Z,{DAY}12:00:00Z,Verifying\n"
        f"2,{DAY}08:00:00Z,{DAY}12:00:00Z,Scheduled\n3,{DAY}08:00:00Z,{DAY}12:00:00Z,In progress\n",
        "segments.csv",
    )
    recorded = read_statuspage(tmp_path)
    assert plain(recorded) == [
        ("1", "Web", "Web", "02T10:00", "02T12:00", "maintenance", "02T08:00"),
        ("2", "Mail", "Mail", "02T08:00", "02T12:00", "maintenance", ""),
        ("3", "Chat", "Chat", "02T08:00", "02T12:00", "maintenance", ""),
    ]
    assert said(recorded) == {"begins-with-announcement": "2"}


def test_a_folder_without_incidents(tmp_path):
    with pytest.raises(RecordError, match="no-incidents"):
        read_statuspage(tmp_path)


def test_announcements_of_their_own_column(write):
    head = "id,start,end,impact,component,announced_at\n"
    recorded = read_statuspage(
        write(head + f"1,{DAY}08:00:00Z,{DAY}09:00:00Z,maintenance,Web,{DAY}01:00:00Z\n")
    )
    assert plain(recorded) == [("1", "Web", "Web", "02T08:00", "02T09:00", "maintenance", "02T01:00")]
    assert said(recorded) == {}


def test_the_incidents_of_a_real_page(shared):
    recorded = read_statuspage(shared / "statuspage")
    kinds = {STATES[code] for code in recorded.outages.state.tolist()}
    assert kinds == {"down", "degraded", "maintenance"}
    assert len(recorded.outages.service.names) == 12
    assert said(recorded) == {"no-component": "138", "no-outage": "31", "overlap": "14", "no-length": "4"}
    every = read_statuspage(shared / "statuspage", mapping=mapping("service: page"))
    assert len(set(every.outages.id.texts())) == 819 - 31
    work = every.outages.state == 3
    assert work.sum() >= 18
    assert (every.outages.announced[work] < every.outages.start[work]).all()
    windows = read_statuspage(
        shared / "statuspage" / "downtime_windows.csv", mapping=mapping("service: page")
    )
    assert len(windows.outages) == 819 - 31
