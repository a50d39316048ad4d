"""JSON that strangers send is read in a time that grows with its length, whatever it holds."""

from __future__ import annotations

import pytest

from evenhand_portal.api.reading import Unreadable, read_json


@pytest.mark.parametrize("inside", ['\\"', "\\\\", '\\"[', "a", '\\"]{'])
@pytest.mark.parametrize("begins", ['"', '["', '{"a": "', '"\\'])
def test_a_string_without_an_end(begins: str, inside: str) -> None:
    with pytest.raises(Unreadable, match="The body is no JSON"):
        read_json((begins + inside * (2_000_000 // len(inside))).encode())


def test_brackets_within_strings_are_no_levels() -> None:
    assert read_json(b'["' + b"[" * 99 + b'", "\\"[[", ["]"]]') == ["[" * 99, '"[[', ["]"]]
    with pytest.raises(Unreadable, match="nested deeper"):
        read_json(b'"\\"' * 3 + b'"' + b"[" * 33)
