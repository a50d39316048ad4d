"""Reading JSON that strangers send: one meaning or none (TRUST.md)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any, Final

DEEPEST: Final = 32
LONGEST_NUMBER: Final = 40
_TOKENS: Final = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


class Unreadable(ValueError):  # noqa: N818 - the name says what was found
    """What was sent is no JSON with one meaning; the text says why and what to do."""


def read_json(data: bytes) -> Any:
    """Return the value of a JSON text in UTF-8; raise Unreadable.

    Refused are doubled keys, NaN and infinities, numbers of more than 40 digits, lone surrogates, NUL characters and
    nesting deeper than 32: Python's own reader takes the first, and breaks on the last.

    >>> read_json(b'{"a": 1, "a": 2}')
    Traceback (most recent call last):
    evenhand_portal.api.reading.Unreadable: The key "a" stands twice in one object. Write it once.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("The body is not written in UTF-8. Send JSON in UTF-8.") from None
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"The body is no JSON: {error.msg}, at {place}.") from None
    _check_texts([value])
    return value


def sound(text: str) -> bool:
    """Whether a text can be kept and sent on: no lone surrogate, no NUL character.

    >>> sound("a"), sound("\\ud800"), sound("a\\0")
    (True, False, False)
    """
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _check_depth(text: str) -> None:
    depth = 0
    for found in _TOKENS.finditer(text):
        sign = found[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            raise Unreadable(f"The body is nested deeper than {DEEPEST} levels. Send it flatter.")


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            shown = key if sound(key) else "?"
            raise Unreadable(f'The key "{shown[:80]}" stands twice in one object. Write it once.')
        found[key] = value
    return found


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise Unreadable(f"A number has more than {LONGEST_NUMBER} digits. Send a smaller one.")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits) if len(digits) <= LONGEST_NUMBER else math.inf
    if not math.isfinite(value):
        raise Unreadable("A number is too large or too long. Send a smaller one.")
    return value


def _constant(name: str) -> float:
    raise Unreadable(f"{name} is no number in JSON. Leave it out, or send null.")


def _check_texts(values: list[Any]) -> None:
    while values:
        value = values.pop()
        if isinstance(value, dict):
            values += [*value, *value.values()]
        elif isinstance(value, list):
            values += value
        elif isinstance(value, str) and not sound(value):
            raise Unreadable("A text holds a NUL character or half a character. Send whole characters.")
