"""What people answer is data, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evenhand.errors import NotationError
from evenhand.templates import readers
from tests.unit.templates.helping import agreed, filled

_SIGNS = "\"'#:{}[],&*!|>%@`\\\n\r\t -?~=é中Ω\u2028\x85\ufeff\U0001f600"
_TEXT = st.text(alphabet=st.one_of(st.sampled_from(_SIGNS), st.characters()))
_ODD = st.sampled_from(
    (
        "# x",
        "a: b",
        "- a",
        "'",
        '"',
        "&a",
        "*a",
        "!!str 1",
        "{a: b}",
        "[a]",
        "null",
        "~",
        "yes",
        "1_000",
        "@",
        "`",
    )
)
_READERS = (
    readers.hours, readers.country, readers.zone, readers.currency, readers.charge, readers.charge_for_credits,
    readers.first_day, readers.length, readers.person, readers.line,
)  # fmt: skip


def _kept(read, text):
    """What is kept of an answer; None when it is refused, and then it is said what to write."""
    try:
        return read(text)
    except NotationError as error:
        told = error.mend
    assert told
    return None


@settings(max_examples=60)
@given(_TEXT)
@example("Müller: \"Söhne\" # 'Co'\n- x: {y}")
@example("...\n---\n%YAML 1.1")
@example("null")
@example("a" * 200)
def test_any_name_comes_back_as_it_was_written(name):
    kept = _kept(readers.line, name)
    if kept is not None:
        agreement = agreed(filled(client=name, reference=name))
        assert (agreement.parties.client.name, agreement.reference) == (kept, kept)
        assert kept.split() == name.split()


@settings(max_examples=30)
@given(st.lists(_ODD, min_size=1, max_size=4).map(" ".join), _TEXT)
def test_any_person_comes_back_as_written(name, rest):
    kept = _kept(readers.person, f"{name}{rest} <a@b.example>")
    if kept is not None:
        contact = agreed(filled(client_contact=kept)).parties.client.contacts["office-manager"]
        assert kept == f"{contact.name} <a@b.example>"


@pytest.mark.parametrize("read", _READERS, ids=lambda read: read.__name__)
@settings(max_examples=100)
@given(text=_TEXT)
def test_what_is_kept_stays_as_it_is(read, text):
    kept = _kept(read, text)
    assert kept is None or read(kept) == kept


def test_a_charge_with_an_odd_unit_stays_a_charge():
    agreement = agreed(filled(**{"charge of service-desk": "2.50 per # of seats, {a: b} per month"}))
    assert agreement.services["service-desk"].charge.unit == "# of seats, {a: b}"
