"""The words of two lines, matched token by token, and two rows of things, matched one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, TypeVar

from evenhand.wording.blocks import Run, Words
from evenhand.wording.redline import Line, Mark, MarkedRun

Item = TypeVar("Item")
Pairing = tuple[Item | None, Item | None]

# A number with its percent sign, a word, some blanks, or any other character.
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,:][0-9]+)*%?|[^\W\d]+(?:['’-][^\W\d]+)*|\s+|.", re.DOTALL)
ALIKE: Final = 0.5
_SCATTERED: Final = 0.35
"""Below this share of words in common a line is shown as a whole deleted and a whole inserted."""


def line(words: Words, mark: Mark) -> Line:
    """A line that stands in one of the agreements, or in both with the same words."""
    return Line(tuple(MarkedRun(run.text, mark, run.kind, run.target) for run in words if run.text), mark)


def line_between(before: Words, after: Words) -> Line:
    """One line of two: words that both have are kept.

    >>> [(run.mark, run.text) for run in line_between((Run("Within 4 hours."),), (Run("Within 8 hours."),)).runs]
    [('kept', 'Within '), ('deleted', '4'), ('inserted', '8'), ('kept', ' hours.')]
    """
    old, new = [*_tokens(before)], [*_tokens(after)]
    matcher = SequenceMatcher(None, [_key(run) for run in old], [_key(run) for run in new], autojunk=False)
    if old and new and matcher.ratio() < _SCATTERED:
        return Line((*line(before, "deleted").runs, *line(after, "inserted").runs))
    runs: list[MarkedRun] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            runs += _marked(new[c:d], "kept")
        else:
            runs += [*_marked(old[a:b], "deleted"), *_marked(new[c:d], "inserted")]
    return Line(tuple(_joined(_without_islands(runs))))


def _tokens(words: Words) -> Iterator[Run]:
    for run in words:
        for token in _TOKEN.findall(run.text):
            yield Run(token, run.kind, run.target)


def _key(run: Run) -> tuple[str, str]:
    return run.text, run.kind


def _marked(runs: Iterable[Run], mark: Mark) -> list[MarkedRun]:
    return [MarkedRun(run.text, mark, run.kind, run.target) for run in runs]


def _without_islands(runs: Sequence[MarkedRun]) -> Iterator[MarkedRun]:
    """Blanks that alone are kept between changed words are changed with them: nobody reads single blanks."""
    stretches = [(mark == "kept", [*stretch]) for mark, stretch in groupby(runs, key=lambda run: run.mark)]
    merged: list[list[MarkedRun]] = [[]]
    for number, (kept, stretch) in enumerate(stretches):
        island = kept and 0 < number < len(stretches) - 1 and not "".join(run.text for run in stretch).strip()
        if kept and not island:
            merged += [stretch, []]
        elif island:
            merged[-1] += [
                MarkedRun(run.text, mark, run.kind, run.target)
                for mark in ("deleted", "inserted")
                for run in stretch
            ]
        else:
            merged[-1] += stretch
    for place, stretch in enumerate(merged):
        if place % 2:
            yield from stretch
        else:
            yield from (run for run in stretch if run.mark == "deleted")
            yield from (run for run in stretch if run.mark == "inserted")


def _joined(runs: Iterable[MarkedRun]) -> Iterator[MarkedRun]:
    for (mark, kind, target), same in groupby(runs, key=lambda run: (run.mark, run.kind, run.target)):
        yield MarkedRun("".join(run.text for run in same), mark, kind, target)


def alike(before: Words, after: Words) -> bool:
    """Whether half of the words of two lines or more are the same."""
    old, new = ([_key(run) for run in _tokens(words) if not run.text.isspace()] for words in (before, after))
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE


def matched(
    before: Sequence[Item],
    after: Sequence[Item],
    key: Callable[[Item], Hashable],
    near: Callable[[Item, Item], bool],
) -> Iterator[Pairing[Item]]:
    """Pair two rows in their order: first what has the same key, between these what is near.

    What stands in one row only is paired with None; read from left, the pairs give the earlier row, from right the
    later one.

    >>> [*matched("abc", "acd", key=str, near=lambda one, other: False)]
    [('a', 'a'), ('b', None), ('c', 'c'), (None, 'd')]
    """
    matcher = SequenceMatcher(None, [key(one) for one in before], [key(one) for one in after], autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            yield from zip(before[a:b], after[c:d], strict=True)
        else:
            yield from _near(before[a:b], after[c:d], near)


def _near(
    before: Sequence[Item], after: Sequence[Item], near: Callable[[Item, Item], bool]
) -> Iterator[Pairing[Item]]:
    rest = [*after]
    for one in before:
        found = next((place for place, other in enumerate(rest) if near(one, other)), None)
        if found is None:
            yield one, None
        else:
            yield from ((None, other) for other in rest[:found])
            yield one, rest[found]
            rest = rest[found + 1 :]
    yield from ((None, other) for other in rest)
