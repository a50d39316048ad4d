"""How wide words are, near enough to say before setting them which must be broken and how wide columns are.

A width is in thousandths of the size of the type, and rather too large than too small.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

SPACE_AFTER = 2_000
"""The blank after a cell."""

_EAST = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffdc\U00020000-\U0003ffff"
_PARTS = re.compile(f"[{_EAST}]|[^{_EAST}]+")
_WIDE, _CAPITAL, _USUAL, _NARROW = 1_000, 760, 620, 360


def width_of(text: str) -> int:
    """How wide a text is when it is set in one line.

    >>> width_of("ill"), width_of("Mm"), width_of("中")
    (1080, 2000, 1000)
    """
    return sum(map(_width, text))


def widest_word(text: str) -> int:
    """How wide the widest word is; where there are no blanks, as in Chinese, each sign may end a line."""
    return max((width_of(word) for word in _words(text)), default=0)


def column_widths(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Share `room` among columns, given the texts of their cells; None when every cell fits in one line.

    Each column is as wide as its widest word where that is possible; the rest goes to those that want more.
    """
    wanted = [max(map(width_of, cells)) + SPACE_AFTER for cells in columns]
    if sum(wanted) <= room:
        return None
    least = [max(map(widest_word, cells)) + SPACE_AFTER for cells in columns]
    if sum(least) > room:
        fair = room // len(columns)
        kept = [each for each in least if each <= fair]
        share = (room - sum(kept)) // (len(least) - len(kept))
        return [each if each <= fair else share for each in least]
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    left = room - sum(least)
    return [need + left * extra // sum(more) for need, extra in zip(least, more, strict=True)]


def _words(text: str) -> list[str]:
    return [part for word in text.split() for part in _PARTS.findall(word)]


def _width(sign: str) -> int:
    if unicodedata.east_asian_width(sign) in "WF" or sign in "mwMWOQ@%&…—ЖШЩЮМФжшщюмф" or ord(sign) > 0x2190:
        return _WIDE
    if unicodedata.combining(sign):
        return 0
    if sign in " .,:;'’ijl|!()[]":
        return _NARROW
    return _CAPITAL if sign.isupper() else _USUAL
