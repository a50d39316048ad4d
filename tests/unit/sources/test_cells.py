"""Cells of any plain type as numbered distinct texts."""

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.sources.cells import as_text, blank, coded, joined

CELLS = st.lists(st.one_of(st.none(), st.sampled_from(["", " ", "a", " a ", "b", "ü"]), st.text(max_size=20)))


def texts(cells):
    return cells.labels().texts()


@given(CELLS)
def test_texts_are_trimmed_and_blank_ones_are_empty(cells):
    plain = [(cell or "").strip() for cell in cells]
    column = coded(pa.array(cells, pa.string()))
    assert len(column) == len(cells)
    assert [text.strip() for text in texts(column)] == plain
    assert len(set(column.names.to_pylist())) == len(column.names)
    assert "" not in column.names.to_pylist()


@given(CELLS)
def test_a_dictionary_column_reads_as_its_texts(cells):
    plain = pa.array(cells, pa.large_string())
    assert texts(coded(plain.dictionary_encode())) == texts(coded(plain))


def test_long_runs_are_numbered_by_their_heads():
    column = coded(pa.array(["T1"] * 5 + ["T2"] * 5 + ["T1"] * 5))
    assert column.codes.tolist() == [0] * 5 + [1] * 5 + [0] * 5


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([1, None]), ["1", ""]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array([Decimal("1.50")]), ["1.50"]),
        (pa.array([datetime(2026, 3, 2, tzinfo=UTC)], pa.timestamp("s", "UTC")), ["2026-03-02 00:00:00Z"]),
        (pa.array([None, None]), ["", ""]),
        (pa.array([7, None]).dictionary_encode(), ["7", ""]),
    ],
)
def test_other_types_are_text(column, expected):
    assert texts(coded(column)) == expected
    assert as_text(column).to_pylist() == expected


@given(st.lists(CELLS, min_size=1, max_size=3))
def test_columns_under_each_other(parts):
    columns = [coded(pa.array(part, pa.string())) for part in parts]
    whole = joined(columns)
    assert texts(whole) == [text for column in columns for text in texts(column)]
    assert len(set(whole.names.to_pylist())) == len(whole.names)


def test_reckoning_once_for_each_distinct_value():
    column = coded(pa.array(["a", None, "b", "a"]))
    asked = []
    assert column.numbers(lambda text: asked.append(text) or len(asked), -1).tolist() == [1, -1, 2, 1]
    assert asked == ["a", "b"]
    assert column.marks(lambda text: text != "b").tolist() == [True, True, False, True]
    assert texts(column.each(lambda text: "" if text == "a" else "c")) == ["", "", "c", ""]
    assert texts(column.take(np.array([2, 0]))) == ["b", "a"]
    assert [column.name(code) for code in (-1, 0)] == ["", "a"]


def test_blank_cells():
    assert texts(blank(2)) == ["", ""]
