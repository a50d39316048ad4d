"""Files of checks: which columns and words, what is left out and said, in any order of rows."""

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenhand.errors import RecordError
from evenhand.records.outages import NO_END, STATES
from evenhand.sources.checks import read_checks
from evenhand.sources.outage_mapping import read_outage_mapping
from evenhand.sources.recorded import BEGINNING
from evenhand.units import iso_utc

HEAD = "site,checked_at,status\n"


def plain(recorded):
    """(service, component, start, end, state, cause) with the day and minute of each instant."""
    outages = recorded.outages
    names = outages.service.texts(), outages.attributes["component"].texts(), outages.cause.texts()
    words = [STATES[code] for code in outages.state.tolist()]
    return [
        (service, component, _short(start), _short(end), state, cause)
        for service, component, cause, start, end, state in zip(
            *names, outages.start.tolist(), outages.end.tolist(), words, strict=True
        )
    ]


def _short(at):
    return {BEGINNING: "ever", NO_END: "now"}.get(at) or iso_utc(at)[8:-1]


def mapping(text):
    """A mapping of checks."""
    found, problems = read_outage_mapping(f"kind: checks\n{text}", "mapping.yaml", "mine")
    assert found is not None, problems
    return found


def found(recorded):
    """How often each thing was said."""
    return {problem.code for problem in recorded.problems}


ROWS = (
    "shop,2026-03-02T10:00:00Z,up\n"
    "shop,2026-03-02T10:01:00Z,UP\n"
    "shop,2026-03-02T10:02:00Z,down\n"
    "shop,2026-03-02T10:03:00Z,up\n"
    "shop,2026-03-02T10:04:00Z,up\n"
    "shop,2026-03-02T10:09:00Z,up\n"
)
EXPECTED = [
    ("shop", "shop", "ever", "02T10:00:00", "unknown", "no check"),
    ("shop", "shop", "02T10:02:00", "02T10:03:00", "down", ""),
    ("shop", "shop", "02T10:06:00", "02T10:09:00", "unknown", "no check"),
    ("shop", "shop", "02T10:11:00", "now", "unknown", "no check"),
]


def test_downs_and_gaps(write):
    recorded = read_checks(write(HEAD + ROWS))
    assert plain(recorded) == EXPECTED
    assert iso_utc(recorded.latest) == "2026-03-02T10:09:00Z"
    assert [str(problem).split(": ", 2)[2] for problem in recorded.problems] == [
        "A check vouches for 2 min (twice the usual interval of its site); beyond that the site is unknown. "
        "State another time with --check-vouches."
    ]


def test_rows_in_any_order(write):
    lines = ROWS.splitlines(keepends=True)
    recorded = read_checks(write(HEAD + "".join(reversed(lines)) + lines[2].replace("down", "up") + lines[0]))
    assert plain(recorded) == EXPECTED
    assert "same-second" in found(recorded)


def test_how_long_a_check_vouches_may_be_stated(write):
    path = write(HEAD + ROWS)
    for recorded in (
        read_checks(path, vouches=300),
        read_checks(path, mapping=mapping("check vouches: 5 minutes")),
    ):
        assert [row[4] for row in plain(recorded)] == ["unknown", "down", "unknown"]
        assert "vouches for 5 min (as given)" in str(recorded.problems[-1])


def test_sites_belong_to_services(write):
    text = HEAD + ROWS + "mail,2026-03-02T10:00:00Z,1\nmail,2026-03-02T10:01:00Z,0\n"
    recorded = read_checks(write(text), mapping=mapping("services: {Shop: web-shop}"))
    assert {row[:2] for row in plain(recorded)} == {("web-shop", "shop"), ("mail", "mail")}
    recorded = read_checks(write(text), mapping=mapping("service: all-of-it"))
    assert {row[:2] for row in plain(recorded)} == {("all-of-it", "shop"), ("all-of-it", "mail")}


def test_what_cannot_be_used_is_said(write):
    text = (
        HEAD + ROWS + ",2026-03-02T10:10:00Z,up\nshop,yesterday,up\nshop,,up\nshop,2026-03-02T10:10:00Z,odd\n"
    )
    recorded = read_checks(write(text))
    assert plain(recorded) == EXPECTED
    assert found(recorded) == {"no-site", "unreadable-time", "no-time", "unknown-state", "check-vouches"}


def test_words_may_be_left_out(write):
    recorded = read_checks(
        write(HEAD + ROWS + "shop,2026-03-02T10:10:00Z,paused\n"),
        mapping=mapping("states: {paused: left out}"),
    )
    assert plain(recorded) == EXPECTED
    assert found(recorded) == {"check-vouches"}


def test_naive_times_need_a_zone(write):
    path = write(HEAD + ROWS.replace("Z", ""))
    with pytest.raises(RecordError, match="no-zone"):
        read_checks(path)
    there = read_checks(path, "Europe/Berlin")
    assert iso_utc(there.latest) == "2026-03-02T09:09:00Z"
    assert read_checks(path, mapping=mapping("timezone: Europe/Berlin")).latest == there.latest


def test_columns_are_named_when_missing(write):
    with pytest.raises(RecordError) as caught:
        read_checks(write("site,when,status\na,b,c\n"))
    assert [problem.code for problem in caught.value.problems] == ["missing-column", "columns-present"]


def test_nothing_usable(write):
    recorded = read_checks(write(HEAD + "shop,2026-03-02T10:10:00Z,odd\n"))
    assert len(recorded.outages) == 0
    assert found(recorded) == {"unknown-state"}


def test_parquet_and_ndjson_say_the_same(write, tmp_path):
    rows = [line.split(",") for line in ROWS.split()]
    lines = "".join(f'{{"site": "{s}", "checked_at": "{a}", "status": "{w}"}}\n' for s, a, w in rows)
    assert plain(read_checks(write(lines, "checks.ndjson"))) == EXPECTED
    site, at, word = (list(column) for column in zip(*rows, strict=True))
    when = [datetime.fromisoformat(each).astimezone(UTC) for each in at]
    table = pa.table({"site": site, "checked_at": pa.array(when, pa.timestamp("ms", "UTC")), "status": word})
    pq.write_table(table, tmp_path / "checks.parquet")
    assert plain(read_checks(tmp_path / "checks.parquet")) == EXPECTED


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xef\xbb\xbf", "empty|no-records|missing"),
        (HEAD.encode() + b"a,2026-03-02T10:00:00Z,u\0p\n", "nul-byte"),
        (HEAD.encode() + b"a,2026-03-02T10:00:00Z,up,more\n", "ragged-row"),
        (HEAD.encode() + b'"' + b"a" * 2_000_000 + b"\n", "huge-line|bad-quotes"),
    ],
)
def test_damaged_files_are_refused(write, content, code):
    with pytest.raises(RecordError, match=code):
        read_checks(write(content))


def test_a_byte_order_mark_is_no_part_of_a_column(write):
    assert plain(read_checks(write(b"\xef\xbb\xbf" + (HEAD + ROWS).encode()))) == EXPECTED


def test_the_checks_of_a_real_monitor(shared):
    recorded = read_checks(shared / "checks" / "checks.csv", vouches=26 * 3600)
    outages = recorded.outages
    assert len(outages.service.names) == 18
    down = outages.state == 0
    assert down.sum() == 47
    assert (outages.end[down] > outages.start[down]).all()
    for site in range(18):  # outages of one site never overlap
        mine = outages.service.codes == site
        assert (np.diff(outages.start[mine]) > 0).all()
        assert (outages.end[mine][:-1] <= outages.start[mine][1:]).all()
