"""The bytes of a version: RFC 8785, read back strictly, and their hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import rfc8785

from evenhand.errors import DocumentError
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import canonical_bytes, identity, normal_form
from evenhand.terms.document import from_canonical, read_agreement
from tests.unit.terms.canonical.oracle import jcs
from tests.unit.terms.documents import TEXTS
from tests.unit.terms.helping import EXAMPLE, agreed

NAMES = sorted(TEXTS)


def read(name: str) -> Agreement:
    agreement, _ = read_agreement(TEXTS[name], file=f"{name}.yaml")
    assert agreement is not None
    return agreement


BYTES = {name: canonical_bytes(read(name)) for name in NAMES}
EXAMPLE_BYTES = BYTES[EXAMPLE.stem]

# The values of RFC 8785, sections 3.2.2 and 3.2.3.
PRIMITIVES: Any = {
    "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
    "literals": [None, True, False],
}
PRIMITIVES_HEX = (
    "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e33"
    "3333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e"
    "4127425c225c5c5c5c5c222f227d"
)
SORTED = ("\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33")


def test_the_library_writes_what_the_standard_shows() -> None:
    assert rfc8785.dumps(PRIMITIVES).hex() == PRIMITIVES_HEX
    written = rfc8785.dumps(dict.fromkeys(reversed(SORTED), ""))
    assert list(json.loads(written)) == list(SORTED)


@pytest.mark.parametrize("name", NAMES)
def test_the_bytes_are_those_of_the_standard(name: str) -> None:
    assert BYTES[name].decode() == jcs(json.loads(BYTES[name]))
    assert hashlib.sha256(BYTES[name]).hexdigest() == identity(read(name))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_back_has_the_same_bytes_and_terms(name: str) -> None:
    again = from_canonical(BYTES[name])
    assert canonical_bytes(again) == BYTES[name]
    assert normal_form(again) == normal_form(read(name))
    assert again.carried is not None


def test_a_version_read_back_knows_its_clauses() -> None:
    again = from_canonical(EXAMPLE_BYTES, file="signed.json")
    assert again.words("standards.resolve-critical.within") == '"within":"4 hours"'
    line, column = again.place("priorities.listed.P1")
    assert line == 1
    assert EXAMPLE_BYTES.decode()[column - 1 :].startswith('"P1":{')
    assert again.place("disagreements.stages.mediator")
    assert again.file == "signed.json"


def test_a_draft_without_a_first_day_carries_nothing() -> None:
    data = canonical_bytes(agreed(""))
    assert data == (
        b'{"format":"evenhand/agreement/1","terms":{"agreement":"Test","timezone":"Europe/London"}}'
    )
    assert from_canonical(data).carried is None


def _without(data: bytes, *path: str) -> bytes:
    whole = json.loads(data)
    part = whole
    for key in path[:-1]:
        part = part[key]
    del part[path[-1]]
    return json.dumps(whole, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


def _with(data: bytes, value: Any, *path: str) -> bytes:
    whole = json.loads(data)
    part = whole
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return json.dumps(whole, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


LONDON = ("carried", "zones", "Europe/London")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (EXAMPLE_BYTES + b"\n", "not-canonical"),
        (b" " + EXAMPLE_BYTES, "not-canonical"),
        (b"\xef\xbb\xbf" + EXAMPLE_BYTES, "not-canonical"),
        (EXAMPLE_BYTES.replace(b'"4 hours"', b'"240 minutes"', 1), "not-canonical"),
        (EXAMPLE_BYTES.replace(b'"4 hours"', b'"4\\u0020hours"', 1), "not-canonical"),
        (_with(EXAMPLE_BYTES, "en", "terms", "language"), "not-canonical"),
        (_with(EXAMPLE_BYTES, 1, "more"), "not-canonical"),
        (_with(EXAMPLE_BYTES, "evenhand/agreement/2", "format"), "unknown-format"),
        (_with(EXAMPLE_BYTES, {}, "format"), "unknown-format"),
        (_without(EXAMPLE_BYTES, "carried"), "not-canonical"),
        (_with(EXAMPLE_BYTES, None, "carried"), "no-value"),
        (_without(EXAMPLE_BYTES, "carried", "years"), "not-canonical"),
        (_without(EXAMPLE_BYTES, *LONDON), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"offset": 0, "changes": []}, "carried", "zones", "Asia/Tokyo"), "not-canonical"),
        (_with(EXAMPLE_BYTES, [], "carried", "holidays"), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"offset": "0", "changes": []}, *LONDON), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"offset": 0, "changes": [[2, 1], [1, 2]]}, *LONDON), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"offset": 0, "changes": [[1, 10**30]]}, *LONDON), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"offset": 0, "changes": [[1, 3600]]}, *LONDON), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"offset": 0, "changes": [[1774746000, 0]]}, *LONDON), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"first": 2024, "last": 20240}, "carried", "years"), "not-canonical"),
        (_with(EXAMPLE_BYTES, {"first": 2026, "last": 2029}, "carried", "years"), "not-canonical"),
        (_with(EXAMPLE_BYTES, [{"country": "GB", "dates": {"2026-02-30": "x"}}], "carried", "holidays"),
         "not-canonical"),
        (_with(EXAMPLE_BYTES, [{"country": "GB", "dates": {"2036-02-01": "x"}}], "carried", "holidays"),
         "not-canonical"),
        (_with(EXAMPLE_BYTES, {"P1": {}}, "terms", "priorities", "listed"), "unknown-priority"),
        (_with(EXAMPLE_BYTES, "x", "terms", "priorities", "listed"), "wrong-shape"),
        (_with(EXAMPLE_BYTES, ["P1", {"P2": {}}], "terms", "priorities", "listed"), "unknown-priority"),
        (_with(EXAMPLE_BYTES, "x", "terms"), "wrong-shape"),
        (_with(EXAMPLE_BYTES, ["x"], "terms"), "wrong-shape"),
        (_with(EXAMPLE_BYTES, {}, "terms"), "missing-key"),
        (b'{"format":"evenhand/agreement/1"}', "unknown-key"),
        (EXAMPLE.read_bytes(), "not-json"),
        (b"{}", "missing-key"),
        (b'{"agreement":"a"}', "not-canonical"),
        (b"\xff", "not-utf-8"),
        (b"[" * 100_000, "too-deep"),
        (b"", "not-json"),
    ],
)  # fmt: skip
def test_other_bytes_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_canonical(data)
    assert code in {problem.code for problem in caught.value.problems}, caught.value


def test_more_than_json_can_hold_is_refused() -> None:
    """A number of 5,000 digits, NaN, a key written twice, half a character."""
    for part in (b"9" * 5000, b"NaN", b'1,"format":1', b'"\\ud800"', b"1e400"):
        with pytest.raises(DocumentError):
            from_canonical(
                b'{"carried":' + part + b',"format":"evenhand/agreement/1","terms":{"agreement":"a"}}'
            )
