"""Which reader takes a file, told by its content; and the mappings of monitors."""

import pytest

from evenhand.errors import NotationError, RecordError
from evenhand.sources.any_outages import kind_of, read_any_outages
from evenhand.sources.outage_mapping import (
    KINDS,
    load_outage_mapping,
    preset,
    read_outage_mapping,
    vouched_seconds,
)

OWN = "service,start,end,state,component\nWeb Shop,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,down,a\n"
INCIDENTS = (
    "id,started_at,resolved_at,impact,components\n"
    "1,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,major,Web Shop\n"
)
CHECKS = "site,at,status\nWeb Shop,2026-03-02T10:00:00Z,down\nWeb Shop,2026-03-02T11:00:00Z,up\n"
ANSWER = (
    '{"data": {"resultType": "matrix", "result": '
    '[{"metric": {"job": "Web Shop"}, "values": [[60, "0"], [120, "1"]]}]}}'
)
PLAN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nCATEGORIES:Web Shop\r\n"
    "DTSTART:20260302T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    ("content", "kind", "reader"),
    [
        (OWN, "outages", "outages"),
        (INCIDENTS, "incidents", "incidents of a status page"),
        (CHECKS, "checks", "checks of a monitor"),
        (ANSWER, "prometheus", "a range result of Prometheus"),
        (PLAN, "calendar", "a calendar of planned maintenance"),
    ],
)
def test_the_content_tells_the_reader(write, content, kind, reader):
    path = write("\ufeff" + content, "file.bin")
    assert kind_of(path) == kind
    recorded = read_any_outages(path, vouches=60, services={"web shop": "shop"})
    assert recorded.reader == reader
    assert recorded.problems[0].message == f"Read as {reader}."
    assert set(recorded.outages.service.names) == {"shop"}
    assert len(recorded.outages) >= 1
    if kind in KINDS:
        again = read_any_outages(path, mapping=preset(kind), services={"web shop": "shop"})
        assert again.reader == reader


def test_names_that_are_right_stay(write):
    assert read_any_outages(write(OWN), services={"mail": "post"}).outages.service.texts() == ["Web Shop"]


def test_a_folder_is_a_status_page(write, tmp_path):
    write(INCIDENTS, "incidents.csv")
    assert read_any_outages(tmp_path).reader == "incidents of a status page"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a,b\n1,2\n", "unknown-records"),
        ("incident_id,start_at,end_at,status\n1,2026-03-02T10:00:00Z,,Update\n", "segments-alone"),
        ("", "empty-file"),
        ("hello", "unknown-records"),
        ("\n\n", "unknown-records: .* are: none"),
        ("\x00\x01", "unknown-records"),
        ("service;start;end\n", "unknown-records"),
        ("<html>", "not-a-table"),
        ('{"errorType": "bad_data", "status": "error"}', "answer-is-error"),
    ],
)
def test_files_of_another_kind_are_refused(write, content, code):
    with pytest.raises(RecordError, match=code):
        read_any_outages(write(content))


def test_a_missing_file(tmp_path):
    with pytest.raises(RecordError, match="no-such-file"):
        read_any_outages(tmp_path / "nothing.csv")


@pytest.mark.parametrize("kind", KINDS)
def test_presets_can_be_read(kind):
    assert preset(kind).kind == kind


def test_a_mapping_says_what_differs(write):
    mapping = load_outage_mapping(
        write(
            "about: Ours.\nkind: checks\ncomponent: [box, host]\nseparator: ','\nstates: {Fine: up}\n"
            "services: {Web Shop: shop}\nwithout component: rest\ncheck vouches: 90 seconds\n"
            "attributes: {place: [where, site], owner: who}\n",
            "ours.yaml",
        )
    )
    assert (mapping.name, mapping.vouches, mapping.separator) == ("ours", 90, ",")
    assert mapping.columns["component"] == ("box", "host")
    assert mapping.columns["at"] == preset("checks").columns["at"]
    assert mapping.states["fine"] == mapping.states["ok"] == "up"
    assert mapping.attributes == {"place": ("where", "site"), "owner": ("who",)}
    assert [mapping.service_of(name) for name in ("web  shop", "mail", "")] == ["shop", "mail", "rest"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- a", "bad-yaml"),
        ("service: x", "missing-key"),
        ("kind: chekcs", "unknown-word"),
        ("kind: checks\nstats: {a: up}", "unknown-key"),
        ("kind: checks\nstates: {a: sideways}", "unknown-word"),
        ("kind: checks\nstates: x", "wrong-form"),
        ("kind: checks\ncheck vouches: a while", "bad-length"),
        ("kind: checks\ncheck vouches: 2 days", "bad-length"),
        ("kind: checks\ncheck vouches: 0 minutes", "bad-length"),
        ("kind: checks\ncheck vouches: [1]", "wrong-form"),
    ],
)
def test_mistakes_in_mappings_are_named(write, text, code):
    mapping, problems = read_outage_mapping(text, "m.yaml", "m")
    assert mapping is None
    assert code in {problem.code for problem in problems}
    with pytest.raises(RecordError, match=code):
        load_outage_mapping(write(text, "m.yaml"))


def test_mappings_that_cannot_be_opened(write, tmp_path):
    with pytest.raises(RecordError, match="no-such-mapping"):
        load_outage_mapping(tmp_path / "nothing.yaml")
    with pytest.raises(RecordError, match="bad-text"):
        load_outage_mapping(write(b"\xff", "m.yaml"))


def test_how_long_a_check_vouches_is_open_time():
    assert vouched_seconds("10 minutes") == 600
    with pytest.raises(NotationError, match="minutes or hours"):
        vouched_seconds("1 business day")
