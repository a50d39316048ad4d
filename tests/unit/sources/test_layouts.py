"""Written instants: ISO 8601 and other forms, against Python's own calendar."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.sources.layouts import DOUBTFUL, EXCHANGED, PLAIN, SETTLED, pattern, read_written

EPOCH = datetime(1970, 1, 1)


def seconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(seconds=1)


def read(texts, *forms):
    return read_written(pa.array(texts, pa.string()), [pattern(form) for form in forms or ("iso",)])


@given(st.lists(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)), min_size=1))
def test_iso_times_without_a_zone(moments):
    written = read([moment.isoformat() for moment in moments])
    assert written.good.all()
    assert not written.zoned.any()
    assert written.local.tolist() == [seconds(moment) for moment in moments]


@pytest.mark.parametrize(
    ("text", "local", "offset"),
    [
        ("2026-03-02T16:10:00Z", datetime(2026, 3, 2, 16, 10), 0),
        ("2026-03-02 16:10z", datetime(2026, 3, 2, 16, 10), 0),
        ("2026-03-02 16:10:00 UTC", datetime(2026, 3, 2, 16, 10), 0),
        ("2026-03-02t16:10:59.999999999+05:30", datetime(2026, 3, 2, 16, 10, 59), 19800),
        ("2026-03-02T16:10:59,5-0330", datetime(2026, 3, 2, 16, 10, 59), -12600),
        ("2026-03-02T16:10+14", datetime(2026, 3, 2, 16, 10), 50400),
    ],
)
def test_iso_times_with_a_zone(text, local, offset):
    written = read([text])
    assert (written.local[0], written.offset[0]) == (seconds(local), offset)
    assert written.zoned[0]
    assert written.good[0]


def test_fractions_are_cut_down_before_1970_too():
    assert read(["1969-12-31T23:59:59.5"]).local.tolist() == [-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-03-02",
        "2026-02-29T00:00",
        "2026-13-01T00:00",
        "2026-00-01T00:00",
        "2026-01-00T00:00",
        "2026-01-01T24:00",
        "2026-01-01T23:60",
        "2026-01-01T23:59:60",
        "0000-01-01T00:00",
        "2026-03-02T16:10:00+01:00 and much more than forty characters",
        "2026-03-02T16:10é",
    ],
)
def test_what_is_no_time(text):
    assert not read([text]).good[0]


@pytest.mark.parametrize(
    ("form", "text", "moment"),
    [
        ("%d/%m/%Y %H:%M", "3/12/2026 9:05", datetime(2026, 12, 3, 9, 5)),
        ("%d.%m.%y %H:%M:%S", "03.12.69 19:05:07", datetime(2069, 12, 3, 19, 5, 7)),
        ("%d.%m.%y", "03.12.70", datetime(1970, 12, 3)),
        ("%m/%d/%Y %I:%M %p", "12/31/2026 12:05 am", datetime(2026, 12, 31, 0, 5)),
        ("%m/%d/%Y %I:%M %p", "12/31/2026 12:05 PM", datetime(2026, 12, 31, 12, 5)),
        ("%d/%b/%y %I:%M %p", "05/Mar/26 2:10 PM", datetime(2026, 3, 5, 14, 10)),
        ("%d %B %Y %H:%M:%S.%f", "5 september 2026 02:10:01.999", datetime(2026, 9, 5, 2, 10, 1)),
        ("on day 1 %Y%m%d 100%%", "on day 1 20260305 100%", datetime(2026, 3, 5)),
    ],
)
def test_other_forms(form, text, moment):
    written = read([text], form)
    assert written.good[0]
    assert written.local[0] == seconds(moment)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%d/%b/%y", "05/Foo/26"),
        ("%Y%m%d %I %p", "20260101 13 PM"),
        ("%y%m%d %I %p", "260101 0 AM"),
        ("%d/%m/%Y", "2026-01-01"),
    ],
)
def test_other_forms_that_do_not_fit(form, text):
    assert not read([text], form).good[0]


def test_an_offset_in_another_form():
    written = read(["02/03/2026 16:10 -0500", "02/03/2026 16:10 Z"], "%d/%m/%Y %H:%M %z")
    assert written.offset.tolist() == [-18000, 0]
    assert written.zoned.tolist() == [True, True]


def test_the_first_form_that_fits_is_used():
    assert read(["01/02/2026"], "%d/%m/%Y", "%m/%d/%Y").local[0] == seconds(datetime(2026, 2, 1))


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("%Q", "known"),
        ("%d/%d", "once"),
        ("50%", "does not say the year and the month and the day"),
        ("DD/MM/YYYY", "does not say the year and the month and the day"),
        ("%H:%M %d/%m", "does not say the year$"),
    ],
)
def test_forms_that_cannot_be(form, why):
    with pytest.raises(ValueError, match=why):
        pattern(form)


@pytest.mark.parametrize("forms", [["%d/%m/%Y"], ["%m/%d/%Y"]])
def test_which_way_round_a_date_can_be_read(forms):
    texts = ["03/04/2026", "17/03/2026", "03/17/2026", "05/05/2026", "17/17/2026", "2026-03-04"]
    both, first, second, *plain = read(texts, *forms).order.tolist()
    assert (both, plain) == (DOUBTFUL, [PLAIN] * 3)
    assert [first, second] == ([SETTLED, EXCHANGED] if forms == ["%d/%m/%Y"] else [EXCHANGED, SETTLED])


def test_a_written_order_is_looked_for_only_where_the_year_comes_last():
    assert (
        read(["2026-03-04T10:00", "2026/03/04", "4 Mar 2026"], "iso", "%Y/%m/%d", "%d %b %Y").order.tolist()
        == [PLAIN] * 3
    )
    assert read(["10:00 03/04/26"], "%H:%M %d/%m/%y").order.tolist() == [DOUBTFUL]


def test_many_layouts_among_much_rubbish():
    start = datetime(2026, 3, 2, 16, 10, tzinfo=UTC)
    good = [(start + timedelta(hours=n)).strftime("%d %B %Y %H:%M") for n in range(0, 9000, 700)]
    rubbish = [f"{'x' * n}?{'é' * (n % 3)}" for n in range(30)]
    texts = [text for pair in zip(good, rubbish, strict=False) for text in pair]
    written = read(texts, "iso", "%d %B %Y %H:%M")
    assert written.good.tolist() == [True, False] * len(good)
    expected = [seconds(start.replace(tzinfo=None) + timedelta(hours=n)) for n in range(0, 9000, 700)]
    assert written.local[written.good].tolist() == expected


def test_no_texts():
    assert len(read([]).local) == 0
    assert isinstance(read([]).local, np.ndarray)
