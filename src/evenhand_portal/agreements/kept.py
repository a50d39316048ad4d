"""What is pure and takes long is worked out once and kept in memory: the one way to do so on pages.

What is kept belongs to its texts, letter by letter, so nothing ever has to be thrown away because it became wrong.
What was not asked for longest goes first when a shelf is full.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Final, Generic, TypeVar, TypeVarTuple

Texts = TypeVarTuple("Texts")
Value = TypeVar("Value")

CHARACTERS: Final = 500_000
"""How many characters of agreements a shelf holds: fifty agreements of 10,000 characters, or three of 300 clauses.

What is read of a text takes some 100 bytes for a character, what is written out 10 to 25. The shelves of
agreements so hold at most 150 MB in a process, and hold nothing before somebody asks.
"""


class Shelf(Generic[Value]):
    """Results by what they were made from, up to `most` in weight; the latest stays even where it is heavier."""

    def __init__(self, most: int) -> None:
        """Begin with nothing kept."""
        self._most, self._weight = most, 0
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value], weigh: Callable[[Value], int]) -> Value:
        """Return what is kept under a key; made, weighed and kept where it is not there. Its errors are not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        value = make()  # outside the lock, so that others need not wait; two at once make the same
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value, weigh(value)
                self._weight += self._kept[key][1]
            while self._weight > self._most and len(self._kept) > 1:
                _, (_, weight) = self._kept.popitem(last=False)
                self._weight -= weight
        return value


def kept(make: Callable[[*Texts], Value]) -> Callable[[*Texts], Value]:
    """Keep the results of a pure function of texts, on a shelf of its own. Nobody may change a result.

    A result weighs as much as the longest of its texts: the others say the same in another form.
    """
    shelf: Shelf[Value] = Shelf(CHARACTERS)

    @wraps(make)
    def found(*texts: *Texts) -> Value:
        return shelf.get(texts, lambda: make(*texts), lambda _: _longest(texts))

    return found


def _longest(texts: tuple[object, ...]) -> int:
    return max(len(text) for text in texts if isinstance(text, (str, bytes)))
