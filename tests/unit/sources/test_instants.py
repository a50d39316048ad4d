"""Columns of instants: types, zones, times that do not exist or come twice."""

from datetime import datetime

import numpy as np
import pyarrow as pa
import pytest

from evenhand.errors import EvenhandError
from evenhand.sources.instants import NEVER, read_instants, utc_text
from evenhand.sources.layouts import pattern

ISO = (pattern("iso"),)


def read(cells, zone="Europe/London", type_=None, nothing=()):
    column = cells if isinstance(cells, pa.Array) else pa.array(cells, type_ or pa.string())
    return read_instants(column, ISO, zone, nothing)


@pytest.mark.parametrize(
    ("unit", "ticks", "seconds"),
    [("s", -2, -2), ("ms", -1, -1), ("us", 1_999_999, 1), ("ns", -1_500_000_000, -2)],
)
def test_timestamps_are_cut_down_to_whole_seconds(unit, ticks, seconds):
    column = pa.array([ticks, None], pa.int64()).cast(pa.timestamp(unit, "UTC"))
    found = read(column, None)
    assert found.at.tolist() == [seconds, NEVER]
    assert found.empty.tolist() == [False, True]


def test_a_timestamp_without_a_zone_is_wall_clock_time():
    summer = pa.array([datetime(2026, 7, 1, 12)], pa.timestamp("us"))
    assert [utc_text(at) for at in read(summer).at.tolist()] == ["2026-07-01T11:00:00Z"]
    assert read(summer, None).no_zone.tolist() == [True]
    assert read(summer, None).at.tolist() == [NEVER]


def test_a_written_offset_wins_over_the_zone():
    found = read(["2026-07-01T12:00:00+02:00", "2026-07-01T12:00:00"])
    assert [utc_text(at) for at in found.at.tolist()] == ["2026-07-01T10:00:00Z", "2026-07-01T11:00:00Z"]


def test_a_dictionary_of_texts():
    column = pa.array(["2026-07-01T12:00:00Z", None]).dictionary_encode()
    assert read(column).empty.tolist() == [False, True]


@pytest.mark.parametrize(
    ("text", "utc", "skipped", "double"),
    [
        ("2026-03-29T00:59:59", "2026-03-29T00:59:59Z", False, False),
        ("2026-03-29T01:00:00", "2026-03-29T01:00:00Z", True, False),
        ("2026-03-29T01:59:59", "2026-03-29T01:00:00Z", True, False),
        ("2026-03-29T02:00:00", "2026-03-29T01:00:00Z", False, False),
        ("2026-10-25T00:59:59", "2026-10-24T23:59:59Z", False, False),
        ("2026-10-25T01:00:00", "2026-10-25T00:00:00Z", False, True),
        ("2026-10-25T01:59:59", "2026-10-25T00:59:59Z", False, True),
        ("2026-10-25T02:00:00", "2026-10-25T02:00:00Z", False, False),
    ],
)
def test_local_times_at_the_clock_changes_of_london(text, utc, skipped, double):
    found = read([text])
    assert utc_text(int(found.at[0])) == utc
    assert (found.skipped[0], found.double[0]) == (skipped, double)


def test_times_of_a_year_nobody_means():
    found = read(
        ["0001-01-01T00:00:00Z", "2200-01-01T00:00:00Z", "1960-01-01T00:00:00Z", "2199-12-31T23:59:59Z"]
    )
    assert found.absurd.tolist() == [True, True, False, False]
    assert found.at.tolist()[:2] == [NEVER, NEVER]


def test_texts_that_mean_nothing():
    column = pa.array([datetime(1900, 1, 1), datetime(2026, 1, 1)], pa.timestamp("ms"))
    found = read(column, "Etc/UTC", nothing=("1900-01-01",))
    assert found.empty.tolist() == [True, False]
    assert utc_text(int(found.at[1])) == "2026-01-01T00:00:00Z"
    assert read(["n/a", "2026-01-01T00:00Z"], nothing=("n/a",)).empty.tolist() == [True, False]


def test_what_cannot_be_read():
    found = read(["soon", " ", "2026-01-01T00:00Z "])
    assert found.unreadable.tolist() == [True, False, False]
    assert found.empty.tolist() == [False, True, False]
    assert found.at.tolist()[:2] == [NEVER, NEVER]


def test_no_instant_has_no_text():
    assert utc_text(NEVER) == ""


def test_an_unknown_zone():
    with pytest.raises(EvenhandError, match="Europe/Lodnon"):
        read(["2026-01-01T00:00"], "Europe/Lodnon")


def test_zones_over_many_decades():
    found = read(["1961-01-01T00:00", "2199-07-01T00:00"])
    assert [utc_text(at) for at in found.at.tolist()] == ["1961-01-01T00:00:00Z", "2199-06-30T23:00:00Z"]
    assert isinstance(found.at, np.ndarray)
