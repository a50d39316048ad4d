"""A version read in the order and the words of its text: the same bytes, and the numbers of its clauses stay."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import canonical_bytes
from evenhand.terms.document import as_written, from_canonical, read_agreement
from evenhand.terms.editing import edited
from evenhand.trees.tree import TreeBuilder
from evenhand.trees.yaml_text import read_yaml
from evenhand.wording.agreement import written
from tests.unit.terms.documents import TEXTS
from tests.unit.terms.helping import EXAMPLE

TEXT = TEXTS[EXAMPLE.stem]


def read(text: str) -> Agreement:
    agreement, _ = read_agreement(text, file="agreement.yaml")
    assert agreement is not None
    return agreement


def numbers(agreement: Agreement) -> list[tuple[str, str | None, str]]:
    return [(section.number, section.address, section.title) for section in written(agreement).walk()]


def plain(text: str) -> Any:
    builder = TreeBuilder("agreement.yaml")
    read_yaml(text, builder)
    assert builder.root is not None
    return builder.root.plain()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_version_has_the_numbers_of_its_text_and_its_own_bytes(name: str) -> None:
    text = read(TEXTS[name])
    signed = from_canonical(canonical_bytes(text))
    again = as_written(signed, TEXTS[name])
    assert canonical_bytes(again) == canonical_bytes(signed)
    assert again.carried is signed.carried
    assert written(again) == written(text)


def test_the_canonical_form_alone_has_other_numbers() -> None:
    signed = from_canonical(canonical_bytes(read(TEXT)))
    assert numbers(signed) != numbers(read(TEXT))


def test_a_text_with_names_that_look_alike_is_left_aside() -> None:
    twins = TEXT.replace(
        "calendars:\n",
        "calendars:\n  caf\u00e9: {hours: {mon: 09:00-17:00}}\n  cafe\u0301: {hours: {mon: 09:00-17:00}}\n",
        1,
    )
    signed = from_canonical(canonical_bytes(read(TEXT)))
    assert as_written(signed, twins) is signed


def test_a_text_that_says_something_else_is_left_aside() -> None:
    signed = from_canonical(canonical_bytes(read(TEXT)))
    other = edited(TEXT, "standards.resolve-critical.within", "7 hours")
    for text in (other, "agreement: [", "", TEXT.replace("sev-", "S")[:-200]):
        assert as_written(signed, text) is signed


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_in_whatever_order_it_was_written(random: Any) -> None:
    def shuffled(value: Any, *path: str) -> Any:
        if isinstance(value, list):
            return [shuffled(each, *path, "") for each in value]
        if not isinstance(value, dict):
            return value
        keys = list(value)
        if path not in (("priorities", "listed"), ("priorities",), ("disagreements", "stages")):
            random.shuffle(keys)
        return {key: shuffled(value[key], *path, key) for key in keys}

    text = json.dumps(shuffled(plain(TEXT)), default=str)
    agreement, signed = read(text), from_canonical(canonical_bytes(read(TEXT)))
    again = as_written(signed, text)
    assert again is not signed
    assert canonical_bytes(again) == canonical_bytes(signed)
    assert numbers(again) == numbers(agreement)
