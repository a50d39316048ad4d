"""Mails as the email package reads them, within bounds: whatever comes, reading takes time in step with its size.

Anybody may send a mail, and the package reads some of them in time that grows with the square of their size, or not
at all: long heads, heads with many parameters, and parts within parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser, HeaderParser
from email.policy import Compat32, Policy, compat32
from itertools import count
from typing import Any, Final, TypeAlias

AnyMessage: TypeAlias = "Message[Any, Any]"

ADDRESSED: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
LONGEST_HEAD: Final = 256_000
LONGEST_LINE: Final = 4_000
LONGEST_ADDRESSES: Final = 100_000
MOST_PARAMETERS: Final = 50
MOST_HEADS: Final = 20_000
MOST_PARTS: Final = 300
MOST_WORK: Final = 10_000_000
"""Lines times parts: the package holds each line against the boundary of every part around it."""

TROUBLE: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MessageError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the email package and the codecs raise over mails that nobody meant to write."""


class UnreadableError(Exception):
    """A mail that cannot be read, or not within the bounds."""


class _Bounded(Compat32):
    """Reads the heads of one mail as the package always did, up to a length and a number."""

    heads: Iterator[int]

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self, "heads", count())  # a policy lets nobody set anything later

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a head; what is too long is read as far as it goes. Raises UnreadableError."""
        if next(self.heads) >= MOST_HEADS:
            raise UnreadableError(f"It has more than {MOST_HEADS} heads.")
        name, value = super().header_source_parse(sourcelines)
        known = name.lower()
        if known in _ADDRESSED:
            return name, value[:LONGEST_ADDRESSES]
        if known.startswith("content-"):
            value = ";".join(value[:LONGEST_LINE].split(";", MOST_PARAMETERS)[:MOST_PARAMETERS])
        return name, value[:LONGEST_LINE]


_ADDRESSED: Final = frozenset(name.lower() for name in ADDRESSED)


def parsed_head(raw: bytes) -> AnyMessage:
    """Return the heads of a mail alone. Raises UnreadableError."""
    try:
        return BytesHeaderParser(policy=_Bounded()).parsebytes(raw[:LONGEST_HEAD])
    except TROUBLE as error:
        raise UnreadableError(str(error)) from error


def parsed_heads(text: str) -> AnyMessage:
    """Return the heads that stand in a text. Raises UnreadableError."""
    try:
        return HeaderParser(policy=_Bounded()).parsestr(text[:LONGEST_HEAD])
    except TROUBLE as error:
        raise UnreadableError(str(error)) from error


def parsed(raw: bytes) -> AnyMessage:
    """Return a mail with all its parts. Raises UnreadableError."""
    lines = 1 + raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    try:
        return BytesParser(_making(min(MOST_PARTS, MOST_WORK // lines)), policy=_Bounded()).parsebytes(raw)
    except TROUBLE as error:
        raise UnreadableError(str(error)) from error


def _making(most: int) -> Callable[..., AnyMessage]:
    """Return what makes the parts of one mail, and no more of them than `most`."""
    made = count()

    def make(policy: Policy = compat32) -> AnyMessage:
        if next(made) > most:
            raise UnreadableError(f"It has more than {most} parts.")
        return Message(policy)

    return make
