"""How wide words are, near enough to say before setting them which must be broken and how wide columns are.

A width is in thousandths of the size of the type, that of the bold letter: rather too large than too small.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from evenhand.render.fonts import advance, sans_advance

SPACE_AFTER = 1_600
"""The blank after a cell."""

_WIDEST = 3_000
_EAST = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffdc\U00020000-\U0003ffff"
_WORDS = re.compile(f"[{_EAST}]|(?:[^\\s{_EAST}]|\xa0)+")


def width_of(text: str) -> int:
    """How wide a text is when it is set in one line.

    >>> width_of("ill") < width_of("Mm")
    True
    """
    return sum(map(advance, text))


def width_in_table(text: str) -> int:
    """How wide a text is in the sans of tables; bold words find room in the blank after the cell."""
    return sum(map(sans_advance, text))


def widest_word(text: str, width: Callable[[str], int] = width_of) -> int:
    """How wide the widest word is; where there are no blanks, as in Chinese, each sign may end a line."""
    return max((width(word[0]) for word in _WORDS.finditer(text)), default=0)


def too_wide(text: str, room: int) -> list[range]:
    """Where the words stand that `room` does not hold.

    >>> too_wide("a Donaudampfschiff", 2_000)
    [range(2, 18)]
    """
    surely_held = room // _WIDEST
    return [
        range(*word.span())
        for word in _WORDS.finditer(text)
        if len(word[0]) > surely_held and width_of(word[0]) > room
    ]


def column_widths(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Share `room` among columns, given the texts of their cells; None when every cell fits in one line.

    Each column is as wide as its widest word where that is possible; the rest goes to those that want more.
    """
    wanted = [max(map(width_in_table, cells)) + SPACE_AFTER for cells in columns]
    if sum(wanted) <= room:
        return None
    least = [max(widest_word(cell, width_in_table) for cell in cells) + SPACE_AFTER for cells in columns]
    if sum(least) > room:
        fair = room // len(columns)
        kept = [each for each in least if each <= fair]
        share = (room - sum(kept)) // (len(least) - len(kept))
        return [each if each <= fair else share for each in least]
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    left = room - sum(least)
    return [need + left * extra // sum(more) for need, extra in zip(least, more, strict=True)]
