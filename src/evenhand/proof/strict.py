"""JSON in its one form (RFC 8785): the same value has the same bytes, and nothing hides in how it is written."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """Return the one form of a JSON value; raise ValueError for what has none, such as NaN or huge numbers."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        raise ValueError(str(error)) from error


def parsed(data: bytes) -> Any:
    """Return the value of JSON that is written in its one form; raise ValueError for anything else."""
    try:
        value = json.loads(data)
        exact = canonical(value) == data
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not exact:
        raise ValueError("not written in the one form that JSON has by RFC 8785")
    return value


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in 64 hexadecimal digits.

    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return sha256(data).hexdigest()
