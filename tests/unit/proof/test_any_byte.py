"""A changed byte anywhere is found, and never makes a verification fall over."""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.proof.bundle import Bundle
from evenhand.proof.step import outcome
from evenhand.proof.verify import verify
from tests.unit.proof.making import KEY, changed, measure, signed_story

BUNDLE = signed_story().bundle()
FREE = ("bundle.json", "agreement.yaml", "signed.pdf")
"""Files in which some bytes mean nothing: the title, comments and blanks, what stands around the attachment."""
NAMES = sorted(BUNDLE.files)
TIMES = 2 * int(os.environ.get("EVENHAND_SOAK_SEEDS", "30"))


def outcome_of(bundle: Bundle) -> str:
    return outcome(verify(bundle, key=KEY.public_key(), measure=measure))


@settings(max_examples=TIMES, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_a_changed_byte(name: str, data: st.DataObject) -> None:
    content = bytearray(BUNDLE.files[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    found = outcome_of(changed(BUNDLE, name, bytes(content)))
    assert found != "intact" or name.endswith(FREE)


@settings(max_examples=TIMES, deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=60), st.booleans())
def test_other_content(name: str, content: bytes, added: bool) -> None:
    whole = BUNDLE.files[name] + content if added else content
    assert outcome_of(changed(BUNDLE, name, whole)) in ("intact", "tampered", "incomplete")
    if whole != BUNDLE.files[name] and not name.endswith(FREE):
        assert outcome_of(changed(BUNDLE, name, whole)) != "intact"
