"""Texts as machine words: runs of equal texts, and spreading texts over parts."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.sources.windows import Windows, run_heads, spread


@given(st.lists(st.text(max_size=5), min_size=1))
def test_run_heads_against_a_plain_walk(texts):
    heads = run_heads(pa.array(texts))
    if any(len(text.encode()) > 16 for text in texts):
        assert heads is None
    else:
        plain = [i for i, text in enumerate(texts) if i == 0 or text != texts[i - 1]]
        assert heads is not None
        assert heads.tolist() == plain


def test_texts_too_long_for_two_words_have_no_runs():
    assert run_heads(pa.array(["x" * 17])) is None
    assert run_heads(pa.array([], pa.string())) is None


def test_texts_of_which_one_is_the_beginning_of_the_other_differ():
    heads = run_heads(pa.array(["12345678", "123456789", "12345678"]))
    assert heads is not None
    assert heads.tolist() == [0, 1, 2]


@given(st.lists(st.text(max_size=40)), st.integers(1, 7))
def test_equal_texts_go_to_the_same_part_wherever_they_stand(texts, parts):
    here = spread(pa.array(texts, pa.string()), parts)
    there = spread(pa.array(["other", *texts], pa.string()), parts)[1:]
    assert here.tolist() == there.tolist()
    assert all(part < parts for part in here.tolist())


@pytest.mark.parametrize(
    "form", ["INC{:07}", "{:07}@desk.example", "prefix-{:07}-and-the-same-long-ending", "{}"]
)
def test_ids_are_spread_evenly(form):
    parts = spread(pa.array([form.format(number) for number in range(8000)]), 8)
    assert np.bincount(parts, minlength=8).min() > 800


def test_a_matrix_of_bytes_is_padded_with_zeros():
    matrix = Windows.of(pa.array(["ab", "", "0123456789"])).matrix(16)
    assert [bytes(line).rstrip(b"\0") for line in matrix] == [b"ab", b"", b"0123456789"]
